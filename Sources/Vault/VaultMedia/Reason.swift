/// What becomes of a file that somebody wants to store, from the mildest to the hardest.
package enum Verdict: String, Sendable, Comparable, CaseIterable {
    /// It is stored; what there is to say about it are notes.
    case accept

    /// It is stored if the person says so, knowing why they were asked.
    case warn

    /// It is not stored: nobody can say what it does.
    case quarantine

    /// It is not stored: the vault takes no such files.
    case reject

    package static func < (left: Verdict, right: Verdict) -> Bool {
        left.severity < right.severity
    }

    private var severity: Int {
        switch self {
        case .accept: 0
        case .warn: 1
        case .quarantine: 2
        case .reject: 3
        }
    }
}

/// What there is to say about a file.
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

    /// An office document with macros, controls or programs in it.
    case officeMacro = "office.macro"

    /// A file that is one kind for one program and another kind for another.
    case polyglot

    /// Something that is none of the kinds we store.
    case unknown

    /// A file on which the inspection failed: it crashed, hung, or took too much memory.
    case parserFailed = "parser.failed"

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

    /// An office document: it looks different on every machine, and can be changed.
    case officeDocument = "office.document"

    /// The extension of the name belongs to another kind of file than the content.
    case nameMismatch = "name.mismatch"

    /// The name has invisible characters, turns its direction, or leads to other folders.
    case nameSpoof = "name.spoof"

    /// A PDF that anybody can open, with limits on what they may do with it.
    case pdfOwnerPassword = "pdf.owner-password"

    /// A PDF with a digital signature or seal, which any change would break.
    case signed

    /// An image that is too small for a page to be readable on it.
    case scanLowResolution = "scan.low-resolution"

    /// A file of which only parts were looked at: of a long one its beginning and its end, of a PDF not
    /// every object or photo.
    case contentPartial = "content.partial"

    /// What becomes of a file for this reason alone.
    package var verdict: Verdict {
        switch self {
        case .executable, .archive, .activeContent, .empty: .reject
        case .officeMacro, .polyglot, .unknown, .parserFailed: .quarantine
        case .imageHEIC, .imageGPS, .pdfPassword, .pdfActive, .fileTruncated, .officeDocument: .warn
        case .nameMismatch, .nameSpoof, .pdfOwnerPassword, .signed, .scanLowResolution,
            .contentPartial:
            .accept
        }
    }
}
