import VaultCrypto

/// The short id by which a signature line names its key, together with the key's name.
///
/// It is a hint for finding the key and no more: 32 bits are soon found twice.
public struct KeyID: Hashable, Sendable {
    /// The number of bytes in an id.
    static let count = 4

    /// The four bytes as a big-endian number.
    public let rawValue: UInt32

    /// Creates an id from its number.
    ///
    /// - Parameter rawValue: The four bytes as a big-endian number.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Computes the id of a key: the first four bytes of `SHA-256(name || 0x0A || type || key)`
    /// (c2sp.org/signed-note).
    ///
    /// - Parameters:
    ///   - name: The name of the key.
    ///   - type: The type of its signatures.
    ///   - publicKey: The public key.
    init(name: KeyName, type: SignatureType, publicKey: [UInt8]) {
        var hash = SHA256()
        hash.update(name.utf8.span)
        hash.update(0x0A)
        hash.update(type.rawValue)
        hash.update(publicKey.span)
        let digest = hash.finish()
        self.init(bigEndian: digest.span.extracting(first: Self.count))
    }

    /// Reads an id.
    ///
    /// - Parameter bytes: Four bytes.
    init(bigEndian bytes: Span<UInt8>) {
        rawValue = UInt32(truncatingIfNeeded: BigEndian.read(bytes))
    }

    /// The four bytes of the id.
    var bytes: [UInt8] { BigEndian.bytes(of: UInt64(rawValue), count: Self.count) }
}

extension KeyID: CustomStringConvertible {
    /// The id as eight hexadecimal digits in lower case.
    public var description: String { Hexadecimal.encode(bytes.span) }
}
