package import VaultCrypto

/// A witness's signature over a checkpoint and a time: cosignature/v1 of c2sp.org/tlog-cosignature.
struct Cosignature {
    /// When the witness signed, in seconds since 1970, not negative.
    let time: Int64

    /// The Ed25519 signature over ``message(for:at:)``.
    let signature: [UInt8]

    /// What a witness signs.
    ///
    /// - Parameters:
    ///   - text: The whole text of the checkpoint.
    ///   - time: Seconds since 1970.
    /// - Returns: The bytes to sign.
    static func message(for text: [UInt8], at time: Int64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }

    /// The bytes after the key id: the time as eight big-endian bytes, then the signature.
    var bytes: [UInt8] {
        BigEndian.bytes(of: UInt64(time), count: 8) + signature
    }
}

extension Cosignature {
    /// Reads what a signature line holds after the key id.
    ///
    /// - Parameter bytes: The bytes. The result is `nil` if they are too few for a time or the time
    ///   is out of range.
    init?(parsing bytes: [UInt8]) {
        guard bytes.count > 8 else { return nil }
        guard let time = Int64(exactly: BigEndian.read(bytes.span.extracting(first: 8))) else {
            return nil
        }
        self.init(time: time, signature: Array(bytes.dropFirst(8)))
    }
}

/// A key that cosigns checkpoints, under a name.
///
/// Use one key for one cosigner and for nothing else: the signed bytes do not name it.
package struct Cosigner: Sendable {
    /// The public half.
    package let verifierKey: VerifierKey

    private let key: Ed25519.SigningKey

    /// Creates a cosigner.
    ///
    /// - Parameters:
    ///   - name: The name under which it signs.
    ///   - seed: The 32 secret bytes of the key.
    package init(name: KeyName, seed: borrowing SecretBytes) {
        key = Ed25519.SigningKey(seed: seed)
        verifierKey = VerifierKey(name: name, type: .cosignature, of: key)
    }

    /// Cosigns a checkpoint.
    ///
    /// - Parameters:
    ///   - text: The whole text of the checkpoint, which the cosigner has found consistent with
    ///     all that it cosigned before.
    ///   - time: Now, in seconds since 1970, not negative.
    /// - Returns: The signature line.
    package func cosign(_ text: [UInt8], at time: Int64) -> NoteSignature {
        precondition(time >= 0, "a cosignature has no time before 1970")
        let message = Cosignature.message(for: text, at: time)
        let cosignature = Cosignature(time: time, signature: key.sign(message.span))
        return NoteSignature(
            name: verifierKey.name,
            keyID: verifierKey.id,
            bytes: cosignature.bytes
        )
    }
}
