/// What can go wrong in the primitives, in cases that a caller can tell apart.
@nonexhaustive
package enum CryptoError: Error, Hashable {
    /// A text is not the one canonical encoding of any bytes.
    case malformedEncoding

    /// A public key or a key share does not lie on its curve, has a small order or the wrong
    /// length, or leads to a shared secret that is all zero.
    case unacceptableKey

    /// A ciphertext was not made with this key, or was changed since. It does not say which.
    case authenticationFailed

    /// A text in groups of characters was mistyped, or is another one.
    case groups(GroupFault)

    /// Shares of a secret do not give it back.
    case shares(ShareFault)

    /// There is not enough memory for the cost that was asked for.
    case outOfMemory
}
