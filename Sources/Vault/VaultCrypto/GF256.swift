/// The field of 256 elements in which SLIP-39 and AES compute: bytes modulo x⁸ + x⁴ + x³ + x + 1.
///
/// Addition is exclusive or. Nothing here branches on a value or uses one as an index, so the time
/// does not depend on the values.
package enum GF256 {
    /// The product of two elements.
    ///
    /// - Returns: Their product.
    package static func multiply(_ first: UInt8, _ second: UInt8) -> UInt8 {
        var product: UInt8 = 0
        var power = first
        for bit in 0..<8 {
            product ^= power & mask(second >> UInt8(bit))
            power = power << 1 ^ 0x1b & mask(power >> 7)
        }
        return product
    }

    /// The element that gives 1 when multiplied with `value`: its 254th power.
    ///
    /// - Parameter value: Any element; zero has no inverse, and gives zero.
    /// - Returns: The inverse.
    package static func inverse(_ value: UInt8) -> UInt8 {
        var square = value
        var product: UInt8 = 1
        for _ in 1..<8 {
            square = multiply(square, square)
            product = multiply(product, square)
        }
        return product
    }

    /// All bits set if the lowest bit is, else none.
    private static func mask(_ bit: UInt8) -> UInt8 {
        0 &- (bit & 1)
    }
}
