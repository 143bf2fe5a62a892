/// How a new file is to be made of one that is stored.
///
/// What a camera or a program wrote beside a picture, the place above all, is never in it.
package struct DerivationTask: Sendable {
    /// The pages to take, counted from 1; `nil` for all.
    package var pages: ClosedRange<Int>?

    /// Whether the result has to be a JPEG.
    package var isJPEG = false

    /// Whether the result is the largest picture of a PDF, whatever stands around it.
    ///
    /// Of a file from a scanner that is the paper. Nothing else counts then but the pages.
    package var isScan = false

    /// What is drawn over every page; `nil` for nothing.
    package var stamp: Stamp?

    /// How long the result may be, in bytes; `nil` if that does not matter.
    package var limit: Int?

    /// The kinds of files that the result may be.
    package var types: Set<DerivedType> = Set(DerivedType.allCases)

    /// Creates a task that changes nothing.
    package init() {}
}

/// The kinds of files that are made.
package enum DerivedType: UInt8, Sendable, CaseIterable {
    case pdf = 1
    case jpeg = 2
    case png = 4

    /// The media type.
    package var mediaType: String {
        switch self {
        case .pdf: StoredType.pdf.rawValue
        case .jpeg: StoredType.jpeg.rawValue
        case .png: StoredType.png.rawValue
        }
    }

    /// The extension of a name.
    package var nameExtension: String {
        switch self {
        case .pdf: "pdf"
        case .jpeg: "jpg"
        case .png: "png"
        }
    }
}

/// What a new file lacks that the old one has.
///
/// The raw values are stable.
package enum DerivationNote: String, Sendable, CaseIterable {
    /// The signature or seal no longer holds.
    case signature = "signature.lost"

    /// There are pages that are not in it.
    case pages = "pages.left"

    /// What could be seen through is white.
    case transparency = "transparency.lost"

    /// The picture was coded anew, so that fine detail may differ.
    case recoded = "picture.recoded"

    /// The picture has fewer dots.
    case scaled = "picture.scaled"

    /// What is more than pages: bookmarks, links, forms, attachments, scripts.
    case interaction = "interaction.lost"

    /// The limits on what people may do with it.
    case restrictions = "restrictions.lost"

    /// The old file is damaged, and so may be the new one.
    case damaged = "source.damaged"
}

/// Why no new file can be made.
package enum DerivationFault: Error, Hashable {
    /// Of such a file nothing can be made.
    case unsupported

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

    /// The picture has more dots than are handled.
    case tooLarge

    /// It does not become short enough, or of a kind that is wanted.
    case unfit

    /// There is no telling what went wrong: it crashed, hung, or took too much memory.
    case failed
}

/// A file that was made.
struct DerivedContent {
    var bytes: [UInt8]
    var type: DerivedType
    var notes: Set<DerivationNote>
}
