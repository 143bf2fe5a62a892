import VaultCrypto
public import VaultLedger
import VaultStorage

/// What a client remembers of a vault: who it is, and how far its log had come.
public struct RememberedHead: Hashable, Sendable {
    /// The digest of the genesis statement.
    public let fingerprint: Digest

    /// The log's verifier key, whose name is the origin.
    public let logKey: VerifierKey

    /// The head that was verified last.
    public let head: TreeHead

    /// The head as the log signed it: what proves a fork to others.
    public let checkpoint: SignedNote

    /// Keeps what was verified.
    ///
    /// - Parameters:
    ///   - fingerprint: The digest of the genesis statement.
    ///   - logKey: The key that the log names for this head.
    ///   - checkpoint: A signed head. Signatures of others than the log are left out.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/checkpoint`` if the log has not signed it.
    init(
        fingerprint: Digest,
        logKey: VerifierKey,
        checkpoint: SignedNote
    ) throws(VaultError) {
        let own = checkpoint.signatures.filter {
            $0.keyID == logKey.id && $0.name == logKey.name
        }
        guard
            let note = try? SignedNote(text: checkpoint.text, signatures: own),
            let verified = try? Checkpoint(verifying: note, by: logKey)
        else { throw .damaged(.checkpoint) }
        self.fingerprint = fingerprint
        self.logKey = logKey
        self.checkpoint = note
        head = verified.head
    }
}

// MARK: - Comparison

extension RememberedHead {
    /// Checks that a vault is the remembered one, and has not gone back.
    ///
    /// - Parameters:
    ///   - found: What was verified of the vault now.
    ///   - records: Its tree.
    /// - Throws: ``VaultError/replaced(remembered:found:)`` if it is another vault; otherwise as
    ///   `TreeHead.requireContinuation(_:in:)`.
    func requireContinuation(
        _ found: RememberedHead,
        in records: Records
    ) throws(VaultError) {
        // The same genesis leads to another log key only by the statement of an admin, which was
        // verified with the head that was found.
        guard found.fingerprint == fingerprint else {
            throw .replaced(remembered: self, found: found)
        }
        try head.requireContinuation(found.head, in: records)
    }
}

extension TreeHead {
    /// Checks that a later tree begins with the leaves of this one (RFC 9162 §2.1.4).
    ///
    /// Rows of the tree do not vouch for an earlier root: a forger may keep those that only the
    /// earlier tree had. So the proof has to lead to both roots.
    ///
    /// - Parameters:
    ///   - found: The later head, verified.
    ///   - records: The later tree.
    /// - Throws: ``VaultError/wentBack(remembered:found:)`` if it is smaller;
    ///   ``VaultError/forked(remembered:found:)`` if it does not begin with this one.
    func requireContinuation(
        _ found: TreeHead,
        in records: Records
    ) throws(VaultError) {
        guard found != self else { return }
        guard found.size >= size else { throw .wentBack(remembered: self, found: found) }
        let proof = try stored(records.consistencyProof(from: size, to: found.size))
        guard (try? proof.verify(from: self, to: found)) != nil else {
            throw .forked(remembered: self, found: found)
        }
    }
}
