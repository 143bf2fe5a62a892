/// A picture as dots: red, green and blue with eight bits each, row by row from the top.
struct Pixels {
    /// How many dots are handled: more than the cameras of phones make.
    static let maximumCount = 64_000_000

    let width: Int
    let height: Int
    private(set) var bytes: [UInt8]

    /// Makes a picture.
    ///
    /// - Parameters:
    ///   - width: How many dots it is wide.
    ///   - height: How many it is high.
    ///   - fill: Writes three bytes a dot; `false` if it cannot.
    /// - Throws: ``DerivationFault/tooLarge``, or ``DerivationFault/damaged`` if `fill` cannot.
    init(
        width: Int,
        height: Int,
        _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Bool
    ) throws(DerivationFault) {
        try Self.check(width, height)
        self.width = width
        self.height = height
        var isFilled = false
        unsafe bytes = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { buffer, count in
            unsafe buffer.initialize(repeating: 255)
            isFilled = unsafe fill(buffer)
            count = 3 * width * height
        }
        guard isFilled else { throw .damaged }
    }

    /// Insists on a size that is handled.
    ///
    /// - Throws: ``DerivationFault/tooLarge`` or, for a side without a dot,
    ///   ``DerivationFault/damaged``.
    static func check(_ width: Int, _ height: Int) throws(DerivationFault) {
        guard width > 0, height > 0 else { throw .damaged }
        guard width <= 65_000, height <= 65_000, width * height <= maximumCount else {
            throw .tooLarge
        }
    }

    /// Puts dots that cover more or less on white.
    ///
    /// - Parameters:
    ///   - source: Red, green, blue and how much is covered, four bytes a dot.
    ///   - count: How many dots there are.
    ///   - target: Takes three bytes a dot.
    /// - Returns: Whether any dot does not cover all.
    static func onWhite(
        _ source: UnsafePointer<UInt8>,
        _ count: Int,
        into target: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        var isSeenThrough = false
        for dot in 0..<count {
            let cover = unsafe Int(source[4 * dot + 3])
            if cover != 255 { isSeenThrough = true }
            for part in 0..<3 {
                let value = unsafe Int(source[4 * dot + part]) * cover + 255 * (255 - cover)
                unsafe target[3 * dot + part] = UInt8(value / 255)
            }
        }
        return isSeenThrough
    }

    /// The picture as it is to be seen.
    ///
    /// - Parameter orientation: What Exif says: 1 for a picture that is upright, up to 8.
    /// - Returns: An upright picture.
    /// - Throws: Nothing but what making a picture of the same size throws.
    func upright(from orientation: Int) throws(DerivationFault) -> Pixels {
        guard (2...8).contains(orientation) else { return self }
        let isTurned = orientation > 4
        let (width, height) = (width, height)
        return unsafe try Pixels(
            width: isTurned ? height : width,
            height: isTurned ? width : height
        ) { target in
            unsafe bytes.withUnsafeBufferPointer { source in
                for y in 0..<height {
                    for x in 0..<width {
                        let mirroredX = width - 1 - x
                        let mirroredY = height - 1 - y
                        let place =
                            switch orientation {
                            case 2: y * width + mirroredX
                            case 3: mirroredY * width + mirroredX
                            case 4: mirroredY * width + x
                            case 5: x * height + y
                            case 6: x * height + mirroredY
                            case 7: mirroredX * height + mirroredY
                            default: mirroredX * height + y
                            }
                        for part in 0..<3 {
                            unsafe target[3 * place + part] = source[3 * (y * width + x) + part]
                        }
                    }
                }
                return true
            }
        }
    }

    /// Draws a stamp over the picture.
    mutating func draw(_ stamp: Stamp) {
        let size = (Double(stamp.width), Double(stamp.height))
        let places = Stamp.places(onWidth: Double(width), height: Double(height), of: size)
        for place in places { draw(stamp, at: place) }
    }

    /// Draws a stamp once.
    ///
    /// - Parameters:
    ///   - stamp: The stamp.
    ///   - place: What takes it to the picture, both counted upwards from the lower left corner.
    private mutating func draw(_ stamp: Stamp, at place: Affine) {
        let back = place.inverse
        let corners = [(0, 0), (stamp.width, 0), (0, stamp.height), (stamp.width, stamp.height)]
            .map { place.applied(Double($0), Double($1)) }
        guard let left = corners.map(\.x).min(), let right = corners.map(\.x).max(),
            let bottom = corners.map(\.y).min(), let top = corners.map(\.y).max()
        else { return }
        let columns = max(0, Int(left))..<min(width, Int(right) + 2)
        let rows = max(0, height - Int(top) - 2)..<min(height, height - Int(bottom) + 1)
        let (width, height) = (width, height)
        unsafe stamp.dots.withUnsafeBufferPointer { dots in
            unsafe bytes.withUnsafeMutableBufferPointer { target in
                for row in rows {
                    let y = Double(height - row) - 0.5
                    for column in columns {
                        let point = back.applied(Double(column) + 0.5, y)
                        let x = Int(point.x.rounded(.down))
                        let line = stamp.height - 1 - Int(point.y.rounded(.down))
                        guard x >= 0, x < stamp.width, line >= 0, line < stamp.height else {
                            continue
                        }
                        let dot = 2 * (line * stamp.width + x)
                        let cover = unsafe Int(dots[dot + 1])
                        guard cover > 0 else { continue }
                        let light = unsafe Int(dots[dot]) * cover
                        for part in 0..<3 {
                            let place = 3 * (row * width + column) + part
                            let value = unsafe Int(target[place]) * (255 - cover) + light
                            unsafe target[place] = UInt8(value / 255)
                        }
                    }
                }
            }
        }
    }
}
