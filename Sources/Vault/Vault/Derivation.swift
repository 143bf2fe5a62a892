public import VaultLedger
import VaultMedia

/// How a new document is to be made of one that is stored.
public struct Derivation: Hashable, Sendable {
    /// The pages to take, counted from 1; `nil` for all.
    public var pages: ClosedRange<Int>?

    /// Whether a new document is wanted even if nothing else is: one without what a camera or a program
    /// wrote beside the picture, the place above all.
    ///
    /// No file that is made has that, whatever is asked for. A file that lacks nothing but a name for
    /// its receiver is taken as it is unless this is set; one that says where it was taken never is.
    public var removesMetadata = false

    /// Whether the result has to be a JPEG.
    public var isJPEG = false

    /// What is drawn over every page, so that everybody sees that it is a copy and for whom.
    public var mark: CopyMark?

    /// Whose demands the result has to meet, in type, length and name.
    public var profile: ReceiverProfile?

    /// The title of the new document; `nil` to make one of the title that there is.
    public var title: String?

    /// Creates a wish that changes nothing yet.
    public init() {}

    var task: DerivationTask {
        var task = DerivationTask()
        task.pages = pages
        task.isJPEG = isJPEG
        task.stamp = mark?.stamp
        if let profile {
            task.limit = profile.maximumSize
            task.types = Set(DerivedType.allCases.filter { profile.types.contains($0.mediaType) })
        }
        return task
    }
}

/// Words that are drawn over the pages of a copy.
public struct CopyMark: Hashable, Sendable {
    /// The words, such as `Kopie – für IHK FOSA`.
    public let text: String

    let stamp: Stamp

    /// Creates a mark of words that were drawn.
    ///
    /// The result is `nil` if the words are longer than 120 characters or not one line, or the number
    /// of dots is not that of the picture.
    ///
    /// - Parameters:
    ///   - text: The words.
    ///   - page: A PDF file with one page, which holds the words and nothing else.
    ///   - width: How many dots the picture of the words is wide, 8192 at most.
    ///   - height: How many dots it is high, 1024 at most.
    ///   - dots: For every dot of the picture how light it is and how much it covers, row by row from
    ///     the top.
    public init?(text: String, page: [UInt8], width: Int, height: Int, dots: [UInt8]) {
        guard Self.isAcceptable(text),
            let stamp = Stamp(page: page, width: width, height: height, dots: dots)
        else { return nil }
        self.text = text
        self.stamp = stamp
    }

    /// Whether words can be a mark: one line of 1 to 120 characters.
    public static func isAcceptable(_ text: String) -> Bool {
        (1...120).contains(text.count) && text.utf8.count <= 1_000 && TextRules.isOneLine(text)
    }
}

/// A document that was made of another one.
public struct DerivedDocument: Hashable, Sendable {
    /// The new document.
    public let document: DocumentID

    /// What it was made of.
    public let original: DocumentID

    /// The name of its file.
    public let fileName: String

    /// The media type of its content.
    public let mediaType: String

    /// The length of its content in bytes.
    public let size: Int

    /// The title that it got.
    public let title: String?

    /// The stable codes of what it lacks that the original has, such as `signature.lost`.
    public let notes: [String]
}

/// Why no new document can be made.
public enum NotDerivable: Hashable, Sendable {
    /// Of such a file nothing can be made.
    case type

    /// The file is not one of pictures, so it cannot become one.
    case noPicture

    /// The file has no pages to choose from.
    case noPages

    /// The file has only so many pages.
    case pageMissing(count: Int)

    /// The file opens with a password only.
    case password

    /// The file cannot be read.
    case damaged

    /// The picture has more dots than are handled, or the file is too long.
    case tooLarge

    /// It does not become short enough, or of a kind that is wanted, and could still be read.
    case unfit

    /// There is no telling what went wrong: the file made the program that reads it fail.
    case failed

    /// What was made is not stored: the inspection refused it, for these reasons.
    case refused([String])

    /// Nothing was asked for.
    case nothing

    init(_ fault: DerivationFault) {
        self =
            switch fault {
            case .unsupported: .type
            case .noPicture: .noPicture
            case .noPages: .noPages
            case .pageMissing(let count): .pageMissing(count: count)
            case .password: .password
            case .damaged: .damaged
            case .tooLarge: .tooLarge
            case .unfit: .unfit
            case .failed: .failed
            }
    }
}
