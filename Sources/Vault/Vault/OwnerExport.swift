public import VaultLedger

/// All papers of one owner, decrypted into a folder, with what happened to them.
public struct OwnerExport: Hashable, Sendable {
    /// The owner.
    public let owner: MemberID

    /// The name of the log.
    public let origin: String

    /// The fingerprint of the vault.
    public let fingerprint: Digest

    /// The head of the log that the history ends with.
    public let head: TreeHead

    /// When the folder was made.
    public let made: LedgerTime

    /// The documents, in the order of their deposits.
    public let documents: [ExportedDocument]

    /// What happened to the owner's documents, in the order of the log.
    public let history: [HistoryEntry]

    /// All grants of the owner's documents, those that ended included, in the order of the log.
    public let grants: [GrantRecord]

    /// What was handed out of the vault, in the order of the log.
    public let handouts: [HandoutRecord]

    /// The names of those whom history and grants are about, as far as the caller can read them.
    public let names: [MemberID: String]
}

/// A document in such a folder.
public struct ExportedDocument: Hashable, Sendable {
    /// The document.
    public let document: Document

    /// The name of the file that came in, nothing cleaned.
    public let rawFileName: String

    /// The name of its file in the folder ``OwnerExport/documentsFolder``.
    public let file: String
}

extension OwnerExport {
    /// The folder in which the documents lie.
    public static let documentsFolder = "documents"

    /// The file that shows everything.
    public static let pageName = "index.html"
}
