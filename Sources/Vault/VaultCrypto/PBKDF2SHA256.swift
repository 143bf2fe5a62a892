/// PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2), which libsodium 1.0.18 does not have.
///
/// It is here for SLIP-39. What protects a passphrase of ours is ``Scrypt``.
package enum PBKDF2SHA256 {
    private static let blockCount = 32

    /// Derives a key.
    ///
    /// - Parameters:
    ///   - password: The secret, of any length.
    ///   - salt: The salt, which may be secret too.
    ///   - rounds: The number of iterations, at least one.
    ///   - count: The length of the key, in bytes.
    /// - Returns: The key.
    package static func derive(
        from password: Span<UInt8>,
        salt: Span<UInt8>,
        rounds: Int,
        count: Int
    ) -> SecretBytes {
        precondition(rounds >= 1, "PBKDF2 takes at least one round")
        let keyed = HMACSHA256(key: password)
        return SecretBytes(count: count) { output in
            var number: UInt32 = 0
            while output.freeCapacity > 0 {
                number += 1
                let block = block(number, keyed: keyed, salt: salt, rounds: rounds)
                block.withBytes { block in
                    output.append(copying: block.extracting(first: output.freeCapacity))
                }
            }
        }
    }

    /// T(number) of the RFC: the exclusive or of U(1), U(2), ….
    private static func block(
        _ number: UInt32,
        keyed: borrowing HMACSHA256,
        salt: Span<UInt8>,
        rounds: Int
    ) -> SecretBytes {
        // The sum stands in the first half and the latest U in the second, both in secret memory.
        SecretBytes(maximumCount: 2 * blockCount) { output in
            var first = keyed.copy()
            first.update(salt)
            for shift in [24, 16, 8, 0] {
                first.update(CollectionOfOne(UInt8(truncatingIfNeeded: number >> shift)).span)
            }
            output.append(repeating: 0, count: blockCount)
            first.finish(into: &output)
            add(&output)
            for _ in 1..<rounds {
                var next = keyed.copy()
                next.update(output.span.extracting(last: blockCount))
                output.removeLast(blockCount)
                next.finish(into: &output)
                add(&output)
            }
            output.removeLast(blockCount)
        }
    }

    /// Adds the second half to the first.
    private static func add(_ output: inout OutputSpan<UInt8>) {
        var bytes = output.mutableSpan
        for index in 0..<blockCount { bytes[index] ^= bytes[index + blockCount] }
    }
}
