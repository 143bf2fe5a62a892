/// Which logs are believed, and which witnesses must have cosigned (c2sp.org/tlog-policy).
///
/// The text is kept as it was read, with its comments, so it is written again without a difference.
///
///     log vault.example/ledger+77e1de4d+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
///     witness w1 witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X
///     witness w2 …
///     group both all w1 w2
///     quorum both
///
/// A policy is only worth what the place is worth that it was read from: it is not signed.
public struct TrustPolicy: Hashable, Sendable {
    /// The largest text that is accepted, in bytes: room for some hundreds of witnesses.
    public static let maximumCount = 65_536

    /// The text of the policy.
    public let bytes: [UInt8]

    /// The logs that are believed, in the order of the text.
    public let logs: [Log]

    /// The witnesses, in the order of the text.
    public let witnesses: [Witness]

    /// The groups, in the order of the text: each after its members.
    public let groups: [Group]

    /// The witness or group that has to have cosigned; `nil` for `none`.
    public let quorum: Word?

    /// Creates a policy from its parts and writes its text.
    ///
    /// - Parameters:
    ///   - logs: The logs that are believed.
    ///   - witnesses: The witnesses.
    ///   - groups: The groups, each after the groups that are its members.
    ///   - quorum: The witness or group that has to have cosigned; `nil` for none.
    /// - Throws: As ``init(parsing:)`` does for the text.
    public init(
        logs: [Log],
        witnesses: [Witness] = [],
        groups: [Group] = [],
        quorum: Word? = nil
    ) throws(LedgerError) {
        var text: [UInt8] = []
        for log in logs { text += log.line }
        for witness in witnesses { text += witness.line }
        for group in groups { text += group.line }
        text += Self.line("quorum", [quorum ?? .none])
        try self.init(parsing: text)
    }

    /// Reads a policy.
    ///
    /// Words may stand apart by any number of spaces and tabs, and comment lines and empty ones
    /// are allowed, as c2sp.org/tlog-policy says. Beyond that page, a log and a witness with one
    /// public key are refused: a log does not witness itself.
    ///
    /// - Parameter bytes: The whole text, at most ``maximumCount`` bytes.
    /// - Throws: ``LedgerError/malformedPolicy`` if the text breaks the form;
    ///   ``LedgerError/malformedKey`` or ``LedgerError/unsupportedKeyType(_:)`` if a key does, or
    ///   is not of the type that a log or a witness has.
    public init(parsing bytes: [UInt8]) throws(LedgerError) {
        var reader = TrustPolicyReader()
        try reader.read(bytes)
        guard let quorum = reader.quorum else { throw .malformedPolicy }
        self.bytes = bytes
        logs = reader.logs
        witnesses = reader.witnesses
        groups = reader.groups
        self.quorum = quorum == .none ? nil : quorum
    }

    /// Creates the policy that believes one log and asks for no witness.
    ///
    /// - Parameter logKey: The key of the log.
    /// - Throws: ``LedgerError/unsupportedKeyType(_:)`` if the key is not one that logs sign with.
    public init(trusting logKey: VerifierKey) throws(LedgerError) {
        try self.init(logs: [Log(key: logKey)])
    }

    /// The same witnesses and the same quorum for another log, and for that log alone.
    ///
    /// - Parameter logKey: The key of the log that is believed.
    /// - Returns: The policy, without comments.
    /// - Throws: ``LedgerError/unsupportedKeyType(_:)`` if the key is not one that logs sign with;
    ///   ``LedgerError/malformedPolicy`` if it is the key of a witness.
    public func trusting(_ logKey: VerifierKey) throws(LedgerError) -> TrustPolicy {
        try TrustPolicy(
            logs: [Log(key: logKey)],
            witnesses: witnesses,
            groups: groups,
            quorum: quorum
        )
    }
}

// MARK: - Parts

extension TrustPolicy {
    /// A log that is believed.
    public struct Log: Hashable, Sendable {
        /// The key, whose name is the origin of the log.
        public let key: VerifierKey

        /// Where the log can be reached, in a form of the application's choice.
        public let url: Word?

        /// Creates the line of a policy.
        ///
        /// - Parameters:
        ///   - key: The key, whose name is the origin of the log.
        ///   - url: Where the log can be reached.
        public init(key: VerifierKey, url: Word? = nil) {
            self.key = key
            self.url = url
        }
    }

    /// A witness whose cosignature counts.
    public struct Witness: Hashable, Sendable {
        /// How groups and the quorum call the witness, inside this policy only.
        public let name: Word

        /// The key of its cosignatures.
        public let key: VerifierKey

        /// Where the witness takes requests, in a form of the application's choice.
        public let url: Word?

        /// Creates the line of a policy.
        ///
        /// - Parameters:
        ///   - name: How groups and the quorum call the witness.
        ///   - key: The key of its cosignatures.
        ///   - url: Where the witness takes requests.
        public init(name: Word, key: VerifierKey, url: Word? = nil) {
            self.name = name
            self.key = key
            self.url = url
        }
    }

    /// Witnesses and groups of which enough must have cosigned.
    public struct Group: Hashable, Sendable {
        /// How other groups and the quorum call the group.
        public let name: Word

        /// How many of the members are enough.
        public let threshold: Threshold

        /// The names of the members, at least one.
        public let members: [Word]

        /// Creates the line of a policy.
        ///
        /// - Parameters:
        ///   - name: How other groups and the quorum call the group.
        ///   - threshold: How many of the members are enough.
        ///   - members: The names of the members, at least one; each is in one group only.
        public init(name: Word, threshold: Threshold, members: [Word]) {
            self.name = name
            self.threshold = threshold
            self.members = members
        }
    }

    /// How many members of a group are enough.
    public enum Threshold: Hashable, Sendable {
        /// One of them.
        case any

        /// Each of them.
        case all

        /// This number of them, from 1 to the number of members.
        case atLeast(Int)
    }
}
