/// The two things beside the picture that a JPEG needs to look right: how to turn it, and what its
/// colors mean.
struct JPEGFrame {
    /// How to turn the picture, as Exif has it: 1 if it is upright, up to 8.
    var orientation = 1

    /// The segments that hold the profile of its colors (ICC.1:2010, B.4), each with its marker.
    var profile: [[UInt8]] = []

    init() {}

    /// Reads what stands before the picture.
    ///
    /// - Parameter bytes: A JPEG file.
    init(of bytes: Span<UInt8>) {
        var offset = 2
        while offset + 4 <= bytes.count, bytes[offset] == 0xFF {
            let code = bytes[offset + 1]
            if code == 0xFF {
                offset += 1
                continue
            }
            guard code != 0xDA, let length = bytes.bigEndian16(at: offset + 2), length >= 2,
                offset + 2 + length <= bytes.count
            else { return }
            let segment = bytes.extracting(offset + 4..<offset + 2 + length)
            if code == 0xE1, segment.has("Exif\0", at: 0), segment.count > 6,
                let value = ExifBlock(block: segment.extracting(6...))?.orientation
            {
                orientation = value
            } else if code == 0xE2, segment.has("ICC_PROFILE\0", at: 0) {
                let whole = bytes.extracting(offset..<offset + 2 + length)
                profile.append(unsafe whole.withUnsafeBufferPointer { unsafe Array($0) })
            }
            offset += 2 + length
        }
    }

    /// Takes a profile of colors.
    ///
    /// - Parameter profile: The profile as a file of its own. One that does not fit into a few segments
    ///   is left out.
    init(profile: [UInt8]) {
        let partCount = 65_519
        let count = (profile.count + partCount - 1) / partCount
        guard (1...16).contains(count) else { return }
        self.profile = (0..<count).map { index in
            let part = profile.dropFirst(index * partCount).prefix(partCount)
            let length = 2 + 14 + part.count
            return [0xFF, 0xE2, UInt8(length >> 8), UInt8(length & 0xFF)]
                + Array("ICC_PROFILE\0".utf8) + [UInt8(index + 1), UInt8(count)] + part
        }
    }

    /// Puts both into a file that has neither.
    ///
    /// - Parameter bare: A JPEG file as ``JPEGCodec`` writes it.
    /// - Returns: The file with a block of Exif that says how to turn it and nothing else, unless it
    ///   is upright, and with the profile.
    func framing(_ bare: [UInt8]) -> [UInt8] {
        // Behind the segment of JFIF, if there is one, for that has to come first.
        var place = 2
        if bare.count > 6, bare[2] == 0xFF, bare[3] == 0xE0 {
            place += 2 + Int(bare[4]) << 8 + Int(bare[5])
        }
        guard place <= bare.count else { return bare }
        return Array(bare[..<place]) + (orientation == 1 ? [] : exif) + profile.flatMap { $0 }
            + bare[place...]
    }

    /// A segment of Exif with one entry: Orientation.
    private var exif: [UInt8] {
        [0xFF, 0xE1, 0, 34] + Array("Exif\0\0MM\0*".utf8)
            + [
                0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0,
                0,
            ]
    }
}
