/// What a note that is written in lines like those of a statement says.
enum NoteKind: String {
    case statement
    case leaving
}

/// Writes the lines of a statement.
struct StatementWriter {
    /// The text so far, ASCII.
    private(set) var text: [UInt8]

    /// Begins the text with the line that names vault, kind of note and version.
    init(origin: String, note: NoteKind = .statement) {
        text = []
        text.reserveCapacity(1_024)
        text += "\(origin)/\(note.rawValue)/v1\n".utf8
    }

    /// Adds `key word word…`.
    mutating func line<Field: StatementField>(_ key: String, _ field: Field) {
        text += key.utf8
        append(field)
        text.append(UInt8(ascii: "\n"))
    }

    /// Writes a line with two fields.
    mutating func line<First: StatementField, Second: StatementField>(
        _ key: String,
        _ first: First,
        _ second: Second
    ) {
        text += key.utf8
        append(first)
        append(second)
        text.append(UInt8(ascii: "\n"))
    }

    /// Writes a line with more fields.
    mutating func line(_ key: String, _ fields: any StatementField...) {
        text += key.utf8
        for field in fields { append(field) }
        text.append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ field: some StatementField) {
        text.append(UInt8(ascii: " "))
        field.append(to: &text)
    }

    /// Adds the line of a basis.
    mutating func line(_ basis: Basis) {
        switch basis {
        case .own: text += "basis own\n".utf8
        case .custody(let office): line("basis custody", office)
        case .grant(let index): line("basis grant", index)
        case .deposit: text += "basis deposit\n".utf8
        }
    }

    /// Adds a line for each holder, in the order given.
    mutating func lines(_ holders: [SealedKey]) {
        for key in holders { line("envelope", key.holder, key.recipient, key.envelope) }
    }

    /// Adds a line for each group key, in the order given.
    mutating func lines(_ groups: [GroupKey]) {
        for key in groups { line("key", key.office, key.generation, key.envelope) }
    }

    /// Adds the lines of new keys.
    mutating func lines(_ keys: NewKeys) {
        line("card", keys.card)
        line("recipient", keys.recipient)
        if let verifier = keys.verifier { line("verifier", verifier) }
        if let witness = keys.witness { line("witness", witness) }
        if let custody = keys.custody { line("custody", custody) }
        lines(keys.groups)
        for key in keys.documents { line("document", key.document, key.envelope) }
    }

    /// Adds a line for each statement that is erased, in the order given.
    mutating func lines(_ holes: [Hole]) {
        for hole in holes {
            if let author = hole.author {
                line("hole", hole.index, hole.time, author, hole.number)
            } else {
                line("hole", hole.index, hole.time)
            }
        }
    }

    /// Adds a line for each finding, in the order given.
    mutating func lines(_ findings: [Scrub.Count]) {
        for found in findings { line("finding", found.finding, found.count) }
    }

    /// Adds the lines of a ciphertext.
    mutating func lines(_ content: SealedContent) {
        line("ciphertext", content.ciphertext)
        line("length", content.length)
        line("content", content.content)
    }
}

/// Reads the lines of a statement in the order of its type.
///
/// Each call takes the next line and insists on its key. Leftovers are found by ``finish()``.
struct StatementReader {
    /// The vault that the first line names.
    let origin: String

    private var lines: TextLines

    /// Splits `text` into lines.
    ///
    /// - Throws: ``LedgerError/malformedStatement`` if it is not ASCII lines that all end in U+000A,
    ///   or if the first is not `<origin>/statement/v1`, or that of the other kind of note.
    init(_ text: [UInt8], note: NoteKind = .statement) throws(LedgerError) {
        let newline = UInt8(ascii: "\n")
        guard
            text.last == newline,
            text.allSatisfy({ $0 == newline || (0x20...0x7e).contains($0) })
        else { throw .malformedStatement }
        lines = TextLines(text)
        let suffix = "/\(note.rawValue)/v1".utf8
        guard let first = lines.next(), first.suffix(suffix.count).elementsEqual(suffix) else {
            throw .malformedStatement
        }
        origin = String(decoding: first.dropLast(suffix.count), as: UTF8.self)
        guard Origin.isValid(origin) else { throw .malformedStatement }
    }

    /// Takes the next line if its key is `key`.
    private mutating func words(of key: String) -> [ArraySlice<UInt8>]? {
        lines.next(after: key)?
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    }

    /// Takes a line that may be missing.
    mutating func optional<Field: StatementField>(
        _ key: String,
        as type: Field.Type = Field.self
    ) throws(LedgerError) -> Field? {
        guard let word = lines.next(after: key) else { return nil }
        guard !word.contains(UInt8(ascii: " ")), let field = Field(word: word) else {
            throw .malformedStatement
        }
        return field
    }

    /// Takes a line that has to be there.
    mutating func one<Field: StatementField>(
        _ key: String,
        as type: Field.Type = Field.self
    ) throws(LedgerError) -> Field {
        guard let field = try optional(key, as: type) else { throw .malformedStatement }
        return field
    }

    /// Takes the line of the head that the author has seen.
    mutating func seen() throws(LedgerError) -> TreeHead {
        guard
            let words = words(of: "seen"), words.count == 2,
            let size = Int(word: words[0]), let root = Digest(word: words[1])
        else { throw .malformedStatement }
        return TreeHead(size: size, root: root)
    }

    /// Takes the line of a basis.
    mutating func basis() throws(LedgerError) -> Basis {
        let words = words(of: "basis") ?? []
        guard let name = words.first.map({ String(decoding: $0, as: UTF8.self) }) else {
            throw .malformedStatement
        }
        if name == "own", words.count == 1 { return .own }
        if name == "deposit", words.count == 1 { return .deposit }
        guard words.count == 2 else { throw .malformedStatement }
        if name == "custody", let office = OfficeID(word: words[1]) { return .custody(office) }
        if name == "grant", let index = Int(word: words[1]) { return .grant(index) }
        throw .malformedStatement
    }

    /// Takes the lines of a ciphertext.
    mutating func content() throws(LedgerError) -> SealedContent {
        try SealedContent(
            ciphertext: one("ciphertext"),
            length: length(),
            content: one("content")
        )
    }

    /// Takes the length of a file.
    mutating func length() throws(LedgerError) -> Int {
        let length: Int = try one("length")
        guard length <= SealedContent.maximumLength else { throw .malformedStatement }
        return length
    }

    /// Takes one line for each holder: at least one, sorted, no holder twice.
    mutating func holders() throws(LedgerError) -> [SealedKey] {
        var holders: [SealedKey] = []
        while let words = words(of: "envelope") {
            guard
                words.count == 3,
                let holder = MemberID(word: words[0]), let recipient = Digest(word: words[1]),
                let envelope = Digest(word: words[2]),
                holders.last.map({ $0.holder < holder }) ?? true
            else { throw .malformedStatement }
            holders.append(SealedKey(holder: holder, recipient: recipient, envelope: envelope))
        }
        guard !holders.isEmpty else { throw .malformedStatement }
        return holders
    }

    /// Takes the line of a single holder.
    mutating func holder() throws(LedgerError) -> SealedKey {
        let holders = try holders()
        guard holders.count == 1 else { throw .malformedStatement }
        return holders[0]
    }

    /// Takes one line for each group key: any number, sorted, no group twice.
    mutating func groupKeys() throws(LedgerError) -> [GroupKey] {
        var keys: [GroupKey] = []
        while let words = words(of: "key") {
            guard
                words.count == 3,
                let office = OfficeID(word: words[0]), let generation = Int(word: words[1]),
                let envelope = Digest(word: words[2]),
                keys.last.map({ $0.office < office }) ?? true
            else { throw .malformedStatement }
            keys.append(GroupKey(office: office, generation: generation, envelope: envelope))
        }
        return keys
    }

    /// Takes the line of a single group key.
    mutating func groupKey() throws(LedgerError) -> GroupKey {
        let keys = try groupKeys()
        guard keys.count == 1 else { throw .malformedStatement }
        return keys[0]
    }

    /// Takes the lines of new keys.
    mutating func newKeys() throws(LedgerError) -> NewKeys {
        try NewKeys(
            card: one("card"),
            recipient: one("recipient"),
            verifier: optional("verifier"),
            witness: optional("witness"),
            custody: optional("custody"),
            groups: groupKeys(),
            documents: documentKeys()
        )
    }

    /// Takes one line for each document key: any number, sorted, no document twice.
    private mutating func documentKeys() throws(LedgerError) -> [DocumentKey] {
        var keys: [DocumentKey] = []
        while let words = words(of: "document") {
            guard
                words.count == 2,
                let document = DocumentID(word: words[0]), let envelope = Digest(word: words[1]),
                keys.last.map({ $0.document < document }) ?? true
            else { throw .malformedStatement }
            keys.append(DocumentKey(document: document, envelope: envelope))
        }
        return keys
    }

    /// Takes one line for each digest under `key`: any number, sorted as text, none twice.
    mutating func digests(_ key: String) throws(LedgerError) -> [Digest] {
        var digests: [Digest] = []
        while let words = words(of: key) {
            guard
                words.count == 1, let digest = Digest(word: words[0]),
                digests.last.map({ $0.base64 < digest.base64 }) ?? true
            else { throw .malformedStatement }
            digests.append(digest)
        }
        return digests
    }

    /// Takes one line for each index under `key`: any number, sorted, none twice.
    mutating func indexes(_ key: String) throws(LedgerError) -> [Int] {
        var indexes: [Int] = []
        while let words = words(of: key) {
            guard
                words.count == 1, let index = Int(word: words[0]),
                indexes.last.map({ $0 < index }) ?? true
            else { throw .malformedStatement }
            indexes.append(index)
        }
        return indexes
    }

    /// Takes one line for each erased statement: at least one, sorted, no index twice.
    mutating func holes() throws(LedgerError) -> [Hole] {
        var holes: [Hole] = []
        while let words = words(of: "hole") {
            guard
                let hole = Hole(words: words), holes.last.map({ $0.index < hole.index }) ?? true
            else { throw .malformedStatement }
            holes.append(hole)
        }
        guard !holes.isEmpty else { throw .malformedStatement }
        return holes
    }

    /// Takes one line for each finding: any number, sorted by code, none twice.
    mutating func findings() throws(LedgerError) -> [Scrub.Count] {
        var findings: [Scrub.Count] = []
        while let words = words(of: "finding") {
            guard
                words.count == 2, let finding = ScrubFinding(word: words[0]),
                let count = Int(word: words[1]), count > 0,
                findings.last.map({ $0.finding.rawValue < finding.rawValue }) ?? true
            else { throw .malformedStatement }
            findings.append(Scrub.Count(finding: finding, count: count))
        }
        return findings
    }

    /// Ends the reading.
    ///
    /// - Throws: ``LedgerError/malformedStatement`` if a line is left.
    func finish() throws(LedgerError) {
        guard lines.rest.isEmpty else { throw .malformedStatement }
    }
}

extension Hole {
    /// Reads the words of a line: index and time, and author and number if there is an author.
    fileprivate init?(words: [ArraySlice<UInt8>]) {
        guard
            words.count == 2 || words.count == 4,
            let index = Int(word: words[0]), let time = LedgerTime(word: words[1])
        else { return nil }
        self.init(index: index, time: time, author: nil, number: 0)
        if words.count == 4 {
            guard
                let author = MemberID(word: words[2]), let number = Int(word: words[3]), number > 0
            else { return nil }
            self.init(index: index, time: time, author: author, number: number)
        }
    }
}
