public import VaultLedger

/// What people say about a document.
///
/// It can be mended; the facts cannot. It lies inside the envelope, so only holders of the document
/// read it.
public struct DocumentDescription: Hashable, Sendable {
    /// A title for people, up to 500 characters.
    public var title: String?

    /// A dotted code such as `edu.vocational-diploma`; codes that no one knows are kept.
    public var kind: String?

    /// Kinds that the document had before somebody mended them on the owner's behalf, and that ask for
    /// more care than others: they still count when it is granted.
    public internal(set) var earlierKinds: [String] = []

    /// The document's language as a tag of BCP 47, such as `ar` or `uk-Cyrl`.
    public var language: String?

    /// What the file is of the paper.
    public var form: DocumentForm?

    /// Who stored it and whether the original was seen; the vault writes it at the deposit.
    public internal(set) var transferNote: TransferNote?

    /// How it stands to other documents of the same owner, without repetitions.
    public var relations: [DocumentRelation]

    /// Creates a description.
    public init(
        title: String? = nil,
        kind: String? = nil,
        language: String? = nil,
        form: DocumentForm? = nil,
        relations: [DocumentRelation] = []
    ) {
        self.title = title
        self.kind = kind
        self.language = language
        self.form = form
        self.relations = relations
    }
}

/// What a file is of the paper that it shows.
public enum DocumentForm: String, Hashable, Sendable, CaseIterable {
    /// The depositor had the original paper at hand.
    case originalPaperSeen = "original-paper-seen"

    /// A plain copy or scan.
    case plainCopy = "plain-copy"

    /// A scan of a copy that an authority certified.
    case certifiedCopy = "certified-copy"

    /// A file that is certified by an electronic signature or seal.
    case electronicCertified = "electronic-certified"

    /// A file that was never paper, under its issuer's seal.
    case bornDigitalSealed = "born-digital-sealed"

    /// A file that was never paper.
    case bornDigital = "born-digital"
}

/// A note for whoever gets a document on paper's behalf: who stored it, when, and what they had
/// before them.
public struct TransferNote: Hashable, Sendable {
    /// Whether the depositor says that the original paper was seen.
    public let isOriginalSeen: Bool

    /// The depositor's name.
    public let author: String

    /// When it was stored, by the depositor's clock.
    public let time: LedgerTime
}

/// How a document stands to another one of the same owner.
public struct DocumentRelation: Hashable, Sendable {
    /// What the one is of the other.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A translation.
        case translationOf

        /// A certified copy.
        case certifiedCopyOf

        /// A version with parts blacked out.
        case redactionOf

        /// A version made by a program: smaller, some pages, another format, without the place.
        case derivativeOf

        /// What takes its place.
        case supersedes

        /// What belongs to it as an attachment.
        case attachmentOf

        /// The other side of the same paper.
        case frontBackOf

        /// What puts it together with others for one purpose: of a bundle alone.
        case contains
    }

    /// What the described document is of ``document``.
    public let kind: Kind

    /// The other document.
    public let document: DocumentID

    /// Creates a relation.
    public init(_ kind: Kind, _ document: DocumentID) {
        self.kind = kind
        self.document = document
    }
}

extension DocumentRelation {
    /// The relation in one word and an id, as an envelope has it: `translationOf d-m12gscmgfyzx37yz`.
    var text: String { "\(kind.rawValue) \(document)" }

    /// Reads what ``text`` writes.
    init?(text: String) {
        let words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard
            words.count == 2, let kind = Kind(rawValue: String(decoding: words[0], as: UTF8.self)),
            let document = DocumentID(String(decoding: words[1], as: UTF8.self))
        else { return nil }
        self.init(kind, document)
    }
}
