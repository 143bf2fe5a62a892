/// Something that a look over what is stored can find; the raw value is its stable code.
///
/// FORMAT.md, "Scrub", says each in a sentence.
public enum ScrubFinding: String, Sendable, CaseIterable {
    /// The structure of the database is damaged.
    case databaseIntegrity = "database.integrity"

    /// A row refers to another one that is not there.
    case databaseReference = "database.reference"

    /// An entry of the tree has no statement, and no hole explains it.
    case statementMissing = "statement.missing"

    /// A statement does not hash to its entry.
    case statementDigest = "statement.digest"

    /// The entries do not lead to the last signed head.
    case checkpointRoot = "checkpoint.root"

    /// The database is behind the head that was signed last.
    case logBehind = "log.behind"

    /// An audit finds something else that does not verify: a key, a card, a rule.
    case auditFinding = "audit.finding"

    /// A row does not say what the statements say.
    case projectionChanged = "projection.changed"

    /// The blob of a document is missing.
    case blobMissing = "blob.missing"

    /// The blob of a document cannot be read, or is no regular file.
    case blobUnreadable = "blob.unreadable"

    /// The blob of a document is not the one that its statement names.
    case blobDigest = "blob.digest"

    /// A blob is there that no document names.
    case blobUnnamed = "blob.unnamed"

    /// A blob is still there whose removal is owed.
    case blobOwed = "blob.owed"

    /// A blob in the making was left by a process that ended.
    case stagingLeftover = "staging.leftover"

    /// A file or folder of the vault is missing.
    case fileMissing = "file.missing"

    /// A file beside the database cannot be read, or does not hold what the vault needs of it.
    case fileDamaged = "file.damaged"

    /// A file, folder or link is there that nothing explains.
    case fileUnexpected = "file.unexpected"

    /// A file has not mode 0600, or a folder not mode 0700.
    case modeWrong = "mode.wrong"

    /// There is less free space than it takes to encrypt the longest document anew.
    case spaceLow = "space.low"

    /// The key of a document cannot be taken from its envelope.
    case keyUnreadable = "key.unreadable"

    /// The content of a document does not decrypt to what was deposited.
    case contentDigest = "content.digest"
}

/// A member has looked over what is stored, without or with the keys to open it.
public struct Scrub: Hashable, Sendable {
    /// How many blobs were read and hashed.
    public let blobs: Int

    /// How many bytes they have together.
    public let bytes: Int

    /// How many documents were decrypted and compared with what was deposited; `nil` if it was done
    /// without keys.
    public let decrypted: Int?

    /// What was found and how often, sorted by code; none if all was well.
    public let findings: [Count]

    /// How often something was found.
    public struct Count: Hashable, Sendable {
        /// What was found.
        public let finding: ScrubFinding

        /// How often, at least once.
        public let count: Int

        /// Creates the line of a finding.
        public init(finding: ScrubFinding, count: Int) {
            self.finding = finding
            self.count = count
        }
    }

    /// Creates the body of the statement.
    public init(blobs: Int, bytes: Int, decrypted: Int?, findings: [Count]) {
        self.blobs = blobs
        self.bytes = bytes
        self.decrypted = decrypted
        self.findings = findings
    }
}
