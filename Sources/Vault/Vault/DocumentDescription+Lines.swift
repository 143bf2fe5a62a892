import VaultLedger

extension DocumentDescription {
    /// The description as lines of an envelope; what is not said has no line.
    var lines: [CommentLine] {
        var lines: [CommentLine] = []
        if let title { lines.append(CommentLine("title", title)) }
        if let kind { lines.append(CommentLine("kind", kind)) }
        if !earlierKinds.isEmpty {
            lines.append(CommentLine("earlier-kinds", earlierKinds.joined(separator: " ")))
        }
        if let language { lines.append(CommentLine("language", language)) }
        if let form { lines.append(CommentLine("form", form.rawValue)) }
        if let transferNote { lines += transferNote.lines }
        return lines + relations.map { CommentLine("relation", $0.text) }
    }

    /// Reads what ``lines`` writes; `nil` if a value has no meaning.
    ///
    /// A line in another place is not taken; it shows when all is written again.
    init?(reading reader: inout CommentReader) {
        self.init(title: reader.take("title"), kind: reader.take("kind"))
        if let kind { guard Self.isCode(kind) else { return nil } }
        if let text = reader.take("earlier-kinds") {
            earlierKinds = Self.words(of: text)
            guard
                earlierKinds.allSatisfy(Self.isCode),
                Set(earlierKinds).count == earlierKinds.count
            else { return nil }
        }
        language = reader.take("language")
        if let language { guard Self.isLanguageTag(language) else { return nil } }
        if let text = reader.take("form") {
            guard let form = DocumentForm(rawValue: text) else { return nil }
            self.form = form
        }
        if let text = reader.take("original-seen") {
            guard let note = TransferNote(isOriginalSeen: text, reading: &reader) else {
                return nil
            }
            transferNote = note
        }
        while let text = reader.take("relation") {
            guard let relation = DocumentRelation(text: text) else { return nil }
            relations.append(relation)
        }
        guard Set(relations).count == relations.count else { return nil }
    }
}

extension DocumentDescription {
    /// The words of a text, which has single spaces between them.
    static func words(of text: String) -> [String] { text.split(separator: " ").map(String.init) }
}

extension TransferNote {
    fileprivate var lines: [CommentLine] {
        [
            CommentLine("original-seen", isOriginalSeen ? "yes" : "no"),
            CommentLine("scanned-by", author),
            CommentLine("scanned", time.text),
        ]
    }

    /// Reads what follows the line `original-seen`.
    fileprivate init?(isOriginalSeen text: String, reading reader: inout CommentReader) {
        guard
            let isOriginalSeen = ["yes": true, "no": false][text],
            let author = reader.take("scanned-by"),
            let time = reader.take("scanned").flatMap({ LedgerTime($0) })
        else { return nil }
        self.init(isOriginalSeen: isOriginalSeen, author: author, time: time)
    }
}
