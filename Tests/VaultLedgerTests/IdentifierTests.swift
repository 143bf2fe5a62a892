import Testing
import VaultLedger

@Suite("Identifier")
struct IdentifierTests {
    @Test(arguments: [
        "m-0000000000000000", "m-zzzzzzzzzzzzzzzz", "m-4kz1v8q0r2d7c9hx", "m-0123456789abcdef",
        "m-ghjkmnpqrstvwxyz",
    ])
    func `is written as it was read`(text: String) throws {
        let id = try #require(MemberID(text))
        #expect(id.text == text)
        #expect("\(id)" == text)
        #expect(MemberID(text[...]) == id)
    }

    @Test
    func `is read as it was drawn`() {
        let drawn = (0..<100).map { _ in DocumentID.random() }
        #expect(Set(drawn).count == drawn.count)
        for id in drawn {
            #expect(id.text.utf8.count == 18)
            #expect(DocumentID(id.text) == id)
        }
        #expect(MemberID.random().text.utf8.starts(with: "m-".utf8))
        #expect(OfficeID.random().text.utf8.starts(with: "o-".utf8))
    }

    @Test
    func `is of the kind that its prefix says`() {
        #expect(MemberID("o-4kz1v8q0r2d7c9hx") == nil)
        #expect(OfficeID("o-4kz1v8q0r2d7c9hx") != nil)
        #expect(OfficeID("d-4kz1v8q0r2d7c9hx") == nil)
        #expect(DocumentID("d-4kz1v8q0r2d7c9hx") != nil)
        #expect(DocumentID("m-4kz1v8q0r2d7c9hx") == nil)
    }

    static let malformed: [Spelling] = [
        "",
        "m",
        "m-",
        "4kz1v8q0r2d7c9hx",
        "M-4kz1v8q0r2d7c9hx",
        "m_4kz1v8q0r2d7c9hx",
        "m4kz1v8q0r2d7c9hx",
        "m--kz1v8q0r2d7c9hx",
        "x-4kz1v8q0r2d7c9hx",
        "mm-4kz1v8q0r2d7c9hx",
        "m-4KZ1V8Q0R2D7C9HX",
        "m-4kz1v8q0r2d7c9hX",
        "m-4kz1v8q0r2d7c9h",
        "m-4kz1v8q0r2d7c9",
        // Five more bits fill no byte, ten more hold one and two stray ones.
        "m-4kz1v8q0r2d7c9hx0",
        "m-4kz1v8q0r2d7c9hx00",
        "m-4kz1v8q0r2d7c9hx01",
        // The letters that Crockford's alphabet leaves out.
        "m-4kz1v8q0r2d7c9hi",
        "m-4kz1v8q0r2d7c9hl",
        "m-4kz1v8q0r2d7c9ho",
        "m-4kz1v8q0r2d7c9hu",
        "m-4kz1v8q0r2d7-9hx",
        "m-4kz1v8q0r2d7c9h=",
        "m-4kz1v8q0r2d7c9hx\n",
        "m-4kz1v8q0r2d7c9h\n",
        " m-4kz1v8q0r2d7c9hx",
        "m-4kz1v8q0r2d7c9h\u{E9}",
        "m-4kz1v8q0r2d7c9hx\u{301}",
        "m-\u{661}kz1v8q0r2d7c9hx",
    ].map(Spelling.init)

    @Test(arguments: malformed)
    func `is refused in any other spelling`(spelling: Spelling) {
        #expect(MemberID(spelling.text) == nil)
    }

    @Test
    func `is ordered by the bytes of its text`() throws {
        let texts = ["m-0000000000000000", "m-000000000000000a", "m-0a00000000000000"]
        let ids = texts.compactMap { MemberID($0) }
        #expect(ids.count == 3)
        #expect(ids.reversed().sorted() == ids)
        #expect(!(ids[0] < ids[0]))
    }
}
