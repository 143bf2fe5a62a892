#if DEBUG  // a release build does not let tests look into a program
import Testing

@testable import vaulttool

@Suite("A table")
struct TextTableTests {
    private static let ids = ["d-4kz1aaaaaaaaaaaa", "d-4kz1abbbbbbbbbbb", "d-9kz1aaaaaaaaaaaa"]

    private func table() -> TextTable {
        var table = TextTable(
            ("document", .id),
            ("owner", .left),
            ("until", .time),
            ("opened", .right),
            ("title", .left)
        )
        for (place, id) in Self.ids.enumerated() {
            table.add(
                id,
                "\u{2068}زهرا احمدی and her long family name\u{2069}",
                "2027-03-01 23:59:59 UTC",
                String(place),
                "A title that is longer than it has to be, by far"
            )
        }
        return table
    }

    @Test
    func `shows everything where it goes to no terminal`() {
        let text = table().lines(Style(isTerminal: false))
        #expect(Self.ids.allSatisfy(text.contains))
        #expect(text.contains("2027-03-01 23:59:59 UTC"))
        #expect(text.contains("by far\n"))
        #expect(!text.contains("…"))
    }

    @Test(arguments: [56, 60, 80, 100, 120, 140])
    func `fits a terminal, and keeps ids apart and isolations whole`(width: Int) {
        let text = table().lines(Style(isTerminal: true, width: width))
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4)
        for line in lines {
            #expect(DisplayWidth.of(String(line)) <= width, "\(line)")
            let marks = line.unicodeScalars.map { $0.value }
            #expect(marks.count { $0 == 0x2068 } == marks.count { $0 == 0x2069 })
        }
        let ids = lines.dropFirst().map { line in String(line.prefix { $0 != " " }) }
        #expect(Set(ids).count == 3)
        for (id, whole) in zip(ids, Self.ids) { #expect(whole.hasPrefix(id) && id.count >= 6) }
    }

    @Test
    func `is cut at the widest texts first`() {
        var table = TextTable(("name", .left), ("title", .left))
        table.add("Zahra", "A title that is longer than it has to be")
        #expect(
            table.lines(Style(isTerminal: true, width: 20))
                == "NAME   TITLE\nZahra  A title that…\n"
        )
    }
}
#endif
