import Vault

/// A title for a paper, by the name of its file.
enum TitleGuess {
    /// How the names begin that cameras, scanners and messengers give.
    private static let meaningless = [
        "img", "dsc", "dscn", "pxl", "scan", "image", "photo", "foto", "whatsapp image", "doc",
        "document", "dokument", "screenshot", "bild",
    ]

    /// The title.
    ///
    /// - Parameters:
    ///   - fileName: The name of the file, without folders.
    ///   - kind: What its kind is called, if it is known: better than the name of a camera's file.
    /// - Returns: The name without its ending, words apart; `nil` if nothing is left.
    static func title(fileName: String, kind: String?) -> String? {
        var name = fileName[...]
        if let dot = name.lastIndex(of: "."), dot > name.startIndex,
            name.distance(from: dot, to: name.endIndex) <= 6
        {
            name = name[..<dot]
        }
        let words = String(name.map { "_+".contains($0) ? " " : $0 })
            .split(separator: " ").joined(separator: " ")
        let title = Style.harmless(words)
        if let kind, isMeaningless(title) { return kind }
        return title.isEmpty ? kind : String(title.prefix(200))
    }

    /// Whether a name is a word of a machine and numbers.
    private static func isMeaningless(_ title: String) -> Bool {
        let words = KindGuess.folded(title).split(separator: " ").map { word in
            String(word.filter { !$0.isNumber })
        }
        let rest = words.filter { !$0.isEmpty }.joined(separator: " ")
        return rest.isEmpty || meaningless.contains { rest == $0 || rest == "\($0) at" }
    }
}
