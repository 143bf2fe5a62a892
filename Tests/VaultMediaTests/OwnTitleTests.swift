import Testing

@testable import VaultMedia

@Suite("The title of a file")
struct OwnTitleTests {
    @Test(arguments: [
        ("Mietvertrag", "Mietvertrag"), ("  a \t\r\n b ", "a b"), ("", nil), (" \u{200B}\n", nil),
        ("a\u{202E}b\u{0}c", "ab c"), ("شهادة ميلاد", "شهادة ميلاد"),
        ("گواهی\u{200C}نامه", "گواهینامه"),
        (String(repeating: "x", count: 121), String(repeating: "x", count: 120)),
        (String(repeating: "ü", count: 61), String(repeating: "ü", count: 60)),
        (String(repeating: "x", count: 119) + "ü", String(repeating: "x", count: 119)),
        (String(repeating: "x", count: 119) + " y", String(repeating: "x", count: 119)),
    ])
    func `is short and has nothing that is not seen`(text: String, title: String?) {
        let cut = OwnTitle.cut(text)
        #expect(cut == title)
        #expect(cut.flatMap(OwnTitle.cut) == title)
    }

    @Test(arguments: [
        ("Mietvertrag\nfür die Wohnung", "Mietvertrag"), ("\u{FEFF}\r\n \r\n a b\r\nc", "a b"),
        ("", nil), ("\n \n", nil), (String(repeating: "x", count: 121) + "\na", nil),
        (String(repeating: "x", count: 120) + "\na", String(repeating: "x", count: 120)),
    ])
    func `is the first line of a text, if that is short`(text: String, title: String?) {
        #expect(OwnTitle.firstLine(of: Array(text.utf8)) == title)
    }

    @Test
    func `is not taken from bytes that are no UTF-8`() {
        #expect(OwnTitle.firstLine(of: [0xFF, 0x41, 0x0A, 0x42]) == nil)
    }

    @Test(arguments: [nil, "Mietvertrag", "شهادة ميلاد", String(repeating: "ü", count: 60)])
    func `comes from a worker as it is, and in no second spelling`(title: String?) throws {
        let findings = Findings(mediaType: "application/pdf", reasons: [.signed], title: title)
        let bytes = WorkerAnswer(number: 7, findings: findings).bytes
        #expect(WorkerAnswer(bytes) == WorkerAnswer(number: 7, findings: findings))
        for extra: [UInt8] in [[0x20], [0], [0xFF], [0x0A, 0x41], Array("\u{202E}".utf8)] {
            #expect(WorkerAnswer(bytes + extra) == nil)
        }
        #expect(WorkerAnswer(bytes + Array(repeating: 0x78, count: 121)) == nil)
    }
}
