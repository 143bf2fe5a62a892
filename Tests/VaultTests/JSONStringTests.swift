import Testing

@testable import Vault

@Suite("A string on one line")
struct JSONStringTests {
    @Test(arguments: [
        ("", #""""#),
        ("a letter", #""a letter""#),
        (#"say "no""#, #""say \"no\"""#),
        (#"C:\papers\"#, #""C:\\papers\\""#),
        ("one\ntwo\u{0}\u{1f}", #""one\u000atwo\u0000\u001f""#),
        ("\r\n", #""\u000d\u000a""#),
        ("شهادة", #""شهادة""#),
        ("e\u{301}", "\"e\u{301}\""),
    ])
    func `is written, and read as it was`(text: String, spelling: String) throws {
        #expect(JSONString.encode(text).utf8.elementsEqual(spelling.utf8))
        let read = try #require(JSONString.decode(Array(spelling.utf8)))
        #expect(read.utf8.elementsEqual(text.utf8))
    }

    @Test
    func `is read of every single character that has one byte`() throws {
        for value in UInt8(0)..<0x80 {
            let text = String(UnicodeScalar(value))
            #expect(JSONString.decode(Array(JSONString.encode(text).utf8)) == text)
        }
    }

    @Test(arguments: [
        "", "\"", "a", #""a"#, #"a""#, #""\""#, #""\\\""#, #""a"b""#, #""\u""#, #""\u00""#,
        #""\u000A""#, #""\u0041""#, #""\u010a""#, #""\n""#, #""\/""#, #""\a""#, "\"\n\"",
        "\"\u{1f}\"",
    ])
    func `is refused in any other spelling`(spelling: String) {
        #expect(JSONString.decode(Array(spelling.utf8)) == nil)
    }

    @Test
    func `is refused if it is not UTF-8`() {
        for bytes: [UInt8] in [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80]] {
            #expect(JSONString.decode([0x22] + bytes + [0x22]) == nil)
        }
    }
}

@Suite("The comments of an envelope")
struct CommentLineTests {
    @Test
    func `are taken in their order, each by its whole key`() {
        let lines = [CommentLine("size", "1"), CommentLine("size-of", "two\n\"")]
        var reader = CommentReader(lines.map { $0.text.dropLast() })
        #expect(reader.take("siz") == nil)
        #expect(reader.take("size-of") == nil)
        #expect(reader.take("size") == "1")
        #expect(reader.take("size") == nil)
        #expect(reader.take("size-of") == "two\n\"")
        #expect(reader.take("size-of") == nil)
    }

    @Test
    func `are counted with their line ending`() {
        for value in ["", "a", "\"", "é\u{1}"] {
            let line = CommentLine("title", value)
            #expect(line.count == line.text.count)
            #expect(line.text.elementsEqual("# title \(JSONString.encode(value))\n".utf8))
        }
    }

    @Test(arguments: [
        "", "#", "# ", "#size \"1\"", "# size", "# size ", "# size  \"1\"", "# size=\"1\"",
        "size \"1\"",
    ])
    func `are not taken in another form`(line: String) {
        var reader = CommentReader([Array(line.utf8)])
        #expect(reader.take("size") == nil)
    }
}
