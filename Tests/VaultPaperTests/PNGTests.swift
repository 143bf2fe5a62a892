import Testing
import VaultPaper

/// A PNG picture whose pixels are stored, not compressed (RFC 2083, RFC 1950, RFC 1951).
private struct PNG {
    let width: Int
    let height: Int

    /// Red, green, blue and opacity of each pixel.
    let pixels: [[UInt8]]

    var bytes: [UInt8] {
        var lines: [UInt8] = []
        for row in 0..<height {
            lines.append(0)
            lines += pixels[row * width..<(row + 1) * width].joined()
        }
        let length = [UInt8(lines.count & 255), UInt8(lines.count >> 8)]
        let stored = [0x78, 0x01, 0x01] + length + length.map(~) + lines + Self.adler(lines)
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + Self.chunk("IHDR", Self.number(width) + Self.number(height) + [8, 6, 0, 0, 0])
            + Self.chunk("IDAT", stored) + Self.chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return number(data.count) + body + number(Int(crc(body)))
    }

    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
                crc >> 1 ^ (crc & 1 == 1 ? 0xedb8_8320 : 0)
            }
        }
    }

    private static func adler(_ bytes: [UInt8]) -> [UInt8] {
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return number(high << 16 | low)
    }
}

@Suite("A PNG picture")
struct PNGTests {
    private static let picture = PNG(
        width: 3,
        height: 2,
        pixels: [
            [0, 0, 0, 255], [255, 255, 255, 255], [255, 0, 0, 255],
            [0, 255, 0, 255], [0, 0, 255, 255], [0, 0, 0, 0],
        ]
    )

    @Test
    func `becomes gray, on white where it is transparent`() throws {
        let image = try GrayImage(png: Self.picture.bytes.span)
        #expect(image.width == 3)
        #expect(image.height == 2)
        // ITU-R BT.601: 0.299 red, 0.587 green, 0.114 blue.
        #expect(image.pixels == [0, 255, 76, 149, 29, 255])
    }

    @Test
    func `is refused wherever it is cut`() {
        let bytes = Self.picture.bytes
        for count in 0..<(bytes.count - 12) {
            #expect(throws: PaperError.pictureMalformed, "up to \(count)") {
                try GrayImage(png: Array(bytes.prefix(count)).span)
            }
        }
    }

    @Test
    func `is refused before memory is taken for a size that is out of bounds`() {
        var bytes = Self.picture.bytes
        for (offset, byte) in [(16, 0), (17, 1), (18, 0), (19, 0), (20, 0), (21, 1)] {
            bytes[offset] = UInt8(byte)
        }
        #expect(throws: PaperError.pictureTooLarge) { try GrayImage(png: bytes.span) }
    }

    @Test
    func `is nothing else`() {
        for bytes in [[], Array("%PDF-1.5 and so on, long enough".utf8)] {
            #expect(throws: PaperError.pictureMalformed) { try GrayImage(png: bytes.span) }
        }
    }
}
