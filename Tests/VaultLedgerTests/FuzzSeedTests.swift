import Foundation
import Testing
import VaultLedger

/// The inputs from which `Scripts/fuzz` starts, for the parsers of the ledger.
///
/// They are real outputs. `VAULT_WRITE_FUZZ_CORPUS=1 swift test --filter FuzzSeedTests` writes them
/// anew after a format has changed; other files stay.
@Suite("The fuzz corpus of the ledger")
struct FuzzSeedTests {
    /// A file of the corpus.
    struct Input: CustomTestStringConvertible, Sendable {
        let target: String
        let name: String
        let bytes: [UInt8]
        var testDescription: String { "\(target)/\(name)" }
    }

    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent()  // VaultLedgerTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the package
        .appending(path: "Fuzz/corpus", directoryHint: .isDirectory)

    static func seeds() throws -> [Input] {
        let example = try ReceiptExample()
        var seeds = [
            Input(target: "checkpoint", name: "example", bytes: Array(Example.text.utf8)),
            Input(target: "checkpoint", name: "log", bytes: example.note.text),
            Input(target: "note", name: "example", bytes: Array(Example.note.utf8)),
            Input(target: "note", name: "cosigned", bytes: example.note.bytes),
            Input(target: "policy", name: "full", bytes: Array(TrustPolicyTests.full.utf8)),
            Input(target: "policy", name: "quorum", bytes: try ReceiptExample.policy().bytes),
            Input(target: "proof", name: "example", bytes: Array(TlogProofTests.text.utf8)),
            Input(
                target: "proof",
                name: "receipt",
                bytes: try example.receipt(ReceiptExample.grant).bytes
            ),
            Input(target: "vkey", name: "log", bytes: Array(Example.logKey.utf8)),
            Input(target: "vkey", name: "witness", bytes: Array(Example.witnessKey.utf8)),
            Input(
                target: "witness",
                name: "request",
                bytes: Array(WitnessMessageTests.request.utf8)
            ),
            Input(target: "witness", name: "lines", bytes: Array(Example.cosignatureLine.utf8)),
            Input(target: "witness", name: "size", bytes: Array("20852014\n".utf8)),
        ]
        var counts: [Statement.Kind: Int] = [:]
        for test in SignedStatementTests.acceptable {
            let kind = test.draft.statement.kind
            counts[kind, default: 0] += 1
            let count = counts[kind, default: 1]
            let name = count == 1 ? kind.rawValue : "\(kind.rawValue)-\(count)"
            seeds.append(Input(target: "statement", name: name, bytes: test.draft.bytes))
        }
        for (number, row) in TilePathTests.rows.enumerated() {
            seeds.append(Input(target: "tile-path", name: "\(number)", bytes: Array(row.path.utf8)))
        }
        return seeds
    }

    @Test
    func `holds what the ledger writes`() throws {
        let isWriting = ProcessInfo.processInfo.environment["VAULT_WRITE_FUZZ_CORPUS"] != nil
        for seed in try Self.seeds() {
            let folder = Self.folder.appending(path: seed.target, directoryHint: .isDirectory)
            let file = folder.appending(path: seed.name)
            if isWriting {
                try FileManager.default.createDirectory(
                    at: folder,
                    withIntermediateDirectories: true
                )
                try Data(seed.bytes).write(to: file)
            }
            #expect(Array(try Data(contentsOf: file)) == seed.bytes, "\(seed.testDescription)")
        }
    }
}
