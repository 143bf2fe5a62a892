import VaultCrypto

/// A recipient with a key on Curve25519: `age1…`, 62 characters.
///
/// Every version of age can read the files. Whoever stores them today and has a quantum computer
/// one day can read them too: prefer ``HybridRecipient``.
public struct X25519Recipient: AgeRecipient, Hashable {
    static let stanzaType = "X25519"
    static let textPrefix = "age"
    private static let info = "age-encryption.org/v1/X25519"

    let publicKey: [UInt8]

    init(publicKey: [UInt8]) {
        self.publicKey = publicKey
    }

    /// Reads the text of a recipient.
    ///
    /// - Parameter text: `age1…`, in lower case.
    /// - Throws: ``AgeError/recipientMalformed`` if it is misspelt or a point of small order.
    public init(_ text: String) throws(AgeError) {
        do throws(CryptoError) {
            publicKey = try Bech32.decode(text.utf8.span, prefix: Self.textPrefix)
            // Any private key tells a point of small order, and this one is nobody's.
            let probe = [UInt8](repeating: 0, count: X25519.keyCount)
            _ = try X25519.sharedSecret(privateKey: probe.span, publicKey: publicKey.span)
        } catch {
            throw .recipientMalformed
        }
    }

    /// Wraps the key of a file under a secret that is agreed with a fresh key pair.
    ///
    /// - Parameter fileKey: The key.
    /// - Returns: One stanza.
    /// - Throws: Nothing, for a recipient that was read from a text.
    public func wrap(_ fileKey: borrowing FileKey) throws(AgeError) -> [Stanza] {
        let ephemeralKey = SecretBytes.random(count: X25519.keyCount)
        let share = ephemeralKey.withBytes { X25519.publicKey(of: $0) }
        let wrapKey: WrapKey
        do throws(CryptoError) {
            wrapKey = try Self.wrapKey(
                privateKey: ephemeralKey,
                publicKey: publicKey,
                share: share,
                recipient: publicKey
            )
        } catch {
            throw .recipientMalformed
        }
        return [
            Stanza(
                type: Self.stanzaType,
                arguments: [Base64.encode(share.span, padded: false)],
                body: wrapKey.seal(fileKey)
            )
        ]
    }

    /// The key that both sides find: the one from `share`, the other from `recipient`.
    static func wrapKey(
        privateKey: borrowing SecretBytes,
        publicKey: [UInt8],
        share: [UInt8],
        recipient: [UInt8]
    ) throws(CryptoError) -> WrapKey {
        let shared = try privateKey.withBytes { privateKey throws(CryptoError) in
            try X25519.sharedSecret(privateKey: privateKey, publicKey: publicKey.span)
        }
        let salt = share + recipient
        return WrapKey(
            shared.withBytes { secret in
                HKDFSHA256.derive(from: secret, salt: salt.span, info: info.utf8.span, count: 32)
            }
        )
    }
}

extension X25519Recipient: CustomStringConvertible {
    /// The text of the recipient, `age1…`.
    public var description: String {
        Bech32.encode(publicKey.span, prefix: Self.textPrefix)
    }
}
