import VaultCrypto

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
