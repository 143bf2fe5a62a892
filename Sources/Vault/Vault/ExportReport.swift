public import VaultLedger

/// The result of the audit of an export.
public struct ExportReport: Hashable, Sendable {
    /// The head that was verified; `nil` if it does not verify.
    public let head: TreeHead?

    /// The digest of the genesis statement, to be compared with the vault's fingerprint; `nil` if
    /// that statement is not there.
    public let fingerprint: Digest?

    /// The number of statements that are there.
    public let statements: Int

    /// How many of those that are not there were erased under a warrant.
    public let erased: Int

    /// Whom the export is about alone, by the word of who asked for the audit or else by its own; `nil` if
    /// it is to hold the whole log.
    public let owner: MemberID?

    /// The places, in runs, whose statements are not there though no warrant names them.
    ///
    /// Without any every rule of the log could be judged, and not only the signatures. What was left
    /// out is a finding, unless the export is to be about one owner.
    public let missing: [ClosedRange<Int>]

    /// The indexes of those statements of which nothing can be said beyond their place in the
    /// tree, because what they rest on is not there or does not verify.
    public let unjudged: [Int]

    /// The witnesses of the policy who have cosigned the head; empty without a policy.
    public let cosigners: [HeadCosigner]

    /// The head that somebody kept, if the log was proven to begin with it; `nil` also if none was
    /// given.
    public let continued: TreeHead?

    /// Everything that does not verify.
    public let findings: [AuditFinding]

    /// Whether all statements are there that were not erased; also `false` if the head does not verify,
    /// for nobody knows then how many they are.
    public var isComplete: Bool { head != nil && missing.isEmpty }

    /// Whether everything that is there verifies.
    public var isClean: Bool { findings.isEmpty }
}
