import VaultSystem

/// The structure of JPEG files (ITU-T T.81, Annex B), from marker to marker.
///
/// No pixel is decoded; libexif reads what the camera wrote.
enum JPEGStructure {
    /// Looks at a file.
    ///
    /// - Parameters:
    ///   - bytes: A file that begins as a JPEG does.
    ///   - isWhole: Whether to look at all of it, and not only at what stands before the first scan.
    /// - Returns: What was found.
    static func image(in bytes: Span<UInt8>, isWhole: Bool = true) -> ImageFacts {
        var facts = ImageFacts()
        var offset = 2
        while let segment = nextSegment(in: bytes, from: offset) {
            offset = segment.contents.upperBound
            if segment.code == 0xD9 { return facts }  // the end of the image
            if segment.code == 0xDA, !isWhole { return facts }  // the start of a scan
            let contents = bytes.extracting(segment.contents)
            if isFrame(segment.code) {
                facts.longEdge = [1, 3].compactMap { contents.bigEndian16(at: $0) }.max()
            } else if segment.code == 0xE1, !facts.hasPlace {
                facts.hasPlace = hasPlace(contents)
            }
        }
        facts.isIncomplete = true
        return facts
    }

    /// A file without the Exif and XMP (APP1) that stand before its first scan; the rest stays byte for
    /// byte.
    ///
    /// It serves for files that are too damaged to take out what is picture.
    ///
    /// - Parameter bytes: A file that begins as a JPEG does.
    /// - Returns: The rest of the file.
    static func withoutExif(_ bytes: Span<UInt8>) -> [UInt8] {
        var rest: [UInt8] = []
        var (start, offset) = (0, 2)
        while let segment = nextSegment(in: bytes, from: offset), segment.code != 0xDA {
            offset = segment.contents.upperBound
            guard segment.code == 0xE1 else { continue }
            append(bytes.extracting(start..<segment.start), to: &rest)
            start = offset
        }
        append(bytes.extracting(start...), to: &rest)
        return rest
    }

    private static func append(_ part: Span<UInt8>, to bytes: inout [UInt8]) {
        unsafe part.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Whether a segment begins a frame, and so says how large the image is.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    /// Whether a segment is Exif or XMP and says where the photo was taken.
    private static func hasPlace(_ segment: Span<UInt8>) -> Bool {
        // A packet, or a part of one that is too long for a segment.
        if segment.has("http://ns.adobe.com/x", at: 0) { return XMPPacket.hasPlace(segment) }
        guard segment.has("Exif\0", at: 0), segment.count > 6 else { return false }
        return ExifBlock(block: segment.extracting(6...))?.hasPlace ?? false
    }

    /// A marker, and what belongs to it.
    private struct Segment {
        let code: UInt8

        /// Where the marker begins.
        let start: Int

        /// What it holds; nothing behind a marker that stands alone.
        let contents: Range<Int>
    }

    /// The next marker with what it holds, behind whatever is coded before it.
    ///
    /// In coded data a byte of ones is followed by zero.
    private static func nextSegment(in bytes: Span<UInt8>, from start: Int) -> Segment? {
        var offset = start
        while let ones = bytes.firstOffset(of: 0xFF, from: offset), ones + 1 < bytes.count {
            let (code, end) = (bytes[ones + 1], ones + 2)
            offset = ones + 1
            if code == 0 || code == 0xFF { continue }
            // Restarts, fills and the end of the image stand alone.
            if (0xD0...0xD7).contains(code) || code == 0x01 || code == 0xD9 {
                return Segment(code: code, start: ones, contents: end..<end)
            }
            guard let length = bytes.bigEndian16(at: end), length >= 2,
                length <= bytes.count - end
            else { return nil }
            return Segment(code: code, start: ones, contents: end + 2..<end + length)
        }
        return nil
    }
}
