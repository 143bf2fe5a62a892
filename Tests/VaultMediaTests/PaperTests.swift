import TestSupport
import Testing
import VaultMedia

@Suite("The papers among the fixtures")
struct PaperTests {
    @Test(arguments: [
        ("diploma.pdf", "application/pdf", [Reason]()),
        ("photo.jpg", "image/jpeg", [.imageGPS]),
        ("curriculum.tif", "image/tiff", []),
        ("شهادة.pdf", "application/pdf", []),
        ("گواهی.pdf", "application/pdf", []),
        ("диплом.pdf", "application/pdf", []),
        ("misnamed.pdf", "image/jpeg", [.nameMismatch]),
        ("Zeugnis.pdf", "application/vnd.microsoft.portable-executable", [.executable]),
    ])
    func `are what their list says`(
        name: String,
        type: String,
        reasons: [Reason]
    ) throws {
        let bytes = try Fixture.bytes("papers/\(name)")
        let found = try MediaInspectorTests.shared.get().inspect(bytes, name: name)
        #expect(found == Inspection(mediaType: type, reasons: reasons))
    }

    @Test
    func `are all in the list, and small enough to be committed`() throws {
        let names = try Fixture.names(in: "papers")
        let list = String(decoding: try Fixture.bytes("README.md"), as: UTF8.self)
        var total = 0
        for name in names {
            #expect(list.contains("`\(name)`"))
            total += try Fixture.bytes("papers/\(name)").count
        }
        #expect(names.count == 8)
        #expect(total < 5_000_000)
    }
}
