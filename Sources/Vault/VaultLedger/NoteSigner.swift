package import VaultCrypto

/// A key that signs the text of notes, under a name.
///
/// The signature commits to the text alone and not to the name, so never give one key to two
/// signers, logs or purposes.
package struct NoteSigner: Sendable {
    /// The public half.
    package let verifierKey: VerifierKey

    private let key: Ed25519.SigningKey

    /// Creates a signer.
    ///
    /// - Parameters:
    ///   - name: The name under which it signs.
    ///   - seed: The 32 secret bytes of the key.
    package init(name: KeyName, seed: borrowing SecretBytes) {
        key = Ed25519.SigningKey(seed: seed)
        verifierKey = VerifierKey(name: name, type: .ed25519, of: key)
    }

    /// Signs a text.
    ///
    /// - Parameter text: The text of a note, with its last newline.
    /// - Returns: The signature line.
    package func sign(_ text: [UInt8]) -> NoteSignature {
        NoteSignature(
            name: verifierKey.name,
            keyID: verifierKey.id,
            bytes: key.sign(text.span)
        )
    }
}

extension SignedNote {
    /// Makes a note by signing a text.
    ///
    /// - Parameters:
    ///   - text: The text, with its last newline.
    ///   - signers: Who signs, in the order of the signature lines; at least one.
    /// - Throws: ``LedgerError/malformedNote`` if the text breaks the rules of the form or a signer
    ///   comes twice.
    package init(text: [UInt8], signers: [NoteSigner]) throws(LedgerError) {
        try self.init(text: text, signatures: signers.map { $0.sign(text) })
    }
}
