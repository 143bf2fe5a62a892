import VaultCrypto

/// The numbers of a payload, the STREAM part of c2sp.org/age.
enum Payload {
    /// The plaintext of a full chunk, in bytes: 64 KiB.
    ///
    /// Only the last chunk may have fewer, and only
    /// the last chunk of an empty file may have none.
    static let chunkCount = 64 << 10

    /// A full chunk as it stands in the file, in bytes.
    static let sealedChunkCount = chunkCount + ChaCha20Poly1305.tagCount

    /// The length of a payload.
    ///
    /// - Parameter plaintextCount: The length of its plaintext, in bytes.
    /// - Returns: Bytes.
    static func sealedCount(of plaintextCount: Int) -> Int {
        let chunks = max(1, (plaintextCount + chunkCount - 1) / chunkCount)
        return plaintextCount + chunks * ChaCha20Poly1305.tagCount
    }

    /// The length of the plaintext of a payload.
    ///
    /// - Parameter sealedCount: The length of the payload, in bytes.
    /// - Returns: Bytes; `nil` if no payload is that long.
    static func plaintextCount(ofSealed sealedCount: Int) -> Int? {
        let chunks = (sealedCount + sealedChunkCount - 1) / sealedChunkCount
        let count = sealedCount - chunks * ChaCha20Poly1305.tagCount
        guard chunks > 0, count >= 0, self.sealedCount(of: count) == sealedCount else { return nil }
        return count
    }

    /// The nonce of a chunk: its place as eleven bytes, big-endian, and whether it is the last one.
    static func nonce(ofChunk place: UInt64, isLast: Bool) -> ChaCha20Poly1305.Nonce {
        ChaCha20Poly1305.Nonce { output in
            output.append(repeating: 0, count: 3)
            for shift in stride(from: 56, through: 0, by: -8) {
                output.append(UInt8(truncatingIfNeeded: place >> UInt64(shift)))
            }
            output.append(isLast ? 1 : 0)
        }
    }
}

/// Seals the chunks of one payload, in order.
struct PayloadSealer: ~Copyable, Sendable {
    private let key: PayloadKey
    private var place: UInt64 = 0

    init(key: consuming PayloadKey) {
        self.key = key
    }

    /// Appends the next chunk.
    ///
    /// - Parameters:
    ///   - chunk: 64 KiB; fewer bytes if it is the last.
    ///   - isLast: Whether the payload ends here.
    ///   - output: Where the sealed chunk goes; 16 bytes more than `chunk` has.
    mutating func seal(_ chunk: Span<UInt8>, isLast: Bool, into output: inout OutputSpan<UInt8>) {
        precondition(chunk.count == Payload.chunkCount || isLast, "only the last chunk is short")
        let nonce = Payload.nonce(ofChunk: place, isLast: isLast)
        // A nonce is gone before it is used: whatever happens next, no chunk gets it again.
        place += 1
        key.secret.withBytes { key in
            ChaCha20Poly1305.seal(chunk, key: key, nonce: nonce, into: &output)
        }
    }

    /// Replaces the content of `buffer` by the next chunk.
    mutating func seal(_ chunk: Span<UInt8>, isLast: Bool, into buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        buffer.append(addingCapacity: chunk.count + ChaCha20Poly1305.tagCount) { output in
            seal(chunk, isLast: isLast, into: &output)
        }
    }
}

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
