package import VaultCrypto

/// Someone who knows the passphrase of a file.
public final class ScryptIdentity: AgeIdentity {
    /// The work factor, as a power of two, up to which a file is believed: 4 GiB, some 15 seconds.
    public static let standardMaximumLogN = 22

    private let passphrase: SecretBytes
    private let maximumLogN: Int

    /// Takes over a passphrase.
    ///
    /// - Parameters:
    ///   - passphrase: The bytes as they were typed, without a line feed.
    ///   - maximumLogN: The work factor up to which a file is believed, from 1 to 30.
    package init(
        passphrase: consuming SecretBytes,
        maximumLogN: Int = standardMaximumLogN
    ) {
        precondition((1...30).contains(maximumLogN), "2^logN must be a sensible number of blocks")
        self.passphrase = passphrase
        self.maximumLogN = maximumLogN
    }

    /// Copies a passphrase to locked memory; wiping the original is up to you.
    ///
    /// - Parameters:
    ///   - passphrase: The bytes as they were typed, usually UTF-8, without a line feed.
    ///   - maximumLogN: The work factor up to which a file is believed, as a power of two from 1 to
    ///     30. The memory it takes is 2^logN KiB.
    public convenience init(
        passphrase: Span<UInt8>,
        maximumLogN: Int = standardMaximumLogN
    ) {
        self.init(passphrase: SecretBytes(copying: passphrase), maximumLogN: maximumLogN)
    }

    /// Copies a passphrase from a string, which stays in memory until it is written over.
    ///
    /// - Parameter passphrase: The passphrase, used as UTF-8 and without any normalisation.
    public convenience init(passphrase: String) {
        self.init(passphrase: passphrase.utf8.span)
    }

    /// Unwraps the key of a file from its `scrypt` stanza.
    ///
    /// - Parameter stanzas: All stanzas of the header.
    /// - Returns: The key, or `nil` if there is no such stanza or the passphrase is another one.
    /// - Throws: ``AgeError/headerMalformed`` if the stanza is not well-formed or not alone;
    ///   ``AgeError/limitExceeded(_:)`` if its work factor is above the maximum;
    ///   ``AgeError/outOfMemory``.
    public func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
        guard let stanza = stanzas.first(where: { $0.type == ScryptRecipient.stanzaType }) else {
            return nil
        }
        guard stanzas.count == 1, stanza.arguments.count == 2,
            stanza.body.count == WrapKey.bodyCount
        else { throw .headerMalformed }
        let salt = try stanza.firstArgument(count: ScryptRecipient.saltCount)
        let logN = try Self.workFactor(stanza.arguments[1].utf8.span)
        guard logN <= maximumLogN else { throw .limitExceeded(.workFactor) }
        return try ScryptRecipient.wrapKey(passphrase, salt: salt, logN: logN).open(stanza.body)
    }

    /// Reads a decimal number without sign or leading zero.
    private static func workFactor(_ text: Span<UInt8>) throws(AgeError) -> Int {
        var number = 0
        for index in text.indices {
            let digit = Int(text[index]) - Int(UInt8(ascii: "0"))
            guard 0...9 ~= digit, number > 0 || digit > 0 else { throw .headerMalformed }
            // Longer numbers are all the same: above every maximum.
            number = min(number * 10 + digit, 1000)
        }
        return number
    }
}
