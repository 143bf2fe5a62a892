import Foundation
import GRDB
import Testing
import Vault
import VaultLedger
import VaultSystem

@Suite("A check")
struct CheckTests {
    /// What may happen to a vault with two documents, and what a check then finds.
    struct Loss: CustomTestStringConvertible, Sendable {
        let finding: ScrubFinding
        let testDescription: String
        let isMended: Bool
        let happen: @Sendable (Stage) throws -> Void

        init(
            _ finding: ScrubFinding,
            _ description: String,
            isMended: Bool = false,
            _ happen: @escaping @Sendable (Stage) throws -> Void
        ) {
            self.finding = finding
            testDescription = description
            self.isMended = isMended
            self.happen = happen
        }
    }

    private static func row(_ sql: String) -> @Sendable (Stage) throws -> Void {
        { stage in
            let changed = try Intruder(stage).run(sql)
            #expect(changed > 0)
        }
    }

    private static let losses: [Loss] = [
        Loss(.databaseIntegrity, "a page of an index gone") { stage in
            let intruder = try Intruder(stage)
            // An index that is asked only when a document is stored.
            let page: Int = try #require(
                intruder.rows(
                    "SELECT rootpage FROM sqlite_master WHERE name = 'p_document_content'"
                ).first
            )[0]
            let size: Int = try #require(intruder.rows("PRAGMA page_size").first)[0]
            _ = try intruder.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            var bytes = try stage.bytes("vault/vault.sqlite")
            bytes.replaceSubrange(
                (page - 1) * size + 1..<page * size,
                with: [0, 0, 0, 0, UInt8(size >> 8), UInt8(size & 255), 0]
                    + Array(repeating: 0, count: size - 8)
            )
            try stage.write(bytes, to: "vault/vault.sqlite")
        },
        Loss(.databaseReference, "an entry gone", row("DELETE FROM leaf WHERE idx = 8")),
        Loss(.statementMissing, "a statement gone", row("DELETE FROM statement WHERE idx = 4")),
        Loss(
            .statementDigest,
            "a statement changed",
            row("UPDATE statement SET note = note || 'x' WHERE idx = 4")
        ),
        Loss(
            .checkpointRoot,
            "an entry changed",
            row("UPDATE leaf SET digest = zeroblob(32) WHERE idx = 4")
        ),
        Loss(.checkpointRoot, "no head", row("DELETE FROM checkpoint")),
        Loss(
            .projectionChanged,
            "another length in a row",
            row("UPDATE p_document SET length = length + 1")
        ),
        Loss(.auditFinding, "a card gone", row("DELETE FROM card")),
        Loss(
            .spaceLow,
            "a document longer than numbers go",
            row("UPDATE p_document SET length = ~(1 << 63)")
        ),
        Loss(
            .spaceLow,
            "a document longer than the disk",
            row("UPDATE p_document SET length = 1 << 60 WHERE due IS NULL")
        ),
        Loss(.blobMissing, "a blob gone") { stage in
            try FileManager.default.removeItem(atPath: stage.path(stage.blobs()[0]))
        },
        Loss(.blobUnreadable, "a link in the place of a blob") { stage in
            let blob = try stage.path(stage.blobs()[0])
            try FileManager.default.moveItem(atPath: blob, toPath: stage.path("elsewhere"))
            try FileManager.default.createSymbolicLink(
                atPath: blob,
                withDestinationPath: stage.path("elsewhere")
            )
        },
        Loss(.blobDigest, "a bit of a blob") { stage in
            let blob = try stage.blobs()[0]
            var bytes = try stage.bytes(blob)
            bytes[bytes.count / 2] ^= 1
            try stage.write(bytes, to: blob)
            try Self.setMode(0o600, of: blob, in: stage)
        },
        Loss(.blobDigest, "a blob cut") { stage in
            let blob = try stage.blobs()[0]
            try stage.write(stage.bytes(blob).dropLast(), to: blob)
            try Self.setMode(0o600, of: blob, in: stage)
        },
        Loss(.blobUnnamed, "a blob of nobody", isMended: true) { stage in
            try Self.put(Self.stray, in: stage)
        },
        Loss(.blobOwed, "a blob that was given up", isMended: true) { stage in
            try Self.put(Self.stray, in: stage)
            try Intruder(stage).run(
                "INSERT INTO garbage VALUES (?)",
                [Data(Self.stray.array)]
            )
        },
        Loss(.stagingLeftover, "a blob half made", isMended: true) { stage in
            try stage.write([1, 2], to: "vault/blobs/staging/.staged-00")
        },
        Loss(.stagingLeftover, "a head half written", isMended: true) { stage in
            try stage.write([1, 2], to: "vault/.staged-00")
        },
        Loss(.fileMissing, "no log key") { stage in
            try FileManager.default.removeItem(atPath: stage.path("vault/log.key"))
        },
        Loss(.fileDamaged, "a head cut") { stage in
            try Self.cut("vault/log.head", in: stage)
        },
        Loss(.fileMissing, "no folder for blobs in the making", isMended: true) { stage in
            try FileManager.default.removeItem(atPath: stage.path("vault/blobs/staging"))
        },
        Loss(.fileUnexpected, "a file of somebody else") { stage in
            try stage.write([1], to: "vault/notes.txt")
        },
        Loss(.fileUnexpected, "a file of another name among the blobs") { stage in
            let folder = Folder(of: try stage.blobs()[0])
            try stage.write([1], to: "\(folder.path)/copy.age")
        },
        Loss(.modeWrong, "a blob for everybody", isMended: true) { stage in
            try Self.setMode(0o644, of: stage.blobs()[0], in: stage)
        },
        Loss(.modeWrong, "a folder for the group", isMended: true) { stage in
            try Self.setMode(0o750, of: "vault", in: stage)
        },
        Loss(
            .keyUnreadable,
            "an envelope changed",
            row("UPDATE envelope SET body = zeroblob(100) WHERE subject GLOB 'd-*'")
        ),
    ]

    /// The folder in which a path lies.
    private struct Folder {
        let path: Substring
        init(of path: String) { self.path = path[..<(path.lastIndex(of: "/") ?? path.endIndex)] }
    }

    /// A blob that nothing names, and its bytes.
    private static let stray = Digest.of(Array("stray".utf8).span)

    private static func put(_ digest: Digest, in stage: Stage) throws {
        let folder = "vault/blobs/\(digest.hexadecimal.prefix(2))"
        try FileManager.default.createDirectory(
            atPath: stage.path(folder),
            withIntermediateDirectories: true
        )
        let file = "\(folder)/\(digest.hexadecimal).age"
        try stage.write(Array("stray".utf8), to: file)
        try setMode(0o700, of: folder, in: stage)
        try setMode(0o600, of: file, in: stage)
    }

    private static func setMode(_ mode: Int, of name: String, in stage: Stage) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: mode],
            ofItemAtPath: stage.path(name)
        )
    }

    /// A vault with two documents, of which one is granted.
    private static func stage() async throws -> Stage {
        let stage = try await Stage()
        // As the tool has it: the mask of this process may be any.
        try setMode(0o700, of: "vault", in: stage)
        try await stage.grant(try await stage.deposit("One"))
        try await stage.deposit("Two")
        return stage
    }

    private static func check(
        _ stage: Stage,
        as identity: Identity? = nil,
        _ options: CheckOptions = CheckOptions()
    ) async throws -> CheckReport {
        try await DocumentVault.check(
            at: stage.path("vault"),
            as: identity,
            options,
            clock: .fixed(stage.time)
        )
    }

    /// What of a vault a mend must not change: the names and bytes of all files but those of SQLite.
    private static func contents(_ stage: Stage) throws -> Set<[UInt8]> {
        Set(
            try stage.files(under: "vault")
                .filter { !$0.contains("sqlite") && !$0.hasSuffix("aside/notes") }
                .map { try stage.bytes($0) }
        )
    }

    @Test
    func `finds nothing in a vault that is whole`() async throws {
        let stage = try await Self.stage()
        let report = try await Self.check(stage)
        #expect(report.findings == [])
        #expect(report.isClean && !report.wasBusy)
        #expect(report.blobs == 2)
        let lengths = try stage.blobs().map { try stage.bytes($0).count }
        #expect(report.bytes == lengths.reduce(0, +))
        #expect(report.decrypted == nil && report.index == nil && report.failure == nil)
        #expect(report.freeSpace > 0)
    }

    @Test(arguments: losses)
    func `finds what was lost and what is left over`(loss: Loss) async throws {
        let stage = try await Self.stage()
        try loss.happen(stage)
        let isDeep = loss.finding == .keyUnreadable
        let options = CheckOptions(isDeep: isDeep)
        let report = try await Self.check(stage, as: isDeep ? stage.counselor : nil, options)
        #expect(report.counts.contains { $0.finding == loss.finding })
        #expect(!report.isClean)

        let before = try Self.contents(stage)
        let mended = try await Self.check(stage, CheckOptions(repairs: true))
        #expect(mended.isClean == loss.isMended || isDeep)
        #expect(mended.findings.contains { $0.isRepaired } == loss.isMended)
        // Nothing is gone but what a statement had given up.
        if loss.finding != .blobOwed {
            #expect(try Self.contents(stage).isSuperset(of: before))
        }
        guard loss.isMended else { return }
        #expect(try await Self.check(stage).findings == [])
        #expect(try await stage.open(as: nil).audit().isClean)
    }

    /// What an audit finds and no blob shows.
    private static let unverified:
        [(ScrubFinding, String, @Sendable (Stage) async throws -> Void)] = [
            (
                .auditFinding, "sealed keys gone",
                { try row("DELETE FROM envelope WHERE subject GLOB 'd-*'")($0) }
            ),
            (
                .auditFinding, "a key for one holder changed",
                {
                    try row(
                        "UPDATE envelope SET body = zeroblob(100) WHERE holder = '\($0.chamberID.text)'"
                    )($0)
                }
            ),
            (.auditFinding, "cards gone", { try row("DELETE FROM card")($0) }),
            (.auditFinding, "recipients gone", { try row("DELETE FROM recipient")($0) }),
            (.auditFinding, "a grant gone", { try row("DELETE FROM p_grant")($0) }),
            (
                .fileDamaged, "the key of the log cut",
                { try cut("vault/log.key", in: $0) }
            ),
            (
                .fileDamaged, "the last head changed",
                { try cut("vault/log.head", in: $0) }
            ),
            (.logBehind, "a database from before", { try await Self.goBack($0) }),
        ]

    /// Takes the end of a file away.
    private static func cut(_ name: String, in stage: Stage) throws {
        try stage.write(Array(stage.bytes(name).dropLast(20)), to: name)
        try setMode(0o600, of: name, in: stage)
    }

    /// Puts back a database that lacks the last statements, beside the head that was signed since.
    private static func goBack(_ stage: Stage) async throws {
        try stage.copy("vault", to: "before")
        try await stage.deposit("Three")
        let head = try stage.bytes("vault/log.head")
        try stage.put("before")
        try stage.write(head, to: "vault/log.head")
        try setMode(0o600, of: "vault/log.head", in: stage)
    }

    @Test(arguments: unverified.indices)
    func `finds what is wrong though every blob is there`(place: Int) async throws {
        let (finding, what, happen) = Self.unverified[place]
        let stage = try await Self.stage()
        try await happen(stage)
        let report = try await Self.check(stage)
        #expect(report.counts.contains { $0.finding == finding }, "\(what)")
        #expect(!report.isClean, "\(what)")
        let before = try Self.contents(stage)
        let mended = try await Self.check(stage, CheckOptions(repairs: true))
        #expect(!mended.isClean, "\(what)")
        #expect(try Self.contents(stage) == before, "\(what)")
    }

    @Test
    func `puts no blob aside that only a row gives up`() async throws {
        let stage = try await Self.stage()
        try Self.row("UPDATE p_document SET withdrawn = 0")(stage)
        let blobs = try stage.blobs()
        let report = try await Self.check(stage, CheckOptions(repairs: true))
        #expect(!report.isClean)
        #expect(try stage.blobs() == blobs)
    }

    @Test
    func `is tried with every finding`() {
        // The content of a document: see the suite of the unfaithful counselor.
        let found = Set(Self.losses.map(\.finding) + Self.unverified.map(\.0) + [.contentDigest])
        #expect(found == Set(ScrubFinding.allCases))
    }

    @Test
    func `decrypts what the caller can open, and says no opening`() async throws {
        let stage = try await Self.stage()
        let deep = CheckOptions(isDeep: true)
        #expect(try await Self.check(stage, as: stage.counselor, deep).decrypted == 2)
        #expect(try await Self.check(stage, as: stage.chamber, deep).decrypted == 1)
        let kinds = try await stage.open(as: stage.admin).history().map(\.kind)
        #expect(!kinds.contains(.open))
        #expect(kinds.filter { $0 == .scrub }.count == 2)
        await #expect(throws: VaultError.identityMissing) { try await Self.check(stage, deep) }
        await #expect(throws: VaultError.notAllowed(.notEnrolled)) {
            try await Self.check(stage, as: Identity.generate(suite: .x25519), deep)
        }
    }

    @Test
    func `is said in the log with what it found`() async throws {
        let stage = try await Self.stage()
        try Self.setMode(0o644, of: stage.blobs()[0], in: stage)
        try Self.setMode(0o644, of: stage.blobs()[1], in: stage)
        let report = try await Self.check(stage, as: stage.chamber)
        let index = try #require(report.index)
        let note = try #require(
            Intruder(stage).rows("SELECT note FROM statement WHERE idx = ?", [index]).first
        )
        let text: String = note[0]
        guard
            case .scrub(let scrub) = try SignedStatement(bytes: Array(text.utf8)).statement.body
        else {
            Issue.record("no scrub")
            return
        }
        let wrong = Scrub.Count(finding: .modeWrong, count: 2)
        #expect(
            scrub
                == Scrub(blobs: 2, bytes: report.bytes, decrypted: nil, findings: [wrong])
        )
        #expect(try await stage.open(as: nil).audit().isClean)
    }

    @Test
    func `goes on where a link or a folder has a name that is put aside`() async throws {
        let stage = try await Self.stage()
        let manager = FileManager.default
        try manager.removeItem(atPath: stage.path(stage.blobs()[0]))
        try manager.createSymbolicLink(
            atPath: stage.path("vault/blobs/staging/.staged-01"),
            withDestinationPath: "/nowhere"
        )
        try manager.createDirectory(
            atPath: stage.path("vault/.staged-02"),
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        let report = try await Self.check(stage, CheckOptions(repairs: true))
        #expect(report.findings.contains { $0.finding == .blobMissing })
        #expect(report.findings.filter { $0.finding == .stagingLeftover }.count == 2)
        #expect(report.open == 1)
        let again = try await Self.check(stage)
        #expect(again.findings.map(\.finding) == [.blobMissing])
    }

    @Test
    func `enters no link in the place of the folder aside`() async throws {
        let stage = try await Self.stage()
        try stage.write([1], to: "mine.txt")
        try Self.setMode(0o644, of: "mine.txt", in: stage)
        try stage.write([1, 2], to: "vault/blobs/staging/.staged-00")
        try FileManager.default.createSymbolicLink(
            atPath: stage.path("vault/aside"),
            withDestinationPath: stage.folder
        )
        let before = try Set(FileManager.default.contentsOfDirectory(atPath: stage.folder))
        let report = try await Self.check(stage, CheckOptions(repairs: true))
        #expect(report.findings.contains { $0.finding == .fileUnexpected && $0.subject == "aside" })
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: stage.folder)) == before)
        let mode = try FileManager.default.attributesOfItem(atPath: stage.path("mine.txt"))
        #expect(mode[.posixPermissions] as? Int == 0o644)
        #expect(try stage.bytes("vault/blobs/staging/.staged-00") == [1, 2])
    }

    @Test
    func `finishes what a revocation began`() async throws {
        let stage = try await Self.stage()
        let document = try await stage.deposit("Three")
        try await stage.grant(document, lasting: 60)
        // A statement after the end of the grant makes the document due.
        _ = try await stage.open(as: stage.chamber, later: 120).list()
        _ = try await stage.open(as: stage.admin, later: 120).enrol(
            Identity.generate(suite: .x25519).card(name: "Another"),
            as: .organisation
        )
        let due = try await stage.open(as: nil, later: 120).audit().due
        try #require(due == [document])
        let report = try await DocumentVault.check(
            at: stage.path("vault"),
            as: stage.counselor,
            CheckOptions(repairs: true),
            clock: .fixed(stage.time.advanced(by: 120))
        )
        #expect(report.isClean && report.index != nil)
        #expect(report.pending?.mine.isEmpty == true)
        #expect(try await stage.open(as: nil, later: 120).audit().due == [])
    }

    @Test
    func `takes no file of a writer that waits for the disk`() async throws {
        let stage = try await Self.stage()
        try stage.write([1, 2], to: "vault/.staged-00")
        let lock = try FolderLock(path: stage.path("vault/log.lock"), .exclusive, patience: .none)
        let report = try await Self.check(stage, as: nil, CheckOptions(repairs: true))
        lock.release()
        #expect(report.findings == [] && report.wasBusy)
        #expect(try stage.bytes("vault/.staged-00") == [1, 2])
    }

    @Test
    func `takes nothing for lost while others store and encrypt anew`() async throws {
        let stage = try await Self.stage()
        let reports = try await withThrowingTaskGroup(of: [CheckReport].self) { group in
            group.addTask {
                for number in 0..<8 {
                    let document = try await stage.deposit("Paper \(number)")
                    try await stage.grant(document)
                    _ = try await stage.open(as: stage.counselor)
                        .revoke([document], from: stage.chamberID)
                }
                return []
            }
            group.addTask {
                var reports: [CheckReport] = []
                for _ in 0..<8 { reports.append(try await Self.check(stage)) }
                return reports
            }
            var all: [CheckReport] = []
            for try await reports in group { all += reports }
            return all
        }
        #expect(reports.count == 8)
        #expect(reports.flatMap(\.findings) == [])
    }
}
