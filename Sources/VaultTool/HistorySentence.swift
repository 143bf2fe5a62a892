import Vault
import VaultLedger

/// One line of a history in words.
///
/// It says what the log proves: what was granted and what was opened through the vault, never what
/// was read.
struct HistorySentence {
    /// What happened.
    let entry: HistoryEntry

    /// The names of those it is about.
    let names: Names

    /// The titles of the documents it is about.
    let titles: Titles

    /// The names of the offices it is about; `nil` for ids.
    var offices: OfficeNames?

    /// How to write values.
    let style: Style

    /// The sentence, without a full stop, in the language that the tool speaks.
    var text: Message {
        let language = Language.spoken
        switch language {
        case .de, .en: return behalf(deed)
        case .fr, .ar, .fa: return .verbatim(text(in: language.page))
        }
    }

    private var deed: Message {
        switch entry.kind {
        case .genesis: "\(actor) made the vault"
        case .office: "\(actor) made the common key of a group"
        case .enrol: "\(actor) enrolled \(name(entry.member ?? entry.owner))"
        case .deposit: "\(actor) stored \(document) for \(name(entry.owner))"
        case .grant: grant
        case .revoke: "\(actor) ended the access of \(name(entry.member)) to \(document)"
        case .rekey: "\(actor) encrypted \(document) anew"
        case .describe: "\(actor) mended the description of \(document)"
        case .open: opening
        case .send: handout
        case .withdraw: "\(actor) made \(document) unreadable for everyone"
        case .deletionRequest: deletionRequest
        case .deletionAnswer: deletionAnswer
        case .erase: "\(actor) asked for everything about \(erased) to be erased"
        case .warrant: "\(actor) signed off that everything about \(erased) is erased"
        default: memberDeed
        }
    }

    /// What is done to members and to the log, not to documents.
    private var memberDeed: Message {
        switch entry.kind {
        case .retire: "\(actor) ended the membership of \(name(entry.member))"
        case .rotate where entry.isRecovery:
            "\(actor) goes on with new keys, by two shares of a recovery"
        case .rotate where entry.member == entry.actor: "\(actor) goes on with new keys"
        case .rotate: custody
        case .invite: "\(actor) handed out a claim code for \(name(entry.member))"
        case .claim: claim
        case .recoveryPlan: "\(actor) prepared a recovery by people of their choice"
        case .recover: "\(actor) asked for a recovery"
        case .veto: "\(actor) stopped a recovery"
        case .scrub: "\(actor) looked over what is stored"
        case .clock: "\(actor) set the clock of the log back"
        default: "\(actor) put another key in the place of the log's"
        }
    }

    private var custody: Message {
        guard let office = entry.office else {
            return "\(actor) took the keys of \(name(entry.member)) anew"
        }
        return """
            \(actor) took the keys of \(name(entry.member)) anew, for the office \(shown(office))
            """
    }

    private var claim: Message {
        guard let witness = entry.member else {
            return "\(actor) took over with a key of their own"
        }
        return "\(actor) took over with a key of their own; \(name(witness)) signed along"
    }

    private var grant: Message {
        guard let purpose = entry.purpose, let until = entry.until else {
            return "\(actor) let \(name(entry.member)) open \(document)"
        }
        return """
            \(actor) let \(name(entry.member)) open \(document) for \(style.purpose(purpose)) until \
            \(style.time(until))
            """
    }

    private var opening: Message {
        guard let purpose = entry.purpose else {
            return "\(actor) opened \(document) through the vault"
        }
        return "\(actor) opened \(document) through the vault for \(style.purpose(purpose))"
    }

    private var handout: Message {
        guard let recipient = entry.recipient, let purpose = entry.purpose else {
            return "\(actor) handed \(document) out to somebody outside"
        }
        return """
            \(actor) handed \(document) out to somebody outside, fingerprint \(recipient), for \
            \(style.purpose(purpose))
            """
    }

    private var deletionRequest: Message {
        let due = entry.until.map { style.time($0) } ?? ""
        return "\(actor) asked \(addressee) to delete all copies of \(document), by \(due)"
    }

    private var deletionAnswer: Message {
        let isWrittenDown = entry.actor != entry.member
        return switch (entry.outcome, isWrittenDown) {
        case (.deleted, false): "\(actor) says that all their copies of \(document) are deleted"
        case (_, false): "\(actor) says that they keep a copy of \(document)"
        case (.deleted, true):
            "\(actor) wrote down that \(addressee) deleted all copies of \(document)"
        case (_, true): "\(actor) wrote down that \(addressee) keeps a copy of \(document)"
        }
    }

    /// Who is asked to delete copies.
    private var addressee: Message {
        entry.member.map { name($0) } ?? "somebody outside"
    }

    /// Adds for whom it was done, if not for the actor.
    private func behalf(_ deed: Message) -> Message {
        guard entry.isOnBehalf else { return deed }
        return entry.kind == .deposit
            ? "\(deed), on behalf" : "\(deed), on behalf of \(name(entry.owner))"
    }

    private var actor: Message { name(entry.actor) }

    private var erased: Message {
        (entry.document?.text ?? entry.owner?.text).map { .verbatim($0) } ?? "somebody"
    }

    private var document: Message {
        entry.document.map { .verbatim(titles.text($0, style)) } ?? "a document"
    }

    private func shown(_ office: OfficeID) -> String {
        offices?.text(office, style) ?? office.text
    }

    private func name(_ member: MemberID?) -> Message {
        member.map { .verbatim(names.text($0, style)) } ?? Message("somebody")
    }
}

extension HistorySentence {
    /// The sentence in the words of the page that goes with exported papers.
    ///
    /// - Parameter words: The words of a language.
    /// - Returns: The sentence; what stands in its places is isolated on a terminal.
    func text(in words: PageWords) -> String {
        let look = PageSentence.Look(
            person: { member in member.map { names.text($0, style) } ?? words.somebody },
            document: { id in id.map { titles.text($0, style) } ?? words.document },
            office: shown,
            time: { style.shown(style.time($0)) },
            fingerprint: { style.shown($0.hexadecimal) },
            plain: { $0 }
        )
        return PageSentence(entry: entry, words: words, look: look).text
    }
}
