/// How large images are and whether they are complete, for formats that say so in a few fixed bytes.
///
/// No pixel is decoded; libexif reads what the camera wrote.
enum RasterStructure {
    /// Portable Network Graphics (W3C, third edition): chunks up to the one that ends it.
    static func png(_ bytes: Span<UInt8>) -> ImageFacts {
        var facts = ImageFacts()
        facts.longEdge = [16, 20].compactMap { bytes.bigEndian32(at: $0) }.max()
        var offset = 8
        while let length = bytes.bigEndian32(at: offset), length <= bytes.count - offset - 12 {
            if bytes.has("IEND", at: offset + 4) { return facts }
            if bytes.has("eXIf", at: offset + 4) {
                let block = bytes.extracting(offset + 8..<offset + 8 + length)
                if ExifBlock(block: block)?.hasPlace == true { facts.hasPlace = true }
            } else if bytes.has("iTXtXML:com.adobe.xmp\0", at: offset + 4) {
                let packet = bytes.extracting(offset + 8..<offset + 8 + length)
                if XMPPacket.hasPlace(packet) { facts.hasPlace = true }
            }
            offset += 12 + length
        }
        facts.isIncomplete = true
        return facts
    }

    /// WebP (RFC 9649): chunks up to the length that the file says it has.
    static func webP(_ bytes: Span<UInt8>) -> ImageFacts {
        var facts = ImageFacts()
        let end = 8 + (bytes.littleEndian32(at: 4) ?? 0)
        facts.isIncomplete = end > bytes.count
        var offset = 12
        while let length = bytes.littleEndian32(at: offset + 4), offset + 8 <= end {
            let start = offset + 8
            if facts.longEdge == nil { facts.longEdge = webPEdge(bytes, at: offset) }
            if bytes.has("EXIF", at: offset), length <= bytes.count - start {
                let block = bytes.extracting(start..<start + length)
                let skipped = block.has("Exif\0\0", at: 0) ? 6 : 0
                let exif = ExifBlock(block: block.extracting(skipped...))
                if exif?.hasPlace == true { facts.hasPlace = true }
            } else if bytes.has("XMP ", at: offset), length <= bytes.count - start {
                let packet = bytes.extracting(start..<start + length)
                if XMPPacket.hasPlace(packet) { facts.hasPlace = true }
            }
            offset = start + length + length % 2
        }
        return facts
    }

    /// The longer edge that a chunk of WebP tells, if it is one that does.
    private static func webPEdge(_ bytes: Span<UInt8>, at offset: Int) -> Int? {
        let start = offset + 8
        if bytes.has("VP8X", at: offset) {
            return [start + 4, start + 7].compactMap { bytes.littleEndian24(at: $0) }.max()
                .map { $0 + 1 }
        }
        if bytes.has("VP8L", at: offset), let bits = bytes.littleEndian32(at: start + 1) {
            return max(bits & 0x3FFF, bits >> 14 & 0x3FFF) + 1
        }
        if bytes.has("VP8 ", at: offset) {
            return [start + 6, start + 8].compactMap { bytes.littleEndian16(at: $0) }.max()
                .map { $0 & 0x3FFF }
        }
        return nil
    }

    /// Graphics Interchange Format (version 89a): the logical screen, and the byte at the end.
    static func gif(_ bytes: Span<UInt8>) -> ImageFacts {
        var facts = ImageFacts()
        facts.longEdge = [6, 8].compactMap { bytes.littleEndian16(at: $0) }.max()
        facts.isIncomplete = bytes.isEmpty || bytes[bytes.count - 1] != 0x3B
        return facts
    }

    /// Windows bitmap: the length and the two edges in its headers; the height may be negative.
    static func bmp(_ bytes: Span<UInt8>) -> ImageFacts {
        var facts = ImageFacts()
        let edges = [18, 22].compactMap { bytes.littleEndian32(at: $0) }
        facts.longEdge = edges.map { Int(abs(Int64(Int32(truncatingIfNeeded: $0)))) }.max()
        facts.isIncomplete = bytes.count < (bytes.littleEndian32(at: 2) ?? 0)
        return facts
    }

    /// Tagged Image File Format (TIFF 6.0): the first directory, as far as libexif reaches it.
    static func tiff(_ bytes: Span<UInt8>) -> ImageFacts {
        var facts = ImageFacts()
        guard let exif = ExifBlock(block: bytes) else { return facts }
        facts.longEdge = exif.longEdge
        facts.hasPlace = exif.hasPlace
        return facts
    }
}
