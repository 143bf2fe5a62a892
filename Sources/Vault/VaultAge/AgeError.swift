/// What can go wrong with an age file, in cases that a caller can act on.
///
/// No case holds a key, a passphrase or a byte of a file.
@nonexhaustive
public enum AgeError: Error, Hashable {
    /// None of the identities opens the file: another key, or another passphrase, might.
    case noMatch

    /// The bytes do not begin with a header that this version of the format allows.
    ///
    /// Cut off before the end of the nonce that follows the header counts as well.
    case headerMalformed

    /// The file key opened, but the header is not the one that its writer made.
    case headerMAC

    /// The text around an armored file, or its base64, is not in the one form that is allowed.
    case armorMalformed

    /// A chunk of the payload fails authentication, or bytes follow the last chunk.
    case payloadDamaged

    /// The payload ends before its last chunk.
    case payloadTruncated

    /// The file asks for more than this library grants.
    case limitExceeded(Limit)

    /// The text of a recipient is misspelt, or names a key that nobody can hold.
    case recipientMalformed

    /// An identity, or the file that holds it, is misspelt.
    case identityMalformed

    /// The identity file is sealed under a passphrase, and none was given.
    case passphraseNeeded

    /// There is nobody to encrypt to.
    case noRecipients

    /// The recipients must not share a file.
    ///
    /// A passphrase stands alone, and a recipient that resists quantum computers is of no use beside
    /// one that does not.
    case recipientsIncompatible

    /// There is not enough memory to stretch the passphrase as the file asks.
    case outOfMemory
}

extension AgeError {
    /// What there can be too much of; ``AgeLimits`` has the numbers.
    @nonexhaustive
    public enum Limit: Sendable, Hashable {
        /// The header is longer than ``AgeLimits/headerCount``.
        case header

        /// The header has more stanzas than ``AgeLimits/stanzaCount``.
        case stanzas

        /// The scrypt work factor is above the maximum of the identity.
        case workFactor

        /// A secret, or an identity file, is longer than the caller allows.
        case secret
    }
}

/// The error of an operation that reads or writes through its caller.
///
/// With a closure or a source that cannot fail, `Other` is `Never` and ``age(_:)`` is the only case.
public enum AgeStreamError<Other: Error>: Error {
    /// The age file is at fault.
    case age(AgeError)

    /// The caller's closure, or the source, threw this.
    case other(Other)
}

extension AgeStreamError: Equatable where Other: Equatable {}

/// What this library grants a file before it knows who made it.
///
/// The format has no limits of its own.
public enum AgeLimits {
    /// The length of a header, from its first byte to its last line feed: 2 MiB.
    public static let headerCount = 2 << 20

    /// The number of stanzas in a header.
    public static let stanzaCount = 1024

    /// The length of a plain identity file: 256 KiB, since it is held in locked memory.
    public static let identityFileCount = 256 << 10

    /// White space before and after an armored file, each: 1 KiB.
    public static let armorWhitespaceCount = 1024
}
