import CSodium
import Crypto
import FoundationEssentials

/// Single-shot HPKE (RFC 9180) in base mode with X-Wing, HKDF-SHA-256 and ChaCha20-Poly1305.
///
/// X-Wing is ML-KEM-768 together with X25519: both have to break before a secret does.
///
/// What stays behind in the heap: swift-crypto keeps the key pair that it expands from a seed, and
/// the key schedule, in memory that it frees and does not wipe. Its `SymmetricKey` values are wiped.
/// The seed itself and the plaintext of ``seal(_:to:info:)`` are lent to it where they lie, and the
/// plaintext that it returns from ``ExpandedKey/open(_:encapsulatedKey:info:)`` is wiped here.
package enum XWingHPKE {
    /// The length of a seed, in bytes: the private key.
    package static let seedCount = 32

    /// The length of an encapsulated key, in bytes.
    package static let encapsulatedKeyCount = 1120

    /// A sealed message.
    package struct Sealed: Sendable, Hashable {
        /// What the holder of the private key needs to find the message key: 1120 bytes.
        package let encapsulatedKey: [UInt8]

        /// The message, 16 bytes longer than it was.
        package let ciphertext: [UInt8]
    }

    // Only the combination with AES-GCM has a name in swift-crypto.
    private static let suite = HPKE.Ciphersuite(
        kem: .XWingMLKEM768X25519,
        kdf: .HKDF_SHA256,
        aead: .chaChaPoly
    )

    /// The public half of a seed.
    ///
    /// - Parameter seed: 32 bytes.
    /// - Returns: 1216 bytes.
    package static func publicKey(ofSeed seed: Span<UInt8>) -> [UInt8] {
        precondition(seed.count == seedCount, "a seed has 32 bytes")
        return Array(privateKey(seed).publicKey.rawRepresentation)
    }

    /// Whether a message can be sealed to `publicKey`.
    ///
    /// - Parameter publicKey: The key to judge.
    /// - Returns: `false` if the length is wrong, the ML-KEM half is not reduced or the X25519 half
    ///   has a small order; found out by a trial.
    package static func isAcceptable(publicKey: Span<UInt8>) -> Bool {
        (try? importKey(publicKey).encapsulate()) != nil
    }

    /// Seals a message for the holder of a private key.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - publicKey: 1216 bytes.
    ///   - info: What the message is for; opening needs the same.
    /// - Returns: Encapsulated key and ciphertext.
    /// - Throws: ``CryptoError/unacceptableKey`` if ``isAcceptable(publicKey:)`` says no.
    package static func seal(
        _ message: Span<UInt8>,
        to publicKey: Span<UInt8>,
        info: Span<UInt8>
    ) throws(CryptoError) -> Sealed {
        do {
            let key = try importKey(publicKey)
            var sender = try HPKE.Sender(recipientKey: key, ciphersuite: suite, info: data(info))
            let ciphertext = try unsafe message.withUnsafeBytes { try unsafe sender.seal($0) }
            return Sealed(
                encapsulatedKey: Array(sender.encapsulatedKey),
                ciphertext: Array(ciphertext)
            )
        } catch {
            throw .unacceptableKey
        }
    }

    /// A private key that was expanded from its seed, for several messages in a row: to expand it takes
    /// more than a third of the time of opening one.
    ///
    /// As long as it is there, ordinary memory holds what swift-crypto keeps of it.
    package struct ExpandedKey: Sendable {
        private let key: XWingMLKEM768X25519.PrivateKey

        /// Expands a seed.
        ///
        /// - Parameter seed: 32 bytes.
        package init(seed: Span<UInt8>) {
            precondition(seed.count == seedCount, "a seed has 32 bytes")
            key = privateKey(seed)
        }

        /// Opens a message.
        ///
        /// - Parameters:
        ///   - ciphertext: The sealed message.
        ///   - encapsulatedKey: 1120 bytes.
        ///   - info: The same as for sealing.
        /// - Returns: The message.
        /// - Throws: ``CryptoError/unacceptableKey`` if `encapsulatedKey` has another length or its
        ///   X25519 half a small order; ``CryptoError/authenticationFailed`` if the message was sealed
        ///   for somebody else or was changed since.
        package func open(
            _ ciphertext: Span<UInt8>,
            encapsulatedKey: Span<UInt8>,
            info: Span<UInt8>
        ) throws(CryptoError) -> SecretBytes {
            var recipient: HPKE.Recipient
            do {
                recipient = try HPKE.Recipient(
                    privateKey: key,
                    ciphersuite: suite,
                    info: data(info),
                    encapsulatedKey: data(encapsulatedKey)
                )
            } catch {
                throw .unacceptableKey
            }
            guard var message = try? recipient.open(data(ciphertext)) else {
                throw .authenticationFailed
            }
            defer { wipe(&message) }
            return SecretBytes(copying: message.span)
        }
    }

    private static func privateKey(_ seed: Span<UInt8>) -> XWingMLKEM768X25519.PrivateKey {
        let key = unsafe seed.withUnsafeBytes { seed in
            unsafe try? XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed, publicKey: nil)
        }
        guard let key else { fatalError("any 32 bytes are an X-Wing seed") }
        return key
    }

    private static func importKey(
        _ publicKey: Span<UInt8>
    ) throws -> XWingMLKEM768X25519.PublicKey {
        try unsafe publicKey.withUnsafeBytes { bytes in
            try unsafe XWingMLKEM768X25519.PublicKey(rawRepresentation: bytes)
        }
    }

    private static func data(_ bytes: Span<UInt8>) -> Data {
        unsafe bytes.withUnsafeBytes { unsafe Data($0) }
    }

    /// Wipes bytes in place: `message` is the one reference to them.
    private static func wipe(_ message: inout Data) {
        unsafe message.withUnsafeMutableBytes { bytes in
            unsafe sodium_memzero(bytes.baseAddress, bytes.count)
        }
    }
}
