/// What an admin states about a member who leaves: how much the member could still open.
///
/// A signed note (c2sp.org/signed-note) beside the log; FORMAT.md, "Leaving". It counts what is left
/// at one head, so that whoever has the log can check when that was.
public struct LeavingNote: Hashable, Sendable {
    /// The name of the log.
    public let origin: String

    /// The admin who states it.
    public let author: MemberID

    /// When, by the author's clock.
    public let time: LedgerTime

    /// The head at which it was counted.
    public let seen: TreeHead

    /// Who leaves.
    public let member: MemberID

    /// The index of the statement with which the member left; `nil` before that.
    public let retired: Int?

    /// The indexes of the statements with which the keys of the member's groups were replaced since,
    /// ascending.
    public let renewed: [Int]

    /// How many groups there are whose key in force the member knows.
    public let groups: Int

    /// How many provisional owners there are whose secret in force the member can reach.
    public let owners: Int

    /// How many documents there are that the member could open.
    public let documents: Int

    /// Creates the note.
    public init(
        origin: String,
        author: MemberID,
        time: LedgerTime,
        seen: TreeHead,
        member: MemberID,
        retired: Int?,
        renewed: [Int],
        groups: Int,
        owners: Int,
        documents: Int
    ) {
        self.origin = origin
        self.author = author
        self.time = time
        self.seen = seen
        self.member = member
        self.retired = retired
        self.renewed = renewed
        self.groups = groups
        self.owners = owners
        self.documents = documents
    }

    /// Whether the member has left and nothing is left to them.
    public var isComplete: Bool {
        retired != nil && groups == 0 && owners == 0 && documents == 0
    }
}

extension LeavingNote {
    /// The text that is signed: ASCII lines, each ending in U+000A.
    public var text: String {
        var writer = StatementWriter(origin: origin, note: .leaving)
        writer.line("author", author)
        writer.line("time", time)
        writer.line("seen", seen.size, seen.root)
        writer.line("member", member)
        if let retired { writer.line("retired", retired) }
        for index in renewed { writer.line("renewed", index) }
        writer.line("groups", groups)
        writer.line("owners", owners)
        writer.line("documents", documents)
        return String(decoding: writer.text, as: UTF8.self)
    }

    /// Reads the text of a note.
    ///
    /// - Parameter text: The signed text, up to and with its last newline.
    /// - Throws: ``LedgerError/malformedStatement`` if a line is missing, unknown, out of order or
    ///   misspelled, or if the note does not serialise to the same bytes.
    public init(text: [UInt8]) throws(LedgerError) {
        var reader = try StatementReader(text, note: .leaving)
        try self.init(
            origin: reader.origin,
            author: reader.one("author"),
            time: reader.one("time"),
            seen: reader.seen(),
            member: reader.one("member"),
            retired: reader.optional("retired"),
            renewed: reader.indexes("renewed"),
            groups: reader.one("groups"),
            owners: reader.one("owners"),
            documents: reader.one("documents")
        )
        try reader.finish()
        guard self.text.utf8.elementsEqual(text) else { throw .malformedStatement }
    }

    /// Signs the note.
    ///
    /// - Parameter signer: The author's statement key.
    /// - Returns: The signed note.
    /// - Throws: ``LedgerError`` as ``SignedNote/init(text:signers:)``.
    package func signed(by signer: NoteSigner) throws(LedgerError) -> SignedNote {
        try SignedNote(text: Array(text.utf8), signers: [signer])
    }
}
