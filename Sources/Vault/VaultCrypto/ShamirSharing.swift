/// The sharing of one secret among members, as SLIP-39 has it.
///
/// Each byte is shared by a polynomial over ``GF256``. The secret is its value at 255. At 254 lie four
/// bytes of a digest of the secret, and the key of that digest: so shares that do not belong together
/// are found out.
enum ShamirSharing {
    /// A place and the value of the polynomials there.
    final class Point: Sendable {
        let place: UInt8
        let value: SecretBytes

        init(place: UInt8, value: consuming SecretBytes) {
            self.place = place
            self.value = value
        }
    }

    private static let secretPlace: UInt8 = 255
    private static let digestPlace: UInt8 = 254
    private static let digestCount = 4

    /// Shares a secret.
    ///
    /// - Parameters:
    ///   - secret: The secret, longer than four bytes.
    ///   - count: The number of points, 1 to 16.
    ///   - threshold: How many of them give it back. If it is 1, each point is the secret itself.
    /// - Returns: Points at 0, 1, and so on.
    static func split(_ secret: borrowing SecretBytes, into count: Int, threshold: Int) -> [Point] {
        precondition((1...16).contains(count) && (1...count).contains(threshold), "T of N")
        if threshold == 1 {
            return (0..<count).map { Point(place: UInt8($0), value: secret.copy()) }
        }
        let random = (0..<threshold - 2).map { place in
            Point(place: UInt8(place), value: .random(count: secret.count))
        }
        let base =
            random + [
                Point(place: digestPlace, value: digestValue(of: secret)),
                Point(place: secretPlace, value: secret.copy()),
            ]
        return random
            + (threshold - 2..<count).map { place in
                Point(place: UInt8(place), value: interpolate(base, at: UInt8(place)))
            }
    }

    /// Gives back the secret.
    ///
    /// - Parameter points: As many as the threshold says, at places that differ, of one length.
    /// - Returns: The secret; `nil` if the digest says that the points do not belong together.
    static func combine(_ points: [Point]) -> SecretBytes? {
        if points.count == 1 { return points[0].value.copy() }
        let secret = interpolate(points, at: secretPlace)
        let found = interpolate(points, at: digestPlace)
        let isRight = found.withBytes { found in
            let expected = digest(of: secret, key: found.extracting(droppingFirst: digestCount))
            return expected.withBytes { expected in
                ConstantTime.equal(expected, found.extracting(first: digestCount))
            }
        }
        guard isRight else { return nil }
        return secret
    }

    private static func digestValue(of secret: borrowing SecretBytes) -> SecretBytes {
        let key = SecretBytes.random(count: secret.count - digestCount)
        return key.withBytes { key in
            let digest = digest(of: secret, key: key)
            return SecretBytes(count: secret.count) { output in
                digest.withBytes { output.append(copying: $0) }
                output.append(copying: key)
            }
        }
    }

    private static func digest(
        of secret: borrowing SecretBytes,
        key: Span<UInt8>
    ) -> SecretBytes {
        SecretBytes(maximumCount: 32) { output in
            var code = HMACSHA256(key: key)
            secret.withBytes { code.update($0) }
            code.finish(into: &output)
            output.removeLast(32 - digestCount)
        }
    }

    /// The value at `place` of the polynomials of least degree through `points` (Lagrange).
    private static func interpolate(_ points: [Point], at place: UInt8) -> SecretBytes {
        SecretBytes(count: points[0].value.count) { output in
            output.append(repeating: 0, count: points[0].value.count)
            for point in points {
                // Only places, which are no secret, decide on the factor.
                var factor: UInt8 = 1
                for other in points where other.place != point.place {
                    let divisor = GF256.inverse(point.place ^ other.place)
                    factor = GF256.multiply(factor, GF256.multiply(place ^ other.place, divisor))
                }
                point.value.withBytes { value in
                    var sum = output.mutableSpan
                    for index in value.indices {
                        sum[index] ^= GF256.multiply(value[index], factor)
                    }
                }
            }
        }
    }
}

extension SecretBytes {
    /// The same bytes once more.
    borrowing func copy() -> SecretBytes {
        withBytes { SecretBytes(copying: $0) }
    }
}
