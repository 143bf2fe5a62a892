import Foundation
import GRDB
import Testing
import Vault
import VaultAge
import VaultLedger

/// A vault in which everything has happened once, and what people kept of it.
///
/// The log: 0 genesis; 1 and 2 the groups; 3 the counselor; 4 the chamber; 5 the newcomer; 6 the
/// auditor; 7 and 8 the deposits of the first and the second document; 9 a grant of the first;
/// 10 its opening; 11 its revocation; 12 its new key; 13 a grant of the second.
///
/// The whole log lies beside the vault as `export`.
struct TamperScene: Sendable {
    let stage: Stage
    let auditor: Identity

    /// A document whose grant to the chamber was used and revoked.
    let first: DocumentID

    /// A document that the chamber may open by the grant at 13.
    let second: DocumentID

    /// What the auditor kept of the vault.
    let kept: Remembrance

    /// The number of statements.
    static let size = 14

    private static let template = Task { try await TamperScene() }

    /// A scene of one's own.
    static func fresh() async throws -> TamperScene {
        try TamperScene(copying: try await template.value)
    }

    private init() async throws {
        stage = try await Stage()
        auditor = Identity.generate(suite: .x25519)
        _ = try await stage.open(as: stage.admin).enrol(
            auditor.card(name: "Auditor"),
            as: .auditor
        )
        first = try await stage.deposit("The first")
        second = try await stage.deposit("The second")
        try await stage.grant(first)
        _ = try await stage.open(as: stage.chamber).bytes(of: first)
        _ = try await stage.open(as: stage.counselor).revoke([first], from: stage.chamberID)
        try await stage.grant(second)
        kept = try await Remembrance(of: stage, as: auditor)
        let export = try await stage.open(as: auditor).exportLog(to: stage.path("export"))
        #expect(export.head.size == Self.size)
    }

    private init(copying scene: TamperScene) throws {
        stage = try Stage(copying: scene.stage)
        auditor = scene.auditor
        first = scene.first
        second = scene.second
        kept = Remembrance(copying: scene.kept)
    }
}

// MARK: - Attackers

extension TamperScene {
    /// Writes in the database, without any key.
    var intruder: Intruder {
        get throws { try Intruder(stage) }
    }

    /// Has the log key too.
    var log: LogOperator {
        get throws { try LogOperator(stage) }
    }

    /// The organisation, with a client of its own.
    var chamber: Adversary {
        get throws { try Adversary(stage.chamber) }
    }

    /// The counselor, with a client of their own.
    var counselor: Adversary {
        get throws { try Adversary(stage.counselor) }
    }

    /// Flips a bit in the middle of one value in the database.
    func flip(_ column: String, of table: String, where condition: String) throws {
        let intruder = try intruder
        var bytes = try #require(
            try intruder.bytes("SELECT CAST(\(column) AS BLOB) FROM \(table) WHERE \(condition)")
        )
        bytes[bytes.count / 2] ^= 1
        let changed = try intruder.run(
            "UPDATE \(table) SET \(column) = CAST(? AS BLOB) WHERE \(condition)",
            [Data(bytes)]
        )
        #expect(changed == 1)
    }

    /// Changes the statement at `index` and puts the log that it makes in the place of the other.
    func rewrite(
        _ index: Int,
        isSigned: Bool = true,
        _ change: (String) throws -> String
    ) throws {
        let log = try log
        var notes = try log.notes()
        let text = try change(String(decoding: notes[index], as: UTF8.self))
        try #require(!text.utf8.elementsEqual(notes[index]))
        notes[index] = Array(text.utf8)
        try log.rewrite(notes, isSigned: isSigned)
    }

    /// What a grant says for which the author has the ground, if any.
    func grant(of document: DocumentID, to grantee: MemberID, basis: Basis) throws -> Grant {
        Grant(
            owner: stage.newcomer.id,
            document: document,
            generation: document == first ? 2 : 1,
            purpose: .recognition,
            until: stage.time.advanced(by: 3_600),
            basis: basis,
            key: SealedKey(
                holder: grantee,
                recipient: Digest.of(Array(try intruder.recipient(of: grantee).utf8).span),
                envelope: Digest.of(Array("an envelope".utf8).span)
            )
        )
    }

    /// What an opening of a document by a grant says.
    func opening(of document: DocumentID, by grant: Int) -> VaultLedger.Statement.Body {
        .open(
            Opening(
                owner: stage.newcomer.id,
                document: document,
                generation: document == first ? 2 : 1,
                basis: .grant(grant)
            )
        )
    }
}

// MARK: - Those who look

extension TamperScene {
    /// What an auditor finds who has seen nothing before.
    func audit() async throws -> [AuditFinding] {
        try await DocumentVault.audit(at: stage.path("vault"), clock: .fixed(stage.time)).findings
    }

    /// What the audit of the export finds with the key that the auditor knows.
    func auditExport() async throws -> [AuditFinding] {
        try await LogExport.audit(
            at: stage.path("export"),
            logKey: kept.logKey,
            clock: .fixed(stage.time)
        ).findings
    }
}

/// What somebody who saw a vault has of it: a cosigned head, and a client's memory.
struct Remembrance: Sendable {
    let logKey: VerifierKey
    let cosigned: CosignedHead
    let memory: HeadMemoryTests.Shelf

    /// Looks at a vault that is in order, as its auditor.
    init(of stage: Stage, as auditor: Identity) async throws {
        memory = HeadMemoryTests.Shelf()
        let vault = try await stage.open(as: auditor, remembering: memory)
        logKey = try VerifierKey(try await vault.summary().logKey)
        cosigned = try #require(try await vault.witness().cosigned)
    }

    init(copying other: Remembrance) {
        logKey = other.logKey
        cosigned = other.cosigned
        memory = HeadMemoryTests.Shelf()
        memory.set(other.memory.value(for: HeadMemoryTests.origin))
    }

    /// The head.
    var head: TreeHead {
        get throws { try Checkpoint(verifying: cosigned.note, by: logKey).head }
    }
}

extension AuditFinding {
    /// Code and index in short, such as `tree.changed` or `statement.digest at 9`.
    var short: String { index.map { "\(code) at \($0)" } ?? code }
}
