package import VaultCrypto

/// Encryption and decryption of files that are at hand as a whole.
///
/// ```swift
/// let identity = HybridIdentity.generate()
/// let file = try Age.encrypt(Array("hello".utf8), to: [identity.recipient])
/// let text = try Age.decrypt(file, with: [identity])
/// ```
///
/// Longer files go through ``AgeEncryptor``, ``AgeDecryptor`` and ``AgeRandomAccessReader``. The text
/// form of a file is ``Armor``'s business.
public enum Age {
    /// Encrypts bytes.
    ///
    /// - Parameters:
    ///   - plaintext: The bytes.
    ///   - recipients: Who can open the file; at least one.
    /// - Returns: A file in binary form.
    /// - Throws: As ``AgeEncryptor/init(to:)`` does.
    public static func encrypt(
        _ plaintext: Span<UInt8>,
        to recipients: [any AgeRecipient]
    ) throws(AgeError) -> [UInt8] {
        let fileKey = FileKey()
        let header = try Header(wrapping: fileKey, for: recipients)
        let nonce = Random.bytes(PrologueReader.nonceCount)
        var sealer = PayloadSealer(key: fileKey.payloadKey(nonce: nonce.span))
        var file = header.bytes + nonce
        // Chunks are sealed from where they lie, so that a secret leaves no copy on the way.
        file.append(addingCapacity: Payload.sealedCount(of: plaintext.count)) { output in
            var offset = 0
            while plaintext.count - offset > Payload.chunkCount {
                let chunk = plaintext.extracting(offset..<offset + Payload.chunkCount)
                sealer.seal(chunk, isLast: false, into: &output)
                offset += Payload.chunkCount
            }
            let rest = plaintext.extracting(droppingFirst: offset)
            sealer.seal(rest, isLast: true, into: &output)
        }
        return file
    }

    /// Encrypts bytes.
    ///
    /// - Parameters:
    ///   - plaintext: The bytes.
    ///   - recipients: Who can open the file; at least one.
    /// - Returns: A file in binary form.
    /// - Throws: As ``AgeEncryptor/init(to:)`` does.
    public static func encrypt(
        _ plaintext: [UInt8],
        to recipients: [any AgeRecipient]
    ) throws(AgeError) -> [UInt8] {
        try encrypt(plaintext.span, to: recipients)
    }

    /// Decrypts a file.
    ///
    /// - Parameters:
    ///   - file: A file in binary form; see ``Armor`` for the other.
    ///   - identities: Tried in this order.
    /// - Returns: The plaintext, all of it verified.
    /// - Throws: ``AgeError/headerMalformed``, ``AgeError/limitExceeded(_:)``, ``AgeError/noMatch``,
    ///   ``AgeError/headerMAC``, ``AgeError/payloadDamaged``, ``AgeError/payloadTruncated``; what the
    ///   identities throw.
    public static func decrypt(
        _ file: Span<UInt8>,
        with identities: [any AgeIdentity]
    ) throws(AgeError) -> [UInt8] {
        let opening = try Opening(file, with: identities)
        return try [UInt8](capacity: opening.count) { output throws(AgeError) in
            try opening.write(file, into: &output)
        }
    }

    /// Decrypts a file.
    ///
    /// - Parameters:
    ///   - file: A file in binary form; see ``Armor`` for the other.
    ///   - identities: Tried in this order.
    /// - Returns: The plaintext, all of it verified.
    /// - Throws: As ``decrypt(_:with:)`` for a span does.
    public static func decrypt(
        _ file: [UInt8],
        with identities: [any AgeIdentity]
    ) throws(AgeError) -> [UInt8] {
        try decrypt(file.span, with: identities)
    }
}

extension Age {
    /// Reads the text of a recipient of either kind.
    ///
    /// - Parameter text: `age1…` or `age1pq1…`.
    /// - Returns: A ``HybridRecipient`` or an ``X25519Recipient``.
    /// - Throws: ``AgeError/recipientMalformed``.
    public static func recipient(_ text: String) throws(AgeError) -> any AgeRecipient {
        let isHybrid = text.utf8.span.starts(with: Array("\(HybridRecipient.textPrefix)1".utf8))
        return isHybrid ? try HybridRecipient(text) : try X25519Recipient(text)
    }

    /// Reads the line of an identity of either kind.
    ///
    /// - Parameter encoded: `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…` in ASCII.
    /// - Returns: A ``HybridIdentity`` or an ``X25519Identity``.
    /// - Throws: ``AgeError/identityMalformed``.
    public static func identity(encoded: Span<UInt8>) throws(AgeError) -> any AgeIdentity {
        let isHybrid = encoded.starts(with: Array("AGE-SECRET-KEY-PQ-1".utf8))
        return isHybrid
            ? try HybridIdentity(encoded: encoded) : try X25519Identity(encoded: encoded)
    }
}

extension Age {
    /// Encrypts a secret without a copy of it outside locked memory.
    ///
    /// - Parameters:
    ///   - secret: The bytes.
    ///   - recipients: Who can open the file; at least one.
    /// - Returns: A file in binary form.
    /// - Throws: As ``AgeEncryptor/init(to:)`` does.
    package static func encrypt(
        secret: borrowing SecretBytes,
        to recipients: [any AgeRecipient]
    ) throws(AgeError) -> [UInt8] {
        try secret.withBytes { plaintext throws(AgeError) in
            try encrypt(plaintext, to: recipients)
        }
    }

    /// Decrypts a file into locked memory, without a copy outside it.
    ///
    /// - Parameters:
    ///   - file: A file in binary form.
    ///   - identities: Tried in this order.
    ///   - maximumCount: The length of the plaintext that the caller allows, in bytes.
    /// - Returns: The plaintext, all of it verified.
    /// - Throws: As ``decrypt(_:with:)`` does, and ``AgeError/limitExceeded(_:)`` if there is more.
    package static func decryptSecret(
        _ file: Span<UInt8>,
        with identities: [any AgeIdentity],
        maximumCount: Int
    ) throws(AgeError) -> SecretBytes {
        let opening = try Opening(file, with: identities)
        guard opening.count <= maximumCount else { throw .limitExceeded(.secret) }
        return try SecretBytes(count: opening.count) { output throws(AgeError) in
            try opening.write(file, into: &output)
        }
    }
}

/// A file whose header has been opened.
private struct Opening: ~Copyable {
    private let opener: PayloadOpener
    private let payloadStart: Int

    /// The length of the plaintext, in bytes, if the file is whole.
    let count: Int

    init(_ file: Span<UInt8>, with identities: [any AgeIdentity]) throws(AgeError) {
        var prologue = PrologueReader()
        let payloadStart = try prologue.add(file)
        let opener = try PayloadOpener(prologue, with: identities)
        let sealedCount = file.count - payloadStart
        guard let count = Payload.plaintextCount(ofSealed: sealedCount) else {
            throw .payloadTruncated
        }
        self.opener = opener
        self.payloadStart = payloadStart
        self.count = count
    }

    /// Opens all chunks.
    func write(_ file: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(AgeError) {
        var offset = payloadStart
        var place: UInt64 = 0
        while file.count - offset > Payload.sealedChunkCount {
            let chunk = file.extracting(offset..<offset + Payload.sealedChunkCount)
            try opener.openInner(chunk, place: place, into: &output)
            offset += Payload.sealedChunkCount
            place += 1
        }
        try opener.openLast(file.extracting(droppingFirst: offset), place: place, into: &output)
    }
}
