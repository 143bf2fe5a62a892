import TestSupport
import Testing
import VaultMedia

/// A paper under `Fixtures/arrivals`, and what must be said of it.
struct Arrival: CustomTestStringConvertible, Sendable {
    let name: String
    let expected: Inspection

    var testDescription: String { name }

    private init(_ name: String, _ type: String, _ reasons: Reason..., title: String? = nil) {
        self.name = name
        expected = Inspection(mediaType: type, reasons: reasons, title: title)
    }

    /// The bytes of the paper.
    func bytes() throws -> [UInt8] { try Fixture.bytes("arrivals/\(name)") }

    private static let docx =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    private static let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    static let all: [Arrival] = [
        Arrival("attachment.pdf", "application/pdf", .pdfActive),
        Arrival("blur.jpg", "image/jpeg", .scanLowResolution),
        Arrival("bomb.pdf", "application/pdf", .parserFailed),
        Arrival("bomb.zip", "application/zip", .archive),
        Arrival("cmyk.jpg", "image/jpeg"),
        Arrival("cut-linear.pdf", "application/pdf", .fileTruncated),
        Arrival("cut-script.pdf", "application/pdf", .pdfActive, .fileTruncated),
        Arrival("cut.docx", docx, .fileTruncated, .officeDocument),
        Arrival("cut.heic", "image/heic", .imageHEIC, .fileTruncated),
        Arrival("cut.jpg", "image/jpeg", .fileTruncated),
        Arrival("cut.pdf", "application/pdf", .fileTruncated),
        Arrival("cut.png", "image/png", .fileTruncated),
        Arrival("cv.docm", "application/vnd.ms-office", .officeMacro),
        Arrival("cv.docx", docx, .officeDocument),
        Arrival("deep.png", "image/png"),
        Arrival("diploma.jsonld", "application/json"),
        Arrival(
            "diploma.sdjwt",
            "text/plain",
            title: "eyJhbGciOiJFUzI1NiJ9.eyJfc2QiOltdfQ.c3BlY2ltZW4~WyJhIiwiYiJd~"
        ),
        Arrival("disguised.docx", "application/vnd.ms-office", .officeMacro),
        Arrival("empty.pdf", "application/x-empty", .empty),
        Arrival("hidden.pdf", "application/pdf", .pdfActive),
        Arrival("launch.pdf", "application/pdf", .pdfActive),
        Arrival("letter.odt", "application/vnd.oasis.opendocument.text", .officeDocument),
        Arrival("licence.cbor", "application/cbor"),
        Arrival("linear.pdf", "application/pdf"),
        Arrival("locked.pdf", "application/pdf", .pdfPassword),
        Arrival("mail.eml", "message/rfc822", .activeContent),
        Arrival("marks.xlsx", xlsx, .officeDocument),
        Arrival("notice.svg", "image/svg+xml", .activeContent),
        Arrival("notice.xml", "application/xml"),
        Arrival("offset.pdf", "application/pdf", .polyglot),
        Arrival("old.doc", "application/x-ole-storage", .officeMacro),
        Arrival("owner.pdf", "application/pdf", .pdfOwnerPassword),
        Arrival("page.avif", "image/avif", .imageHEIC),
        Arrival("page.bmp", "image/bmp"),
        Arrival("page.gif", "image/gif"),
        Arrival("page.heic", "image/heic", .imageHEIC),
        Arrival("page.html", "text/html", .activeContent),
        Arrival("page.jpg", "image/jpeg"),
        Arrival("page.pdf", "application/pdf"),
        Arrival("page.png", "image/png"),
        Arrival("page.webp", "image/webp"),
        Arrival("papers.zip", "application/zip", .archive),
        Arrival("pdf-and-zip.pdf", "application/pdf", .polyglot),
        Arrival("photo-and-zip.jpg", "image/jpeg", .polyglot),
        Arrival("place-owner.pdf", "application/pdf", .imageGPS, .pdfOwnerPassword),
        Arrival("place-xmp.heic", "image/heic", .imageHEIC, .imageGPS),
        Arrival("place-xmp.pdf", "application/pdf", .imageGPS),
        Arrival("place-xmp.png", "image/png", .imageGPS),
        Arrival("place-xmp.webp", "image/webp", .imageGPS),
        Arrival("place.heic", "image/heic", .imageHEIC, .imageGPS),
        Arrival("place.jpg", "image/jpeg", .imageGPS),
        Arrival("place.pdf", "application/pdf", .imageGPS),
        Arrival("place.png", "image/png", .imageGPS),
        Arrival("place.tif", "image/tiff", .imageGPS),
        Arrival("place.webp", "image/webp", .imageGPS),
        Arrival("program.jar", "application/java-archive", .executable),
        Arrival("run.pdf", "text/x-shellscript", .executable),
        Arrival("script.pdf", "application/pdf", .pdfActive),
        Arrival("seal.p7s", "application/pkcs7-mime"),
        Arrival("signed.pdf", "application/pdf", .signed),
        Arrival("streams.pdf", "application/pdf"),
        Arrival("titled.pdf", "application/pdf", title: "Übersetzung der Geburtsurkunde"),
        Arrival("xfa.pdf", "application/pdf", .pdfActive),
        Arrival("zeros.bin", "application/octet-stream", .unknown),
    ]
}
