import CSodium

/// The password hash scrypt (RFC 7914).
package enum Scrypt {
    /// What a guess costs: time and memory rise with each of them.
    package struct Cost: Sendable, Hashable {
        /// N as a power of two: the memory is 128 · r · 2^logN bytes.
        package let logN: Int

        /// r, the block size: 1024 bytes each at 8.
        package let blockSize: Int

        /// p, how often the whole is done.
        package let parallelism: Int

        /// Names a cost.
        ///
        /// - Parameters:
        ///   - logN: The power of two, from 1 to 30.
        ///   - blockSize: At least 1.
        ///   - parallelism: At least 1.
        package init(logN: Int, blockSize: Int = 8, parallelism: Int = 1) {
            precondition((1...30).contains(logN), "2^logN must be a sensible number of blocks")
            precondition(blockSize >= 1 && parallelism >= 1, "r and p count from one")
            self.logN = logN
            self.blockSize = blockSize
            self.parallelism = parallelism
        }
    }

    /// Derives a key from a passphrase.
    ///
    /// - Parameters:
    ///   - passphrase: The bytes that a person typed.
    ///   - salt: Random bytes that are not secret.
    ///   - cost: What a guess costs; this call costs the same.
    ///   - count: The length of the key, in bytes.
    /// - Returns: The key.
    /// - Throws: ``CryptoError/outOfMemory`` if there is not as much memory as `cost` asks for.
    package static func derive(
        from passphrase: Span<UInt8>,
        salt: Span<UInt8>,
        cost: Cost,
        count: Int
    ) throws(CryptoError) -> SecretBytes {
        _ = Sodium.ready
        return try SecretBytes(count: count) { output throws(CryptoError) in
            let isDone = unsafe output.appendInC(count: count) { key in
                unsafe passphrase.withPointer { passphraseBase in
                    unsafe salt.withPointer { saltBase in
                        unsafe crypto_pwhash_scryptsalsa208sha256_ll(
                            passphraseBase,
                            passphrase.count,
                            saltBase,
                            salt.count,
                            1 << UInt64(cost.logN),
                            UInt32(cost.blockSize),
                            UInt32(cost.parallelism),
                            key,
                            count
                        ) == 0
                    }
                }
            }
            guard isDone else { throw .outOfMemory }
        }
    }
}
