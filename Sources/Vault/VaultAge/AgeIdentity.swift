/// Someone who can open files.
public protocol AgeIdentity: Sendable {
    /// Unwraps the key of a file.
    ///
    /// Stanzas of a type that the identity does not know are to be ignored. A stanza of its own type
    /// is checked for its shape before any secret is used on it.
    ///
    /// - Parameter stanzas: All stanzas of the header.
    /// - Returns: The key, or `nil` if none of the stanzas is for this identity.
    /// - Throws: ``AgeError/headerMalformed`` if a stanza of its own type is not well-formed;
    ///   ``AgeError/limitExceeded(_:)`` and ``AgeError/outOfMemory`` if a passphrase would have to be
    ///   stretched too far.
    func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey?
}

/// An identity that is a key pair, and that one line of text holds.
public protocol AgeKeyPair: AgeIdentity {
    /// Whom to encrypt to, for this identity to open; its description is the `age1…` text.
    associatedtype Recipient: AgeRecipient, CustomStringConvertible

    /// Makes a new key pair.
    ///
    /// - Returns: An identity from the random generator of the operating system.
    static func generate() -> Self

    /// Reads the line of an identity, as ``withEncoded(_:)`` lends it.
    ///
    /// - Parameter encoded: The line in ASCII, without a line feed. Wiping it is up to its owner.
    /// - Throws: ``AgeError/identityMalformed``.
    init(encoded: Span<UInt8>) throws(AgeError)

    /// The public half.
    var recipient: Recipient { get }

    /// Lends the line of text that holds the identity, `AGE-SECRET-KEY-…`, from locked memory.
    ///
    /// - Parameter body: Stores the line. The span cannot leave it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    func withEncoded<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result
}

extension AgeKeyPair {
    /// Reads the line of an identity from a string.
    ///
    /// The string stays in memory until something else is written there. Where that matters, read
    /// the line into memory of your own and use ``init(encoded:)``.
    ///
    /// - Parameter text: The line, `AGE-SECRET-KEY-…`, without a line feed.
    /// - Throws: ``AgeError/identityMalformed``.
    public init(_ text: String) throws(AgeError) {
        try self.init(encoded: text.utf8.span)
    }
}
