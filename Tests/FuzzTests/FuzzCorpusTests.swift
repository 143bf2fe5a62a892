import Foundation
import Testing

/// The inputs from which `Scripts/fuzz` starts, and those that once broke a parser.
@Suite("An input of the fuzz corpus")
struct FuzzCorpusTests {
    /// A file of the corpus.
    struct Input: CustomTestStringConvertible, Sendable {
        let target: FuzzTarget
        let name: String
        var testDescription: String { "\(target.rawValue)/\(name)" }

        func bytes() throws -> [UInt8] {
            try Array(Data(contentsOf: FuzzCorpusTests.folder(of: target).appending(path: name)))
        }
    }

    static func folder(of target: FuzzTarget) -> URL {
        URL(filePath: #filePath)
            .deletingLastPathComponent()  // FuzzTests
            .deletingLastPathComponent()  // Tests
            .deletingLastPathComponent()  // the package
            .appending(path: "Fuzz/corpus/\(target.rawValue)", directoryHint: .isDirectory)
    }

    static func inputs() throws -> [Input] {
        try FuzzTarget.allCases.flatMap { target in
            try FileManager.default.contentsOfDirectory(atPath: folder(of: target).path()).sorted()
                .map { Input(target: target, name: $0) }
        }
    }

    /// Inputs that a parser once took, or crashed on, are called `refused-…`.
    @Test(arguments: try inputs())
    func `keeps what its parser promises`(input: Input) throws {
        let outcome = input.target.outcome(of: try input.bytes())
        #expect(outcome == (input.name.hasPrefix("refused-") ? .refused : .kept))
    }

    @Test(arguments: FuzzTarget.allCases)
    func `is there for each parser`(target: FuzzTarget) throws {
        #expect(try !Self.inputs().filter { $0.target == target }.isEmpty)
    }

    @Test
    func `is for a parser that is fuzzed`() throws {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder(of: .note).deletingLastPathComponent().path()
        )
        #expect(names.sorted() == FuzzTarget.allCases.map(\.rawValue).sorted())
    }

    /// Of each byte of each short input: whatever becomes of it, no promise is broken.
    @Test(arguments: try inputs())
    func `breaks no promise with one bit changed`(input: Input) throws {
        let bytes = try input.bytes()
        let stride = max(1, bytes.count / 64)
        for place in Swift.stride(from: 0, to: bytes.count, by: stride) {
            var changed = bytes
            changed[place] ^= 1 << UInt8(place % 7)
            if case .broken(let promise) = input.target.outcome(of: changed) {
                Issue.record("\(promise), at \(place)")
            }
        }
    }
}
