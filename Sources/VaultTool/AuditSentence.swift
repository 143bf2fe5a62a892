import Vault
import VaultLedger

extension TreeHead {
    /// What an audit has proven of a head that somebody kept, as a line.
    var continuation: Message {
        "Proven: the log begins with the head that was kept, size \(size), root \(root)\n"
    }

    /// The head for programs.
    var json: JSONValue { .object([("size", .number(size)), ("root", .of(root))]) }
}

extension [AuditFinding] {
    /// How many findings with one code are shown: enough to see where it begins.
    private static var shownCount: Int { 10 }

    /// The findings as lines for people: of many with one code the first, and how many more there are.
    ///
    /// What was changed in one place can make all later ones look wrong, and must not hide the rest.
    var lines: [Message] {
        let counts = reduce(into: [:]) { $0[$1.code, default: 0] += 1 }
        var passed: [String: Int] = [:]
        return compactMap { finding in
            let number = passed[finding.code, default: 0]
            passed[finding.code] = number + 1
            guard number >= Self.shownCount else { return finding.line }
            guard number == Self.shownCount, let count = counts[finding.code] else { return nil }
            return "  \(finding.code): \(count - number) more of these, listed with --json\n"
        }
    }
}

extension AuditFinding {
    /// What was found, in one sentence without a full stop.
    var sentence: String {
        let words = message.text
        let about = subject.map { ": \(Style.harmless($0))" } ?? ""
        return words.prefix(1).uppercased() + words.dropFirst() + about
    }

    private var message: Message {
        if let rule = Rule(rawValue: code) { return Report.words(for: rule) }
        if code == "statement.missing", subject != nil {
            return "statements are missing and nothing allows that"
        }
        return Self.words(for: code)
    }

    /// The finding as a line for people, with its line ending.
    var line: Message {
        index.map { "  \(code) at \($0): \(sentence)\n" } ?? "  \(code): \(sentence)\n"
    }

    /// The finding for programs.
    var json: JSONValue {
        .object([
            ("code", .string(code)),
            ("index", .count(index)),
            ("subject", .text(subject)),
            ("message", .string(sentence)),
        ])
    }

    /// The words for the codes that stand in FORMAT.md under "Audit".
    private static func words(for code: String) -> Message {
        switch code {
        case "database.integrity": "the database file is damaged"
        case "genesis.missing": "the log does not begin with a valid genesis statement"
        case "statement.missing": "a statement is missing and nothing allows that"
        case "statement.digest": "a statement is not the one that the log committed to"
        case "erasure.remains": "a statement that was erased is still there"
        case "erasure.unwarranted": "a statement is missing, and its erasure was not signed off"
        case "time.future": "a statement lies ahead of the clock"
        case "leaf.changed":
            "the entry of an erased statement is not the one that the log committed to"
        case "leaf.missing", "tree.missing", "tree.changed", "tree.unfounded":
            "the tree is not the one that the statements lead to"
        case "checkpoint.invalid": "a signed head does not verify"
        case "checkpoint.root": "a signed head does not fit the tree"
        case "checkpoint.cosignature": "a cosignature on a signed head does not verify"
        case "checkpoint.quorum": "too few witnesses of the policy have cosigned the head"
        case "checkpoint.size": "the last signed head does not cover the whole log"
        case "head.back": "the log is shorter than a head that was seen before, with the root"
        case "head.forked": "the log does not continue a head that was seen before, with the root"
        case "head.replaced":
            "another vault of this origin was seen before, with the fingerprint"
        case "log.other": "the head that was kept is not signed by this log"
        case "log.behind": "the log is shorter than the head that was kept, with the root"
        case "log.forked": "the log does not begin with the head that was kept, with the root"
        case "witness.ahead", "witness.forked", "witness.invalid", "policy.invalid":
            witnessWords(for: code)
        case "head.memory": "what was remembered of the vault is damaged"
        case "projection.missing", "projection.changed", "projection.unfounded":
            "a row is not the one that the statements lead to"
        case "recipient.missing", "recipient.digest":
            "a public key is missing or not the one that was enrolled"
        default: bodyWords(for: code)
        }
    }

    /// The words for what others have seen of the log.
    private static func witnessWords(for code: String) -> Message {
        switch code {
        case "witness.ahead": "the log is shorter than what a witness has seen, who is"
        case "witness.forked": "the log does not continue a head that a witness cosigned, who is"
        case "witness.invalid": "what was written down of the witnesses is damaged"
        default: "the policy of the log is none, or about another log"
        }
    }

    /// The words for what is stored beside the statements.
    private static func bodyWords(for code: String) -> Message {
        switch code {
        case "card.missing", "card.digest": "a card is missing or not the one that was enrolled"
        case "card.unnamed": "a card lies in the vault though no statement speaks of it"
        case "envelope.missing", "envelope.digest":
            "a sealed key is missing or not the one that its statement names"
        case "envelope.unnamed": "a sealed key lies in the vault though no statement speaks of it"
        case "blob.missing": "the content of a document is missing"
        case "blob.unreadable": "the content of a document cannot be read"
        case "blob.digest": "the content of a document is damaged"
        default: exportWords(for: code)
        }
    }

    /// The words for the files of an export.
    private static func exportWords(for code: String) -> Message {
        switch code {
        case "tile.missing": "a file of the tree is missing"
        case "tile.invalid": "a file of the tree does not lead to the signed root"
        case "entry.invalid": "an entry of the tree is not the digest of a statement"
        case "file.unexpected": "a file is there that nothing explains"
        case "statement.owner": "a statement is about another owner"
        case "genesis.key": "the genesis statement names another log key"
        default: "something does not verify"
        }
    }
}
