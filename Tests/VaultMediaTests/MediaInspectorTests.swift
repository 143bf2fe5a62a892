import Testing
import VaultMedia

@Suite("The media inspector")
struct MediaInspectorTests {
    /// One for all tests, as a program has one.
    static let shared = Result { try MediaInspector() }

    let inspector: MediaInspector

    init() throws { inspector = try Self.shared.get() }

    @Test(arguments: Sample.stored + Sample.misnamed + Sample.nameless)
    func `names the kind of what is stored`(sample: Sample) {
        let found = inspector.inspect(sample.bytes, name: sample.name)
        #expect(found.mediaType == sample.type)
        #expect(found.kindReasons == sample.reasons)
        #expect(found.verdict <= .warn)
    }

    @Test(
        arguments: Sample.executables + Sample.archives + Sample.active + Sample.macros
            + Sample.polyglots + Sample.unknown
    )
    func `names the reason of what is refused`(sample: Sample) {
        let found = inspector.inspect(sample.bytes, name: sample.name)
        #expect(found.verdict == sample.verdict, "\(found.mediaType)")
        #expect(found.reasons == sample.reasons, "\(found.mediaType)")
    }

    @Test(arguments: Sample.executables + Sample.archives + Sample.unknown)
    func `refuses the same under the name of a paper`(sample: Sample) {
        // Without the extension of a script a text needs two signs of one, so those are left out.
        guard sample.bytes.contains(where: { $0 >= 0x80 }), !sample.name.hasPrefix("wide") else {
            return
        }
        for name in ["diploma.pdf", "photo.jpg", "notes.txt", "none"] {
            let found = inspector.inspect(sample.bytes, name: name)
            #expect(found.reasons == sample.reasons, "\(name)")
        }
    }

    @Test
    func `refuses a file without bytes`() {
        let found = inspector.inspect([], name: "a.pdf")
        #expect(found.verdict == .reject)
        #expect(found.reasons == [.empty])
    }

    @Test(arguments: [70, 1000, 4096])
    func `takes the beginning of JSON for JSON`(limit: Int) {
        let text =
            "["
            + Array(repeating: "{\"schlüssel\": [1.5, \"ä\", null]}", count: 900)
            .joined(separator: ",") + "]"
        let found = inspector.inspect(Array(text.utf8), name: "a.json", limit: limit)
        #expect(found.mediaType == "application/json")
        #expect(found.reasons == [.contentPartial])
    }

    @Test(arguments: 64...80)
    func `takes a text that is cut within a letter for a text`(limit: Int) {
        let text = String(repeating: "گواهی 🗝 ", count: 100)
        let found = inspector.inspect(Array(text.utf8), name: "a.txt", limit: limit)
        #expect(found.mediaType == "text/plain")
    }

    @Test
    func `finds macros in the list at the end of a long document`() {
        let filler = ("word/media/image1.png", String(repeating: "x", count: 2_000_000))
        let plain = Make.zip(Make.word + [filler])
        let macros = Make.zip(Make.word + [filler, ("word/vbaProject.bin", "")])
        #expect(inspector.inspect(plain, name: "cv.docx").reasons == [.officeDocument])
        let found = inspector.inspect(macros, name: "cv.docx")
        #expect(found.reasons == [.officeMacro])
    }

    @Test(arguments: Sample.stored + Sample.executables + Sample.archives + Sample.active)
    func `says something about every beginning of a file`(sample: Sample) {
        for count in 0..<min(sample.bytes.count, 600) {
            let head = Array(sample.bytes.prefix(count))
            let found = inspector.inspect(head.span, size: sample.bytes.count, name: sample.name)
            #expect(found.verdict == .accept || !found.reasons.isEmpty)
        }
    }

    /// What takes a naive search quadratic time.
    static let exhausting: [(start: String, repeated: String)] = [
        ("<a>", "xmlns"), ("", "<!a>"), ("", "<!--"), ("", "<?"), ("", "["), ("", "{\"a\":"),
        ("PK\u{3}\u{4}", "PK\u{1}\u{2}" + String(repeating: "~", count: 42)), ("", "a:"), ("", "<"),
    ]

    @Test(.timeLimit(.minutes(5)), arguments: exhausting)
    func `is not kept busy by a file made for that`(start: String, repeated: String) {
        let count = 200_000 / repeated.utf8.count
        let bytes = Array((start + String(repeating: repeated, count: count)).utf8)
        let elapsed = ContinuousClock().measure {
            _ = inspector.inspect(bytes, name: "a.xml")
        }
        #expect(elapsed < .seconds(20))
    }

    @Test
    func `serves many threads at once`() async {
        let inspector = inspector
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let png = inspector.inspect(Make.png, name: "a.png")
                    let pdf = inspector.inspect(Make.pdf, name: "a.pdf")
                    return png.mediaType == "image/png" && pdf.mediaType == "application/pdf"
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test
    func `has reasons that are spelled as other programs know them`() {
        let codes = Reason.allCases.map(\.rawValue)
        let expected = [
            "executable", "archive", "active.content", "empty",
            "office.macro", "polyglot", "unknown", "parser.failed",
            "image.heic", "image.gps", "pdf.password", "pdf.active", "file.truncated",
            "office.document",
            "name.mismatch", "name.spoof", "pdf.owner-password", "signed", "scan.low-resolution",
            "content.partial",
        ]
        #expect(codes == expected)
    }
}
