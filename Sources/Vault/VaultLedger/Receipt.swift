/// A proof file that shows a statement: who holds it can show for all time, without the vault, that
/// the statement was logged.
///
/// `extra` is the signed statement byte for byte, and the entry of the log is its SHA-256.
public struct Receipt: Hashable, Sendable {
    /// The proof as it stands in the file.
    public let proof: TlogProof

    /// The statement, rebuilt from `extra`.
    public let statement: SignedStatement

    /// Creates a receipt, without verifying it.
    ///
    /// - Parameters:
    ///   - statement: The statement.
    ///   - inclusion: Its place and the way to the root.
    ///   - note: The signed checkpoint that the proof leads to.
    /// - Throws: What ``TlogProof/init(extra:inclusion:note:)`` throws.
    public init(
        statement: SignedStatement,
        inclusion: InclusionProof,
        note: SignedNote
    ) throws(LedgerError) {
        proof = try TlogProof(extra: statement.bytes, inclusion: inclusion, note: note)
        self.statement = statement
    }

    /// Reads a receipt, without verifying it.
    ///
    /// - Parameter bytes: The whole file.
    /// - Throws: ``LedgerError/malformedReceipt`` if there is no `extra` line;
    ///   ``LedgerError/malformedStatement`` or ``LedgerError/malformedNote`` if it does not hold a
    ///   signed statement; what ``TlogProof/init(parsing:)`` throws.
    public init(parsing bytes: [UInt8]) throws(LedgerError) {
        proof = try TlogProof(parsing: bytes)
        guard let extra = proof.extra else { throw .malformedReceipt }
        statement = try SignedStatement(bytes: extra)
    }

    /// The whole file.
    public var bytes: [UInt8] { proof.bytes }
}

// MARK: - Verification

extension Receipt {
    /// Verifies the receipt and that it answers a question.
    ///
    /// Checked are the log's signature on the checkpoint, the cosignatures and their quorum, that
    /// the statement is of this log, that it stands in the tree, and that it says what is asked.
    ///
    /// The author's signature cannot be judged from a receipt alone, because nothing in it tells
    /// which key was enrolled for the author: without `author` the receipt shows that these bytes
    /// were logged, not that the person whom they name has signed them. Only replay of the log
    /// shows that the statement was valid, and no receipt shows that it still holds.
    ///
    /// - Parameters:
    ///   - policy: The log that is trusted, and the witnesses that must have cosigned.
    ///   - question: What the statement has to say.
    ///   - author: The key that is known to be enrolled for the author, to check that signature.
    /// - Returns: What is shown.
    /// - Throws: What ``TrustPolicy/verify(_:)`` throws for the checkpoint;
    ///   ``LedgerError/originMismatch`` if the statement is of another log than the checkpoint;
    ///   ``LedgerError/malformedProof`` or ``LedgerError/rootMismatch`` if it is not in the tree;
    ///   ``LedgerError/unsupportedKeyType(_:)``, ``LedgerError/unknownSigner`` or
    ///   ``LedgerError/badSignature`` if `author` is not the key of the author or has not signed;
    ///   ``LedgerError/questionMismatch(_:)`` if the statement does not say what is asked.
    public func verify(
        by policy: TrustPolicy,
        answering question: ReceiptQuestion,
        author: VerifierKey? = nil
    ) throws(LedgerError) -> VerifiedReceipt {
        let verified = try policy.verify(proof.note)
        let checkpoint = verified.checkpoint
        guard statement.statement.origin.utf8.elementsEqual(checkpoint.origin.utf8) else {
            throw .originMismatch
        }
        try proof.inclusion.verify(leafHash: statement.leafHash, in: checkpoint.head)
        if let author { try verifyAuthor(author) }
        let differing = question.partsNotAnswered(by: statement.statement)
        guard differing.isEmpty else { throw .questionMismatch(differing) }
        return VerifiedReceipt(
            statement: statement.statement,
            index: proof.inclusion.index,
            checkpoint: verified,
            isAuthorVerified: author != nil
        )
    }

    private func verifyAuthor(_ key: VerifierKey) throws(LedgerError) {
        guard key.type == .ed25519 else { throw .unsupportedKeyType(key.type.rawValue) }
        guard key.name.utf8.elementsEqual(statement.statement.keyName.utf8) else {
            throw .unknownSigner
        }
        _ = try statement.note.verified(by: [key])
    }
}

/// What a receipt has been found to show.
public struct VerifiedReceipt: Hashable, Sendable {
    /// The statement.
    public let statement: Statement

    /// Its place in the log, counted from zero.
    public let index: Int

    /// The checkpoint that covers it, and who cosigned that.
    public let checkpoint: VerifiedCheckpoint

    /// Whether the author's signature was checked, by a key that the caller knows.
    public let isAuthorVerified: Bool

    /// The size and the root of the tree in which the statement stands.
    public var head: TreeHead { checkpoint.checkpoint.head }
}
