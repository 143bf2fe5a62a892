import VaultCrypto

/// The text before the payload: who can open the file, bound together by a code.
///
/// ```
/// age-encryption.org/v1
/// -> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc
/// EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U
/// --- Vn+54jqiiUCE+WZcEVY3f1sqHjlu/z1LCQ/T7Xm7qI0
/// ```
///
/// Every header has one spelling: what parses is written back to the same bytes.
package struct Header: Sendable, Hashable {
    /// The wrapped file keys, at least one.
    package let stanzas: [Stanza]

    /// HMAC-SHA-256 over everything before it: 32 bytes.
    package let code: [UInt8]

    static let intro: [UInt8] = Array("age-encryption.org/v1".utf8)
    static let codeMark: [UInt8] = Array("---".utf8)
    static let codeCount = 32
    static let lineFeed = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")

    init(stanzas: [Stanza], code: [UInt8]) {
        self.stanzas = stanzas
        self.code = code
    }

    /// Makes the header of a new file.
    ///
    /// - Parameters:
    ///   - stanzas: The wrapped file keys, at least one.
    ///   - fileKey: The key.
    /// - Throws: ``AgeError/limitExceeded(_:)`` if no reader of this library would take it.
    init(stanzas: [Stanza], fileKey: borrowing FileKey) throws(AgeError) {
        guard stanzas.count <= AgeLimits.stanzaCount else { throw .limitExceeded(.stanzas) }
        let bytes = Self.authenticatedBytes(of: stanzas)
        self.init(stanzas: stanzas, code: fileKey.code(forHeader: bytes.span))
        guard self.bytes.count <= AgeLimits.headerCount else { throw .limitExceeded(.header) }
    }

    /// The header as it stands at the start of a file.
    package var bytes: [UInt8] {
        var bytes = Self.authenticatedBytes(of: stanzas)
        bytes.append(Self.space)
        Base64.append(code.span, padded: false, to: &bytes)
        bytes.append(Self.lineFeed)
        return bytes
    }

    /// What the code covers: everything up to and including the mark before it.
    private static func authenticatedBytes(of stanzas: [Stanza]) -> [UInt8] {
        var bytes = intro + [lineFeed]
        for stanza in stanzas { stanza.write(to: &bytes) }
        return bytes + codeMark
    }
}

extension Header {
    /// Finds the file key.
    ///
    /// - Parameter identities: Tried in this order; the first one that opens a stanza counts.
    /// - Returns: The key, after the header has proved to be the one that was made with it.
    /// - Throws: ``AgeError/noMatch``, ``AgeError/headerMAC``; ``AgeError/headerMalformed`` if a
    ///   passphrase stanza is not alone; what the identities throw.
    func unlock(with identities: [any AgeIdentity]) throws(AgeError) -> FileKey {
        guard Self.canShareFile(stanzas) else { throw .headerMalformed }
        for identity in identities {
            guard let fileKey = try identity.unwrap(stanzas) else { continue }
            let expected = fileKey.code(forHeader: Self.authenticatedBytes(of: stanzas).span)
            guard ConstantTime.equal(expected.span, code.span) else { throw .headerMAC }
            return fileKey
        }
        throw .noMatch
    }

    /// Whether a passphrase stanza, if there is one, is the only stanza.
    ///
    /// Who knows a passphrase takes the file to be from someone who knows it too. A second stanza
    /// would give the file key to others.
    static func canShareFile(_ stanzas: [Stanza]) -> Bool {
        stanzas.count == 1 || !stanzas.contains { $0.type == ScryptRecipient.stanzaType }
    }
}
