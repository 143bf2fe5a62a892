public import VaultLedger

/// What is wrong with the archive of a move.
public enum ArchiveFault: Hashable, Sendable {
    /// The file is no intact age file: damaged, cut off, or something else.
    case damaged

    /// The identity is none of those to whom the archive is sealed.
    case wrongKey

    /// What is in the age file is not built as an archive is: an entry that does not belong there,
    /// another order or spelling, too much or too little.
    case malformed

    /// A later version wrote it; the text is its first line.
    case newer(String)

    /// The log is not the one that is trusted.
    case otherLog

    /// The receipt of the statement at this index does not show that the log holds it.
    case receipt(Int)

    /// The statement at this index was not signed by whom it should have been, as far as the
    /// statements in the archive tell.
    case statement(Int)

    /// What is said about the document, or its content, is not what was deposited.
    case document(DocumentID)

    /// A document that was deposited and never withdrawn is not in the archive.
    case incomplete(DocumentID)

    /// The archive is of a person of this name, and the owner goes by another.
    case otherPerson(String)

    /// The document is longer than an archive can hold: 8 GiB less a byte.
    case tooLong(DocumentID)
}
