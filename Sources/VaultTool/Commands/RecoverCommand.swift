import ArgumentParser
import Vault
import VaultLedger

/// Goes on with a new identity after the loss of the old one.
struct RecoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "recover",
        abstract: "Go on with a new identity after a loss: by a recovery sheet, or by two shares.",
        discussion: """
            From your recovery sheet (--groups-from or --scan) it is done at once: what is sealed to \
            the old key is sealed to the new one, and the old one opens nothing that is written \
            later.

            With two shares (--share twice; each is a file with the words, which its holder opens \
            with vaulttool recovery share, or with age -d) the vault first takes down that you ask. After the waiting time the same command \
            completes it. Meanwhile whoever has the old key can stop it.
            """
    )

    @Argument(help: .words("With shares: who you are, an id or the beginning of one."))
    var member: String?

    @Option(
        name: .customLong("identity"),
        help: .words(
            "The new identity file; it is made if it is not there.",
            valueName: "file"
        ),
        completion: .file()
    )
    var identityPath: String

    @Option(
        name: .customLong("share"),
        help: .words("A file with the words of a share.", valueName: "file"),
        completion: .file()
    )
    var shares: [String] = []

    @Option(
        help: .words(
            "The file with the groups of the recovery sheet; - for standard input.",
            valueName: "file"
        ),
        completion: .file()
    )
    var groupsFrom: String?

    @Option(
        help: .words(
            "A picture of the recovery sheet: PNG, JPEG, or PDF from a scanner.",
            valueName: "file"
        ),
        completion: .file(extensions: ["png", "jpg", "jpeg", "pdf"])
    )
    var scan: String?

    @Option(help: .words("With shares: your name, as others shall see it."))
    var name: String?

    @OptionGroup var new: NewIdentityOptions

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let ways = [!shares.isEmpty, groupsFrom != nil, scan != nil].count { $0 }
        guard ways <= 1 else {
            throw ValidationError(saying: "Use one of --share, --groups-from and --scan")
        }
        guard shares.isEmpty == (member == nil) else {
            throw ValidationError(saying: "Name the member together with --share, and only then")
        }
    }

    func run() async throws {
        if let member {
            try await recoverByShares(member)
        } else {
            try await recoverBySheet()
        }
    }

    // MARK: the sheet

    private func recoverBySheet() async throws {
        let old =
            if let scan {
                try PaperReading.identity(inPicture: scan)
            } else if let groupsFrom {
                Identity(try PaperReading.code(from: groupsFrom))
            } else {
                Identity(try PaperReading.typedCode())
            }
        let vault = try await global.openVault(at: global.requiredVaultPath(), as: old)
        let outcome = try await vault.replaceKeys(
            by: new.existing(at: identityPath),
            global
        ) { me, suite in
            let known = name ?? me.name ?? me.id.text
            return try new.make(at: identityPath, name: known, suite: suite)
        }
        try show(outcome)
    }

    // MARK: shares

    private func recoverByShares(_ text: String) async throws {
        let words = try shares.map { path throws(ToolError) in
            try PaperReading.share(from: path)
        }
        let vault = try await global.openVault(for: .operating)
        let id = try await vault.member(text).id
        let suite = try await vault.summary().suite
        let existing = try new.existing(at: identityPath)
        let resumed = try await vault.resume(as: existing, global) { $0.id == id }
        if let resumed { return try show(resumed) }
        guard let name = name ?? existing?.name else {
            throw ToolError.nameMissing(path: identityPath)
        }
        let identity = try existing ?? new.make(at: identityPath, name: name, suite: suite)
        let progress = try await new.keeping(existing == nil ? identityPath : nil) {
            try await vault.recover(id, with: words, to: identity, name: name)
        }
        switch progress {
        case .waiting(let until, let other):
            if let other {
                Report(rivalRecoveryFrom: other).write(isJSON: global.json, as: .warning)
            }
            try show(id, waitingUntil: until)
        case .completed: try show(try await vault.encryptAnew(as: identity, global))
        }
    }

    private func show(_ member: MemberID, waitingUntil ready: LedgerTime) throws(ToolError) {
        try global.output.show {
            .object([
                ("member", .of(member)), ("recovered", .bool(false)), ("ready", .of(ready)),
            ])
        } text: { style in
            """
            The vault has taken down that \(member) asks for a recovery
            It can be completed from \(style.time(ready)) on, with the same command
            Until then whoever has the old key can stop it

            """
        }
    }

    private func show(_ outcome: NewKeysOutcome) throws(ToolError) {
        let member = outcome.member.id
        let pending = PendingSentence(report: outcome.pending)
        try global.output.show {
            .object([
                ("member", .of(member)), ("recovered", .bool(true)),
                ("identity", .string(identityPath)), ("rekeyed", .number(outcome.rekeyed)),
                ("pending", pending.json),
            ])
        } text: { style in
            """
            \(member) goes on with the key in \(style.shown(identityPath))
            \(pending.afterNewKeys(encryptedAnew: outcome.rekeyed))\
            Write a new recovery sheet, and destroy the old one: vaulttool recovery sheet -o FILE.pdf

            """
        }
    }
}

extension Report {
    /// Warns of another request for a recovery, whose place a new one takes.
    fileprivate init(rivalRecoveryFrom ready: LedgerTime) {
        self.init(
            .done,
            "recovery-replaced",
            """
            Somebody with two of the shares had asked to put another key in its place, from \(ready) on: \
            this request takes the place of that one
            """,
            hint:
                "If it was not you, find out who: ask the holders of the shares, and the counselor"
        )
    }
}
