package import VaultCrypto

/// The secret key with which a log signs its checkpoints.
///
/// Its text form is the convention of Go's x/mod, `PRIVATE+KEY+name+id+key`: the id is the one of
/// the verifier key, the key base64 of the signature type and the seed. It exists in secret memory
/// only.
package struct LogKey: ~Copyable {
    /// The name of the key, which is the origin of the log.
    package let name: KeyName

    /// The secret: 32 bytes.
    private let seed: SecretBytes

    /// Creates a key from its seed.
    ///
    /// - Parameters:
    ///   - name: The origin of the log.
    ///   - seed: The 32 secret bytes.
    package init(name: KeyName, seed: consuming SecretBytes) {
        precondition(seed.count == Ed25519.seedCount, "a seed has 32 bytes")
        self.name = name
        self.seed = seed
    }

    /// Makes a new key.
    ///
    /// - Parameter name: The origin of the log.
    /// - Returns: A key with a random seed.
    package static func generate(name: KeyName) -> LogKey {
        LogKey(name: name, seed: .random(count: Ed25519.seedCount))
    }

    /// The signer that this key makes.
    package var signer: NoteSigner { NoteSigner(name: name, seed: seed) }

    /// The public half, which clients pin.
    package var verifierKey: VerifierKey { signer.verifierKey }
}

// MARK: - Text form

extension LogKey {
    private static let prefix = Array("PRIVATE+KEY+".utf8)

    /// The number of characters of type and seed in base64.
    private static let payloadCount = 44

    /// The key as text, without a line ending.
    ///
    /// - Returns: The text in UTF-8.
    package borrowing func encoded() -> SecretBytes {
        let head = Self.prefix + Array("\(name)+\(verifierKey.id)+".utf8)
        let payload = SecretBytes(count: 1 + seed.count) { output in
            output.append(SignatureType.ed25519.rawValue)
            seed.withBytes { seed in output.append(copying: seed) }
        }
        return SecretBytes(count: head.count + Self.payloadCount) { output in
            output.append(copying: head.span)
            payload.withBytes { payload in
                Base64.encode(payload, padded: true, into: &output)
            }
        }
    }

    /// Reads a key from its text.
    ///
    /// - Parameter text: The text in UTF-8; one newline may follow it, as editors leave it.
    /// - Throws: ``LedgerError/malformedKey`` if the text is not as ``encoded()`` would write it.
    package init(parsing text: borrowing SecretBytes) throws(LedgerError) {
        self = try text.withBytes { text throws(LedgerError) in try Self.parse(text) }
    }

    private static func parse(_ text: Span<UInt8>) throws(LedgerError) -> LogKey {
        let hasNewline = !text.isEmpty && text[text.count - 1] == 0x0A
        let line = text.extracting(droppingLast: hasNewline ? 1 : 0)
        let idCount = KeyID.count * 2
        let nameCount = line.count - prefix.count - idCount - payloadCount - 2
        guard nameCount >= 0 else { throw .malformedKey }

        let nameBytes = line.extracting(prefix.count..<prefix.count + nameCount)
        guard let name = try? KeyName(utf8: nameBytes.indices.map { nameBytes[$0] }) else {
            throw .malformedKey
        }
        let key = LogKey(name: name, seed: try seed(in: line.extracting(last: payloadCount)))
        // Prefix, plus signs, id and type are right if the key would be written like this.
        let isCanonical = key.encoded().withBytes { ConstantTime.equal($0, line) }
        guard isCanonical else { throw .malformedKey }
        return key
    }

    /// Reads the seed behind the signature type, which is not looked at.
    private static func seed(in base64: Span<UInt8>) throws(LedgerError) -> SecretBytes {
        do {
            let payload = try SecretBytes(maximumCount: payloadCount) {
                output throws(CryptoError) in
                try Base64.decode(base64, padded: true, into: &output)
            }
            guard payload.count == 1 + Ed25519.seedCount else { throw LedgerError.malformedKey }
            return payload.withBytes { SecretBytes(copying: $0.extracting(droppingFirst: 1)) }
        } catch {
            throw .malformedKey
        }
    }
}
