import VaultCrypto

/// What kind of signature a key makes, by the numbers of c2sp.org/signed-note.
@nonexhaustive
public enum SignatureType: UInt8, Sendable {
    /// Ed25519 over the text of the note.
    case ed25519 = 0x01

    /// Ed25519 over the text and a time: a witness's cosignature/v1 (c2sp.org/tlog-cosignature).
    case cosignature = 0x04
}

/// A public key with a name, by which the signatures of a note are verified.
///
/// Its text form is the vkey of c2sp.org/signed-note, `name+id+key`: the id is eight hexadecimal
/// digits, the key base64 of its type and its bytes.
public struct VerifierKey: Hashable, Sendable {
    /// The name of the key.
    public let name: KeyName

    /// What kind of signatures the key makes.
    public let type: SignatureType

    /// The 32 bytes of the Ed25519 public key.
    public let publicKey: [UInt8]

    /// The id by which signature lines name the key.
    public let id: KeyID

    /// Creates a key from its parts.
    ///
    /// - Parameters:
    ///   - name: The name of the key.
    ///   - type: What kind of signatures it makes.
    ///   - publicKey: The Ed25519 public key.
    /// - Throws: ``LedgerError/malformedKey`` if the public key is not 32 bytes, not the canonical
    ///   form of a point, or of low order, so that strangers' signatures would hold.
    public init(
        name: KeyName,
        type: SignatureType,
        publicKey: [UInt8]
    ) throws(LedgerError) {
        guard Ed25519.isAcceptable(publicKey: publicKey.span) else { throw .malformedKey }
        self.name = name
        self.type = type
        self.publicKey = publicKey
        id = KeyID(name: name, type: type, publicKey: publicKey)
    }

    /// The public half of a key pair of our own, which is acceptable by the way it is made.
    ///
    /// - Parameters:
    ///   - name: The name of the key.
    ///   - type: What kind of signatures it makes.
    ///   - key: The key pair.
    init(name: KeyName, type: SignatureType, of key: Ed25519.SigningKey) {
        self.name = name
        self.type = type
        publicKey = key.publicKey
        id = KeyID(name: name, type: type, publicKey: publicKey)
    }
}

// MARK: - Text form

extension VerifierKey: CustomStringConvertible {
    /// The key as a vkey, in the one spelling that ``init(parsing:)`` accepts.
    public var description: String {
        let key = [type.rawValue] + publicKey
        return "\(name)+\(id)+\(Base64.encode(key.span, padded: true))"
    }

    /// Reads a vkey.
    ///
    /// - Parameter text: The text, without a line ending.
    /// - Throws: As ``init(parsing:)`` does.
    public init(_ text: String) throws(LedgerError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads a vkey.
    ///
    /// - Parameter utf8: The text in UTF-8, without a line ending.
    /// - Throws: ``LedgerError/unsupportedKeyType(_:)`` if the type is not a ``SignatureType``;
    ///   ``LedgerError/malformedKey`` if anything else is not as ``description`` would write it, if
    ///   the id belongs to another key, or if the public key is of low order.
    public init(parsing utf8: [UInt8]) throws(LedgerError) {
        let plus = UInt8(ascii: "+")
        // Base64 has plus signs as well, names have none.
        let fields = utf8.split(separator: plus, maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let name = try? KeyName(utf8: fields[0]),
            let key = CanonicalText.base64(fields[2]), let number = key.first
        else { throw .malformedKey }
        guard let type = SignatureType(rawValue: number) else {
            throw .unsupportedKeyType(number)
        }
        try self.init(name: name, type: type, publicKey: Array(key.dropFirst()))
        guard fields[1].elementsEqual(id.description.utf8) else { throw .malformedKey }
    }
}

// MARK: - Verification

extension VerifierKey {
    /// Checks a signature by this key.
    ///
    /// - Parameters:
    ///   - signature: What the signature line holds after the key id.
    ///   - text: The text of the note.
    /// - Returns: What the signature says.
    /// - Throws: ``LedgerError/badSignature`` if it does not hold or has the wrong length.
    func verify(_ signature: [UInt8], of text: [UInt8]) throws(LedgerError) -> VerifiedSignature {
        switch type {
        case .ed25519:
            guard isValid(signature.span, of: text.span) else { throw .badSignature }
            return VerifiedSignature(key: self, time: nil)
        case .cosignature:
            guard let cosignature = Cosignature(parsing: signature),
                isValid(
                    cosignature.signature.span,
                    of: Cosignature.message(for: text, at: cosignature.time).span
                )
            else { throw .badSignature }
            return VerifiedSignature(key: self, time: cosignature.time)
        }
    }

    private func isValid(_ signature: Span<UInt8>, of message: Span<UInt8>) -> Bool {
        Ed25519.isValid(signature: signature, of: message, publicKey: publicKey.span)
    }
}

/// A signature that holds, and what it says.
public struct VerifiedSignature: Hashable, Sendable {
    /// The key whose holder signed.
    public let key: VerifierKey

    /// When the witness signed, in seconds since 1970; `nil` if the signature is not a
    /// cosignature.
    public let time: Int64?
}
