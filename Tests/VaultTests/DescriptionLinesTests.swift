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
        (1, "kind \"\""), (1, "kind \"Edu.zab\""), (1, "kind \"edu..zab\""),
        (1, "kind \"edu zab\""),
        (1, "kind \"edu.zab\\u000aOwner\""), (1, "kind \"\\u001b]0;edu.zab\\u0007\""),
        (1, "kind \"edu.z\u{E4}b\""), (1, "kind \"\(String(repeating: "a", count: 65))\""),
        (2, "earlier-kinds \"id.passport \\u001b[2J\""), (2, "earlier-kinds \"ID.passport\""),
        (3, "language \"\""), (3, "language \"d\""), (3, "language \"de_DE\""),
        (3, "language \"de-\""),
        (3, "language \"de\\u000aOwner\""), (3, "language \"\\u001b[2Jde\""),
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

/// What an envelope says of a document's content, read strictly.
@Suite("The lines of the facts")
struct FactLinesTests {
    private static let all = [
        "file-name \"a\\u001b.txt\"", "media-type \"text/plain\"", "size \"9\"",
        "sha256 \"\(String(repeating: "0", count: 64))\"", "verdict \"accept\"",
        "reasons \"name.spoof x9.future-code\"", "blind \"\(String(repeating: "A", count: 43))=\"",
        "owner-name \"A newcomer\"",
    ]

    /// Reads lines; `nil` unless they are written again as they were.
    private static func read(_ lines: [String]) -> DocumentContents? {
        var reader = CommentReader(lines.map { Array("# \($0)".utf8) })
        guard let contents = DocumentContents(reading: &reader) else { return nil }
        return contents.lines.map { String(decoding: $0.body, as: UTF8.self) } == lines
            ? contents : nil
    }

    /// Reads all lines with another one in its place.
    private static func read(_ line: String, at place: Int) -> DocumentContents? {
        var lines = all
        lines[place] = line
        return read(lines)
    }

    @Test
    func `are read and written again, with reasons that nobody knows`() throws {
        let contents = try #require(Self.read(Self.all))
        #expect(contents.facts.reasons == ["name.spoof", "x9.future-code"])
        #expect(Self.read("reasons \"\"", at: 5)?.facts.reasons == [])
    }

    private static let types = [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "image/svg+xml",
        "application/x-empty", "audio/Basic", "text/x-c++",
    ]

    @Test(arguments: types)
    func `are read with every media type that has the form of one`(type: String) {
        #expect(Self.read("media-type \"\(type)\"", at: 1)?.facts.mediaType == type)
    }

    private static let others = [
        (1, "media-type \"\""), (1, "media-type \"text\""), (1, "media-type \"text/\""),
        (1, "media-type \"text/plain/x\""), (1, "media-type \"text/plain; charset=utf-8\""),
        (1, "media-type \"text/pl\u{E4}in\""), (1, "media-type \"\\u001b]0;text/plain\\u0007\""),
        (1, "media-type \"text/plain\\u000aOwner\""),
        (5, "reasons \"Name.spoof\""), (5, "reasons \"name..spoof\""),
        (5, "reasons \"signed\\u000aOwner\""), (5, "reasons \"signed \\u001b[2J\""),
    ]

    @Test(arguments: others.indices)
    func `are refused with any other media type or reason`(number: Int) {
        let (place, line) = Self.others[number]
        #expect(Self.read(line, at: place) == nil, "\(line)")
    }
}
