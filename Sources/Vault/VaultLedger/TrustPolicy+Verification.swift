extension TrustPolicy {
    /// Verifies a signed checkpoint by this policy.
    ///
    /// Lines by keys that the policy does not name are ignored; every line by one that it names has
    /// to hold, even where the quorum is met without it.
    ///
    /// - Parameter note: The checkpoint with all its signatures.
    /// - Returns: The checkpoint, and who cosigned it.
    /// - Throws: ``LedgerError/unknownSigner`` if no log of the policy has signed;
    ///   ``LedgerError/badSignature`` if a line by a log or witness of the policy does not hold;
    ///   ``LedgerError/ambiguousSigner`` if it could be by two of them; what
    ///   ``Checkpoint/init(parsing:)`` throws if the text is not a checkpoint;
    ///   ``LedgerError/originMismatch`` if a log signed for another origin than its own;
    ///   ``LedgerError/quorumNotMet`` if too few witnesses have cosigned.
    public func verify(_ note: SignedNote) throws(LedgerError) -> VerifiedCheckpoint {
        let signatures = try note.verified(by: logs.map(\.key) + witnesses.map(\.key))
        let logKeys = signatures.map(\.key).filter { $0.type == .ed25519 }
        guard !logKeys.isEmpty else { throw .unknownSigner }
        let checkpoint = try Checkpoint(parsing: note.text)
        guard logKeys.allSatisfy({ $0.name == checkpoint.origin }) else { throw .originMismatch }

        let cosignatures = signatures.filter { $0.key.type == .cosignature }
        guard isQuorum(Set(cosignatures.map(\.key))) else { throw .quorumNotMet }
        return VerifiedCheckpoint(checkpoint: checkpoint, cosignatures: cosignatures)
    }

    /// Whether these witnesses are enough.
    ///
    /// - Parameter cosigners: The keys of those who have cosigned; others than the policy's own
    ///   count for nothing.
    /// - Returns: `true` if the quorum is met; without a quorum always.
    /// - Complexity: O(*n*) in the length of the policy.
    public func isQuorum(_ cosigners: Set<VerifierKey>) -> Bool {
        guard let quorum else { return true }
        var met: Set<Word> = []
        for witness in witnesses where cosigners.contains(witness.key) { met.insert(witness.name) }
        // Members stand before their group, so each is decided by the time it is asked for.
        for group in groups where group.members.count(where: met.contains) >= group.requiredCount {
            met.insert(group.name)
        }
        return met.contains(quorum)
    }
}

/// A checkpoint that a policy accepts.
public struct VerifiedCheckpoint: Hashable, Sendable {
    /// What the log says about itself.
    public let checkpoint: Checkpoint

    /// The cosignatures by witnesses of the policy with their times, in the order of the lines.
    public let cosignatures: [VerifiedSignature]
}
