import VaultCrypto

/// Opens chunks of one payload.
struct PayloadOpener: ~Copyable, Sendable {
    private let key: PayloadKey

    init(key: consuming PayloadKey) {
        self.key = key
    }

    /// Appends the plaintext of a chunk.
    ///
    /// - Parameters:
    ///   - chunk: The sealed chunk.
    ///   - place: Which one it is, counted from zero.
    ///   - isLast: Whether the payload must end here.
    ///   - output: Where the plaintext goes; 16 bytes less than `chunk` has.
    /// - Returns: `false` if the chunk is not the one at this place, or was changed; `output` is as it
    ///   was then.
    func open(
        _ chunk: Span<UInt8>,
        place: UInt64,
        isLast: Bool,
        into output: inout OutputSpan<UInt8>
    ) -> Bool {
        let nonce = Payload.nonce(ofChunk: place, isLast: isLast)
        do throws(CryptoError) {
            try key.secret.withBytes { key throws(CryptoError) in
                try ChaCha20Poly1305.open(chunk, key: key, nonce: nonce, into: &output)
            }
            return true
        } catch {
            return false
        }
    }

    /// Appends the plaintext of the last chunk.
    ///
    /// - Parameters:
    ///   - chunk: All bytes after the chunks before it.
    ///   - place: Which one it is, counted from zero.
    ///   - output: Where the plaintext goes.
    /// - Throws: ``AgeError/payloadTruncated`` if it is too short to be a last chunk, or is full and
    ///   was not made to be the last; its bytes are in `output` then. ``AgeError/payloadDamaged``.
    func openLast(
        _ chunk: Span<UInt8>,
        place: UInt64,
        into output: inout OutputSpan<UInt8>
    ) throws(AgeError) {
        guard chunk.count >= ChaCha20Poly1305.tagCount else { throw .payloadTruncated }
        guard open(chunk, place: place, isLast: true, into: &output) else {
            let isFull = chunk.count == Payload.sealedChunkCount
            guard isFull, open(chunk, place: place, isLast: false, into: &output) else {
                throw .payloadDamaged
            }
            throw .payloadTruncated
        }
        // An empty chunk at the end of other chunks would make two files of one plaintext.
        guard chunk.count > ChaCha20Poly1305.tagCount || place == 0 else { throw .payloadDamaged }
    }

    /// Appends the plaintext of a full chunk that other bytes follow.
    ///
    /// - Parameters:
    ///   - chunk: The sealed chunk.
    ///   - place: Which one it is, counted from zero.
    ///   - output: Where the plaintext goes.
    /// - Throws: ``AgeError/payloadDamaged``. If the chunk is whole but was made to be the last, its
    ///   bytes are in `output` then.
    func openInner(
        _ chunk: Span<UInt8>,
        place: UInt64,
        into output: inout OutputSpan<UInt8>
    ) throws(AgeError) {
        guard open(chunk, place: place, isLast: false, into: &output) else {
            _ = open(chunk, place: place, isLast: true, into: &output)
            throw .payloadDamaged
        }
    }
}
