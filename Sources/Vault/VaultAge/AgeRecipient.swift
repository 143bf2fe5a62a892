/// Someone a file can be encrypted to.
///
/// The library has ``HybridRecipient``, ``X25519Recipient`` and ``ScryptRecipient``; conform to this
/// for another kind of key, a hardware token for instance.
public protocol AgeRecipient: Sendable {
    /// What the file promises when this recipient is among the others.
    ///
    /// Encryption fails unless all recipients of a file have the same labels. It is read once for
    /// each file, so a fresh random label makes a recipient that stands alone.
    var labels: Set<String> { get }

    /// Wraps the key of a file, so that the holder of the matching identity can unwrap it.
    ///
    /// - Parameter fileKey: The key, a new one for each file.
    /// - Returns: The stanzas to put in the header, usually one.
    /// - Throws: ``AgeError/recipientMalformed`` if the key of the recipient is of no use;
    ///   ``AgeError/outOfMemory`` if a passphrase cannot be stretched.
    func wrap(_ fileKey: borrowing FileKey) throws(AgeError) -> [Stanza]
}

extension AgeRecipient {
    /// No promise: may share a file with every recipient that makes none either.
    public var labels: Set<String> { [] }
}
