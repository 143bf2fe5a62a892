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

    /// How to write values.
    let style: Style

    /// The sentence, without a full stop.
    var text: String { "\(name(entry.actor)) \(deed)\(behalf)" }

    private var deed: String {
        switch entry.kind {
        case .genesis: "made the vault"
        case .office: "made the common key of a group"
        case .enrol: "enrolled \(name(entry.member ?? entry.owner))"
        case .deposit: "stored \(document) for \(name(entry.owner))"
        case .grant: "let \(name(entry.member)) open \(document)\(purpose)\(until)"
        case .revoke: "ended the access of \(name(entry.member)) to \(document)"
        case .rekey: "encrypted \(document) anew"
        case .describe: "mended the description of \(document)"
        case .open: "opened \(document) through the vault\(purpose)"
        case .send: "handed \(document) out to somebody outside\(fingerprint)\(purpose)"
        case .withdraw: "made \(document) unreadable for everyone"
        case .retire: "ended the membership of \(name(entry.member))"
        case .rotate where entry.member == entry.actor: "goes on with new keys"
        case .rotate: "took the keys of \(name(entry.member)) anew"
        case .invite: "handed out a claim code for \(name(entry.member))"
        case .claim: "took over with a key of their own"
        case .recoveryPlan: "prepared a recovery by people of their choice"
        case .recover: "asked for a recovery"
        case .veto: "stopped a recovery"
        case .erase: "asked for everything about \(erased) to be erased"
        case .warrant: "signed off that everything about \(erased) is erased"
        case .clock: "set the clock of the log back"
        case .logKey: "put another key in the place of the log's"
        case .scrub: "looked over what is stored"
        }
    }

    private var erased: String { entry.document?.text ?? entry.owner?.text ?? "somebody" }

    private var document: String { entry.document?.text ?? "a document" }

    private var purpose: String { entry.purpose.map { " for \(style.purpose($0))" } ?? "" }

    private var fingerprint: String {
        entry.recipient.map { ", fingerprint \($0)," } ?? ""
    }

    private var until: String { entry.until.map { " until \(style.time($0))" } ?? "" }

    private var behalf: String {
        guard entry.isOnBehalf else { return "" }
        return entry.kind == .deposit ? ", on behalf" : ", on behalf of \(name(entry.owner))"
    }

    private func name(_ member: MemberID?) -> String {
        member.map { names.text($0, style) } ?? "somebody"
    }
}
