/// What becomes of a file that somebody wants to store.
package enum Verdict: String, Sendable {
    /// It is stored.
    case accept

    /// It is stored, and the person is told why to look at it again.
    case warn

    /// It is refused.
    case reject
}

/// Why a file is refused, or stored with a warning.
///
/// The raw values are stable.
package enum Reason: String, Sendable, CaseIterable {
    /// A program, an installer, a script, or a shortcut to one.
    case executable

    /// A container of other files, or a compressed file.
    case archive

    /// A document that runs code or loads things when it is opened.
    case activeContent = "active.content"

    /// A file without a single byte.
    case empty

    /// Something that is none of the kinds we store.
    case unknown

    /// The extension of the name belongs to another kind of file than the content.
    case nameMismatch = "name.mismatch"
}

/// What was found out about a file.
package struct Inspection: Sendable, Hashable {
    /// What becomes of the file.
    package let verdict: Verdict

    /// The media type of the content.
    ///
    /// For a refused file it is a hint, no more.
    package let mediaType: String

    /// Why, if the verdict is not ``Verdict/accept``.
    package let reasons: [Reason]

    /// Creates an inspection from its parts.
    package init(verdict: Verdict, mediaType: String, reasons: [Reason]) {
        self.verdict = verdict
        self.mediaType = mediaType
        self.reasons = reasons
    }
}

/// What the bytes of a file are, whatever its name.
enum Content: Hashable {
    /// One of the kinds that are stored.
    case stored(StoredType)

    /// A kind that is refused, with the media type as a hint.
    case refused(Reason, type: String)
}
