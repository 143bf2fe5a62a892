import VaultLedger

/// A statement of which a test can change any part before it is signed.
struct Draft: Sendable {
    var origin = Person.origin
    var author: Person
    var number: Int
    var time: LedgerTime
    var seen: TreeHead
    var body: Statement.Body

    /// Who signs, in order.
    var signers: [NoteSigner]

    /// A change of the text after the statement is written and before it is signed.
    var edit: @Sendable (String) -> String = { $0 }

    /// Whether the last signature is one of another text.
    var isForged = false

    var statement: Statement {
        Statement(
            origin: origin,
            author: author.id,
            number: number,
            time: time,
            seen: seen,
            salt: required(Salt(Array(digest(of: "\(author.name) \(number)").array[..<16]))),
            body: body
        )
    }

    /// The bytes that would stand in the log.
    var bytes: [UInt8] {
        let text = Array(edit(statement.text).utf8)
        var signatures = signers.map { $0.sign(text) }
        if isForged, let last = signers.last {
            signatures[signatures.count - 1] = last.sign(text + text)
        }
        return required(try? SignedNote(text: text, signatures: signatures)).bytes
    }

    /// The same draft with one part changed.
    func with<Value>(_ part: WritableKeyPath<Draft, Value>, _ value: Value) -> Draft {
        var draft = self
        draft[keyPath: part] = value
        return draft
    }

    /// The same draft with its time moved.
    func delayed(by seconds: Int64) -> Draft { with(\.time, time.advanced(by: seconds)) }
}

extension Draft {
    /// The same draft with the text changed before it is signed.
    func editing(_ edit: @escaping @Sendable (String) -> String) -> Draft { with(\.edit, edit) }

    /// The same draft with other signatures.
    func signed(with signers: [NoteSigner]) -> Draft { with(\.signers, signers) }

    /// The same draft signed by others, with their own keys.
    func signed(by people: [Person]) -> Draft { signed(with: people.map { $0.signer() }) }

    /// The same draft by an author who has seen another head.
    func seeing(_ head: TreeHead) -> Draft { with(\.seen, head) }
}
