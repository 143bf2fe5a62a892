import Testing
import VaultLedger
import VaultStorage

@testable import Vault

@Suite("A replay that looks ahead")
struct StatementsAheadTests {
    /// What is wrong with some statements of a log, by their places.
    static let faults: [[Int]] = [
        [], [0], [1], [5], [7, 8, 9], [15, 16], [20], [3, 7, 11, 15, 19, 23],
    ]

    @Test(arguments: faults, [1, 2, 8, 512])
    func `finds what a replay without looking finds`(faults: [Int], chunk: Int) async throws {
        let stage = try await Stage()
        try await stage.work()
        let log = try Self.damaged(Self.statements(of: stage), at: faults)
        try #require(log.count == 24)
        let database = try VaultDatabase.create(at: stage.path("damaged.sqlite"))
        try database.write { records throws(StorageError) in
            for signed in log { try records.append(signed) }
        }
        let expected = try Self.replay(log)
        if let first = faults.first { #expect(expected[first] == .signature) }
        let found = try database.read { records throws(VaultError) in
            try Self.replay(records, chunk: chunk)
        }
        #expect(found == expected)
    }

    /// The statements of a vault.
    private static func statements(of stage: Stage) throws -> [SignedStatement] {
        let database = try VaultDatabase(openingAt: stage.path("vault/vault.sqlite"))
        let rows = try database.read { records throws(StorageError) in
            try records.loggedStatements(from: 0, limit: .max)
        }
        return try rows.compactMap(\.bytes).map { try SignedStatement(bytes: $0) }
    }

    /// The statements, some with the signature of another text.
    private static func damaged(
        _ log: [SignedStatement],
        at places: [Int]
    ) throws -> [SignedStatement] {
        var log = log
        for place in places {
            let note = log[place].note
            var signature = note.signatures[0].bytes
            signature[10] ^= 1
            let forged = NoteSignature(
                name: note.signatures[0].name,
                keyID: note.signatures[0].keyID,
                bytes: signature
            )
            log[place] = try SignedStatement(
                bytes: SignedNote(text: note.text, signatures: [forged]).bytes
            )
        }
        return log
    }

    /// The rules that statements break, by their places.
    private static func replay(_ log: [SignedStatement]) throws(VaultError) -> [Int: Rule] {
        try VaultDatabase.withAuditCopy { copy throws(VaultError) in
            var broken: [Int: Rule] = [:]
            for (index, signed) in log.enumerated() {
                broken[index] = try stored(Replay.apply(signed, at: index, to: &copy.records))
                _ = try stored(copy.records.append(leaf: signed.digest))
            }
            return broken
        }
    }

    /// The same by a replay that looks ahead.
    private static func replay(
        _ source: Records,
        chunk: Int
    ) throws(VaultError) -> [Int: Rule] {
        try VaultDatabase.withAuditCopy { copy throws(VaultError) in
            var broken: [Int: Rule] = [:]
            var ahead = try StatementsAhead(source, chunk: chunk)
            while case let prepared = try ahead.nextChunk(), !prepared.isEmpty {
                #expect(prepared.count <= chunk)
                for statement in prepared {
                    guard case .signed(let signed, let known) = statement.content else {
                        Issue.record("what is signed is not read as such")
                        continue
                    }
                    broken[statement.index] = try stored(
                        Replay.apply(signed, at: statement.index, to: &copy.records) { _, keys in
                            ahead.signers.verify(signed, by: keys, known: known)
                        }
                    )
                    _ = try stored(copy.records.append(leaf: statement.leaf))
                }
            }
            return broken
        }
    }
}

extension Stage {
    /// Some days of work: two dozen statements by several authors.
    fileprivate func work() async throws {
        var opened = 0
        for _ in 0..<3 {
            let document = try await deposit("An invented letter.")
            try await grant(document)
            for _ in 0..<2 {
                opened += 1
                let target = ReleaseTarget.file(path: path("opened-\(opened)"))
                _ = try await open(as: chamber).open(document, to: target)
            }
            _ = try await open(as: counselor).revoke([document], from: chamberID)
        }
    }
}
