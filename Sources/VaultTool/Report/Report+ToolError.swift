import Vault
import VaultLedger
import VaultSystem

extension Report {
    /// Puts an error of the tool itself into words.
    ///
    /// - Parameter error: The error.
    init(_ error: ToolError) {
        switch error {
        case .vaultMissing:
            self.init(
                .usage,
                "vault-missing",
                "No vault was named",
                hint: "Add --vault DIR, or set VAULTTOOL_VAULT"
            )
        case .identityMissing:
            self.init(
                .usage,
                "identity-missing",
                "No identity was named",
                hint: "Add --as FILE, or set VAULTTOOL_IDENTITY"
            )
        case .nameMissing(let path):
            self.init(
                .usage,
                "name-missing",
                "The identity file \(Self.quoted(path)) does not say a name",
                hint: "Add --name NAME"
            )
        case .passphraseUnavailable, .passphraseCancelled, .passphraseEmpty, .passphrasesDiffer,
            .passphraseTooLong:
            self.init(passphrase: error)
        case .suite(let asked, let identity):
            self.init(
                .usage,
                "invalid.suite",
                "A vault has the suite of its first admin, whose identity is \(identity.rawValue)",
                hint: "Make a fitting one: vaulttool identity new FILE --suite \(asked.rawValue)"
            )
        case .clockMalformed:
            self.init(
                .usage,
                "invalid.clock",
                "VAULTTOOL_CLOCK is not a moment",
                hint: "Write it like 2026-11-24T10:00:00Z"
            )
        case .terminal:
            self.init(
                .usage,
                "terminal",
                "A document is not printed on a terminal",
                hint: "Name a file with -o FILE, or send the output somewhere else"
            )
        case .file(let error, let path): self.init(error, path: path)
        case .notStored(let outcomes): self.init(outcomes)
        case .findings(let count):
            self.init(
                .damaged,
                "findings",
                count == 1
                    ? "The vault does not verify: there is one finding"
                    : "The vault does not verify: there are \(count) findings",
                hint: "Keep a copy of the vault as it is"
            )
        case .output(let error):
            self.init(
                .inputOutput,
                "io",
                "Standard output: \(Self.words(for: error))",
                hint: "Send the output somewhere else"
            )
        }
    }

    private init(passphrase error: ToolError) {
        switch error {
        case .passphraseUnavailable(let path):
            self.init(
                .usage,
                "passphrase-missing",
                "The passphrase for \(Self.quoted(path)) is needed, and there is no terminal to ask on",
                hint: "Add --passphrase-file FILE"
            )
        case .passphraseEmpty:
            self.init(
                .usage,
                "passphrase-empty",
                "The passphrase is empty",
                hint: "Choose one, or add --no-passphrase"
            )
        case .passphrasesDiffer:
            self.init(.usage, "passphrases-differ", "The two passphrases differ", hint: "Try again")
        case .passphraseTooLong(let limit):
            self.init(
                .usage,
                "passphrase-too-long",
                "The passphrase is longer than \(limit) bytes",
                hint: "Choose a shorter one"
            )
        default:
            self.init(
                .usage,
                "passphrase-cancelled",
                "No passphrase was given",
                hint: "Run the command again, or add --passphrase-file FILE"
            )
        }
    }

    /// Sums up what was not stored of a batch: a refusal weighs more than a failure.
    private init(_ outcomes: [DepositOutcome]) {
        let failures = outcomes.compactMap(\.report)
        let first = failures.first { $0.status == .refused } ?? failures.first
        let count = failures.count == 1 ? "1 file was" : "\(failures.count) files were"
        let stored = outcomes.count - failures.count
        self.init(
            first?.status ?? .unexpected,
            first?.code ?? "unexpected",
            "\(count) not stored; \(stored) of \(outcomes.count) are in the vault",
            hint: first?.hint
        )
    }
}

extension DepositOutcome {
    /// Why the file was not stored; `nil` if it was.
    var report: Report? {
        switch result {
        case .stored: nil
        case .refused:
            Report(
                .refused,
                "refused",
                "The content is not accepted: \(ContentReason.words(for: reasons))",
                hint: "Accepted are PDF, images, office documents without macros, and text"
            )
        case .failed(let error): Report(error, path: file)
        }
    }
}
