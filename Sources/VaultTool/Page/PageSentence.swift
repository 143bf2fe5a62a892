import Vault
import VaultLedger

/// One line of a history in the words of the page that goes with exported papers: what newcomers read,
/// on that page and on a terminal.
struct PageSentence {
    /// What happened.
    let entry: HistoryEntry

    /// The words of a language.
    let words: PageWords

    /// How names and values look.
    let look: Look

    /// How what stands in the places of a sentence looks, each isolated from its surroundings.
    struct Look {
        /// A person; nobody in particular without an id.
        let person: (MemberID?) -> String

        /// A document; some document without an id.
        let document: (DocumentID?) -> String

        let office: (OfficeID) -> String
        let time: (LedgerTime) -> String
        let fingerprint: (Digest) -> String

        /// Words of the page.
        let plain: (String) -> String
    }

    /// The sentence.
    var text: String {
        let deed = HTML.filled(
            words.deeds[entry.kind] ?? entry.kind.rawValue,
            [
                "actor": look.person(entry.actor),
                "member": look.person(entry.member ?? entry.owner),
                "document": look.document(entry.document),
            ]
        )
        let isOnBehalf = entry.isOnBehalf ? look.plain(words.onBehalf) : nil
        return ([deed, erased, witness, recovery] + details + [isOnBehalf]).compactMap { $0 }
            .joined(separator: " – ")
    }

    private var erased: String? {
        guard entry.kind == .erase || entry.kind == .warrant else { return nil }
        return entry.document.map { look.document($0) } ?? look.person(entry.owner)
    }

    private var witness: String? {
        guard entry.kind == .claim, let witness = entry.member else { return nil }
        return HTML.filled(words.signedAlong, ["member": look.person(witness)])
    }

    private var recovery: String? { entry.isRecovery ? look.plain(words.byRecovery) : nil }

    /// Where, to whom, what for, with what outcome and until when.
    private var details: [String?] {
        let addressee = entry.kind == .deletionRequest ? entry.member : nil
        return [
            entry.office.map { named(words.office, look.office($0)) },
            entry.recipient.map { recipient in
                HTML.filled(words.outside, ["fingerprint": look.fingerprint(recipient)])
            },
            entry.purpose.map { purpose in
                named(words.purpose, look.plain(words.purposes[purpose] ?? purpose.rawValue))
            },
            addressee.map { named(words.recipient, look.person($0)) },
            entry.outcome.map { look.plain(words.outcomes[$0] ?? $0.rawValue) },
            entry.until.map { named(words.until, look.time($0)) },
        ]
    }

    private func named(_ name: String, _ value: String) -> String {
        "\(look.plain(name)): \(value)"
    }
}
