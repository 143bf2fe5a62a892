/// The encryption of a secret before it is shared (SLIP-39, "Encryption of the master secret").
///
/// A Feistel network of four rounds. Whatever the passphrase, the result of decryption looks like a
/// secret: a wrong one is not found out.
struct SLIP39Cipher {
    /// The identifier of the sharing, 15 bits, which salts the encryption unless it is extendable.
    let identifier: UInt16

    /// Whether the encryption depends on the passphrase and the exponent alone.
    let isExtendable: Bool

    /// The cost: 10,000 · 2^exponent rounds of PBKDF2.
    let exponent: Int

    /// Encrypts a secret of an even number of bytes.
    func encrypt(_ secret: borrowing SecretBytes, passphrase: Span<UInt8>) -> SecretBytes {
        apply([0, 1, 2, 3], to: secret, passphrase)
    }

    /// Decrypts what ``encrypt(_:passphrase:)`` made.
    func decrypt(_ secret: borrowing SecretBytes, passphrase: Span<UInt8>) -> SecretBytes {
        apply([3, 2, 1, 0], to: secret, passphrase)
    }

    private func apply(
        _ rounds: [UInt8],
        to secret: borrowing SecretBytes,
        _ passphrase: Span<UInt8>
    ) -> SecretBytes {
        let half = secret.count / 2
        var left = secret.withBytes { SecretBytes(copying: $0.extracting(first: half)) }
        var right = secret.withBytes { SecretBytes(copying: $0.extracting(droppingFirst: half)) }
        for round in rounds {
            let mask = mask(round, of: right, passphrase)
            let sum = Self.sum(left, mask)
            swap(&left, &right)
            right = sum
        }
        return SecretBytes(count: secret.count) { output in
            right.withBytes { output.append(copying: $0) }
            left.withBytes { output.append(copying: $0) }
        }
    }

    /// The round function: PBKDF2 of the passphrase, salted with one half.
    private func mask(
        _ round: UInt8,
        of half: borrowing SecretBytes,
        _ passphrase: Span<UInt8>
    ) -> SecretBytes {
        let password = SecretBytes(count: passphrase.count + 1) { output in
            output.append(round)
            output.append(copying: passphrase)
        }
        var prefix: [UInt8] = []
        if !isExtendable {
            prefix = Array("shamir".utf8) + [UInt8(identifier >> 8), UInt8(identifier & 0xff)]
        }
        let salt = SecretBytes(count: prefix.count + half.count) { output in
            output.append(copying: prefix.span)
            half.withBytes { output.append(copying: $0) }
        }
        return password.withBytes { password in
            salt.withBytes { salt in
                PBKDF2SHA256.derive(
                    from: password,
                    salt: salt,
                    rounds: 2_500 << exponent,
                    count: half.count
                )
            }
        }
    }

    private static func sum(
        _ first: borrowing SecretBytes,
        _ second: borrowing SecretBytes
    ) -> SecretBytes {
        SecretBytes(count: first.count) { output in
            first.withBytes { first in
                second.withBytes { second in
                    for index in first.indices { output.append(first[index] ^ second[index]) }
                }
            }
        }
    }
}
