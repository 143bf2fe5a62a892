import VaultCrypto

/// A recipient that also withstands quantum computers: `age1pq1…`, 1959 characters.
///
/// The file key is sealed with HPKE under ML-KEM-768 and X25519 together (`mlkem768x25519` of
/// c2sp.org/age). Stock age reads the files from version 1.3 on.
public struct HybridRecipient: AgeRecipient, Hashable {
    static let stanzaType = "mlkem768x25519"
    static let textPrefix = "age1pq"
    static let info = "age-encryption.org/mlkem768x25519"

    let publicKey: [UInt8]

    init(publicKey: [UInt8]) {
        self.publicKey = publicKey
    }

    /// Reads the text of a recipient.
    ///
    /// - Parameter text: `age1pq1…`, in lower case.
    /// - Throws: ``AgeError/recipientMalformed`` if it is misspelt or fails a trial encapsulation.
    public init(_ text: String) throws(AgeError) {
        do throws(CryptoError) {
            publicKey = try Bech32.decode(text.utf8.span, prefix: Self.textPrefix)
        } catch {
            throw .recipientMalformed
        }
        guard XWingHPKE.isAcceptable(publicKey: publicKey.span) else { throw .recipientMalformed }
    }

    /// One label, which keeps a weaker recipient out of the same file.
    public var labels: Set<String> { ["postquantum"] }

    /// Seals the key of a file.
    ///
    /// - Parameter fileKey: The key.
    /// - Returns: One stanza.
    /// - Throws: Nothing, for a recipient that was read from a text.
    public func wrap(_ fileKey: borrowing FileKey) throws(AgeError) -> [Stanza] {
        let sealed: XWingHPKE.Sealed
        do throws(CryptoError) {
            sealed = try fileKey.withBytes { fileKey throws(CryptoError) in
                try XWingHPKE.seal(fileKey, to: publicKey.span, info: Self.info.utf8.span)
            }
        } catch {
            throw .recipientMalformed
        }
        return [
            Stanza(
                type: Self.stanzaType,
                arguments: [Base64.encode(sealed.encapsulatedKey.span, padded: false)],
                body: sealed.ciphertext
            )
        ]
    }
}

extension HybridRecipient: CustomStringConvertible {
    /// The text of the recipient, `age1pq1…`.
    public var description: String {
        Bech32.encode(publicKey.span, prefix: Self.textPrefix)
    }
}
