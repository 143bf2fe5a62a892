public import VaultLedger

/// What the vault thinks of a file's content.
public enum ContentVerdict: String, Hashable, Sendable {
    /// Stored; the reasons are notes, if there are any.
    case accept

    /// Stored only if each ``ContentWarning`` among the reasons is accepted.
    case warn

    /// Not stored: nobody can say what the file does.
    case quarantine

    /// Not stored: the vault takes no such files.
    case reject
}

/// A reason for which a person is asked before a file is stored.
public enum ContentWarning: String, Hashable, Sendable, CaseIterable {
    /// A photo in a format that many offices cannot open.
    case imageHEIC = "image.heic"

    /// An image that says where it was taken.
    case imageGPS = "image.gps"

    /// A PDF that opens with a password only.
    case pdfPassword = "pdf.password"

    /// A PDF with scripts, actions that start programs, files inside, or an XFA form.
    case pdfActive = "pdf.active"

    /// A file whose end is missing, or that is damaged.
    case fileTruncated = "file.truncated"

    /// An office document, which looks different on every machine and can be changed.
    case officeDocument = "office.document"
}

/// Where a deposited document comes from.
public enum DepositSource: Hashable, Sendable {
    /// A regular file at this path; its last part is kept as the file name.
    case file(path: String)

    /// Bytes in memory, with the file name to keep.
    case bytes([UInt8], fileName: String)
}

/// How the deposit of one file went.
public struct DepositOutcome: Hashable, Sendable {
    /// What happened to the file.
    public enum Result: Hashable, Sendable {
        /// It is durable in the vault.
        case stored(DocumentID)

        /// The owner has its content already, as this document. Nothing was stored.
        case duplicate(DocumentID)

        /// The same file came earlier among those that were examined with it, so it would be left out.
        case duplicateFile(String)

        /// It would be stored; nothing was, since it was only examined.
        case storable

        /// Its content is not accepted, by itself or not yet: the verdict tells. Nothing was stored.
        case refused

        /// It could not be read or written; nothing was stored.
        case failed(VaultError)
    }

    /// Where the file came from: its path, or the name given with the bytes.
    public let file: String

    /// The media type that was detected; `nil` if detection did not come that far.
    public let mediaType: String?

    /// The length of the content in bytes; `nil` if it could not be read.
    public let size: Int?

    /// What the vault thinks of the content.
    public let verdict: ContentVerdict

    /// The stable codes of the reasons for the verdict.
    public let reasons: [String]

    /// What happened.
    public let result: Result

    /// For a file that was stored, or would be: an earlier document of the owner with the same content,
    /// if the caller can open one.
    public internal(set) var sameAs: DocumentID?

    /// For a file that would be stored: an earlier one with the same content, among those that were
    /// examined with it and would be stored.
    public internal(set) var sameAsFile: String?

    /// What the file calls itself: the title of a PDF, or the first line of a text; at most 120 bytes
    /// of UTF-8.
    ///
    /// Anybody can write it there, and it is not stored: it serves to guess what the file may be.
    public internal(set) var ownTitle: String?
}

/// What becomes of a file whose content the owner has already.
///
/// It is recognised by its length and its SHA-256, among the documents of the owner that the caller can
/// open, and in a ``DepositJournal``.
public enum RepeatHandling: Hashable, Sendable {
    /// It is stored once more, and the outcome says ``DepositOutcome/sameAs``.
    case store

    /// It is left out: the outcome is ``DepositOutcome/Result/duplicate(_:)``.
    case skip
}
