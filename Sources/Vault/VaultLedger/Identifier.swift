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
    /// The text form, always ASCII.
    public let text: String

    /// The number of random bytes.
    private static var byteCount: Int { 10 }

    /// Reads the text form.
    ///
    /// - Parameter text: The prefix, a hyphen and sixteen base32 characters, in lower case; for any
    ///   other spelling the result is `nil`.
    public init?(_ text: some StringProtocol) {
        let prefix = "\(Kind.prefix)-"
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        let characters = Array(text.utf8.dropFirst(prefix.utf8.count))
        guard
            let decoded = try? CrockfordBase32.decode(characters.span),
            decoded.count == Self.byteCount
        else { return nil }
        self.text = String(text)
    }

    /// Draws a new identifier from the generator of the operating system.
    ///
    /// - Returns: An identifier that no one has used: 80 random bits.
    public static func random() -> Identifier {
        Identifier(bytes: Random.bytes(byteCount))
    }

    private init(bytes: [UInt8]) {
        text = "\(Kind.prefix)-\(CrockfordBase32.encode(bytes.span))"
    }
}

extension Identifier: Comparable, CustomStringConvertible {
    /// The same as ``text``.
    public var description: String { text }

    /// Orders identifiers by the bytes of their text, the order of lines in a statement.
    public static func < (left: Identifier, right: Identifier) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
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
