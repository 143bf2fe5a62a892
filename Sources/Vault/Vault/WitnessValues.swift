public import VaultLedger

/// The witnesses of a log, and how far each has followed it.
public struct WitnessOverview: Hashable, Sendable {
    /// The head of the log.
    public let head: TreeHead

    /// Whether enough witnesses have cosigned this head; `nil` if the policy asks for none.
    public let isQuorumMet: Bool?

    /// How many witnesses have to cosign, as the policy says it: the name of a group or of a witness;
    /// `nil` if it asks for none.
    public let quorum: String?

    /// The path of the policy, whether there is one or not.
    public let policyPath: String

    /// The witnesses of the policy, then others whose cosignatures were imported or who were removed.
    public let witnesses: [WitnessState]
}

/// How far one witness has followed the log.
public struct WitnessState: Hashable, Sendable {
    /// How what a witness has seen fits the log.
    public enum Standing: String, Hashable, Sendable {
        /// The log continues what the witness has cosigned.
        case agrees

        /// The witness has cosigned no head that is known here, so there is nothing to compare.
        case silent

        /// The log is shorter: it has lost statements.
        case ahead

        /// The log has another history.
        case forked

        /// Whether the witness has seen what the log does not continue.
        var isContradiction: Bool { self == .ahead || self == .forked }
    }

    /// The name in the policy; `nil` if it is not there.
    public let name: String?

    /// The key of its cosignatures.
    public let key: VerifierKey

    /// The size at which it stands, by a cosignature or by its own word; 0 for none.
    ///
    /// The next request proves from there.
    public let size: Int

    /// The largest head that it has cosigned.
    public let cosigned: TreeHead?

    /// When it has cosigned that.
    public let time: LedgerTime?

    /// How all that fits the log.
    public let standing: Standing
}

/// What came of an answer of a witness.
public enum WitnessAnswer: Hashable, Sendable {
    /// Its cosignature is with the head now.
    case cosigned(WitnessedHead)

    /// It stands at this size, which the log can prove from: ask it again.
    case behind(size: Int)
}

/// A signed head of the log with all the cosignatures that are known.
public struct WitnessedHead: Hashable, Sendable {
    /// The head.
    public let head: TreeHead

    /// Those who have cosigned just now.
    public let added: [VerifierKey]

    /// Whether enough witnesses have cosigned the head; `nil` if the policy asks for none.
    public let isQuorumMet: Bool?
}

/// Who has cosigned a head.
public struct HeadCosigner: Hashable, Sendable {
    /// The key.
    public let key: VerifierKey

    /// The name of the witness in the policy; `nil` if it is not there.
    public let name: String?

    /// When, by the clock of the cosigner.
    public let time: LedgerTime
}
