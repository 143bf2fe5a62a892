import Foundation
import Testing
import VaultCrypto
import VaultLedger

/// The cases of the transparency-log test kit, which lie outside the package.
enum LogTestKit {
    /// The folder named by `VAULT_TESTKIT`, or `../shared/testkit` beside the package.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["VAULT_TESTKIT"] {
            return URL(filePath: path).appending(path: "tlog")
        }
        return URL(filePath: #filePath)
            .deletingLastPathComponent()  // VaultLedgerTests
            .deletingLastPathComponent()  // Tests
            .deletingLastPathComponent()  // the package
            .appending(path: "../shared/testkit/tlog")
            .standardized
    }()

    static let isPresent = FileManager.default.fileExists(atPath: folder.path())

    /// Reads every case below a folder of the kit; none if there is no kit.
    static func cases<Case: Decodable>(
        in name: String,
        as type: Case.Type
    ) throws -> [KitCase<Case>] {
        guard isPresent else { return [] }
        let root = folder.appending(path: name)
        let files = try #require(FileManager.default.enumerator(atPath: root.path()))
        return
            try files
            .compactMap { $0 as? String }
            .filter { $0.hasSuffix(".json") }
            .sorted()
            .map { file in
                let data = try Data(contentsOf: root.appending(path: file))
                return KitCase(
                    name: file,
                    value: try JSONDecoder().decode(Case.self, from: data)
                )
            }
    }
}

/// A case with the path of its file.
struct KitCase<Value: Sendable>: CustomTestStringConvertible, Sendable {
    let name: String
    let value: Value
    var testDescription: String { name }
}

/// A hash of the test kit, which may have any length.
struct KitHash: Decodable, Sendable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        bytes = Array(try decoder.singleValueContainer().decode(Data.self))
    }

    /// The hash; `nil` if it does not have the length of one.
    var digest: Digest? { Digest(bytes) }

    /// The hash, or for another length a hash in its place that is equal for equal bytes.
    ///
    /// The kit has cases that only ask whether two roots are the same, and writes words for them.
    var standIn: Digest { digest ?? .of(bytes.span) }
}

@Suite(
    "Transparency-log test kit",
    .enabled(if: LogTestKit.isPresent, "SKIPPED: no test kit at \(LogTestKit.folder.path())")
)
struct LogTestKitTests {
    struct Inclusion: Decodable, Sendable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: KitHash
        let leafHash: KitHash
        let proof: [KitHash]?
        let wantErr: Bool

        /// Whether the proof is accepted, with hashes of the wrong length refused or replaced.
        func isAccepted(reading digest: (KitHash) -> Digest?) -> Bool {
            let path = (proof ?? []).compactMap(digest)
            guard path.count == proof?.count ?? 0, let leaf = digest(leafHash),
                let root = digest(root), let index = Int(exactly: leafIdx),
                let size = Int(exactly: treeSize)
            else { return false }
            let proof = InclusionProof(index: index, path: path)
            return succeeds { () throws(LedgerError) in
                try proof.verify(leafHash: leaf, in: TreeHead(size: size, root: root))
            }
        }
    }

    struct Consistency: Decodable, Sendable {
        let size1: UInt64
        let size2: UInt64
        let root1: KitHash
        let root2: KitHash
        let proof: [KitHash]?
        let wantErr: Bool

        /// Whether the proof is accepted, with hashes of the wrong length refused or replaced.
        func isAccepted(reading digest: (KitHash) -> Digest?) -> Bool {
            let path = (proof ?? []).compactMap(digest)
            guard path.count == proof?.count ?? 0, let root1 = digest(root1),
                let root2 = digest(root2), let size1 = Int(exactly: size1),
                let size2 = Int(exactly: size2)
            else { return false }
            let proof = ConsistencyProof(path: path)
            return succeeds { () throws(LedgerError) in
                try proof.verify(
                    from: TreeHead(size: size1, root: root1),
                    to: TreeHead(size: size2, root: root2)
                )
            }
        }
    }

    @Test
    func `has cases of both kinds`() throws {
        #expect(try !LogTestKit.cases(in: "inclusion", as: Inclusion.self).isEmpty)
        #expect(try !LogTestKit.cases(in: "consistency", as: Consistency.self).isEmpty)
    }

    @Test(arguments: try LogTestKit.cases(in: "inclusion", as: Inclusion.self))
    func `agrees on inclusion`(test: KitCase<Inclusion>) {
        if test.value.wantErr {
            #expect(!test.value.isAccepted(reading: \.digest))
        } else {
            #expect(test.value.isAccepted(reading: \.standIn))
        }
    }

    @Test(arguments: try LogTestKit.cases(in: "consistency", as: Consistency.self))
    func `agrees on consistency`(test: KitCase<Consistency>) {
        if test.value.wantErr {
            #expect(!test.value.isAccepted(reading: \.digest))
        } else {
            #expect(test.value.isAccepted(reading: \.standIn))
        }
    }
}

/// Whether `body` returns without an error.
private func succeeds(_ body: () throws(LedgerError) -> Void) -> Bool {
    do {
        try body()
        return true
    } catch {
        return false
    }
}
