import Foundation
import Testing
import Vault
import VaultLedger

@Suite("A backup")
struct BackupTests {
    /// A vault with two documents, of which one is granted, and a place for its backup.
    private struct Scene {
        let stage: Stage
        let first: DocumentID

        init() async throws {
            stage = try await Stage()
            first = try await stage.deposit("One")
            try await stage.grant(first)
            try await stage.deposit("Two")
        }

        @discardableResult
        func backUp(accepting root: Digest? = nil) async throws -> BackupRecord {
            try await DocumentVault.backUp(
                at: stage.path("vault"),
                to: stage.path("backup"),
                clock: .fixed(stage.time),
                acceptingHead: root
            )
        }

        /// Restores into a new folder and opens what came of it.
        func restored(
            _ name: String = "again",
            as identity: Identity? = nil
        ) async throws
            -> DocumentVault
        {
            _ = try await DocumentVault.restore(
                from: stage.path("backup"),
                to: stage.path(name)
            )
            return try await DocumentVault.open(
                at: stage.path(name),
                as: identity,
                clock: .fixed(stage.time),
                inspection: .inProcess
            )
        }

        /// The one state that is complete.
        func state() throws -> String {
            let names = try FileManager.default.contentsOfDirectory(atPath: stage.path("backup"))
            return try #require(names.first { $0.hasPrefix("state-") })
        }

        func modes(under name: String) throws -> Set<String> {
            let manager = FileManager.default
            let names = try [""] + manager.subpathsOfDirectory(atPath: stage.path(name))
            return try Set(
                names.map { path in
                    let attributes = try manager.attributesOfItem(
                        atPath: stage.path("\(name)/\(path)")
                    )
                    let mode = try #require(attributes[.posixPermissions] as? Int)
                    let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
                    return "\(isFolder ? "folder" : "file") \(String(mode, radix: 8))"
                }
            )
        }
    }

    @Test
    func `comes back as a vault that goes on`() async throws {
        let scene = try await Scene()
        let record = try await scene.backUp()
        #expect(record.files == 2 && record.copied == 2 && record.hasLogKey)
        #expect(try scene.modes(under: "backup") == ["folder 700", "file 600"])

        let desk = try await scene.restored(as: scene.stage.counselor)
        #expect(try await desk.summary().head == record.head)
        #expect(try await desk.bytes(of: scene.first) == Array("One".utf8))
        let outcomes = try await desk.deposit(
            [.bytes(Array("Three".utf8), fileName: "three.txt")],
            for: scene.stage.newcomer.id
        )
        #expect(outcomes.compactMap(\.stored).count == 1)
        #expect(try await desk.audit().isClean)
        #expect(try scene.modes(under: "again") == ["folder 700", "file 600"])
    }

    @Test
    func `copies what is new and drops what nothing names`() async throws {
        let scene = try await Scene()
        try await scene.backUp()
        try await scene.stage.deposit("Three")
        _ = try await scene.stage.open(as: scene.stage.counselor)
            .revoke([scene.first], from: scene.stage.chamberID)
        let second = try await scene.backUp()
        // The new document, and the one that was encrypted anew in the place of its old blob.
        #expect(second.files == 3 && second.copied == 2 && second.removed == 1)
        let third = try await scene.backUp()
        #expect(third.files == 3 && third.copied == 0 && third.removed == 0)
        let states = try FileManager.default.contentsOfDirectory(
            atPath: scene.stage.path("backup")
        )
        #expect(states.sorted() == ["blobs", "lock", "state-3"])
        #expect(try await scene.restored().audit().isClean)
    }

    @Test
    func `is whole while others store and encrypt anew`() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<10 {
                    let document = try await stage.deposit("Paper \(number)")
                    try await stage.grant(document)
                    _ = try await stage.open(as: stage.counselor)
                        .revoke([document], from: stage.chamberID)
                }
            }
            group.addTask {
                for number in 0..<10 {
                    do {
                        try await scene.backUp()
                    } catch VaultError.busy {
                        continue
                    }
                    let vault = try await scene.restored("again-\(number)")
                    #expect(try await vault.audit().isClean)
                }
            }
            try await group.waitForAll()
        }
        try await scene.backUp()
        #expect(try await scene.restored("last").audit().statements > 40)
    }

    @Test
    func `mends a damaged blob of its own, and takes a lost one from no vault`() async throws {
        let scene = try await Scene()
        try await scene.backUp()
        let blob = try #require(
            scene.stage.files(under: "backup/blobs").first { $0.hasSuffix(".age") }
        )
        var bytes = try scene.stage.bytes(blob)
        bytes[100] ^= 1
        try scene.stage.write(bytes, to: blob)
        #expect(try await scene.backUp().copied == 1)

        // What the vault has lost stays in the backup.
        for blob in try scene.stage.blobs() {
            try FileManager.default.removeItem(atPath: scene.stage.path(blob))
        }
        #expect(try await scene.backUp().copied == 0)
        #expect(try await scene.restored().audit().isClean)
    }

    @Test
    func `is refused, and stays as it was, if the vault has lost a document`() async throws {
        let scene = try await Scene()
        try await scene.backUp()
        let third = try await scene.stage.deposit("Three")
        let old = Set(try scene.stage.files(under: "backup/blobs").map { $0.suffix(68) })
        for blob in try scene.stage.blobs() where !old.contains(blob.suffix(68)) {
            try FileManager.default.removeItem(atPath: scene.stage.path(blob))
        }
        await #expect(throws: VaultError.damaged(.blob(third))) { try await scene.backUp() }
        let vault = try await scene.restored(as: scene.stage.counselor)
        #expect(try await vault.list().count == 2)
    }

    @Test(
        arguments: [
            "DELETE FROM envelope",
            "UPDATE envelope SET body = zeroblob(100) WHERE holder GLOB 'm-*'",
            "UPDATE p_document SET withdrawn = 0", "DELETE FROM statement WHERE idx = 8",
            "DELETE FROM card", "DELETE FROM p_group_key",
        ]
    )
    func `is refused, and stays as it was, if the database has lost something`(
        sql: String
    ) async throws {
        let scene = try await Scene()
        try await scene.backUp()
        #expect(try Intruder(scene.stage).run(sql) > 0)
        do {
            try await scene.backUp()
            Issue.record("backed up")
        } catch VaultError.unclean(let findings) {
            #expect(!findings.isEmpty)
        }
        let vault = try await scene.restored(as: scene.stage.counselor)
        #expect(try await vault.bytes(of: scene.first) == Array("One".utf8))
        #expect(try await vault.audit().isClean)
    }

    @Test
    func `is not made of a database that lacks what was signed last`() async throws {
        let scene = try await Scene()
        try scene.stage.copy("vault", to: "before")
        try await scene.stage.deposit("Three")
        let head = try scene.stage.bytes("vault/log.head")
        try scene.stage.put("before")
        try scene.stage.write(head, to: "vault/log.head")
        let error = await #expect(throws: VaultError.self) { try await scene.backUp() }
        guard case .wentBack(let remembered, let found) = error else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(remembered.size > found.size)
        #expect(try await scene.backUp(accepting: found.root).files == 2)
    }

    @Test
    func `is never replaced by a vault that went back, forked or is another`() async throws {
        let scene = try await Scene()
        try scene.stage.copy("vault", to: "yesterday")
        try await scene.stage.deposit("Three")
        let record = try await scene.backUp()
        try scene.stage.put("yesterday")
        let before = try await scene.stage.open(as: nil).summary().head
        await #expect(throws: VaultError.wentBack(remembered: record.head, found: before)) {
            try await scene.backUp()
        }
        try FileManager.default.removeItem(atPath: scene.stage.path("vault/log.head"))
        try await scene.stage.deposit("Another third")
        let other = try await scene.stage.open(as: nil).summary().head
        await #expect(throws: VaultError.forked(remembered: record.head, found: other)) {
            try await scene.backUp()
        }
        #expect(try await scene.restored().summary().head == record.head)
        #expect(try await scene.backUp(accepting: other.root).head == other)

        let stranger = try await Stage()
        await #expect(throws: VaultError.backupOfAnother(path: scene.stage.path("backup"))) {
            try await DocumentVault.backUp(
                at: stranger.path("vault"),
                to: scene.stage.path("backup")
            )
        }
    }

    /// Each file of the state, and a blob: cut, with a bit changed, gone, or a link to the same bytes.
    @Test(
        arguments: ["manifest", "vault.sqlite", "log.key", "log.head", "blob"],
        ["cut", "changed", "gone", "link"]
    )
    func `is not restored with a file that is not its own`(
        file: String,
        change: String
    ) async throws {
        let scene = try await Scene()
        try await scene.backUp()
        let blobs = try scene.stage.files(under: "backup/blobs").filter { $0.hasSuffix(".age") }
        let name = try file == "blob" ? blobs[0] : "backup/\(scene.state())/\(file)"
        var bytes = try scene.stage.bytes(name)
        switch change {
        case "cut": try scene.stage.write(bytes.dropLast(), to: name)
        case "changed":
            bytes[bytes.count / 2] ^= 1
            try scene.stage.write(bytes, to: name)
        default:
            let path = scene.stage.path(name)
            try FileManager.default.moveItem(atPath: path, toPath: scene.stage.path("kept"))
            guard change == "link" else { break }
            try FileManager.default.createSymbolicLink(
                atPath: path,
                withDestinationPath: scene.stage.path("kept")
            )
        }
        let expected: String = file == "blob" ? "blob" : "backup(\"\(file)\")"
        do {
            _ = try await scene.restored()
            Issue.record("restored")
        } catch let error as VaultError {
            guard case .damaged(let damage) = error else { throw error }
            #expect("\(damage)".contains(expected))
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: scene.stage.folder)
        #expect(left.allSatisfy { !$0.hasPrefix("again") })
    }

    @Test
    func `is restored without what is damaged only if that is meant, and all of it is named`()
        async throws
    {
        let scene = try await Scene()
        try await scene.backUp()
        let (source, target) = (scene.stage.path("backup"), scene.stage.path("again"))
        let second = try await scene.stage.deposit("Three")
        let old = Set(try scene.stage.files(under: "backup/blobs"))
        try await scene.backUp()
        let blob = try #require(
            scene.stage.files(under: "backup/blobs").first { !old.contains($0) }
        )
        var bytes = try scene.stage.bytes(blob)
        bytes[100] ^= 1
        try scene.stage.write(bytes, to: blob)
        try FileManager.default.removeItem(
            atPath: scene.stage.path("backup/\(scene.state())/log.head")
        )
        await #expect(throws: VaultError.damaged(.backup("log.head"))) {
            try await DocumentVault.restore(from: source, to: target)
        }
        let record = try await DocumentVault.restore(
            from: source,
            to: target,
            leavingOutDamage: true
        )
        #expect(record.missingDocuments == [second] && record.missingFiles == ["log.head"])
        #expect(record.files == 2 && record.hasLogKey)
        let vault = try await DocumentVault.open(
            at: target,
            as: scene.stage.counselor,
            clock: .fixed(scene.stage.time)
        )
        #expect(try await vault.bytes(of: scene.first) == Array("One".utf8))
        let report = try await DocumentVault.check(at: target, clock: .fixed(scene.stage.time))
        #expect(report.findings.map(\.finding) == [.blobMissing])
    }

    @Test
    func `is restored over nothing`() async throws {
        let scene = try await Scene()
        try await scene.backUp()
        try FileManager.default.createDirectory(
            atPath: scene.stage.path("empty"),
            withIntermediateDirectories: false
        )
        #expect(try await scene.restored("empty").audit().isClean)
        let taken = scene.stage.path("vault")
        await #expect(throws: VaultError.exists(path: taken)) {
            try await DocumentVault.restore(from: scene.stage.path("backup"), to: taken)
        }
        let nothing = scene.stage.path("nothing")
        await #expect(throws: VaultError.backupNotFound(path: nothing)) {
            try await DocumentVault.restore(from: nothing, to: scene.stage.path("new"))
        }
    }

    @Test
    func `follows no link and touches nothing that is not its own`() async throws {
        let scene = try await Scene()
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: scene.stage.path("elsewhere"),
            withIntermediateDirectories: false
        )
        for name in ["blobs", "state-1", "papers"] {
            let backup = scene.stage.path("backup")
            try manager.createDirectory(atPath: backup, withIntermediateDirectories: false)
            try manager.createSymbolicLink(
                atPath: "\(backup)/\(name)",
                withDestinationPath: scene.stage.path("elsewhere")
            )
            await #expect(throws: VaultError.exists(path: "\(backup)/\(name)")) {
                try await scene.backUp()
            }
            try manager.removeItem(atPath: backup)
        }
        #expect(try manager.contentsOfDirectory(atPath: scene.stage.path("elsewhere")) == [])
        try manager.createSymbolicLink(
            atPath: scene.stage.path("backup"),
            withDestinationPath: scene.stage.path("elsewhere")
        )
        await #expect(throws: VaultError.exists(path: scene.stage.path("backup"))) {
            try await scene.backUp()
        }
    }

    /// What a vault has given up comes back with a backup from before, and with none from after.
    @Test
    func `from before brings a withdrawn paper back, and one from after does not`() async throws {
        let scene = try await Scene()
        try await scene.backUp()
        _ = try await scene.stage.open(as: scene.stage.counselor).withdraw(scene.first)
        let before = try await scene.restored("before", as: scene.stage.chamber)
        #expect(try await before.bytes(of: scene.first) == Array("One".utf8))
        #expect(try await scene.backUp().removed == 1)
        let after = try await scene.restored("after", as: scene.stage.chamber)
        await #expect(throws: VaultError.withdrawn(scene.first)) {
            try await after.bytes(of: scene.first)
        }
    }

    @Test
    func `without the log's key can be read and says nothing more`() async throws {
        let scene = try await Scene()
        _ = try await DocumentVault.backUp(
            at: scene.stage.path("vault"),
            to: scene.stage.path("backup"),
            withLogKey: false
        )
        #expect(try scene.stage.files(under: "backup").allSatisfy { !$0.hasSuffix("log.key") })
        let vault = try await scene.restored(as: scene.stage.counselor)
        #expect(try await vault.list().count == 2)
        await #expect(throws: VaultError.damaged(.logKey)) {
            try await vault.enrolProvisional(name: "Another")
        }
        try scene.stage.copy("vault/log.key", to: "again/log.key")
        _ = try await vault.enrolProvisional(name: "Another")
        #expect(try await vault.audit().isClean)
    }
}
