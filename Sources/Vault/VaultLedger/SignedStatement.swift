/// A statement with the signatures that came with it.
///
/// Its bytes are a signed note (c2sp.org/signed-note). The entry in the tree is ``digest``, so the
/// statement itself can be erased while every proof about the rest stays good.
public struct SignedStatement: Hashable, Sendable {
    /// What is said.
    public let statement: Statement

    /// The text and its signatures.
    public let note: SignedNote

    /// Reads a statement from its stored bytes.
    ///
    /// Reading verifies no signature: that takes the state of the ledger, see ``Replay``.
    ///
    /// - Parameter bytes: The signed note, at most ``SignedNote/maximumCount`` bytes.
    /// - Throws: ``LedgerError/malformedNote`` or ``LedgerError/malformedStatement`` if the bytes
    ///   are not the one spelling of a signed statement.
    public init(bytes: [UInt8]) throws(LedgerError) {
        note = try SignedNote(parsing: bytes)
        statement = try Statement(text: note.text)
    }

    /// Signs a statement.
    ///
    /// What is signed is read back first, so that no key ever stands under a text that every reader
    /// would refuse.
    ///
    /// - Parameters:
    ///   - statement: What is said.
    ///   - signers: The author's key first, then those who sign along.
    /// - Throws: ``LedgerError/malformedStatement`` if the statement has no spelling: the origin
    ///   cannot name a log, a number is negative, a length is more than
    ///   ``SealedContent/maximumLength``, there are no holders, or holders or group keys are not
    ///   sorted or come twice; ``LedgerError/malformedNote`` if there is no signer, a signer comes
    ///   twice, or the result is larger than a note may be.
    package init(_ statement: Statement, signedBy signers: [NoteSigner]) throws(LedgerError) {
        let text = statement.utf8
        guard try Statement(text: text) == statement else { throw .malformedStatement }
        self.statement = statement
        note = try SignedNote(text: text, signers: signers)
    }

    /// The signed note, byte for byte.
    public var bytes: [UInt8] { note.bytes }

    /// The SHA-256 of ``bytes``: the entry of the tree.
    public var digest: Digest { Digest.of(bytes.span) }

    /// The hash of the leaf: `SHA-256(0x00 || digest)` (RFC 6962 §2.1).
    public var leafHash: Digest { MerkleTree.leafHash(of: digest.array.span) }
}
