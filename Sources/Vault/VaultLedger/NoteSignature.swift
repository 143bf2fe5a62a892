import VaultCrypto

/// A signature line of a note: who claims to have signed, and with what.
///
/// Nothing about it is verified. ``SignedNote/verified(by:)`` does that.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    public let name: KeyName

    /// The id of the key.
    public let keyID: KeyID

    /// What stands after the key id: for Ed25519 64 bytes, for a cosignature eight bytes more.
    public let bytes: [UInt8]

    /// Creates a signature line from its parts.
    ///
    /// - Parameters:
    ///   - name: The name of the key.
    ///   - keyID: The id of the key.
    ///   - bytes: The signature, not empty; a note with an empty one is refused.
    public init(name: KeyName, keyID: KeyID, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }
}

extension NoteSignature {
    /// An em dash and a space, with which every signature line begins.
    private static let prefix = Array("\u{2014} ".utf8)

    /// The line in UTF-8, with its newline.
    var line: [UInt8] {
        let payload = Base64.encode((keyID.bytes + bytes).span, padded: true)
        return Self.prefix + name.utf8 + Array(" \(payload)\n".utf8)
    }

    /// The length of ``line``, in bytes.
    var lineCount: Int {
        let payloadCount = (KeyID.count + bytes.count + 2) / 3 * 4
        return Self.prefix.count + name.utf8.count + 1 + payloadCount + 1
    }

    /// Reads a signature line.
    ///
    /// - Parameter line: The line without its newline.
    /// - Throws: ``LedgerError/malformedNote`` if ``line`` would not be written like this.
    init(parsing line: ArraySlice<UInt8>) throws(LedgerError) {
        guard line.starts(with: Self.prefix) else { throw .malformedNote }
        let rest = line.dropFirst(Self.prefix.count)
        guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
            let name = try? KeyName(utf8: rest[..<space]),
            let payload = CanonicalText.base64(rest[(space + 1)...]),
            payload.count > KeyID.count
        else { throw .malformedNote }
        self.init(
            name: name,
            keyID: KeyID(bigEndian: payload.span.extracting(first: KeyID.count)),
            bytes: Array(payload.dropFirst(KeyID.count))
        )
    }
}
