/// What a log says about itself: its name, its size and its root (c2sp.org/tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
    /// The name of the log, which is also the name of its key.
    public let origin: KeyName

    /// The size and the root of the tree.
    public let head: TreeHead

    /// Creates a checkpoint.
    ///
    /// - Parameters:
    ///   - origin: The name of the log.
    ///   - head: The size and the root of its tree.
    /// - Throws: ``LedgerError/malformedCheckpoint`` if the size is negative, or 0 with a root other
    ///   than ``MerkleTree/emptyRoot``.
    public init(origin: KeyName, head: TreeHead) throws(LedgerError) {
        guard head.size > 0 || head == .empty else { throw .malformedCheckpoint }
        self.origin = origin
        self.head = head
    }
}

// MARK: - Text form

extension Checkpoint {
    /// The text of the note: origin, size in decimal, root in base64, each on its line.
    public var text: [UInt8] {
        Array("\(origin)\n\(head.size)\n\(head.root.base64)\n".utf8)
    }

    /// Reads the text of a checkpoint.
    ///
    /// - Parameter text: The text of the note, with its last newline.
    /// - Throws: ``LedgerError/unsupportedExtension`` if lines follow the root;
    ///   ``LedgerError/malformedCheckpoint`` if anything else is not as ``text`` would write it, or
    ///   ``init(origin:head:)`` refuses the parts.
    public init(parsing text: [UInt8]) throws(LedgerError) {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.firstIndex(where: \.isEmpty) == lines.count - 1,
            let origin = try? KeyName(utf8: lines[0]),
            let size = CanonicalText.decimal(lines[1]),
            let hash = CanonicalText.base64(lines[2]), let root = Digest(hash)
        else { throw .malformedCheckpoint }
        guard lines.count == 4 else { throw .unsupportedExtension }
        try self.init(origin: origin, head: TreeHead(size: size, root: root))
    }
}

// MARK: - Signature

extension Checkpoint {
    /// Verifies a signed checkpoint and reads it.
    ///
    /// Lines by other keys than the log's are ignored here; cosignatures are verified by
    /// ``SignedNote/verified(by:)``.
    ///
    /// - Parameters:
    ///   - note: The signed checkpoint.
    ///   - logKey: The key of the log, whose name is the origin that is expected.
    /// - Throws: ``LedgerError/unsupportedKeyType(_:)`` if the key is not one that logs sign with;
    ///   ``LedgerError/unknownSigner`` if the log has not signed; ``LedgerError/badSignature`` if
    ///   its signature does not hold; what ``init(parsing:)`` throws if the text is not a
    ///   checkpoint; ``LedgerError/originMismatch`` if the log's key signed for another origin.
    public init(verifying note: SignedNote, by logKey: VerifierKey) throws(LedgerError) {
        guard logKey.type == .ed25519 else { throw .unsupportedKeyType(logKey.type.rawValue) }
        _ = try note.verified(by: [logKey])
        try self.init(parsing: note.text)
        guard origin == logKey.name else { throw .originMismatch }
    }

    /// Signs the checkpoint.
    ///
    /// A log must not sign two checkpoints unless the later tree begins with the earlier one.
    ///
    /// - Parameter signer: The key of the log, whose name must be the origin.
    /// - Returns: The signed checkpoint.
    /// - Throws: ``LedgerError/originMismatch`` if the key has another name.
    package func signed(by signer: NoteSigner) throws(LedgerError) -> SignedNote {
        guard signer.verifierKey.name == origin else { throw .originMismatch }
        return try SignedNote(text: text, signers: [signer])
    }
}
