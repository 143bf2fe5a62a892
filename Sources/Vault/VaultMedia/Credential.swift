/// Credentials in binary formats: they are kept as they are, for whoever verifies them.
enum Credential {
    /// The kind of credential that a whole file is, if it is one.
    ///
    /// - Parameter bytes: All bytes of a file of at most ``InspectionSample/headCount`` bytes.
    /// - Returns: The kind; `nil` for anything else.
    static func type(of bytes: [UInt8]) -> StoredType? {
        if isSignedData(bytes) { return .pkcs7 }
        return CBORScanner.accepts(bytes) ? .cbor : nil
    }

    /// Whether the file is one signed message in DER (RFC 5652, §5.1): a sequence that is as long as
    /// the file and begins with the identifier of signed data, 1.2.840.113549.1.7.2.
    private static func isSignedData(_ bytes: [UInt8]) -> Bool {
        guard bytes.has([0x30]), bytes.count > 2 else { return false }
        var start = 2
        var length = Int(bytes[1])
        if length > 0x80 {
            let count = length - 0x80
            guard count <= 4, bytes.count > 2 + count else { return false }
            length = bytes[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
            start += count
        }
        let identifier: [UInt8] = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2]
        return length == bytes.count - start && bytes.has(identifier, at: start)
    }
}

/// Decides whether bytes are one well-formed map of CBOR (RFC 8949, Appendix C), as the credentials of
/// ISO/IEC 18013-5 are.
struct CBORScanner {
    /// How deep items may lie in each other.
    private static let maximumDepth = 64

    private let bytes: [UInt8]
    private var offset = 0

    /// Whether `bytes` are one map with at least one member, or a tagged one.
    static func accepts(_ bytes: [UInt8]) -> Bool {
        var scanner = CBORScanner(bytes: bytes)
        while scanner.offset < bytes.count, bytes[scanner.offset] >> 5 == 6 {
            let info = bytes[scanner.offset] & 31
            scanner.offset += 1
            guard scanner.argument(info) != nil else { return false }
        }
        guard scanner.offset < bytes.count, bytes[scanner.offset] >> 5 == 5,
            bytes[scanner.offset] != 0xA0
        else { return false }
        return scanner.skipItem(depth: 0) && scanner.offset == bytes.count
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Passes over one item; `false` if it is not well-formed, or ends behind the bytes.
    private mutating func skipItem(depth: Int) -> Bool {
        guard depth < Self.maximumDepth, offset < bytes.count else { return false }
        let kind = bytes[offset] >> 5
        let info = bytes[offset] & 31
        offset += 1
        if info == 31 { return skipIndefinite(kind, depth: depth) }
        guard let value = argument(info) else { return false }
        switch kind {
        case 0, 1: return true
        case 2, 3:
            guard value <= bytes.count - offset else { return false }
            offset += value
            return true
        case 4, 5:
            // Each member takes a byte at least, which bounds the loop.
            guard value <= bytes.count - offset else { return false }
            for _ in 0..<(kind == 5 ? 2 * value : value) where !skipItem(depth: depth + 1) {
                return false
            }
            return true
        case 6: return skipItem(depth: depth + 1)
        default: return info < 24 || info > 24 || value >= 32
        }
    }

    /// Passes over members up to the byte that ends them.
    private mutating func skipIndefinite(_ kind: UInt8, depth: Int) -> Bool {
        guard (2...5).contains(kind) else { return false }
        while offset < bytes.count, bytes[offset] != 0xFF {
            if kind < 4, bytes[offset] >> 5 != kind || bytes[offset] & 31 == 31 { return false }
            guard skipItem(depth: depth + 1) else { return false }
            if kind == 5 { guard skipItem(depth: depth + 1) else { return false } }
        }
        offset += 1
        return offset <= bytes.count
    }

    /// The argument of an item: in its first byte, or in the 1, 2, 4 or 8 bytes behind it.
    private mutating func argument(_ info: UInt8) -> Int? {
        guard info > 23 else { return Int(info) }
        guard info < 28 else { return nil }
        let count = 1 << (Int(info) - 24)
        guard count <= bytes.count - offset else { return nil }
        let value = bytes[offset..<offset + count].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        offset += count
        return Int(exactly: value)
    }
}
