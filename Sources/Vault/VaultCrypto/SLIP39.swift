/// Splits a secret into shares, so many of which give it back, by SLIP-39
/// (github.com/satoshilabs/slips, slip-0039).
///
/// Fewer shares than needed tell nothing about the secret but its length.
package enum SLIP39 {
    /// A group of shares.
    package struct Group: Sendable {
        /// How many of its shares are needed.
        package let threshold: Int

        /// How many shares there are.
        package let count: Int

        /// Describes a group.
        ///
        /// - Parameters:
        ///   - threshold: How many shares are needed, 1 to `count`; 1 only if `count` is 1.
        ///   - count: How many shares there are, up to 16.
        package init(threshold: Int, of count: Int) {
            precondition((1...16).contains(count) && (1...count).contains(threshold), "T of N")
            precondition(threshold > 1 || count == 1, "copies of a secret are no shares of it")
            self.threshold = threshold
            self.count = count
        }
    }

    /// Splits a secret among the members of one group.
    ///
    /// - Parameters:
    ///   - secret: The secret: 16 to 64 bytes, an even number.
    ///   - group: How many shares to make, and how many of them are needed.
    ///   - passphrase: What combining takes beside the shares, in printable ASCII; it can be empty.
    /// - Returns: The shares.
    package static func split(
        _ secret: borrowing SecretBytes,
        into group: Group,
        passphrase: Span<UInt8>
    ) -> [SLIP39Share] {
        split(secret, into: [group], groupThreshold: 1, passphrase: passphrase)[0]
    }

    /// Splits a secret among groups, and the part of each among its members.
    ///
    /// - Parameters:
    ///   - secret: The secret: 16 to 64 bytes, an even number.
    ///   - groups: The groups, up to 16.
    ///   - groupThreshold: How many groups are needed.
    ///   - passphrase: What combining takes beside the shares, in printable ASCII; it can be empty.
    ///   - isExtendable: Whether further sharings can be made that decrypt alike under every
    ///     passphrase, right or wrong.
    ///   - exponent: The cost of a guess at the passphrase: 10,000 · 2^exponent rounds, 0 to 15.
    /// - Returns: The shares by group.
    package static func split(
        _ secret: borrowing SecretBytes,
        into groups: [Group],
        groupThreshold: Int,
        passphrase: Span<UInt8>,
        isExtendable: Bool = true,
        exponent: Int = 1
    ) -> [[SLIP39Share]] {
        precondition(
            (SLIP39Share.minimumCount...64).contains(secret.count) && secret.count % 2 == 0,
            "SLIP-39 takes an even number of bytes, at least 16"
        )
        let random = Random.bytes(2)
        let sharing = SLIP39Share.Sharing(
            identifier: (UInt16(random[0]) << 8 | UInt16(random[1])) & 0x7fff,
            isExtendable: isExtendable,
            exponent: exponent,
            groupThreshold: groupThreshold,
            groupCount: groups.count
        )
        let encrypted = sharing.cipher.encrypt(secret, passphrase: passphrase)
        let parts = ShamirSharing.split(encrypted, into: groups.count, threshold: groupThreshold)
        return zip(groups, parts).map { group, part in
            ShamirSharing.split(part.value, into: group.count, threshold: group.threshold).map {
                SLIP39Share(
                    sharing,
                    group: Int(part.place),
                    member: Int($0.place),
                    memberThreshold: group.threshold,
                    value: $0.value.copy()
                )
            }
        }
    }

    /// Gives back the secret.
    ///
    /// A wrong passphrase is not found out: it gives another secret.
    ///
    /// - Parameters:
    ///   - shares: Exactly as many as are needed, in any order.
    ///   - passphrase: The one of the splitting.
    /// - Returns: The secret.
    /// - Throws: ``CryptoError/shares(_:)`` with ``ShareFault/mixed``, ``ShareFault/duplicate``,
    ///   ``ShareFault/groups(needed:found:)``, ``ShareFault/members(needed:found:)`` or
    ///   ``ShareFault/digest``.
    package static func combine(
        _ shares: [SLIP39Share],
        passphrase: Span<UInt8>
    ) throws(CryptoError) -> SecretBytes {
        guard let first = shares.first else { throw .shares(.groups(needed: 1, found: 0)) }
        let sharing = first.sharing
        guard shares.allSatisfy({ $0.sharing == sharing && $0.value.count == first.value.count })
        else { throw .shares(.mixed) }
        let groups = Dictionary(grouping: shares, by: \.group)
        guard groups.count == sharing.groupThreshold else {
            throw .shares(.groups(needed: sharing.groupThreshold, found: groups.count))
        }
        var parts: [ShamirSharing.Point] = []
        for (group, members) in groups.sorted(by: { $0.key < $1.key }) {
            let part = try combine(members)
            parts.append(ShamirSharing.Point(place: UInt8(group), value: part))
        }
        guard let encrypted = ShamirSharing.combine(parts) else { throw .shares(.digest) }
        return sharing.cipher.decrypt(encrypted, passphrase: passphrase)
    }

    /// Gives back the part of one group.
    private static func combine(_ members: [SLIP39Share]) throws(CryptoError) -> SecretBytes {
        let threshold = members[0].memberThreshold
        guard members.allSatisfy({ $0.memberThreshold == threshold }) else {
            throw .shares(.mixed)
        }
        guard Set(members.map(\.member)).count == members.count else { throw .shares(.duplicate) }
        guard members.count == threshold else {
            throw .shares(.members(needed: threshold, found: members.count))
        }
        let points = members.map { share in
            ShamirSharing.Point(place: UInt8(share.member), value: share.value.copy())
        }
        guard let part = ShamirSharing.combine(points) else { throw .shares(.digest) }
        return part
    }
}
