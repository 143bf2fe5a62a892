import Foundation
import Testing
import Vault
import VaultLedger

/// A log as files, and what their audit finds (TLOG.md §10).
@Suite("An export")
struct ExportTests {
    /// A vault with two owners, a grant, an opening and a revocation, and its export.
    private static func exported(
        owner: Bool = false
    ) async throws -> (stage: Stage, export: LogExport) {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document)
        _ = try await stage.open(as: stage.chamber).bytes(of: document)
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.revoke([document], from: stage.chamberID)
        let other = try await desk.enrolProvisional(name: "Another")
        _ = try await desk.deposit(
            [.bytes(Array("Theirs".utf8), fileName: "theirs.txt")],
            for: other.id,
            as: DocumentDescription()
        )
        let export = try await stage.open(as: owner ? stage.counselor : stage.admin).exportLog(
            to: stage.path("export"),
            owner: owner ? stage.newcomer.id : nil
        )
        return (stage, export)
    }

    private static func audit(
        _ stage: Stage,
        _ export: LogExport,
        owner: MemberID? = nil
    ) async throws -> ExportReport {
        try await LogExport.audit(
            at: stage.path("export"),
            logKey: VerifierKey(export.logKey),
            owner: owner,
            clock: .fixed(stage.time)
        )
    }

    @Test(.timeLimit(.minutes(5)))
    func `of a whole log is judged by every rule`() async throws {
        let (stage, export) = try await Self.exported()
        let summary = try await stage.open(as: nil).summary()
        let report = try await Self.audit(stage, export)
        #expect(report.findings == [])
        #expect(report.isComplete)
        #expect(report.unjudged == [])
        #expect(report.head == summary.head)
        #expect(report.fingerprint == summary.fingerprint)
        #expect(report.statements == summary.head.size)
    }

    @Test(.timeLimit(.minutes(5)))
    func `of one owner holds nothing about another`() async throws {
        let (stage, export) = try await Self.exported(owner: true)
        let report = try await Self.audit(stage, export, owner: stage.newcomer.id)
        #expect(report.findings == [])
        #expect(!report.isComplete)
        #expect(report.missing == [11...12])
        #expect(report.unjudged == [])
        #expect(report.statements == export.statements)
        for name in try stage.files(under: "export/statements") {
            let signed = try SignedStatement(bytes: stage.bytes(name))
            switch signed.statement.body {
            case .enrol(let body): #expect(body.role != .owner || body.member == stage.newcomer.id)
            case .deposit(let body): #expect(body.owner == stage.newcomer.id)
            default: break
            }
        }
        // What the export says itself does as well, and no more.
        let own = try await Self.audit(stage, export)
        #expect(own.owner == stage.newcomer.id)
        #expect(own.findings == [])
        try FileManager.default.removeItem(atPath: stage.path("export/owner"))
        let silent = try await Self.audit(stage, export)
        #expect(silent.findings.map(\.code) == ["statement.missing"])
        // Genesis, two groups, two members of staff, the owner; deposit, grant, open, revoke, rekey.
        #expect(export.statements == 11)
        #expect(export.head.size == 13)
    }

    @Test(.timeLimit(.minutes(5)))
    func `lacks nothing without a word of what it is to hold`() async throws {
        let (stage, export) = try await Self.exported()
        let owner = stage.newcomer.id
        for index in [4, 8, 9, 10, 12] {
            try FileManager.default.removeItem(atPath: stage.path("export/statements/\(index)"))
        }
        let whole = try await Self.audit(stage, export)
        #expect(whole.missing == [4...4, 8...10, 12...12])
        #expect(
            whole.findings == [
                AuditFinding(code: "statement.missing", index: 4),
                AuditFinding(code: "statement.missing", index: 8, subject: "8-10"),
                AuditFinding(code: "statement.missing", index: 12),
            ]
        )
        // The other owner's enrolment is there still.
        let part = try await Self.audit(stage, export, owner: owner)
        #expect(part.missing == whole.missing)
        #expect(part.findings.map(\.short) == ["statement.owner at 11"])
        try FileManager.default.removeItem(atPath: stage.path("export/statements/11"))
        #expect(try await Self.audit(stage, export, owner: owner).isClean)
        #expect(try await Self.audit(stage, export).missing == [4...4, 8...12])
    }

    @Test(.timeLimit(.minutes(5)))
    func `is for those who may see everything in it`() async throws {
        let (stage, _) = try await Self.exported()
        let chamber = try await stage.open(as: stage.chamber)
        let desk = try await stage.open(as: stage.counselor)
        let target = stage.path("none")
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await chamber.exportLog(to: target, owner: stage.newcomer.id)
        }
        await #expect(throws: VaultError.notAllowed(.role(.counselor))) {
            try await desk.exportLog(to: target)
        }
        await #expect(throws: VaultError.memberNotFound(stage.chamberID.text)) {
            try await desk.exportLog(to: target, owner: stage.chamberID)
        }
        await #expect(throws: VaultError.identityMissing) {
            try await stage.open(as: nil).exportLog(to: target)
        }
        await #expect(throws: VaultError.exists(path: stage.path("export"))) {
            try await stage.open(as: stage.admin).exportLog(to: stage.path("export"))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: stage.folder)
        #expect(names.sorted() == ["export", "vault"])
    }

    @Test(.timeLimit(.minutes(5)))
    func `of a log with a changed statement does not appear`() async throws {
        let (stage, _) = try await Self.exported()
        try Intruder(stage).run(
            "UPDATE statement SET note = replace(note, 'recognition', 'employment')"
        )
        await #expect(throws: VaultError.damaged(.statement(7))) {
            try await stage.open(as: stage.admin).exportLog(to: stage.path("second"))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: stage.folder)
        #expect(names.sorted() == ["export", "vault"])
    }

    @Test(.timeLimit(.minutes(5)), arguments: [200_000, 1_000_000_000_000, .max])
    func `of fewer files than its head needs is not looked through`(size: Int) async throws {
        let (stage, export) = try await Self.exported()
        let log = try LogOperator(stage)
        let head = TreeHead(size: size, root: try log.head().root)
        try stage.write(log.sign(head).bytes, to: "export/checkpoint")
        let report = try await Self.audit(stage, export)
        #expect(report.head == nil)
        #expect(report.missing == [])
        #expect(report.findings.last == .init(code: "tile.missing", subject: "tile/entries/000"))
        // The tiles of the small tree belong to no larger one.
        #expect(
            report.findings.map(\.code) == ["file.unexpected", "file.unexpected", "tile.missing"]
        )
    }

    /// Bytes of an export that somebody changed, and what the audit has to say.
    struct Damage: CustomTestStringConvertible, Sendable {
        let name: String
        let file: String
        let codes: Set<String>
        let change: @Sendable ([UInt8]) -> [UInt8]?

        var testDescription: String { name }

        static func flipped(_ bytes: [UInt8]) -> [UInt8] {
            var bytes = bytes
            bytes[bytes.count / 2] ^= 1
            return bytes
        }

        static let all: [Damage] = [
            Damage(
                name: "a bit of a tile",
                file: "tile/0/000.p/13",
                codes: ["checkpoint.root"],
                change: flipped
            ),
            Damage(
                name: "a cut tile",
                file: "tile/0/000.p/13",
                codes: ["tile.invalid"],
                change: { Array($0.dropLast(32)) }
            ),
            Damage(
                name: "a missing tile",
                file: "tile/0/000.p/13",
                codes: ["tile.missing"],
                change: { _ in nil }
            ),
            Damage(
                name: "a bit of a bundle",
                file: "tile/entries/000.p/13",
                codes: ["tile.invalid"],
                change: flipped
            ),
            Damage(
                name: "a lengthened bundle",
                file: "tile/entries/000.p/13",
                codes: ["tile.invalid"],
                change: { $0 + [0] }
            ),
            Damage(
                name: "a missing bundle",
                file: "tile/entries/000.p/13",
                codes: ["tile.missing"],
                change: { _ in nil }
            ),
            Damage(
                name: "a bit of the head",
                file: "checkpoint",
                codes: ["checkpoint.invalid"],
                change: flipped
            ),
            Damage(
                name: "no head",
                file: "checkpoint",
                codes: ["checkpoint.invalid"],
                change: { _ in nil }
            ),
            Damage(
                name: "a bit of a statement",
                file: "statements/7",
                codes: ["statement.digest", "grant", "rekey.due"],
                change: flipped
            ),
            Damage(
                name: "a space after a statement",
                file: "statements/12",
                codes: ["statement.digest"],
                change: { $0 + [0x20] }
            ),
        ]
    }

    @Test(.timeLimit(.minutes(5)), arguments: Damage.all)
    func `is found out by a change of its bytes`(damage: Damage) async throws {
        let (stage, export) = try await Self.exported()
        let file = "export/\(damage.file)"
        if let bytes = damage.change(try stage.bytes(file)) {
            try stage.write(bytes, to: file)
        } else {
            try FileManager.default.removeItem(atPath: stage.path(file))
        }
        let codes = Set(try await Self.audit(stage, export).findings.map(\.code))
        #expect(codes == damage.codes)
    }

    @Test(.timeLimit(.minutes(5)))
    func `may keep partial tiles of an earlier size, but no others`() async throws {
        let (stage, export) = try await Self.exported()
        let tile = try stage.bytes("export/tile/0/000.p/13")
        let bundle = try stage.bytes("export/tile/entries/000.p/13")
        try stage.write(Array(tile.prefix(5 * 32)), to: "export/tile/0/000.p/5")
        try stage.write(Array(bundle.prefix(5 * 34)), to: "export/tile/entries/000.p/5")
        #expect(try await Self.audit(stage, export).isClean)

        try stage.write(Damage.flipped(Array(tile.prefix(5 * 32))), to: "export/tile/0/000.p/5")
        try stage.write([], to: "export/statements/13")
        try stage.write([], to: "export/statements/07")
        try stage.write(tile, to: "export/tile/0/000.p/14")
        let findings = try await Self.audit(stage, export).findings
        #expect(findings.allSatisfy { $0.code == "file.unexpected" })
        #expect(
            Set(findings.compactMap(\.subject)) == [
                "tile/0/000.p/5", "tile/0/000.p/14", "statements/13", "statements/07",
            ]
        )
    }

    @Test(.timeLimit(.minutes(5)))
    func `with a left out statement leaves unjudged what rests on it`() async throws {
        let (stage, export) = try await Self.exported()
        // The enrolment of the counselor, who signed most of the others.
        try FileManager.default.removeItem(atPath: stage.path("export/statements/3"))
        let report = try await Self.audit(stage, export)
        #expect(report.findings == [AuditFinding(code: "statement.missing", index: 3)])
        #expect(!report.isComplete)
        #expect(report.unjudged == [5, 6, 7, 9, 10, 11, 12])
    }

    @Test(.timeLimit(.minutes(5)))
    func `with a left out statement knows who signs for a second auditor`() async throws {
        let scene = try await TamperScene.fresh()
        let id = try #require(try await scene.stage.open(as: scene.auditor).me()).id
        let signed = try TamperCase.secondAuditor(scene, with: [(scene.auditor, id)])
        try scene.log.append([signed.bytes])
        try scene.log.export(to: "part")
        let files = FileManager.default
        try files.removeItem(atPath: scene.stage.path("part/statements/7"))
        func audit() async throws -> ExportReport {
            try await LogExport.audit(
                at: scene.stage.path("part"),
                logKey: scene.kept.logKey,
                clock: .fixed(scene.stage.time)
            )
        }
        let missing = [AuditFinding(code: "statement.missing", index: 7)]
        #expect(try await audit().findings == missing)
        #expect(try await audit().unjudged == [])
        try files.removeItem(atPath: scene.stage.path("part/statements/6"))
        #expect(try await audit().unjudged == [14])
    }

    @Test(.timeLimit(.minutes(5)))
    func `of another log does not pass for this one`() async throws {
        let (stage, _) = try await Self.exported()
        let other = try await Stage()
        let logKey = try await other.open(as: nil).summary().logKey
        let report = try await LogExport.audit(
            at: stage.path("export"),
            logKey: VerifierKey(logKey),
            clock: .fixed(stage.time)
        )
        #expect(report.findings == [AuditFinding(code: "checkpoint.invalid")])
        #expect(report.head == nil)
        await #expect(throws: VaultError.fileNotFound(path: stage.path("missing"))) {
            try await LogExport.audit(at: stage.path("missing"), logKey: VerifierKey(logKey))
        }
    }
}
