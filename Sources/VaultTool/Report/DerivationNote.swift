/// The words for the codes with which the vault says what a new document lacks.
enum DerivationNote {
    /// Says a note in words.
    ///
    /// - Parameter code: A stable code of the library.
    /// - Returns: The words; a code that the tool does not know stands for itself.
    static func words(for code: String) -> Message {
        switch code {
        case "signature.lost": "its signature or seal does not hold in the new document"
        case "pages.left": "there are further pages, which are not in the new document"
        case "transparency.lost": "what could be seen through is white"
        case "picture.recoded": "the picture was coded anew: fine detail may differ"
        case "picture.scaled": "the picture has fewer dots"
        case "interaction.lost": "bookmarks, links, forms, attachments or scripts are left out"
        case "restrictions.lost": "its author's limits on printing and copying are left out"
        case "source.damaged": "the document is damaged, and so may be the new one"
        default: .verbatim(code)
        }
    }
}
