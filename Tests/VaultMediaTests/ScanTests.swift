import Foundation
import TestSupport
import Testing
import VaultMedia
import VaultPaper
import VaultSystem

@Suite("The paper in a scanned PDF")
struct ScanTests {
    /// The worker that makes files, as the tool has it.
    private let worker = WorkerDeriver(
        .init(path: BuiltProgram.path("vaulttool"), arguments: ["derive-worker"])
    )

    private func scan(_ pdf: [UInt8]) throws -> Made {
        var task = DerivationTask()
        task.isScan = true
        return try worker.made(of: pdf, "application/pdf", task)
    }

    private func fault(_ pdf: [UInt8]) throws -> DerivationFault? {
        var task = DerivationTask()
        task.isScan = true
        return try worker.fault(of: pdf, "application/pdf", task)
    }

    @Test
    func `is its JPEG, bit for bit, and of several the largest`() throws {
        let small = try Fixture.bytes("arrivals/page.jpg")
        let large = try Fixture.bytes("papers/photo.jpg")
        let pictures = try [small, large, small].map { bytes in
            let size = try size(of: bytes)
            return (facts: ScannedPDF.jpeg(width: size.width, height: size.height), bytes: bytes)
        }
        let file = try scan(ScannedPDF.file(pictures))
        #expect(file.type == .jpeg)
        #expect(file.bytes == large)
        #expect(file.notes.isEmpty)
    }

    /// Sixteen dots by eight: the left half light, the right half dark.
    private static let halves: [(facts: String, bytes: [UInt8])] = {
        let size = "/Width 16 /Height 8"
        let bits = (0..<8).flatMap { _ in [UInt8](arrayLiteral: 0xFF, 0x00) }
        let turned = bits.map { ~$0 }
        let bytes = bits.flatMap { [UInt8](repeating: $0, count: 8) }
        let gray = "\(size) /BitsPerComponent 8 /ColorSpace"
        let black = "\(size) /BitsPerComponent 1 /ColorSpace /DeviceGray"
        let fax = "\(black) /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 16 /Rows 8"
        return [
            ("\(gray) /DeviceGray", bytes), ("\(gray) [/CalGray << /WhitePoint [1 1 1] >>]", bytes),
            ("\(gray) /DeviceRGB", bytes.flatMap { [$0, $0, $0] }),
            ("\(gray) /DeviceGray /Filter /ASCIIHexDecode", hexadecimal(bytes)),
            (black, bits), ("\(black) /Decode [1 0]", turned),
            ("\(size) /ImageMask true /BitsPerComponent 1", bits),
            ("\(fax) >>", faxed), ("\(fax) /BlackIs1 true >> /Decode [1 0]", faxed),
            ("\(fax) >> /Decode [0 1]", faxed),
        ]
    }()

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        Array(bytes.map { String(format: "%02x", $0) }.joined().utf8) + [UInt8(ascii: ">")]
    }

    /// The same, by the code of fax machines (ITU-T T.6): eight light and eight dark dots in one row,
    /// the ends of both where they were before in seven more, and the end of the block.
    private static let faxed: [UInt8] = {
        let bits =
            "001" + "10011" + "000101" + String(repeating: "11", count: 7)
            + String(repeating: "000000000001", count: 2)
        return stride(from: 0, to: bits.count, by: 8).map { start in
            let part = bits.dropFirst(start).prefix(8)
            return (UInt8(part, radix: 2) ?? 0) << UInt8(8 - part.count)
        }
    }()

    @Test(arguments: halves.indices)
    func `shows light and dark as the PDF does`(index: Int) throws {
        let file = try scan(ScannedPDF.file([Self.halves[index]]))
        #expect(file.type == .jpeg)
        #expect(file.notes == [.recoded])
        let image = try GrayImage(jpeg: file.bytes.span)
        #expect(image.width == 16 && image.height == 8)
        for row in 0..<8 {
            #expect(image.pixels[16 * row + 2] > 200)
            #expect(image.pixels[16 * row + 13] < 50)
        }
    }

    @Test
    func `is missed where there is none that can be read`() throws {
        let size = "/Width 16 /Height 8 /BitsPerComponent 8"
        let packed: [(facts: String, bytes: [UInt8])] = [
            ("\(size) /ColorSpace /DeviceGray /Filter /JPXDecode", [1, 2, 3]),
            ("\(size) /ColorSpace [/Indexed /DeviceRGB 1 <000000ffffff>]", [1, 2, 3]),
            ("\(size) /ColorSpace /DeviceCMYK", [UInt8](repeating: 0, count: 512)),
            ("\(size) /ColorSpace /DeviceGray", [1, 2, 3]),
            ("/Width 90000 /Height 90000 /BitsPerComponent 8 /ColorSpace /DeviceGray", [1, 2, 3]),
            ("/Width -16 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray", [1, 2, 3]),
        ]
        for picture in packed {
            #expect(try fault(ScannedPDF.file([picture])) == .noPicture, "\(picture.facts)")
        }
        #expect(try fault(Fixture.bytes("arrivals/titled.pdf")) == .noPicture)
        #expect(try fault(Fixture.bytes("arrivals/locked.pdf")) == .password)
        #expect(try fault(Array("%PDF-1.7\nnothing\n".utf8)) == .damaged)
    }
}
