import Vault
import VaultLedger
import VaultSystem

extension Report {
    /// Puts an error of the tool itself into words.
    ///
    /// - Parameter error: The error.
    init(_ error: ToolError) {
        switch error {
        case .argumentMalformed(let argument):
            self.init(
                .usage,
                "invalid.utf-8",
                "The argument \(Self.quoted(argument)) is not valid UTF-8, so it would be taken for another name",
                hint: "Rename the file before, such as with mv or convmv: names have to be UTF-8"
            )
        case .file(let error, let path): self.init(error, path: path)
        case .backupDamaged(let damage):
            self.init(damage, hint: Self.wayOut(ofNoRestore: damage))
        case .restoredIncompletely(let count):
            self.init(
                .damaged,
                "incomplete",
                count == 1
                    ? "The vault is made, but 1 thing was damaged in the backup and is missing"
                    : "The vault is made, but \(count) things were damaged in the backup and are missing",
                hint: """
                    Look for them in another backup; give up a document that nobody has: vaulttool \
                    withdraw DOC
                    """
            )
        case .notBackedUp(let damage):
            self.init(damage, hint: Self.wayOut(ofNoBackup: damage))
        case .folderNotFound(let path):
            self.init(
                .notFound,
                "folder-not-found",
                "There is no folder \(Self.quoted(path))",
                hint: "Check the path"
            )
        case .notStored(let outcomes): self.init(outcomes)
        case .notTransferred(let count):
            self.init(
                .refused,
                "refused",
                count == 1
                    ? "1 document was not stored" : "\(count) documents were not stored",
                hint: "The reasons stand above; the other documents are stored"
            )
        case .replacementExists(let path):
            self.init(
                .cannotCreate,
                "exists",
                "\(Self.quoted(path)) is in the way; a change of the passphrase may have been stopped",
                hint: "Move it away if it opens with no passphrase that you want to keep"
            )
        case .receipt(let error, let path): self.init(receipt: error, path: path)
        case .historyAsked(let path): self.init(askedHistoryAt: path)
        case .policy(let error, let path): self.init(policy: error, path: path)
        case .headMalformed(let path): self.init(headAt: path)
        case .paper(let error): self.init(error, path: nil)
        case .profileUnfit(let count, let profile): self.init(unfit: count, profile)
        case .profileMalformed(let fault, let path): self.init(fault, at: path)
        case .mark:
            self.init(
                .usage,
                "mark",
                "These words cannot be drawn over a page",
                hint: "Use fewer words, such as: Kopie – für IHK FOSA"
            )
        case .sheet, .picture, .pictureMissing, .pictureEmpty: self.init(paper: error)
        case .findings(let count, let audited):
            self.init(
                .damaged,
                "findings",
                Self.words(findings: count, in: audited),
                hint: audited == .vault
                    ? "Keep a copy of the vault as it is" : "Keep a copy of the export as it is"
            )
        case .disorder(let count, let disorder):
            self.init(
                .damaged,
                "findings",
                count == 1
                    ? "The vault is not in order: there is 1 finding"
                    : "The vault is not in order: there are \(count) findings",
                hint: disorder.hint
            )
        case .noticeOpen(let language):
            self.init(
                .notFound,
                "notice-open",
                "The privacy notice has no text in the language \(Self.quoted(language))",
                hint: "See what there is: vaulttool notice --list"
            )
        case .unfit(let count):
            self.init(
                .inputOutput,
                "unfit",
                count == 1
                    ? "Something that is required does not work here"
                    : "\(count) things that are required do not work here",
                hint: "The ways out stand above"
            )
        case .viewerMissing(let type):
            self.init(
                .notFound,
                "viewer-missing",
                "There is no program here that is known to show documents of type \(Self.quoted(type))",
                hint: "Name one: --with PROGRAM, or set VAULTTOOL_VIEWER"
            )
        case .viewerNotFound(let program):
            self.init(
                .notFound,
                "viewer-not-found",
                "There is no program \(Self.quoted(program))",
                hint: "Name another: --with PROGRAM, or set VAULTTOOL_VIEWER"
            )
        case .viewTooLong(let limit):
            self.init(
                .inputOutput,
                "view-too-long",
                "The document is longer than \(limit >> 20) MiB, the most that is shown from memory",
                hint: "Open it into a file: vaulttool open DOC -o FILE"
            )
        case .viewerFailed(let program, let status):
            self.init(
                .inputOutput,
                "viewer-failed",
                "\(Self.quoted(program)) ended with status \(status)",
                hint: "Perhaps it does not show such documents, or not from memory: try another"
            )
        case .output(let error):
            self.init(
                .inputOutput,
                "io",
                "Standard output: \(Self.words(for: error))",
                hint: "Send the output somewhere else"
            )
        default:
            let words = Self.words(forUsage: error)
            self.init(.usage, words.code, words.message, hint: words.hint)
        }
    }

    static func words(findings count: Int, in audited: Audited) -> Message {
        switch (audited, count) {
        case (.vault, 1): "The vault does not verify: there is 1 finding"
        case (.vault, _): "The vault does not verify: there are \(count) findings"
        case (.export, 1): "The export does not verify: there is 1 finding"
        case (.export, _): "The export does not verify: there are \(count) findings"
        }
    }

    /// The words for what is wrong with how the tool was called.
    private static func words(
        forUsage error: ToolError
    ) -> (code: String, message: Message, hint: Message) {
        switch error {
        case .vaultMissing:
            ("vault-missing", "No vault was named", "Add --vault DIR, or set VAULTTOOL_VAULT")
        case .identityMissing:
            (
                "identity-missing", "No identity was named",
                "Add --as FILE, or set VAULTTOOL_IDENTITY"
            )
        case .nameMissing(let path):
            (
                "name-missing", "The identity file \(quoted(path)) does not say a name",
                "Add --name NAME"
            )
        case .identityOpen(let path):
            (
                "identity-open",
                "The identity file \(quoted(path)) is there already, and is not encrypted",
                "Encrypt it first (vaulttool identity passphrase), or name another file"
            )
        case .claimCodeUnavailable:
            (
                "claim-code-missing", "A claim needs a newcomer or a claim code",
                "Name the newcomer at the desk, or add --code-from FILE"
            )
        case .groundMissing:
            (
                "ground-missing", "An erasure needs a ground",
                """
                Add --ground with one of: \
                \(ErasureGround.allCases.map(\.rawValue).joined(separator: ", "))
                """
            )
        case .suite(let asked, let identity):
            (
                "invalid.suite",
                "A vault has the suite of its first admin, whose identity is \(identity.rawValue)",
                "Make a fitting one: vaulttool identity new FILE --suite \(asked.rawValue)"
            )
        case .clockMalformed:
            (
                "invalid.clock", "VAULTTOOL_CLOCK is not a moment",
                "Write it like 2026-11-24T10:00:00Z"
            )
        case .groupsUnavailable:
            (
                "groups-missing",
                "The groups of the sheet are needed, and there is no terminal to type them on",
                "Add --groups-from FILE, or --scan FILE.png"
            )
        case .groupsCancelled:
            ("groups-cancelled", "Not all groups were typed", "Run the command again")
        case .recipientMalformed(let text):
            (
                "invalid.recipient", "\(quoted(text)) is not an age recipient",
                "Copy it whole, or name the file of a card"
            )
        case .cancelled:
            ("cancelled", "Stopped: nothing was done", "Run the command again")
        case .terminal:
            (
                "terminal", "A document is not printed on a terminal",
                "Name a file with -o FILE, or send the output somewhere else"
            )
        default: words(forPassphrase: error)
        }
    }

    private static func words(
        forPassphrase error: ToolError
    ) -> (code: String, message: Message, hint: Message) {
        switch error {
        case .passphraseUnavailable(let path):
            (
                "passphrase-missing",
                "The passphrase for \(quoted(path)) is needed, and there is no terminal to ask on",
                "Add --passphrase-file FILE"
            )
        case .archivePassphraseUnavailable(let path):
            (
                "passphrase-missing",
                "The passphrase for \(quoted(path)) is needed, and there is no terminal to ask on",
                "Add --archive-passphrase-file FILE, or seal the archive --to a recipient"
            )
        case .passphraseEmpty:
            ("passphrase-empty", "The passphrase is empty", "Choose one, or add --no-passphrase")
        case .passphrasesDiffer:
            ("passphrases-differ", "The two passphrases differ", "Try again")
        case .passphraseTooLong(let limit):
            (
                "passphrase-too-long", "The passphrase is longer than \(limit) bytes",
                "Choose a shorter one"
            )
        default:
            (
                "passphrase-cancelled", "No passphrase was given",
                "Run the command again, or add --passphrase-file FILE"
            )
        }
    }

    private static func words(notStored count: Int, of outcomes: [DepositOutcome]) -> Message {
        let stored = outcomes.count - count
        if outcomes.contains(where: { $0.result == .storable }) {
            return "Of \(outcomes.count) files \(count) would not be stored"
        }
        return count == 1
            ? "1 file was not stored; \(stored) of \(outcomes.count) are in the vault"
            : "\(count) files were not stored; \(stored) of \(outcomes.count) are in the vault"
    }

    /// Sums up what was not stored of a batch: a refusal weighs more than a failure.
    private init(_ outcomes: [DepositOutcome]) {
        let failures = outcomes.compactMap(\.report)
        let first = failures.first { $0.status == .refused } ?? failures.first
        self.init(
            first?.status ?? .unexpected,
            first?.code ?? "unexpected",
            Self.words(notStored: failures.count, of: outcomes),
            hint: Self.hint(ofHeldBack: outcomes) ?? first?.hint
        )
    }

    /// What stores all that is held back of several; `nil` if none is, or there is only one.
    private static func hint(ofHeldBack outcomes: [DepositOutcome]) -> Message? {
        let heldBack = outcomes.filter { $0.isHeldBack }
        guard outcomes.count > 1, !heldBack.isEmpty else { return nil }
        let warnings = Set(heldBack.flatMap(\.warnings)).sorted()
        let options = warnings.map { "--accept \($0)" }.joined(separator: " ")
        return "If what is held back is to be stored all the same, add \(options)"
    }
}

extension Report {
    /// Says that an upload cannot be remembered.
    ///
    /// - Parameter owner: Whose documents the caller cannot open.
    init(noJournal owner: MemberID) {
        self.init(
            .done,
            "no-journal",
            "Nothing is remembered of this upload, since neither XDG_STATE_HOME nor HOME says where",
            hint: "If it is interrupted, look what \(owner) has before you run it again"
        )
    }
}

extension DepositOutcome {
    /// Whether the file is stored if somebody says so.
    fileprivate var isHeldBack: Bool {
        guard case .refused = result else { return false }
        return verdict == .accept || verdict == .warn
    }

    /// What somebody has to accept for that.
    fileprivate var warnings: [String] {
        reasons.filter { ContentWarning(rawValue: $0) != nil }
    }

    /// Why the file was not stored; `nil` if it was.
    var report: Report? {
        switch result {
        case .stored, .duplicate, .duplicateFile, .storable: nil
        case .refused: Report(notAccepted: self)
        case .failed(let error): Report(error, path: file)
        }
    }
}

extension Report {
    /// Says why content is not accepted, and what would help.
    ///
    /// - Parameter outcome: How the deposit went.
    fileprivate init(notAccepted outcome: DepositOutcome) {
        let words = ContentReason.words(for: outcome.reasons)
        switch outcome.verdict {
        case .accept, .warn:
            let options = outcome.warnings.map { "--accept \($0)" }.joined(separator: " ")
            self.init(
                .refused,
                "unconfirmed",
                "The content is held back: \(words)",
                hint: "If it is to be stored all the same, add \(options)"
            )
        case .quarantine:
            self.init(
                .refused,
                "quarantined",
                "Nobody can say what the content does: \(words)",
                hint: "Ask for the paper as a plain PDF or image"
            )
        case .reject:
            self.init(
                .refused,
                "refused",
                "The content is not accepted: \(words)",
                hint: "Accepted are PDF, images, office documents without macros, and text"
            )
        }
    }
}
