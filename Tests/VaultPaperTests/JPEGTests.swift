import TestSupport
import Testing
import VaultPaper

@Suite("A JPEG picture")
struct JPEGTests {
    @Test
    func `is read in shades of gray, told by its first bytes`() throws {
        let file = try Fixture.bytes("arrivals/page.jpg")
        let image = try GrayImage(picture: file.span)
        let (width, height) = try Self.size(of: file)
        #expect(image.width == width && image.height == height)
        #expect(image.pixels.count == width * height)
        #expect(Set(image.pixels).count > 16)
        let again = try GrayImage(jpeg: file.span)
        #expect(again.pixels == image.pixels)
    }

    @Test
    func `that is cut is white where it ends, or refused`() throws {
        let file = try Fixture.bytes("arrivals/page.jpg")
        let whole = try GrayImage(jpeg: file.span)
        var read = 0
        for count in stride(from: 0, to: file.count, by: max(1, file.count / 40)) {
            let part = Array(file[..<count])
            do {
                let image = try GrayImage(jpeg: part.span)
                #expect(image.width == whole.width && image.height == whole.height)
                read += 1
            } catch {
                #expect(error == .pictureMalformed)
            }
        }
        #expect(read > 0)
    }

    @Test
    func `of four inks, too large or none at all is refused`() throws {
        let inks = try Fixture.bytes("arrivals/cmyk.jpg")
        #expect(throws: PaperError.pictureMalformed) { try GrayImage(picture: inks.span) }
        var large = try Fixture.bytes("arrivals/page.jpg")
        let frame = try Self.frame(of: large)
        for offset in frame + 5..<frame + 9 { large[offset] = 0xF0 }
        #expect(throws: PaperError.pictureTooLarge) { try GrayImage(picture: large.span) }
        let none: [UInt8] = [0xFF, 0xD8, 0xFF]
        #expect(throws: PaperError.pictureMalformed) { try GrayImage(picture: none.span) }
    }

    /// The place of the marker of the frame (ITU-T T.81, B.2.2).
    private static func frame(of file: [UInt8]) throws -> Int {
        var offset = 2
        while offset + 4 < file.count {
            if [0xC0, 0xC1, 0xC2].contains(file[offset + 1]) { return offset }
            offset += 2 + Int(file[offset + 2]) << 8 + Int(file[offset + 3])
        }
        throw PaperError.pictureMalformed
    }

    private static func size(of file: [UInt8]) throws -> (width: Int, height: Int) {
        let frame = try frame(of: file)
        func number(_ offset: Int) -> Int { Int(file[offset]) << 8 | Int(file[offset + 1]) }
        return (number(frame + 7), number(frame + 5))
    }
}
