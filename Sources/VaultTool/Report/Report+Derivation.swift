import Vault

extension Report {
    /// Says why no new document can be made of one.
    ///
    /// - Parameter reason: The reason.
    init(derivation reason: NotDerivable) {
        let words = Self.words(for: reason)
        self.init(.refused, words.code, words.message, hint: words.hint)
    }

    private static func words(
        for reason: NotDerivable
    ) -> (code: String, message: Message, hint: Message) {
        switch reason {
        case .type:
            (
                "derive.type", "Of such a file no other version can be made here",
                "It works for PDF, JPEG, PNG, TIFF, WebP, HEIC and AVIF"
            )
        case .noPicture:
            (
                "derive.no-picture", "The document is a PDF, and no picture is made of its pages",
                "It works for photos and scans; of a PDF take pages with --pages"
            )
        case .noPages:
            (
                "derive.no-pages", "The document is one picture: it has no pages to choose from",
                "Leave --pages out; of a TIFF with several pages take one, such as --pages 2"
            )
        case .pageMissing(let count):
            (
                "derive.page-missing",
                count == 1 ? "The document has 1 page" : "The document has \(count) pages",
                "Choose among them, such as --pages 1-\(count)"
            )
        case .password:
            (
                "derive.password", "The document opens with a password only",
                "Ask for a version without one, and upload that"
            )
        case .damaged:
            (
                "derive.damaged", "The document is too damaged to make another version of it",
                "Scan it again, or ask for a whole file"
            )
        default: furtherWords(for: reason)
        }
    }

    private static func furtherWords(
        for reason: NotDerivable
    ) -> (code: String, message: Message, hint: Message) {
        switch reason {
        case .tooLarge:
            (
                "derive.too-large", "The document is too long, or its picture has too many dots",
                "It works up to 256 MiB and 64 million dots"
            )
        case .unfit:
            (
                "derive.unfit",
                "The document does not become what is wanted and could still be read then",
                "Take fewer pages with --pages, or scan it again in gray with 150 dots an inch"
            )
        case .refused(let reasons):
            (
                "derive.refused",
                "What was made is not stored: \(ContentReason.words(for: reasons))",
                "Scan the paper again, and upload that"
            )
        case .nothing:
            (
                "derive.nothing", "Nothing was asked for",
                "Say --pages, --strip-location, --jpeg, --mark or --as-profile"
            )
        default:
            (
                "derive.failed", "Reading the document failed: it is damaged, or made to do harm",
                "Open it on a machine that may break, or scan the paper again"
            )
        }
    }
}
