import Foundation
import TestSupport
import Testing
import VaultMedia
import VaultPaper
import VaultSystem

@Suite("A new file made of a stored one")
struct DerivationTests {
    /// The worker that makes files, as the tool has it.
    private let worker = WorkerDeriver(
        .init(path: BuiltProgram.path("vaulttool"), arguments: ["derive-worker"])
    )

    private func task(_ change: (inout DerivationTask) -> Void) -> DerivationTask {
        var task = DerivationTask()
        change(&task)
        return task
    }

    @Test(arguments: [
        ("place.jpg", "image/jpeg", "image/jpeg"), ("place.heic", "image/heic", "image/jpeg"),
        ("page.avif", "image/avif", "image/jpeg"), ("place.png", "image/png", "image/png"),
        ("place.webp", "image/webp", "image/jpeg"), ("place.tif", "image/tiff", "image/jpeg"),
        ("place.pdf", "application/pdf", "application/pdf"),
        ("place-owner.pdf", "application/pdf", "application/pdf"),
        ("place-xmp.heic", "image/heic", "image/jpeg"), ("place-xmp.png", "image/png", "image/png"),
        ("place-xmp.webp", "image/webp", "image/jpeg"),
        ("place-xmp.pdf", "application/pdf", "application/pdf"),
    ])
    func `says no more where it was taken`(name: String, type: String, made: String) throws {
        let bytes = try Fixture.bytes("arrivals/\(name)")
        let file = try worker.made(of: bytes, type, DerivationTask())
        #expect(file.type.mediaType == made)
        let found = try MediaInspector().inspect(file.bytes.span, size: file.bytes.count, name: "a")
        #expect(found.mediaType == made)
        #expect(!found.reasons.contains(.imageGPS))
        #expect(found.verdict == .accept)
        #expect(!file.bytes.contains("GPS"))
    }

    @Test
    func `has every dot of a JPEG, and the way to turn it`() throws {
        let bytes = try Fixture.bytes("arrivals/place.jpg")
        let turned = try bytes.withOrientation(6)
        let file = try worker.made(of: turned, "image/jpeg", DerivationTask())
        #expect(file.bytes.orientation == 6)
        #expect(file.notes.isEmpty)
        #expect(try dots(of: file.bytes) == dots(of: bytes))
    }

    @Test
    func `is a JPEG upright as the photo is to be seen`() throws {
        let bytes = try Fixture.bytes("arrivals/place.jpg")
        let upright = try worker.made(of: bytes, "image/jpeg", marked("Kopie")).bytes
        let turned = try worker.made(
            of: bytes.withOrientation(6),
            "image/jpeg",
            marked("Kopie")
        ).bytes
        let (first, second) = try (size(of: upright), size(of: turned))
        #expect(first.width == second.height && first.height == second.width)
        #expect(turned.orientation == 1)
    }

    @Test(arguments: ["heic", "avif", "webp", "png", "tif"])
    func `shows what the photo shows`(kind: String) throws {
        // All these were made of the same sheet.
        let types = ["heic": "heic", "avif": "avif", "webp": "webp", "png": "png", "tif": "tiff"]
        let name = kind == "heic" || kind == "avif" ? "page.\(kind)" : "place.\(kind)"
        let bytes = try Fixture.bytes("arrivals/\(name)")
        let file = try worker.made(of: bytes, "image/\(types[kind]!)", task { $0.isJPEG = true })
        #expect(file.type == .jpeg)
        let dots = try dots(of: file.bytes)
        // The ground of the sheet is a warm white, and its lines are dark.
        let corner = dots.prefix(3).map { Int($0) }
        for (value, expected) in zip(corner, [250, 247, 238]) {
            #expect(abs(value - expected) < 24)
        }
        #expect(dots.contains { $0 < 80 })
    }

    @Test
    func `has the pages that were chosen, and nothing of the others`() throws {
        let bytes = threePages
        let file = try worker.made(of: bytes, "application/pdf", task { $0.pages = 2...2 })
        let text = try Poppler.text(of: file.bytes)
        #expect(text.contains("second") && !text.contains("first") && !text.contains("third"))
        #expect(Set(file.notes) == [.pages, .interaction])
        let plain = try Poppler.unpacked(file.bytes)
        for gone in ["first", "third", "Bookmark", "app.alert", "Private"] {
            #expect(!plain.contains(gone), "\(gone) is still there")
        }
    }

    @Test
    func `bears the mark on every page, turned or not`() throws {
        let file = try worker.made(
            of: threePages,
            "application/pdf",
            marked("Kopie – für die Kammer")
        )
        // Three times on each of three pages.
        let plain = try Poppler.unpacked(file.bytes)
        #expect(plain.components(separatedBy: "/VaultCopyMark Do").count == 10)
        let text = try Poppler.text(of: file.bytes)
        for (index, word) in ["first", "second", "third"].enumerated() {
            #expect(text.contains(word))
            let number = String(index + 1)
            let page = try Poppler.run(
                "pdftoppm",
                ["-r", "40", "-f", number, "-l", number, "in"],
                file.bytes
            )
            let gray = page.count { (100..<200).contains($0) }
            #expect(gray * 50 > page.count, "page \(number) is marked all over")
        }
    }

    @Test
    func `of a signed PDF says that the signature is lost`() throws {
        let bytes = try Fixture.bytes("arrivals/signed.pdf")
        let file = try worker.made(of: bytes, "application/pdf", task { $0.pages = 1...1 })
        #expect(file.notes.contains(.signature))
        let found = try MediaInspector().inspect(file.bytes.span, size: file.bytes.count, name: "a")
        #expect(!found.reasons.contains(.signed))
    }

    @Test(arguments: [
        ("page.pdf", "application/pdf", DerivationFault.pageMissing(count: 1)),
        ("place.jpg", "image/jpeg", .noPages), ("locked.pdf", "application/pdf", .password),
        ("page.gif", "image/gif", .unsupported),
        ("bomb.pdf", "application/pdf", .failed),
    ])
    func `is not made where that cannot be`(
        name: String,
        type: String,
        fault: DerivationFault
    ) throws {
        let bytes = try Fixture.bytes("arrivals/\(name)")
        #expect(try worker.fault(of: bytes, type, task { $0.pages = 2...3 }) == fault)
    }

    @Test
    func `is not made of half a photo`() throws {
        let bytes = try Fixture.bytes("arrivals/cut.heic")
        #expect(try worker.fault(of: bytes, "image/heic", task { $0.isJPEG = true }) == .damaged)
    }

    @Test
    func `is made in the same way in this process`() throws {
        let bytes = try Fixture.bytes("arrivals/place.jpg")
        let wish = DerivationTask()
        let own = try OwnDeriver().made(of: bytes, "image/jpeg", wish)
        #expect(try own.bytes == worker.made(of: bytes, "image/jpeg", wish).bytes)
    }

    @Test
    func `becomes as short as is wanted`() throws {
        let bytes = try Fixture.bytes("arrivals/cmyk.jpg")
        #expect(
            try worker.fault(of: bytes, "image/jpeg", task { $0.limit = 40_000 }) == .unsupported
        )
        let photo = try Fixture.bytes("papers/photo.jpg")
        let file = try worker.made(of: photo, "image/jpeg", task { $0.limit = photo.count / 3 })
        #expect(file.bytes.count <= photo.count / 3)
        #expect(file.notes.contains(.recoded))
        #expect(try worker.fault(of: photo, "image/jpeg", task { $0.limit = 1_000 }) == .unfit)
    }

    @Test
    func `of a picture is a page where only PDF is taken`() throws {
        let photo = try Fixture.bytes("papers/photo.jpg").withOrientation(8)
        let file = try worker.made(of: photo, "image/jpeg", task { $0.types = [.pdf] })
        #expect(file.type == .pdf)
        #expect(try Poppler.pageCount(of: file.bytes) == 1)
    }

    private func marked(_ text: String) throws -> DerivationTask {
        let drawn = try CopyStamp(text)
        let stamp = Stamp(
            page: drawn.page,
            width: drawn.width,
            height: drawn.height,
            dots: drawn.dots
        )
        #expect(stamp != nil)
        return task { $0.stamp = stamp }
    }
}

/// A PDF of three pages, one of them turned, with bookmarks, a script and a private note.
private let threePages: [UInt8] = {
    let words = ["first", "second", "third"]
    var objects = [
        "<< /Type /Catalog /Pages 2 0 R /Outlines 10 0 R /OpenAction 12 0 R >>",
        "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 /MediaBox [0 0 595 842] >>",
    ]
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    for index in 0..<3 {
        let turn = index == 1 ? "/Rotate 90 /PieceInfo << /Private (Private) >>" : ""
        objects.append(
            "<< /Type /Page /Parent 2 0 R /Contents \(6 + index) 0 R \(turn) "
                + "/Resources << /Font << /F \(font) >> >> >>"
        )
    }
    for word in words {
        let content = "BT /F 24 Tf 72 700 Td (\(word)) Tj ET"
        objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
    }
    objects.append("null")
    objects.append("<< /Type /Outlines /First 11 0 R /Last 11 0 R /Count 1 >>")
    objects.append("<< /Title (Bookmark) /Parent 10 0 R /Dest [3 0 R /Fit] >>")
    objects.append("<< /S /JavaScript /JS (app.alert\\(1\\)) >>")
    return PDFText.file(objects)
}()
