package import VaultCrypto

/// What is to stand on one page of paper.
///
/// In the texts, what stands between two backquotes is set in a face of one width, from left to right
/// whatever is around it.
package struct Sheet: ~Copyable {
    /// The way in which lines run.
    package enum Direction: Sendable {
        case leftToRight
        case rightToLeft
    }

    /// The language of the texts, as a tag of BCP 47; it decides between the shapes of letters.
    package var language: String

    /// The way in which the lines of the texts run.
    package var direction: Direction

    /// The heading of the page.
    package var title: String

    /// What it is about.
    package var introduction: [String]

    /// The characters that the page is for.
    package var code: Code

    /// What stands beside the picture.
    package var facts: [Fact]

    /// The same again for a camera.
    package var picture: Picture

    /// The heading of the steps.
    package var stepsTitle: String

    /// What to do, step by step.
    package var steps: [String]

    /// What to keep in mind.
    package var warnings: [String]

    /// Describes a page.
    package init(
        language: String,
        direction: Direction,
        title: String,
        introduction: [String],
        code: consuming Code,
        facts: [Fact],
        picture: consuming Picture,
        stepsTitle: String,
        steps: [String],
        warnings: [String]
    ) {
        self.language = language
        self.direction = direction
        self.title = title
        self.introduction = introduction
        self.code = code
        self.facts = facts
        self.picture = picture
        self.stepsTitle = stepsTitle
        self.steps = steps
        self.warnings = warnings
    }
}

extension Sheet {
    /// Groups of characters or words, numbered, always from left to right.
    package struct Code: ~Copyable {
        /// What the groups are.
        package var caption: String

        /// The groups in UTF-8, with a hyphen or a space between them.
        package var text: SecretBytes

        /// The number of groups in a line.
        package var columns: Int

        /// Describes groups.
        package init(caption: String, text: consuming SecretBytes, columns: Int) {
            precondition(columns >= 1, "a line has at least one group")
            self.caption = caption
            self.text = text
            self.columns = columns
        }
    }

    /// A QR code.
    package struct Picture: ~Copyable {
        /// What it is.
        package var caption: String

        /// What a camera reads.
        package var payload: SecretBytes

        /// Describes a QR code.
        package init(caption: String, payload: consuming SecretBytes) {
            self.caption = caption
            self.payload = payload
        }
    }

    /// A line of a table.
    package struct Fact: Sendable {
        /// What the value is.
        package var label: String

        /// The value.
        package var value: String

        /// Whether the value is set like code: an id, words of a fingerprint.
        package var isCode: Bool

        /// Describes a line.
        package init(_ label: String, _ value: String, isCode: Bool = false) {
            self.label = label
            self.value = value
            self.isCode = isCode
        }
    }
}
