import VaultCrypto

/// What an identifier names: it decides the prefix of its text.
public protocol IdentifierKind: Sendable {
    /// The letter before the hyphen.
    static var prefix: String { get }
}

/// The name of a member, an office or a document: a prefix and ten random bytes.
///
/// The text is the prefix, a hyphen and sixteen characters of lower-case Crockford base32:
/// `m-4kz1v8q0r2d7c9hx`. Identifiers are drawn at random and never derived from a name or a key, so
/// they say nothing about what they name.
public struct Identifier<Kind: IdentifierKind>: Hashable, Sendable {
    /// The first eight bytes, big-endian, so that the numbers have the order of the texts.
    private let high: UInt64

    /// The last two bytes.
    private let low: UInt16

    /// The number of random bytes.
    private static var byteCount: Int { 10 }

    /// The text form, always ASCII.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// The bytes of the text form.
    package var utf8: [UInt8] {
        var bytes = InlineArray<10, UInt8>(repeating: 0)
        for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: high >> (56 - index * 8)) }
        for index in 8..<10 { bytes[index] = UInt8(truncatingIfNeeded: low >> (72 - index * 8)) }
        var utf8: [UInt8] = []
        utf8.reserveCapacity(18)
        utf8 += Kind.prefix.utf8
        utf8.append(Self.hyphen)
        CrockfordBase32.append(bytes.span, to: &utf8)
        return utf8
    }

    private static var hyphen: UInt8 { UInt8(ascii: "-") }

    /// Reads the text form.
    ///
    /// - Parameter text: The prefix, a hyphen and sixteen base32 characters, in lower case; for any
    ///   other spelling the result is `nil`.
    public init?(_ text: some StringProtocol) {
        self.init(utf8: Array(text.utf8)[...])
    }

    /// Reads the bytes of the text form.
    ///
    /// - Parameter utf8: As for ``init(_:)``.
    package init?(utf8: ArraySlice<UInt8>) {
        let prefix = Kind.prefix.utf8
        let rest = utf8.dropFirst(prefix.count)
        let characters = rest.dropFirst()
        guard
            utf8.starts(with: prefix), rest.first == Self.hyphen,
            let bytes = try? CrockfordBase32.decode(characters.span),
            bytes.count == Self.byteCount
        else { return nil }
        self.init(bytes: bytes)
    }

    /// Draws a new identifier from the generator of the operating system.
    ///
    /// - Returns: An identifier that no one has used: 80 random bits.
    public static func random() -> Identifier {
        Identifier(bytes: Random.bytes(byteCount))
    }

    /// Takes an identifier that was drawn otherwise.
    ///
    /// - Parameter bytes: Ten bytes that say nothing about what is named.
    package init(bytes: [UInt8]) {
        high = BigEndian.read(bytes.span.extracting(first: 8))
        low = UInt16(truncatingIfNeeded: BigEndian.read(bytes.span.extracting(last: 2)))
    }
}

extension Identifier: Comparable, CustomStringConvertible {
    /// The same as ``text``.
    public var description: String { text }

    /// Orders identifiers by the bytes of their text, the order of lines in a statement.
    public static func < (left: Identifier, right: Identifier) -> Bool {
        // The characters of the alphabet are in the order of their values.
        (left.high, left.low) < (right.high, right.low)
    }
}

/// The kind of a member's identifier.
public enum MemberKind: IdentifierKind {
    /// `m`, as in `m-4kz1v8q0r2d7c9hx`.
    public static let prefix = "m"
}

/// The kind of an office's identifier.
public enum OfficeIdentifierKind: IdentifierKind {
    /// `o`, as in `o-4kz1v8q0r2d7c9hx`.
    public static let prefix = "o"
}

/// The kind of a document's identifier.
public enum DocumentKind: IdentifierKind {
    /// `d`, as in `d-4kz1v8q0r2d7c9hx`.
    public static let prefix = "d"
}

/// The name of a person or organisation in a vault.
public typealias MemberID = Identifier<MemberKind>

/// The name of a group that holds a common key.
public typealias OfficeID = Identifier<OfficeIdentifierKind>

/// The name of a document.
public typealias DocumentID = Identifier<DocumentKind>
