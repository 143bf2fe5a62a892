import CPango

/// The fonts with which sheets are set.
package enum SheetFonts {
    /// Whether the fonts of this machine have all letters of a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - language: Its language (BCP 47).
    ///   - direction: The way in which its lines run.
    /// - Returns: `false` if a letter would be drawn as an empty box.
    package static func cover(
        _ text: String,
        language: String,
        direction: Sheet.Direction
    ) -> Bool {
        let canvas = Canvas(title: "", sink: Sink { _ in true })
        let block = TextBlock(
            text,
            TextBlock.Style(size: 10),
            TextBlock.Setting(language: language, direction: direction, width: nil),
            on: canvas
        )
        return block.unknownLetters == 0
    }
}
