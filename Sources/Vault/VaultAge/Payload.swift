import VaultCrypto

/// The numbers of a payload, the STREAM part of c2sp.org/age.
enum Payload {
    /// The plaintext of a full chunk, in bytes: 64 KiB.
    ///
    /// Only the last chunk may have fewer, and only the last chunk of an empty file may have none.
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

/// The key under which the chunks of one payload are sealed: 32 secret bytes.
struct PayloadKey: ~Copyable, Sendable {
    let secret: SecretBytes

    init(_ secret: consuming SecretBytes) {
        self.secret = secret
    }
}
