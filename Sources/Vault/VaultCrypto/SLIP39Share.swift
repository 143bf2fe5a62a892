/// One share of a secret, by SLIP-39: Shamir's secret sharing for mnemonic codes
/// (github.com/satoshilabs/slips, slip-0039).
package final class SLIP39Share: Sendable {
    /// What is the same on all shares of a secret.
    package struct Sharing: Hashable, Sendable {
        /// A random number of 15 bits, by which people see which shares belong together.
        package let identifier: UInt16

        /// Whether the identifier stays out of the encryption.
        package let isExtendable: Bool

        /// The cost of the encryption: 10,000 · 2^exponent rounds.
        package let exponent: Int

        /// How many groups are needed.
        package let groupThreshold: Int

        /// How many groups there are.
        package let groupCount: Int
    }

    /// What is the same on all shares of a secret.
    package let sharing: Sharing

    /// The number of the group, from 0.
    package let group: Int

    /// The number of the share in its group, from 0.
    package let member: Int

    /// How many shares of its group are needed.
    package let memberThreshold: Int

    let value: SecretBytes

    /// The shortest value, in bytes.
    static let minimumCount = 16

    init(
        _ sharing: Sharing,
        group: Int,
        member: Int,
        memberThreshold: Int,
        value: consuming SecretBytes
    ) {
        self.sharing = sharing
        self.group = group
        self.member = member
        self.memberThreshold = memberThreshold
        self.value = value
    }

    /// Reads a share.
    ///
    /// - Parameter mnemonic: Its words, in either case, with white space between them.
    /// - Throws: ``CryptoError/shares(_:)`` with ``ShareFault/unknownWord(_:)``,
    ///   ``ShareFault/length``, ``ShareFault/checksum`` or ``ShareFault/malformed``.
    package init(mnemonic: Span<UInt8>) throws(CryptoError) {
        let words = try SLIP39Words(mnemonic)
        // 20 words hold 16 bytes. No share of ours is longer than 59, which hold 64.
        guard (20...59).contains(words.count), words.canHoldValue else { throw .shares(.length) }
        let head = words.head
        func field(_ shift: UInt64) -> Int { Int(head >> shift & 15) }
        let sharing = Sharing(
            identifier: UInt16(head >> 25),
            isExtendable: head >> 24 & 1 == 1,
            exponent: field(20),
            groupThreshold: field(12) + 1,
            groupCount: field(8) + 1
        )
        guard words.isValid(customization: sharing.customization) else { throw .shares(.checksum) }
        guard sharing.groupThreshold <= sharing.groupCount, let value = words.value() else {
            throw .shares(.malformed)
        }
        self.sharing = sharing
        group = field(16)
        member = field(4)
        memberThreshold = field(0) + 1
        self.value = value
    }

    /// The words of the share, in lower case with one space between them.
    ///
    /// - Returns: ASCII; 33 words for a secret of 32 bytes, 20 for one of 16.
    package func mnemonic() -> SecretBytes {
        var head = UInt64(sharing.identifier)
        head = head << 1 | (sharing.isExtendable ? 1 : 0)
        for field in [
            sharing.exponent, group, sharing.groupThreshold - 1, sharing.groupCount - 1, member,
            memberThreshold - 1,
        ] {
            head = head << 4 | UInt64(field)
        }
        let words = SLIP39Words(head: head, value: value, customization: sharing.customization)
        return words.text()
    }
}

extension SLIP39Share.Sharing {
    /// What the checksum begins with, so that the two kinds of sharing are told apart.
    fileprivate var customization: [UInt8] {
        Array((isExtendable ? "shamir_extendable" : "shamir").utf8)
    }

    /// The encryption under the shares.
    var cipher: SLIP39Cipher {
        SLIP39Cipher(identifier: identifier, isExtendable: isExtendable, exponent: exponent)
    }
}

/// Why shares do not give back a secret.
package enum ShareFault: Hashable, Sendable {
    /// This word, counted from 1, is not in the list.
    case unknownWord(Int)

    /// No share has as many words.
    case length

    /// The checksum is wrong: a word was mistyped, or two were exchanged.
    case checksum

    /// The checksum is right and the rest makes no sense: this was never a share.
    case malformed

    /// The shares are not of one secret.
    case mixed

    /// The same share was given twice.
    case duplicate

    /// There are too few or too many groups.
    case groups(needed: Int, found: Int)

    /// There are too few or too many shares of a group.
    case members(needed: Int, found: Int)

    /// The shares look alike and do not belong together, or one was made up.
    case digest
}
