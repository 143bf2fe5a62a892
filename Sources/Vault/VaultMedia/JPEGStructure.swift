import VaultSystem

/// The structure of JPEG files (ITU-T T.81, Annex B), from marker to marker.
///
/// No pixel is decoded; libexif reads what the camera wrote.
enum JPEGStructure {
    /// Looks at a whole file.
    ///
    /// - Parameter bytes: A file that begins as a JPEG does.
    /// - Returns: What was found.
    static func image(in bytes: Span<UInt8>) -> ImageFacts {
        var facts = ImageFacts()
        var offset = 2
        while let marker = nextMarker(in: bytes, from: offset) {
            offset = marker.end
            if marker.code == 0xD9 { return facts }  // the end of the image
            // Restarts and fills stand alone.
            if (0xD0...0xD7).contains(marker.code) || marker.code == 0x01 { continue }
            guard let length = bytes.bigEndian16(at: offset), length >= 2,
                length <= bytes.count - offset
            else { break }
            let segment = bytes.extracting(offset + 2..<offset + length)
            if isFrame(marker.code) {
                facts.longEdge = [1, 3].compactMap { segment.bigEndian16(at: $0) }.max()
            } else if marker.code == 0xE1, !facts.hasPlace {
                facts.hasPlace = hasPlace(segment)
            }
            offset += length
        }
        facts.isIncomplete = true
        return facts
    }

    /// Whether a segment begins a frame, and so says how large the image is.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    /// Whether a segment is Exif and says where the photo was taken.
    private static func hasPlace(_ segment: Span<UInt8>) -> Bool {
        guard segment.has("Exif\0", at: 0), segment.count > 6 else { return false }
        return ExifBlock(block: segment.extracting(6...))?.hasPlace ?? false
    }

    /// The next marker, behind whatever is coded before it.
    ///
    /// In coded data a byte of ones is followed by zero.
    private static func nextMarker(
        in bytes: Span<UInt8>,
        from start: Int
    ) -> (code: UInt8, end: Int)? {
        var offset = start
        while let ones = bytes.firstOffset(of: 0xFF, from: offset), ones + 1 < bytes.count {
            let code = bytes[ones + 1]
            if code != 0, code != 0xFF { return (code, ones + 2) }
            offset = ones + 1
        }
        return nil
    }
}
