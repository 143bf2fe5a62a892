/// Writes the lines of a statement.
struct StatementWriter {
    private(set) var text: String

    /// Begins the text with the line that names vault, kind of note and version.
    init(origin: String) {
        text = "\(origin)/statement/v1\n"
    }

    /// Adds `key word word…`.
    mutating func line(_ key: String, _ fields: any StatementField...) {
        text += key
        for field in fields { text += " \(field.word)" }
        text += "\n"
    }

    /// Adds the line of a basis.
    mutating func line(_ key: String, _ basis: Basis) {
        switch basis {
        case .own: text += "\(key) own\n"
        case .custody(let office): text += "\(key) custody \(office.word)\n"
        case .grant(let index): text += "\(key) grant \(index.word)\n"
        }
    }

    /// Adds a line for each holder, in the order given.
    mutating func lines(_ holders: [SealedKey]) {
        for key in holders { line("envelope", key.holder, key.recipient, key.envelope) }
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

    private var lines: ArraySlice<String>

    /// Splits `text` into lines.
    ///
    /// - Throws: ``LedgerError/malformedStatement`` if it is not ASCII lines that all end in U+000A,
    ///   or if the first is not `<origin>/statement/v1`.
    init(_ text: [UInt8]) throws(LedgerError) {
        let newline = UInt8(ascii: "\n")
        guard
            text.last == newline,
            text.allSatisfy({ $0 == newline || (0x20...0x7e).contains($0) })
        else { throw .malformedStatement }
        // ASCII only from here on, so comparing Strings is comparing bytes.
        let lines = text.dropLast()
            .split(separator: newline, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let suffix = "/statement/v1"
        guard let first = lines.first, first.hasSuffix(suffix) else { throw .malformedStatement }
        origin = String(first.dropLast(suffix.utf8.count))
        guard Origin.isValid(origin) else { throw .malformedStatement }
        self.lines = lines.dropFirst()
    }

    /// Takes the next line if its key is `key`.
    private mutating func words(of key: String) -> [String]? {
        guard let line = lines.first else { return nil }
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.first == key else { return nil }
        lines.removeFirst()
        return Array(words.dropFirst())
    }

    /// Takes a line that may be missing.
    mutating func optional<Field: StatementField>(
        _ key: String,
        as type: Field.Type = Field.self
    ) throws(LedgerError) -> Field? {
        guard let words = words(of: key) else { return nil }
        guard words.count == 1, let field = Field(word: words[0]) else {
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
    mutating func treeHead(_ key: String) throws(LedgerError) -> TreeHead {
        guard
            let words = words(of: key), words.count == 2,
            let size = Int(word: words[0]), let root = Digest(word: words[1])
        else { throw .malformedStatement }
        return TreeHead(size: size, root: root)
    }

    /// Takes the line of a basis.
    mutating func basis(_ key: String) throws(LedgerError) -> Basis {
        let words = words(of: key) ?? []
        if words == ["own"] { return .own }
        guard words.count == 2 else { throw .malformedStatement }
        if words[0] == "custody", let office = OfficeID(word: words[1]) { return .custody(office) }
        if words[0] == "grant", let index = Int(word: words[1]) { return .grant(index) }
        throw .malformedStatement
    }

    /// Takes the lines of a ciphertext.
    mutating func content() throws(LedgerError) -> SealedContent {
        try SealedContent(
            ciphertext: one("ciphertext"),
            length: one("length"),
            content: one("content")
        )
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

    /// Ends the reading.
    ///
    /// - Throws: ``LedgerError/malformedStatement`` if a line is left.
    func finish() throws(LedgerError) {
        guard lines.isEmpty else { throw .malformedStatement }
    }
}
