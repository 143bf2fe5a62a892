import Vault
import VaultLedger

extension Report {
    /// Says what does not verify.
    ///
    /// - Parameters:
    ///   - damage: What is damaged.
    ///   - hint: What to do about it; `nil` for what is to be done in a vault.
    init(_ damage: Damage, hint: Message? = nil) {
        let (code, message) = Self.words(for: damage)
        self.init(
            .damaged,
            "damaged.\(code)",
            message,
            hint: hint ?? Self.wayOut(of: damage)
        )
    }

    private static func wayOut(of damage: Damage) -> Message {
        switch damage {
        case .databaseMissing:
            "Restore the vault from a backup: vaulttool restore BACKUP NEW"
        case .logHead, .logWitnesses:
            """
            Keep a copy of the vault as it is, then run: vaulttool audit; if its head is the right \
            one: --accept-head ROOT
            """
        case .logPolicy:
            """
            Keep a copy of the vault as it is, then run: vaulttool audit; a policy can be removed, \
            and its witnesses named anew
            """
        default: "Keep a copy of the vault as it is, then run: vaulttool audit"
        }
    }

    /// What to do about damage in a backup that is to be restored.
    ///
    /// - Parameter damage: What is damaged.
    /// - Returns: Some words.
    static func wayOut(ofNoRestore damage: Damage) -> Message {
        switch damage {
        case .backup("manifest"), .backup("vault.sqlite"): "The backup is damaged: try another one"
        case .backup, .blob:
            """
            The backup is damaged: try another one, or take what is whole: vaulttool restore \
            --incomplete BACKUP NEW
            """
        default: "The backup is damaged: try another one"
        }
    }

    /// What to do about damage that keeps a backup from being made.
    ///
    /// - Parameter damage: What is damaged.
    /// - Returns: Some words; `nil` for what is to be done in any case.
    static func wayOut(ofNoBackup damage: Damage) -> Message? {
        switch damage {
        case .backup: "Make a new one in another folder: vaulttool backup DIR"
        case .blob(let document):
            """
            Put its file back into blobs from another backup, or give the document up: vaulttool \
            withdraw \(document)
            """
        default: nil
        }
    }

    private static func words(for damage: Damage) -> (code: String, message: Message) {
        switch damage {
        case .database:
            ("database", "The database of the vault is damaged")
        case .databaseMissing:
            ("database-missing", "The database of the vault is missing")
        case .blob(let document):
            ("blob", "The content of document \(document) is damaged or missing")
        case .envelope(let subject, let holder):
            ("envelope", "The key of \(subject) that is sealed to \(holder) does not verify")
        case .card(let member):
            ("card", "The card of member \(member) does not verify")
        case .officeCard(let office):
            ("card", "The card of office \(office) does not verify")
        case .recipient(let holder):
            ("recipient", "The public key of \(holder) does not verify")
        case .statement(let index):
            ("statement", "Statement \(index) of the log does not verify")
        case .checkpoint:
            ("checkpoint", "The signed head of the log, or the tree under it, does not verify")
        case .logHead:
            ("log-head", "The file with the head that the log signed last is damaged")
        case .logPolicy:
            ("log-policy", "The file log.policy is no policy, or one about another log")
        case .logWitnesses:
            ("log-witnesses", "The file with what the witnesses have cosigned is damaged")
        case .logKey:
            ("log-key", "The log's key file is damaged, missing or not the one of this vault")
        case .backup(let name):
            ("backup", "The file \(name) of the backup is damaged or missing")
        }
    }
}
