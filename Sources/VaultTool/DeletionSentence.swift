import Vault
import VaultLedger

/// A request for the deletion of copies, in words and for programs.
struct DeletionSentence {
    /// The request.
    let request: DeletionRecord

    /// The names of those it is about.
    let names: Names

    /// That it was asked for.
    ///
    /// - Parameters:
    ///   - isStillGranted: Whether whoever is asked can open the document still.
    ///   - style: How to write values.
    /// - Returns: Some lines.
    func asked(isStillGranted: Bool, _ style: Style) -> Message {
        let whom = addressee(style)
        var access: Message = ""
        if isStillGranted, let grantee = request.grantee {
            access = """
                  They can still open it. End that: vaulttool revoke \(request.document) --from \
                \(grantee)

                """
        }
        return """
            Asked \(whom) to delete all copies of \(request.document), by \(style.time(request.due)): \
            request \(request.index)
              \(given(style))
            \(access)  The vault cannot delete a copy. See what they answer: vaulttool deletion list

            """
    }

    /// What was answered.
    ///
    /// - Parameter style: How to write values.
    /// - Returns: A line.
    func answered(_ style: Style) -> Message {
        "Request \(request.index), \(request.document), \(addressee(style)): \(status(style))\n"
    }

    /// Who is asked.
    ///
    /// - Parameter style: How to write the name.
    /// - Returns: A name, or the fingerprint of somebody outside.
    func addressee(_ style: Style) -> Message {
        if let grantee = request.grantee { return .verbatim(names.text(grantee, style)) }
        return request.recipient.map { "fingerprint \($0)" } ?? "somebody outside"
    }

    /// Where the request stands.
    ///
    /// - Parameter style: How to write values.
    /// - Returns: Some words.
    func status(_ style: Style) -> Message {
        guard let answer = request.answer else {
            return request.status == .overdue ? "overdue" : "waits for an answer"
        }
        let time = style.time(answer.time)
        let outcome: Message =
            switch answer.outcome {
            case .deleted: "deleted on \(time)"
            case .kept: "kept, said on \(time)"
            }
        guard answer.author != request.grantee else { return outcome }
        return "\(outcome), written down by \(names.text(answer.author, style))"
    }

    /// What they were given, and whether they opened it.
    private func given(_ style: Style) -> Message {
        let time = style.time(request.released)
        let purpose = style.purpose(request.purpose)
        guard request.grantee != nil else {
            return "It was handed out on \(time) for \(purpose)."
        }
        guard let opened = request.lastOpened else {
            return "It was granted on \(time) for \(purpose), and never opened through the vault."
        }
        return """
            It was granted on \(time) for \(purpose), and opened through the vault, the last time on \
            \(style.time(opened)).
            """
    }

    /// The request for programs.
    var json: JSONValue {
        .object([
            ("index", .number(request.index)),
            ("time", .of(request.time)),
            ("author", .of(request.author)),
            ("authorName", names.json(request.author)),
            ("document", .of(request.document)),
            ("title", .text(request.title)),
            ("owner", .of(request.owner)),
            ("ownerName", names.json(request.owner)),
            ("grantee", .of(request.grantee)),
            ("granteeName", names.json(request.grantee)),
            ("recipient", .of(request.recipient)),
            ("released", .of(request.released)),
            ("purpose", .string(request.purpose.rawValue)),
            ("lastOpened", .of(request.lastOpened)),
            ("due", .of(request.due)),
            ("status", .string(request.status.rawValue)),
            ("answered", .of(request.answer?.time)),
            ("answeredBy", .of(request.answer?.author)),
            ("answeredByName", names.json(request.answer?.author)),
        ])
    }
}

extension DeletionSentence {
    /// Looks up the names of those whom a request is about.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - vault: Where.
    /// - Throws: `VaultError` if the vault cannot be read or does not verify.
    init(_ request: DeletionRecord, in vault: DocumentVault) async throws(VaultError) {
        self.request = request
        names = try await Names(of: request.people, in: vault)
    }
}

extension DeletionRecord {
    /// Everyone it is about.
    var people: Set<MemberID> {
        Set([author, owner, grantee, answer?.author].compactMap { $0 })
    }
}
