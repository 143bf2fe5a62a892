import VaultMedia

extension Sample {
    private static let docx =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    private static let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    private static let odt = "application/vnd.oasis.opendocument.text"

    /// Files that are stored.
    static let stored: [Sample] = [
        Sample("a.pdf", Make.pdf, is: "application/pdf"),
        Sample("شهادة.pdf", Make.pdf, is: "application/pdf"),
        Sample("Zeugnis (1).PDF", Make.pdf, is: "application/pdf"),
        Sample("bom.pdf", [0xEF, 0xBB, 0xBF] + Make.pdf, is: "application/pdf"),
        Sample("blank.pdf", Array("\r\n\n".utf8) + Make.pdf, is: "application/pdf"),
        Sample("a.jpeg", Make.jpeg, is: "image/jpeg"),
        Sample("a.JPE", Make.jpeg, is: "image/jpeg"),
        Sample("a.png", Make.png, is: "image/png"),
        Sample("le.tif", [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 0, 0], is: "image/tiff"),
        Sample("be.tiff", [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 0], is: "image/tiff"),
        Sample(
            "big.tiff",
            [0x49, 0x49, 0x2B, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0],
            is: "image/tiff"
        ),
        Sample(
            "a.webp",
            Array("RIFF\u{1A}\0\0\0WEBPVP8L\u{D}\0\0\0/\0\0\0\0\0\0\0\0\0\0\0\0\0".utf8),
            is: "image/webp"
        ),
        Sample("IMG_1.HEIC", Make.boxed("heic"), is: "image/heic"),
        Sample("a.heic", Make.boxed("heix"), is: "image/heic"),
        Sample("a.heif", Make.boxed("mif1"), is: "image/heif"),
        Sample("a.avif", Make.boxed("avif"), is: "image/avif"),
        Sample("a.gif", Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0, 0x3B], is: "image/gif"),
        Sample(
            "a.bmp",
            [0x42, 0x4D, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
                + [1, 0, 24, 0] + [UInt8](repeating: 0, count: 28),
            is: "image/bmp"
        ),
        Sample("cv.docx", Make.zip(Make.word), is: docx),
        Sample("mixed order.docx", Make.zip(Make.word.reversed()), is: docx),
        Sample("cloud.docx", Make.zip([Make.word[0], ("word/document2.xml", "")]), is: docx),
        Sample("a.xlsx", Make.zip(Make.sheet), is: xlsx),
        Sample(
            "printer.xlsx",
            Make.zip(Make.sheet + [("xl/printerSettings/printerSettings1.bin", "")]),
            is: xlsx
        ),
        Sample("a.odt", Make.zip(Make.openText), is: odt),
        Sample("mixed order.odt", Make.zip(Make.openText.reversed()), is: odt),
        Sample("a.txt", "Guten Tag\n", is: "text/plain"),
        Sample("one letter.txt", "a", is: "text/plain"),
        Sample("فارسی.txt", "گواهی پایان تحصیلات\n", is: "text/plain"),
        Sample(
            "latin1.txt",
            Array("Gr".utf8) + [0xFC, 0xDF] + Array("e\n".utf8),
            is: "text/plain"
        ),
        Sample("utf16.txt", Make.wide("Grüße aus Calw\r\n"), is: "text/plain"),
        Sample("MZ.txt", "MZ is where this letter begins", is: "text/plain"),
        Sample("notes.md", "# Notes\n\n* one\n", is: "text/plain"),
        Sample("list.csv", "name;date\na;2024-01-01\nb;2024-01-02\n", is: "text/plain"),
        Sample("captions.srt", "1\n00:00:01,000 --> 00:00:02,000\nx\n", is: "text/plain"),
        Sample("less.txt", "1 < 2 and <3 is a heart", is: "text/plain"),
        Sample("talk.txt", "Please see the function (it is explained below).", is: "text/plain"),
        Sample("letter.txt", "Betreff: Papiere\nAn: Amt\n\nHallo", is: "text/plain"),
        Sample("subset.xml", "<!DOCTYPE x [<!ELEMENT x ANY>]>\n<x></x>", is: "application/xml"),
        Sample(
            "a.json",
            "{\"a\": [1, -2.5e3, \"\\u00e9\", true, null, {}, []]}",
            is: "application/json"
        ),
        Sample("bom.json", "\u{FEFF} [1]\n", is: "application/json"),
        Sample("edc.jsonld", "{\"@context\": []}", is: "application/json"),
        Sample("html in.json", "{\"a\": \"b\"}", is: "application/json"),
        Sample("lines.log", "{\"a\": 1}\n{\"a\": 2}\n", is: "text/plain"),
        Sample("almost.txt", "{\"a\": 01}", is: "text/plain"),
        Sample("a.xml", "<?xml version=\"1.0\"?><a><body/></a>", is: "application/xml"),
        Sample(
            "comment.xml",
            "\u{FEFF}\n<?xml version=\"1.0\"?>\n<!-- x -->\n<x:a xmlns:x=\"urn:x\"/>",
            is: "application/xml"
        ),
        Sample("a.cbor", [0xD9, 0xD9, 0xF7, 0xA1, 0x61, 0x61, 0x01], is: "application/cbor"),
        Sample("open.cbor", [0xBF, 0x61, 0x61, 0x5F, 0x41, 1, 0xFF, 0xFF], is: "application/cbor"),
        Sample("a.p7s", Make.signedData, is: "application/pkcs7-mime"),
        Sample("mention.txt", "A PDF begins with %PDF-1.7.", is: "text/plain"),
        Sample("bare.xml", "<Nachricht><Kopf/></Nachricht>\n", is: "application/xml"),
        Sample("wide.xml", Make.wide("<?xml version=\"1.0\"?><a/>"), is: "application/xml"),
    ]

    /// Files that are stored under a name that does not fit.
    static let misnamed: [Sample] = [
        Sample("diploma.pdf", Make.jpeg, is: "image/jpeg", .nameMismatch),
        Sample("photo.png", Make.jpeg, is: "image/jpeg", .nameMismatch),
        Sample("img\u{202E}gpj.exe", Make.jpeg, is: "image/jpeg", .nameMismatch),
        Sample("photo.exe. ", Make.jpeg, is: "image/jpeg", .nameMismatch),
        Sample("scan.xyz", Make.pdf, is: "application/pdf", .nameMismatch),
        Sample("scan.jpg", Make.pdf, is: "application/pdf", .nameMismatch),
        Sample("cv.doc", Make.zip(Make.word), is: docx, .nameMismatch),
        Sample("cv.docm", Make.zip(Make.word), is: docx, .nameMismatch),
        Sample("cv.zip", Make.zip(Make.word), is: docx, .nameMismatch),
        Sample("letter.pdf", "Guten Tag\n", is: "text/plain", .nameMismatch),
        Sample("letter.js", "Guten Tag\n", is: "text/plain", .nameMismatch),
        Sample("a.csv", "{\"a\": 1}", is: "application/json", .nameMismatch),
    ]

    /// Names that say nothing about the kind of file.
    static let nameless: [Sample] = [
        "scan", "", ".pdfx", "Zeugnis 12.03.2024", "1. Lohnabrechnung", "a.", "../x/scan", "a.b c",
    ].map { Sample($0, Make.jpeg, is: "image/jpeg") }
}
