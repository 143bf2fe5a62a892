import Testing
import VaultLedger

@testable import Vault

/// What an envelope says of a document's description, read strictly.
@Suite("The lines of a description")
struct DescriptionLinesTests {
    private static let all = [
        "title \"Diploma\"", "kind \"edu.zab\"", "earlier-kinds \"id.passport oth.medical\"",
        "language \"de\"", "form \"plain-copy\"", "original-seen \"no\"",
        "scanned-by \"A counselor\"", "scanned \"2027-01-15T08:00:00Z\"",
        "relation \"translationOf d-m12gscmgfyzx37yz\"",
        "relation \"attachmentOf d-m12gscmgfyzx37yz\"",
    ]

    /// Reads lines; `nil` unless they are written again as they were.
    private static func read(_ lines: [String]) -> DocumentDescription? {
        var reader = CommentReader(lines.map { Array("# \($0)".utf8) })
        guard let description = DocumentDescription(reading: &reader) else { return nil }
        return description.lines.map { String(decoding: $0.body, as: UTF8.self) } == lines
            ? description : nil
    }

    @Test
    func `are read and written again, with any of them missing`() throws {
        let description = try #require(Self.read(Self.all))
        #expect(description.earlierKinds == ["id.passport", "oth.medical"])
        #expect(description.transferNote?.isOriginalSeen == false)
        #expect(description.relations.map(\.kind) == [.translationOf, .attachmentOf])
        // The note of a transfer is whole or not there.
        let parts: [[String]] =
            Self.all[..<5].map { [$0] } + [Array(Self.all[5..<8])] + Self.all[8...].map { [$0] }
        for missing in 0..<(1 << parts.count) {
            let lines = parts.indices.filter { missing & (1 << $0) == 0 }.flatMap { parts[$0] }
            #expect(Self.read(lines) != nil, "\(lines)")
        }
    }

    @Test
    func `are refused in any other order, and each but once`() {
        for first in Self.all.indices {
            for second in Self.all.indices.dropFirst(first + 1) {
                var lines = Self.all
                lines.swapAt(first, second)
                // Relations stand in the order of their saying.
                let isRelation = first >= 8
                #expect((Self.read(lines) == nil) != isRelation, "\(first) and \(second)")
            }
            var twice = Self.all
            twice.insert(twice[first], at: first)
            #expect(Self.read(twice) == nil, "\(first)")
        }
    }

    private static let others = [
        (2, "earlier-kinds \"\""), (2, "earlier-kinds \"id.passport  oth.medical\""),
        (2, "earlier-kinds \"id.passport id.passport\""), (4, "form \"\""),
        (4, "form \"Plain-copy\""),
        (5, "original-seen \"maybe\""), (5, "original-seen \"YES\""), (7, "scanned \"yesterday\""),
        (7, "scanned \"2027-01-15T08:00:00.0Z\""), (8, "relation \"\""),
        (8, "relation \"translationOf\""), (8, "relation \"translationOf d-m12gscmgfyzx37y\""),
        (8, "relation \"translationOf d-m12gscmgfyzx37yz \""),
        (8, "relation \"translationOf d-m12gscmgfyzx37yz d-m12gscmgfyzx37yz\""),
        (8, "relation \"TranslationOf d-m12gscmgfyzx37yz\""),
        (8, "relation \"translationOf d-M12GSCMGFYZX37YZ\""),
        (8, "relation \"translationOf m-m12gscmgfyzx37yz\""), (8, "relation translationOf"),
    ]

    @Test(arguments: others.indices)
    func `are refused with any other value`(number: Int) {
        let (place, line) = Self.others[number]
        var lines = Self.all
        lines[place] = line
        #expect(Self.read(lines) == nil, "\(line)")
    }
}
