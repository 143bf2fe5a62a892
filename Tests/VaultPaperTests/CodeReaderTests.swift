import TestSupport
import Testing
import VaultPaper

@Suite("A QR code")
struct CodeReaderTests {
    /// Draws a code in pixels, with four white modules around it.
    private static func image(_ payload: [UInt8], scale: Int = 3) throws -> GrayImage {
        let code = try QRCode(payload.span)
        let side = (code.width + 8) * scale
        var pixels = [UInt8](repeating: 255, count: side * side)
        code.withRuns { row, columns in
            for y in 0..<scale {
                for x in columns.lowerBound * scale..<columns.upperBound * scale {
                    pixels[((row + 4) * scale + y) * side + 4 * scale + x] = 0
                }
            }
        }
        return GrayImage(width: side, height: side, pixels: pixels)
    }

    private static func payloads(in image: GrayImage) throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        try CodeReader.read(image) { payload in found.append(payload.indices.map { payload[$0] }) }
        return found
    }

    @Test(arguments: [
        "1", "AGE-SECRET-KEY-PQ-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ",
        "7K3M1-Q9T2E-XW5RD-B8V4E-HD6NJ-JKZWY", "duckling enlarge academic academic agency result",
    ])
    func `is read as what was written`(text: String) throws {
        let payload = Array(text.utf8)
        #expect(try Self.payloads(in: Self.image(payload)) == [payload])
    }

    @Test
    func `is read with a tenth of it covered`() throws {
        let payload = Array("AGE-SECRET-KEY-1-COVERED".utf8)
        let image = try Self.image(payload, scale: 4)
        var pixels = image.pixels
        for y in image.height / 2..<image.height / 2 + image.height / 5 {
            for x in image.width / 2..<image.width / 2 + image.width / 5 {
                pixels[y * image.width + x] = 255
            }
        }
        let covered = GrayImage(width: image.width, height: image.height, pixels: pixels)
        #expect(try Self.payloads(in: covered) == [payload])
    }

    @Test
    func `is smaller for capitals and digits`() throws {
        let capitals = try QRCode(Array(repeating: UInt8(ascii: "A"), count: 77).span)
        let letters = try QRCode(Array(repeating: UInt8(ascii: "a"), count: 77).span)
        let (small, large) = (capitals.width, letters.width)
        #expect(small < large)
    }

    @Test
    func `holds no more than its largest version does`() {
        #expect(throws: PaperError.payloadTooLong) {
            _ = try QRCode(Array(repeating: UInt8(ascii: "a"), count: 1_664).span)
        }
    }

    @Test
    func `is found only where there is one`() throws {
        let image = GrayImage(width: 64, height: 64, pixels: Array(repeating: 255, count: 4096))
        #expect(try Self.payloads(in: image).isEmpty)
    }
}
