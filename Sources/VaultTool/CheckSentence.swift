import Vault
import VaultLedger

extension CheckFinding {
    /// What was found, in one sentence without a full stop.
    var sentence: String {
        let about = subject.map { ": \(Style.harmless($0))" } ?? ""
        return finding.words.text + about
    }

    /// The finding as a line for people, with its line ending.
    var line: Message {
        isRepaired
            ? "  \(finding.rawValue): \(sentence) (put in order)\n"
            : .verbatim("  \(finding.rawValue): \(sentence)\n")
    }

    /// The finding for programs.
    var json: JSONValue {
        .object([
            ("code", .string(finding.rawValue)),
            ("subject", .text(subject)),
            ("message", .string(sentence)),
            ("repaired", .bool(isRepaired)),
        ])
    }
}

extension ScrubFinding {
    /// What the code means, with a capital and without a full stop.
    var words: Message {
        switch self {
        case .databaseIntegrity: "The database file is damaged"
        case .databaseReference: "A row of the database refers to one that is missing"
        case .statementMissing: "A statement is missing and nothing allows that"
        case .statementDigest: "A statement is not the one that the log committed to"
        case .checkpointRoot: "The log does not lead to its last signed head"
        case .logBehind: "The database lacks statements that the log has signed"
        case .auditFinding: "An audit finds what does not verify"
        case .projectionChanged: "A row of the database does not say what the statements say"
        case .blobMissing: "The content of a document is missing"
        case .blobUnreadable: "The content of a document cannot be read"
        case .blobDigest: "The content of a document is damaged"
        case .blobUnnamed: "A stored file belongs to no document"
        case .blobOwed: "A stored file is still there that was to be deleted"
        case .stagingLeftover: "An unfinished file was left behind"
        case .fileMissing: "A file or folder is missing"
        case .fileDamaged: "A file of the vault cannot be read, or is not what it has to be"
        case .fileUnexpected: "Something is in the folder that no vault puts there"
        case .modeWrong: "The mode is not 0600, as for files, or 0700, as for folders"
        case .spaceLow: "There is too little room to encrypt the longest document anew"
        case .keyUnreadable: "The key of a document cannot be read"
        case .contentDigest: "The content of a document is not what was stored"
        }
    }
}
