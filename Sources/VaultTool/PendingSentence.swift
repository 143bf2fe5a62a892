import Vault
import VaultLedger

/// What is still pending, in words and for programs.
struct PendingSentence {
    /// What is pending.
    let report: PendingReport

    /// The lines, each with its line ending; none if nothing is pending.
    var text: Message {
        let others = report.others
        var text: [Message] = []
        if !report.mine.isEmpty {
            text.append(
                "Not everything is done yet; run a command that changes something again\n"
            )
        }
        for group in others.groups {
            text.append("The key of \(group) has to be replaced by an admin who holds it\n")
        }
        switch others.owners.count {
        case 0: break
        case 1: text.append("1 owner waits for new keys from the office of custody\n")
        case let count:
            text.append("\(count) owners wait for new keys from the office of custody\n")
        }
        switch others.documents.count {
        case 0: break
        case 1:
            text.append(
                """
                1 document waits for the owner or the office of custody, whose next change encrypts \
                anew

                """
            )
        case let count:
            text.append(
                """
                \(count) documents wait for the owner or the office of custody, whose next change \
                encrypts anew

                """
            )
        }
        return text.joined()
    }

    /// What became of papers that were encrypted anew because keys were replaced.
    ///
    /// - Parameter count: How many were.
    /// - Returns: Whole lines.
    func afterNewKeys(encryptedAnew count: Int) -> Message {
        let papers = Style.count(count, of: .documents)
        guard !report.mine.isEmpty || !report.others.isEmpty else {
            return "Encrypted anew: \(papers); the old key opens nothing that is written later\n"
        }
        return """
            Encrypted anew: \(papers)
            \(text)Until that is done the old key opens what is sealed to the same keys

            """
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
