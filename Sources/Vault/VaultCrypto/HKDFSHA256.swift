/// HKDF with SHA-256 (RFC 5869): extract, then expand.
package enum HKDFSHA256 {
    /// Derives a key.
    ///
    /// - Parameters:
    ///   - secret: The input key material.
    ///   - salt: The salt. Empty stands for 32 zero bytes, as RFC 5869, section 2.2 has it.
    ///   - info: What the key is for.
    ///   - count: The length of the key, at most 8160 bytes.
    /// - Returns: The key.
    package static func derive(
        from secret: Span<UInt8>,
        salt: Span<UInt8>,
        info: Span<UInt8>,
        count: Int
    ) -> SecretBytes {
        precondition((0...255 * 32).contains(count), "HKDF gives at most 8160 bytes")
        let pseudorandomKey = SecretBytes(count: 32) { output in
            var code = HMACSHA256(key: salt)
            code.update(secret)
            code.finish(into: &output)
        }
        return pseudorandomKey.withBytes { key in
            expand(key, info: info, count: count)
        }
    }

    /// The second step: T(1) || T(2) || … of RFC 5869, section 2.3, cut to `count` bytes.
    private static func expand(_ key: Span<UInt8>, info: Span<UInt8>, count: Int) -> SecretBytes {
        if count == 32 { return block(key, info: info) }
        return SecretBytes(count: count) { output in
            var previous = SecretBytes(count: 0) { _ in }
            var counter: UInt8 = 0
            while output.freeCapacity > 0 {
                counter += 1
                previous = SecretBytes(count: 32) { block in
                    var code = HMACSHA256(key: key)
                    previous.withBytes { code.update($0) }
                    code.update(info)
                    code.update(CollectionOfOne(counter).span)
                    code.finish(into: &block)
                }
                previous.withBytes { block in
                    output.append(copying: block.extracting(first: output.freeCapacity))
                }
            }
        }
    }

    /// T(1) alone, which is what nearly every key is made of.
    ///
    /// No memory is needed between: to lock and fence it takes longer than the hashing.
    private static func block(_ key: Span<UInt8>, info: Span<UInt8>) -> SecretBytes {
        SecretBytes(count: 32) { output in
            var code = HMACSHA256(key: key)
            code.update(info)
            code.update(CollectionOfOne(1).span)
            code.finish(into: &output)
        }
    }
}
