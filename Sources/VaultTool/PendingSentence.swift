import Vault
import VaultLedger

/// What is still pending, in words and for programs.
struct PendingSentence {
    /// What is pending.
    let report: PendingReport

    /// The lines, each with its line ending; none if nothing is pending.
    var text: String {
        let others = report.others
        var text = ""
        if !report.mine.isEmpty {
            text += "Not everything is done yet; run a command that changes something again\n"
        }
        for group in others.groups {
            text += "The key of \(group) has to be replaced by an admin who holds it\n"
        }
        if !others.owners.isEmpty {
            let count = others.owners.count
            text +=
                "\(Self.count(count, "owner")) \(count == 1 ? "waits" : "wait") for new keys from "
            text += "the office of custody\n"
        }
        if !others.documents.isEmpty {
            let count = others.documents.count
            text +=
                "\(Self.count(count, "document")) \(count == 1 ? "waits" : "wait") for the owner "
            text += "or the office of custody, whose next change encrypts anew\n"
        }
        return text
    }

    /// A number of things.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - noun: What, in the singular.
    /// - Returns: `1 owner`, `3 owners`.
    static func count(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    /// The pending work for programs.
    var json: JSONValue {
        .object([("mine", Self.json(report.mine)), ("others", Self.json(report.others))])
    }

    private static func json(_ work: PendingWork) -> JSONValue {
        .object([
            ("groups", .texts(work.groups.map(\.text))),
            ("owners", .texts(work.owners.map(\.text))),
            ("documents", .texts(work.documents.map(\.text))),
        ])
    }
}
