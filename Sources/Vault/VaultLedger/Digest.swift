import VaultCrypto

/// The 32 bytes of a SHA-256 hash.
///
/// The ledger has one type for all of them: the digest of a statement, of a ciphertext or of a
/// card, and the leaf hashes, node hashes and roots of its tree. Which one a value is, the name of
/// the variable says.
public struct Digest: Sendable {
    /// The number of bytes in a digest.
    public static let count = 32

    /// The bytes of the digest.
    public let bytes: InlineArray<32, UInt8>

    /// Creates a digest from its bytes.
    ///
    /// - Parameter bytes: The 32 bytes.
    public init(_ bytes: InlineArray<32, UInt8>) {
        self.bytes = bytes
    }

    /// Creates a digest from bytes of unknown number.
    ///
    /// - Parameter bytes: The bytes. The result is `nil` unless they are exactly 32.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        var copy = InlineArray<32, UInt8>(repeating: 0)
        for index in 0..<Self.count { copy[index] = bytes[index] }
        self.init(copy)
    }

    /// Creates a digest from bytes of unknown number.
    ///
    /// - Parameter bytes: The bytes. The result is `nil` unless they are exactly 32.
    public init?(_ bytes: [UInt8]) {
        self.init(bytes.span)
    }

    /// The SHA-256 hash of `bytes`.
    ///
    /// - Parameter bytes: What to hash, of any length.
    /// - Returns: The digest.
    /// - Complexity: O(*n*) in the number of bytes.
    public static func of(_ bytes: Span<UInt8>) -> Digest {
        Digest(SHA256.hash(bytes))
    }

    /// A copy of the bytes as an array of 32.
    public var array: [UInt8] {
        var array: [UInt8] = []
        array.reserveCapacity(Self.count)
        for index in 0..<Self.count { array.append(bytes[index]) }
        return array
    }
}

extension Digest: Hashable {
    /// Whether both digests have the same bytes.
    ///
    /// Digests are public: do not compare secrets with it.
    public static func == (left: Digest, right: Digest) -> Bool {
        // Without a branch for each byte, so that the compiler compares many at a time.
        var difference: UInt8 = 0
        for index in 0..<count { difference |= left.bytes[index] ^ right.bytes[index] }
        return difference == 0
    }

    /// Feeds the bytes to `hasher`, eight at a time.
    public func hash(into hasher: inout Hasher) {
        for start in stride(from: 0, to: Self.count, by: 8) {
            var word: UInt64 = 0
            for index in start..<start + 8 { word = word << 8 | UInt64(bytes[index]) }
            hasher.combine(word)
        }
    }
}

// MARK: - Text forms

extension Digest: CustomStringConvertible {
    /// The 64 digits of ``hexadecimal``.
    public var description: String { hexadecimal }

    /// The digest as 64 hexadecimal digits in lower case.
    public var hexadecimal: String { Hexadecimal.encode(bytes.span) }

    /// The digest in standard base64 with padding, which makes 44 characters.
    public var base64: String { Base64.encode(bytes.span, padded: true) }

    /// Creates a digest from its hexadecimal form.
    ///
    /// - Parameter text: The text. The result is `nil` unless it is exactly 64 digits, letters in
    ///   lower case.
    public init?(hexadecimal text: String) {
        let utf8 = Array(text.utf8)
        guard let bytes = try? Hexadecimal.decode(utf8.span) else { return nil }
        self.init(bytes)
    }

    /// Creates a digest from its base64 form.
    ///
    /// - Parameter utf8: The text. The result is `nil` unless it is the one canonical spelling of
    ///   32 bytes: 44 characters of the standard alphabet, padded, without stray bits.
    public init?(base64 utf8: Span<UInt8>) {
        guard let bytes = try? Base64.decode(utf8, padded: true) else { return nil }
        self.init(bytes)
    }
}
