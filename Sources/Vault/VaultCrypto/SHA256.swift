import Crypto

/// SHA-256 (FIPS 180-4), over bytes that arrive in runs.
///
/// A copy of the value goes its own way, so a digest of what came so far costs no second pass.
package struct SHA256: Sendable {
    /// A finished digest.
    package typealias Digest = InlineArray<32, UInt8>

    private var function = Crypto.SHA256()

    /// Starts an empty message.
    package init() {}

    /// Adds the next run of bytes.
    ///
    /// - Parameter bytes: The run. It can be empty.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe function.update(bufferPointer: buffer)
        }
    }

    /// Adds one byte.
    ///
    /// - Parameter byte: The byte.
    package mutating func update(_ byte: UInt8) {
        update(CollectionOfOne(byte).span)
    }

    /// The digest of the message so far.
    ///
    /// - Returns: 32 bytes.
    package func finish() -> Digest {
        let digest = function.finalize()
        return Digest { output in
            unsafe digest.withUnsafeBytes { buffer in
                output.append(copying: unsafe buffer.bindMemory(to: UInt8.self).span)
            }
        }
    }

    /// The digest of a message that is at hand as a whole.
    ///
    /// - Parameter bytes: The message.
    /// - Returns: 32 bytes.
    package static func hash(_ bytes: Span<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }
}
