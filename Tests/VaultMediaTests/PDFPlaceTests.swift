import TestSupport
import Testing
import VaultMedia

/// Photos that lie in a PDF with the Exif of the camera.
@Suite("A photo in a PDF")
struct PDFPlaceTests {
    /// What a worker finds, which is what this process finds as well.
    private func reasons(of pdf: [UInt8]) throws -> [Reason] {
        let found = try WorkerInspector(.vaulttool).inspect(sample(of: pdf), name: "a.pdf")
        let own = try MediaInspectorTests.shared.get()
        #expect(try own.inspect(sample(of: pdf), name: "a.pdf") == found)
        return found.reasons
    }

    private func pdf(_ bytes: [UInt8], packed filter: String) -> [UInt8] {
        let size = "/Width 1240 /Height 1754 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
        return ScannedPDF.file([(facts: "\(size) /Filter \(filter)", bytes: bytes)])
    }

    /// How a JPEG may be packed, by the names of ISO 32000-2, 7.4.
    static let packings: [(filter: String, pack: @Sendable ([UInt8]) -> [UInt8])] = [
        ("/DCTDecode", { $0 }), ("[/DCTDecode]", { $0 }),
        ("[/ASCIIHexDecode /DCTDecode]", hexadecimal),
        ("[/FlateDecode /DCTDecode]", deflated),
        ("[/ASCIIHexDecode /FlateDecode /DCTDecode]", { hexadecimal(deflated($0)) }),
    ]

    @Test(arguments: packings.indices)
    func `says where it was taken, however it is packed, and a version does not`(
        index: Int
    ) throws {
        let (filter, pack) = Self.packings[index]
        let place = try pdf(pack(Fixture.bytes("arrivals/place.jpg")), packed: filter)
        #expect(try reasons(of: place) == [.imageGPS, .fileTruncated], "\(filter)")
        let page = try pdf(pack(Fixture.bytes("arrivals/page.jpg")), packed: filter)
        #expect(try reasons(of: page) == [.fileTruncated], "\(filter)")

        let made = try Self.deriver.made(of: place, "application/pdf", DerivationTask())
        #expect(try reasons(of: made.bytes) == [], "\(filter)")
        let pages = try [place, made.bytes].map { pdf in
            try Poppler.run("pdftoppm", ["-r", "40", "in"], pdf)
        }
        #expect(pages[0] == pages[1], "\(filter)")
    }

    @Test
    func `whose end is missing says no more where it was taken in a version either`() throws {
        let cut = try Array(Fixture.bytes("arrivals/place.jpg").dropLast(2_000))
        let place = pdf(cut, packed: "/DCTDecode")
        #expect(try reasons(of: place) == [.imageGPS, .fileTruncated])
        for limit in [nil, place.count - 1_000] {
            var task = DerivationTask()
            task.limit = limit
            let made = try Self.deriver.made(of: place, "application/pdf", task)
            #expect(try reasons(of: made.bytes) == [])
        }
    }

    /// Where a photo may lie but among what a page draws by name.
    ///
    /// What the page says, and objects from the sixth on; the fifth is the photo.
    static let corners: [(page: String, objects: [String])] = {
        let words = "q 9 0 0 9 0 0 cm /P Do Q"
        let drawing = "/BBox [0 0 9 9] /Resources << /XObject << /P 5 0 R >> >> "
        let end = "/Length \(words.utf8.count) >>\nstream\n\(words)\nendstream"
        let form = "<< /Type /XObject /Subtype /Form \(drawing)\(end)"
        let tile = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /XStep 9 /YStep 9"
        let stamp = "<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 7 0 R >> >>"
        let dot =
            "<< /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        let rest = "/Length 1 >>\nstream\n0\nendstream"
        let mask = "/SMask << /S /Luminosity /G 6 0 R >>"
        return [
            ("/Resources << /Pattern << /T 6 0 R >> >>", ["<< \(tile) \(drawing)\(end)"]),
            ("/Annots [6 0 R]", [stamp, form]),
            ("/Resources << /ExtGState << /G << \(mask) >> >> >>", [form]),
            ("/Resources << /XObject << /P 6 0 R >> >>", ["\(dot) /SMask 5 0 R \(rest)"]),
            (
                "/Resources << /XObject << /P 6 0 R >> >>",
                ["\(dot) /Alternates [<< /Image 5 0 R >>] \(rest)"]
            ),
        ]
    }()

    @Test(arguments: corners.indices)
    func `says where it was taken in every corner of a page, and a version does not`(
        index: Int
    ) throws {
        let photo = hexadecimal(try Fixture.bytes("arrivals/place.jpg"))
        let (page, objects) = Self.corners[index]
        let pdf = PDFText.file(
            [
                "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R \(page) >>",
                "<< /Length 0 >>\nstream\n\nendstream",
                "<< /Subtype /Image /Width 1240 /Height 1754 /BitsPerComponent 8 "
                    + "/ColorSpace /DeviceRGB /Filter [/ASCIIHexDecode /DCTDecode] "
                    + "/Length \(photo.count) >>\nstream\n"
                    + "\(String(decoding: photo, as: UTF8.self))\nendstream",
            ] + objects
        )
        #expect(try reasons(of: pdf) == [.imageGPS])
        let made = try Self.deriver.made(of: pdf, "application/pdf", DerivationTask())
        #expect(try reasons(of: made.bytes) == [])
    }

    /// The worker that makes files, as the tool has it.
    private static let deriver = WorkerDeriver(
        .init(path: BuiltProgram.path("vaulttool"), arguments: ["derive-worker"])
    )

    @Test
    func `is found among many that say nothing`() throws {
        let (page, place) = try (
            Fixture.bytes("arrivals/page.jpg"), Fixture.bytes("arrivals/place.jpg")
        )
        let facts = ScannedPDF.jpeg(width: 1240, height: 1754)
        let others = [(facts: facts, bytes: page)] + Array(repeating: (facts, page), count: 98)
        #expect(try reasons(of: ScannedPDF.file(others)) == [.fileTruncated])
        let file = ScannedPDF.file(others + [(facts: facts, bytes: place)])
        #expect(try reasons(of: file) == [.imageGPS, .fileTruncated])
    }

    @Test(arguments: [("[/ASCIIHexDecode /DCTDecode]", "no digits"), ("[/Nothing /DCTDecode]", "")])
    func `that cannot be had is said not to have been looked at`(
        filter: String,
        bytes: String
    ) throws {
        let file = pdf(Array(bytes.utf8), packed: filter)
        #expect(try reasons(of: file) == [.fileTruncated, .contentPartial])
    }

    @Test
    func `is looked at up to 32 MiB, in the memory that a worker has`() throws {
        let place = try Fixture.bytes("arrivals/place.jpg")
        for (count, expected) in [(32 << 20, Reason.imageGPS), (32 << 20 + 1, .contentPartial)] {
            let bytes = place + [UInt8](repeating: 0, count: count - place.count)
            let found = try reasons(of: pdf(bytes, packed: "/DCTDecode"))
            #expect(Set(found) == [expected, .fileTruncated], "\(count)")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `costs no more where a file says a hundred times that the same bytes are one`() throws {
        let found = try reasons(of: Self.nested(100, around: 30 << 20))
        #expect(found == [.contentPartial])
    }

    /// A file of photos of which each holds the next, so that all but the headers are the same bytes.
    private static func nested(_ count: Int, around size: Int) -> [UInt8] {
        var file = Array("%PDF-1.7\n".utf8)
        var offsets: [Int] = []
        func add(_ text: String) {
            offsets.append(file.count)
            file += Array("\(offsets.count) 0 obj\n\(text)\n".utf8)
        }
        add("<< /Type /Catalog /Pages 2 0 R >>\nendobj")
        add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj")
        let names = (0..<count).map { "/P\($0) \(4 + $0) 0 R" }.joined(separator: " ")
        let resources = "/Resources << /XObject << \(names) >> >>"
        add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] \(resources) >>\nendobj")
        // The lengths are written in ten digits, so that all headers but their numbers are as long.
        let heads = (0..<count).map { place in
            { (length: Int) -> String in
                let digits = String(length)
                let padded = String(repeating: "0", count: 10 - digits.count) + digits
                return "<< /Subtype /Image /Filter /DCTDecode /Length \(padded) >>\nstream"
            }
        }
        let lengths = heads.indices.map { place in
            "\(4 + place) 0 obj\n\(heads[place](0))\n".utf8.count
        }
        for place in heads.indices {
            add(heads[place](lengths[(place + 1)...].reduce(size, +)))
        }
        file += [UInt8](repeating: 0, count: size) + Array("\nendstream\nendobj\n".utf8)
        let table = file.count
        file += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            let padded = String(repeating: "0", count: 10 - digits.count) + digits
            file += Array("\(padded) 00000 n \n".utf8)
        }
        let trailer = "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n"
        return file + Array("\(trailer)%%EOF\n".utf8)
    }
}

/// Two digits for each byte (ISO 32000-2, 7.4.2).
private func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } + Array(">".utf8)
}

/// The bytes as they are, in the blocks of RFC 1951, 3.2.4, framed by RFC 1950.
private func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = [0x78, 0x01]
    var (low, high): (UInt32, UInt32) = (1, 0)
    var rest = bytes[...]
    repeat {
        let block = rest.prefix(0xFFFF)
        rest = rest.dropFirst(0xFFFF)
        let count = UInt16(block.count)
        packed += [rest.isEmpty ? 1 : 0]
        for number in [count, ~count] { packed += [UInt8(number & 0xFF), UInt8(number >> 8)] }
        packed += block
        for byte in block {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
    } while !rest.isEmpty
    return packed + [high >> 8, high & 0xFF, low >> 8, low & 0xFF].map { UInt8($0) }
}
