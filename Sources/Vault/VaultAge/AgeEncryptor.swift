import VaultCrypto

/// Encrypts a file that arrives in runs, in constant memory.
///
/// ```swift
/// var encryptor = try AgeEncryptor(to: [recipient])
/// write(encryptor.header)
/// while let run = read() {
///     encryptor.update(run.span) { sealed in write(sealed) }
/// }
/// encryptor.finish { sealed in write(sealed) }
/// ```
///
/// Without ``finish(write:)`` the file counts as cut off. After an error of the closure the
/// encryptor must not be used again: it traps.
public struct AgeEncryptor: ~Copyable, Sendable {
    /// The first bytes of the file: the header and the nonce of the payload.
    ///
    /// Write them first.
    public let header: [UInt8]

    private var sealer: PayloadSealer
    private var pending = ChunkBuffer(capacity: Payload.chunkCount)
    private var sealed: [UInt8] = []
    private var isBroken = false

    /// Starts a file, with a key of its own.
    ///
    /// - Parameter recipients: Who can open it; at least one.
    /// - Throws: ``AgeError/noRecipients``, ``AgeError/recipientsIncompatible``;
    ///   ``AgeError/limitExceeded(_:)`` if there are so many that this library would refuse the
    ///   file; what the recipients throw.
    public init(to recipients: [any AgeRecipient]) throws(AgeError) {
        let fileKey = FileKey()
        let header = try Header(wrapping: fileKey, for: recipients)
        let nonce = Random.bytes(PrologueReader.nonceCount)
        self.header = header.bytes + nonce
        sealer = PayloadSealer(key: fileKey.payloadKey(nonce: nonce.span))
    }

    /// The length of a whole file, in bytes.
    ///
    /// - Parameters:
    ///   - headerCount: The length of its ``header``.
    ///   - plaintextCount: The length of its plaintext.
    /// - Returns: Bytes.
    package static func fileCount(headerCount: Int, plaintextCount: Int) -> Int {
        headerCount + Payload.sealedCount(of: plaintextCount)
    }

    /// Encrypts the next bytes.
    ///
    /// - Parameters:
    ///   - plaintext: The bytes, of any number. Runs of several 64 KiB are not copied on the way.
    ///   - write: Stores the next bytes of the file; called once for each full chunk, perhaps never.
    /// - Throws: What `write` throws.
    public mutating func update<Failure: Error>(
        _ plaintext: Span<UInt8>,
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        // A full chunk is sealed once a byte follows it. Before, it could be the last one.
        var offset = 0
        if !pending.isEmpty {
            offset = pending.add(plaintext, from: 0)
            guard offset < plaintext.count else { return }
            let chunk = pending.take()
            sealer.seal(chunk.span, isLast: false, into: &sealed)
            pending.recycle(chunk)
            try emit(write)
        }
        while plaintext.count - offset > Payload.chunkCount {
            let chunk = plaintext.extracting(offset..<offset + Payload.chunkCount)
            sealer.seal(chunk, isLast: false, into: &sealed)
            offset += Payload.chunkCount
            try emit(write)
        }
        _ = pending.add(plaintext, from: offset)
    }

    /// Ends the file.
    ///
    /// - Parameter write: Stores the last bytes of the file; called once.
    /// - Throws: What `write` throws.
    public consuming func finish<Failure: Error>(
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        let chunk = pending.take()
        sealer.seal(chunk.span, isLast: true, into: &sealed)
        try emit(write)
    }

    /// Hands out the sealed chunk; the encryptor is broken unless that succeeds.
    private mutating func emit<Failure: Error>(
        _ write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(!isBroken, "the encryptor was used after an error")
        isBroken = true
        try write(sealed.span)
        isBroken = false
    }
}

extension Header {
    /// Wraps the key of a new file.
    ///
    /// - Parameters:
    ///   - fileKey: The key.
    ///   - recipients: Who gets it; at least one.
    /// - Throws: As ``AgeEncryptor/init(to:)`` does.
    init(
        wrapping fileKey: borrowing FileKey,
        for recipients: [any AgeRecipient]
    ) throws(AgeError) {
        guard let first = recipients.first else { throw .noRecipients }
        // Labels are read once each, since those of a passphrase are random.
        let labels = first.labels
        guard recipients.dropFirst().allSatisfy({ $0.labels == labels }) else {
            throw .recipientsIncompatible
        }
        var stanzas: [Stanza] = []
        for recipient in recipients { stanzas += try recipient.wrap(fileKey) }
        // Recipients of another make may have wrapped the key for nobody, or with a passphrase.
        guard !stanzas.isEmpty else { throw .noRecipients }
        guard Self.canShareFile(stanzas) else { throw .recipientsIncompatible }
        try self.init(stanzas: stanzas, fileKey: fileKey)
    }
}
