import Testing
import VaultMedia

@Suite("A file name for display")
struct FileNameTests {
    @Test(arguments: [
        ("diploma.pdf", "diploma.pdf"),
        ("شهادة.pdf", "شهادة.pdf"),
        ("نامه\u{200C}ها.pdf", "نامه\u{200C}ها.pdf"),  // Persian needs the joiner
        ("Zeugnis (1).PDF", "Zeugnis (1).PDF"),
        ("/home/a/diploma.pdf", "diploma.pdf"),
        ("C:\\Users\\a\\diploma.pdf", "diploma.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a/", "a"),
        ("a/..", "a"),
        ("..", "unnamed"),
        ("", "unnamed"),
        (" \t ", "unnamed"),
        ("\u{202E}\0", "unnamed"),
        ("img\u{202E}gpj.exe", "imggpj.exe"),
        ("\u{2066}a\u{2069}\u{200F}\u{061C}b\u{FEFF}\u{200B}.txt", "ab.txt"),
        ("a\0b\u{1B}[31m\r\nc\u{85}\u{2028}d", "ab[31mcd"),
        (".\u{200E}.", "unnamed"),
        ("  spaced  ", "spaced"),
    ])
    func `keeps what is seen and nothing else`(raw: String, shown: String) {
        #expect(Array(FileName.displayName(of: raw).utf8) == Array(shown.utf8))
    }

    @Test
    func `is as long as file systems allow, and keeps its extension`() {
        let name = FileName.displayName(of: String(repeating: "گ", count: 400) + ".PDF")
        #expect(name.utf8.count == 254)
        #expect(name.hasSuffix("گ.pdf"))
    }

    @Test
    func `does not change when it is cleaned again`() {
        for raw in [
            "a/b\\c.pdf", " .. /x", "\u{202E}", String(repeating: "é", count: 300),
            "a" + String(repeating: "\u{301}", count: 300), String(repeating: " a", count: 200),
        ] {
            let once = FileName.displayName(of: raw)
            #expect(FileName.displayName(of: once) == once)
        }
    }
}
