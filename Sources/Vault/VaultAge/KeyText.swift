import VaultCrypto

/// The text of secret keys.
enum KeyText {
    /// The length of a secret key, of either kind, in bytes.
    static let secretCount = 32

    /// Reads a secret key.
    ///
    /// - Parameters:
    ///   - text: The line in ASCII.
    ///   - prefix: What it must begin with, in lower case; the line itself is in upper case.
    /// - Returns: 32 bytes.
    /// - Throws: ``AgeError/identityMalformed``.
    static func decode(_ text: Span<UInt8>, prefix: String) throws(AgeError) -> SecretBytes {
        let secret: SecretBytes
        do throws(CryptoError) {
            secret = try Bech32.decodeSecret(text, prefix: prefix)
        } catch {
            throw .identityMalformed
        }
        guard secret.count == secretCount else { throw .identityMalformed }
        return secret
    }
}
