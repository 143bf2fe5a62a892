import Vault
import VaultLedger
import VaultSystem

extension Report {
    /// Puts an error of the library into words.
    ///
    /// - Parameters:
    ///   - error: The error.
    ///   - path: The file it is about, where the error does not name it.
    init(_ error: VaultError, path: String?) {
        switch error {
        case .damaged(let damage): self.init(damage)
        case .notAllowed(let denial): self.init(denial)
        case .archive(let fault): self.init(fault)
        case .invalid(let value): self.init(value)
        case .rejected(let rule): self.init(rule)
        case .refused(let refusals):
            self.init(
                "Nothing was granted, for some of the documents are refused",
                code: "documents-refused",
                parts: refusals.map { ($0.document.text, Report($0.error, path: nil)) }
            )
        case .code(let fault): self.init(fault)
        case .share(let fault): self.init(fault)
        case .recoveryNotFound, .recoveryNotWaiting: self.init(recovery: error)
        case .wentBack, .forked, .replaced, .memoryDamaged, .headNotAccepted:
            self.init(head: error)
        case .witnessAhead, .witnessForked, .notCosigned, .policyEdited, .alreadyWitness,
            .witnessNotFound:
            self.init(witness: error)
        case .erased(let subject): self.init(erased: subject)
        case .memberNotFound, .officeNotFound, .documentNotFound, .withdrawn, .statementNotFound,
            .grantNotFound, .ambiguous, .alreadyEnrolled, .officeExists:
            self.init(naming: error)
        case .releaseNotFound, .deletionNotFound, .deletionOpen: self.init(deletion: error)
        case .identityMissing, .identityMalformed, .passphraseMissing, .passphraseWrong,
            .suiteMismatch, .cardMalformed:
            self.init(key: error, path: path)
        case .journalMalformed(let path):
            self.init(
                .refused,
                "journal-malformed",
                "The file \(Self.quoted(path)) is no journal of uploads",
                hint: "Remove it; what was stored by an upload that was stopped is stored once more"
            )
        case .reportMalformed, .reportWrong:
            self.init(leaving: error, path: path)
        case .vaultNotFound, .isBackup, .backupNotFound, .backupOfAnother, .fileNotFound,
            .folderNotFound, .inside, .inUse, .nameMalformed, .exists:
            self.init(path: error)
        case .erasureNotRequested, .unclean:
            self.init(erasure: error)
        case .newerVersion, .busy, .diskFull, .io:
            self.init(storage: error)
        case .inspectionUnavailable(let fault):
            self.init(inspection: fault)
        case .notDerivable(let reason):
            self.init(derivation: reason)
        }
    }

    // MARK: ids and names

    private init(erased subject: ErasureSubject) {
        let (id, hint): (String, Message) =
            switch subject {
            case .document(let id):
                (id.text, "See when and by whom with: vaulttool history --document \(id)")
            case .owner(let id):
                (id.text, "See when and by whom with: vaulttool history --owner \(id)")
            }
        self.init(
            .notFound,
            "erased",
            "\(id) was erased: nothing of it is left in the vault",
            hint: hint
        )
    }

    private init(naming error: VaultError) {
        switch error {
        case .memberNotFound(let text):
            self.init(
                .notFound,
                "member-not-found",
                "No member goes by \(Self.quoted(text)), as far as this identity can read names",
                hint: "Use an id from: vaulttool members"
            )
        case .officeNotFound(let text):
            self.init(
                .notFound,
                "office-not-found",
                "No office goes by \(Self.quoted(text)), as far as this identity can read names",
                hint: "Use an id from: vaulttool office list"
            )
        case .documentNotFound(let text):
            self.init(
                .notFound,
                "document-not-found",
                "There is no document \(Self.quoted(text))",
                hint: "Use an id, or at least four characters of one, from: vaulttool list"
            )
        case .withdrawn(let document):
            self.init(
                .notFound,
                "withdrawn",
                "\(document) was withdrawn: nobody can open it any more",
                hint: "See when and by whom with: vaulttool history --document \(document)"
            )
        case .statementNotFound(let index):
            self.init(
                .notFound,
                "statement-not-found",
                "The log has no statement \(index)",
                hint: "Use a number from: vaulttool history"
            )
        case .grantNotFound(let document, let grantee):
            self.init(
                .notFound,
                "grant-not-found",
                "There is no live grant of \(document) to \(grantee)",
                hint: "See who can open what with: vaulttool grants"
            )
        case .ambiguous(let text, let candidates):
            self.init(
                .usage,
                "ambiguous",
                "\(Self.quoted(text)) fits several: \(candidates.joined(separator: ", "))",
                hint: "Use one of these ids"
            )
        case .officeExists(let office):
            self.init(
                .cannotCreate,
                "office-exists",
                "The office \(office) goes by this name already",
                hint: "Choose another name; see the offices with: vaulttool office list"
            )
        case .alreadyEnrolled(let member):
            self.init(
                .cannotCreate,
                "already-enrolled",
                "These keys are enrolled already, as those of \(member)",
                hint: "Use others; see whose these are with: vaulttool members"
            )
        default: self.init(storage: error)
        }
    }

    // MARK: identities and cards

    private init(key error: VaultError, path: String?) {
        let file = Self.file(path)
        switch error {
        case .identityMissing:
            self.init(ToolError.identityMissing)
        case .identityMalformed:
            self.init(
                .refused,
                "identity-malformed",
                "\(file) is not an identity file with exactly one identity",
                hint: "Make one with: vaulttool identity new FILE --name NAME"
            )
        case .passphraseMissing:
            self.init(ToolError.passphraseUnavailable(path: path ?? say("the identity")))
        case .passphraseWrong:
            self.init(
                .notAllowed,
                "passphrase-wrong",
                path.map { "The passphrase does not open \(Self.quoted($0))" }
                    ?? "The passphrase does not open the identity file",
                hint: """
                    Try again; nobody can look it up. If your own is lost: vaulttool help recover
                    """
            )
        case .suiteMismatch(let suite):
            self.init(
                .notAllowed,
                "suite-mismatch",
                "The vault takes \(suite.rawValue) keys only, and this key is of the other suite",
                hint: "Make a fitting one: vaulttool identity new FILE --suite \(suite.rawValue)"
            )
        case .cardMalformed:
            self.init(
                .refused,
                "card-malformed",
                "\(file) is not a card, or its signature does not verify",
                hint: "Ask its owner for a new one, made with: vaulttool identity card FILE"
            )
        default: self.init(storage: error)
        }
    }

    private init(erasure error: VaultError) {
        switch error {
        case .unclean(let findings):
            self.init(
                .damaged,
                "findings",
                Self.words(findings: findings.count, in: .vault),
                hint: "Keep a copy of the vault as it is, then run: vaulttool audit"
            )
        default:
            self.init(
                .notFound,
                "erasure-not-requested",
                "No admin has asked for this to be erased",
                hint: "First, as an admin: vaulttool erase DOC --ground GROUND"
            )
        }
    }

    init(storage error: VaultError) {
        switch error {
        case .newerVersion(let name):
            self.init(
                .inputOutput,
                "newer-version",
                "The vault was written by a newer version: \(Self.quoted(name))",
                hint: "Use a newer vaulttool"
            )
        case .busy:
            self.init(
                .inputOutput,
                "busy",
                "Another process holds the vault",
                hint: "Try again in a moment"
            )
        case .diskFull(let path):
            self.init(
                .inputOutput,
                "disk-full",
                "The disk is full that \(Self.quoted(path)) lies on",
                hint: "Make room, try again"
            )
        case .io(let code, let path):
            let words = Self.words(for: SystemError(code: code, operation: .read))
            self.init(
                .inputOutput,
                "io",
                "\(Self.quoted(path)): \(words)",
                hint: "Check the path, who may use it, and the disk"
            )
        default:
            self.init(.unexpected, "unexpected", "Something unexpected happened")
        }
    }

    /// What the kernel said, in words.
    static func words(for error: SystemError) -> Message {
        if error.isFull { return "the disk is full" }
        if error.isReadOnly { return "it lies where nothing can be written" }
        if error.isDenied { return "access is denied" }
        if error.isNotFound { return "it does not exist" }
        if error.exists { return "it exists already" }
        if error.isOutOfDescriptors { return "too many files are open" }
        if error.isTooLong { return "it is too long" }
        return "reading or writing failed (system error \(error.code))"
    }

    /// What a person typed, as it may stand in a sentence.
    static func quoted(_ text: String) -> Message {
        "“\(Style.harmless(text))”"
    }

    /// A file at the beginning of a sentence.
    ///
    /// - Parameter path: Its path, if it is known.
    /// - Returns: Its name, or `The file`.
    static func file(_ path: String?) -> Message {
        path.map(quoted) ?? "The file"
    }
}
