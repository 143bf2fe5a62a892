import ArgumentParser
import FoundationEssentials
import Vault
import VaultLedger
import VaultSystem

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .customLong("vault"),
        help: .words("The folder of the vault; else VAULTTOOL_VAULT.", valueName: "dir"),
        completion: .directory
    )
    var vaultPath: String?

    @Option(
        name: .customLong("as"),
        help: .words("Your identity file; else VAULTTOOL_IDENTITY.", valueName: "file"),
        completion: .file()
    )
    var identityPath: String?

    @Option(
        help: .words(
            "The file whose first line is the passphrase; else it is asked for.",
            valueName: "file"
        ),
        completion: .file()
    )
    var passphraseFile: String?

    @Option(
        help: .words(
            "Go on from the head with this root, whatever head was seen before.",
            valueName: "root"
        )
    )
    var acceptHead: Digest?

    @Option(
        help: .words(
            """
            The language of what is said: de or en, and fr, ar or fa for what newcomers read; else \
            that of the locale.
            """
        )
    )
    var lang: Language?

    @Flag(help: .words("Print one JSON document; errors too are JSON."))
    var json = false

    @Flag(help: .words("Print nothing if all goes well."))
    var quiet = false

    /// The language of sheets, pages and names: the one that was asked for, or that of the locale.
    var language: Language { lang ?? .ofLocale(Environment.value) }

    /// Where results go.
    var output: Output { Output(isJSON: json, isQuiet: quiet) }
}

extension GlobalOptions {
    /// What a command opens the vault for.
    enum Use {
        /// To look, by anybody.
        case looking

        /// To look after the log, in nobody's name: by whoever holds the folder.
        case operating

        /// To look, in somebody's name.
        case reading

        /// To change something, in somebody's name.
        case writing
    }

    /// Opens the vault that was named, in the name of the identity that was named.
    ///
    /// Before something is changed, what an earlier process left half done is finished, as far as
    /// that is possible.
    ///
    /// - Parameters:
    ///   - use: What for.
    ///   - isDeletion: Whether it is to see and answer requests for deletion, so that nobody has to be
    ///     reminded of them.
    /// - Returns: The open vault.
    /// - Throws: ``ToolError`` if vault or identity were not named or the identity cannot be read;
    ///   `VaultError` if the vault cannot be opened.
    func openVault(for use: Use, ofDeletion isDeletion: Bool = false) async throws -> DocumentVault
    {
        let path = try requiredVaultPath()
        let identity =
            switch use {
            case .looking: try identity()
            case .operating: nil as Identity?
            case .reading, .writing: try requiredIdentity()
            }
        try closeToOthers(path)
        let vault = try await openVault(at: path, as: identity, acceptingHead: acceptHead)
        if use == .writing { _ = try? await vault.finishPending() }
        if identity != nil {
            await warn(ofRecoveryIn: vault)
            await warn(ofErasureIn: vault)
            if !isDeletion { await warn(ofDeletionIn: vault) }
        }
        return vault
    }

    /// Takes from others what they may do with the files of a vault, and says so.
    ///
    /// - Parameter path: The folder of the vault.
    /// - Throws: `VaultError` if it cannot be done.
    func closeToOthers(_ path: String) throws {
        let names = try DocumentVault.closeToOthers(at: path)
        guard !names.isEmpty else { return }
        let list = names.joined(separator: ", ")
        let report = Report(
            .done,
            "vault-was-open",
            """
            Others could use the folder of this vault (\(list)): it is closed to them now
            """,
            hint: "Ask who has copied it: the log key lies in it"
        )
        report.write(isJSON: json, as: .warning)
    }

    /// Tells whoever has the old key that somebody wants to put another in its place.
    private func warn(ofRecoveryIn vault: DocumentVault) async {
        guard let ready = try? await vault.recoveryStatus().ready else { return }
        let report = Report(
            .done,
            "recovery-waits",
            """
            Somebody with two of your shares asks to put another key in the place of yours, \
            from \(ready) on
            """,
            hint: "If it is not you, stop it: vaulttool recovery veto"
        )
        report.write(isJSON: json, as: .warning)
    }

    /// Tells an owner that somebody asked for papers of theirs to be erased.
    private func warn(ofErasureIn vault: DocumentVault) async {
        let subjects = (try? await vault.pendingErasuresOfMine()) ?? []
        for subject in subjects {
            let papers: Message =
                switch subject {
                case .document(let id): "your document \(id)"
                case .owner: "everything about you"
                }
            let report = Report(
                .done,
                "erasure-waits",
                "An admin has asked for \(papers) to be erased, and an auditor can sign that off",
                hint: "If you do not want that, tell the auditor at once"
            )
            report.write(isJSON: json, as: .warning)
        }
    }

    /// Tells whoever was asked to delete copies that an answer is waited for.
    private func warn(ofDeletionIn vault: DocumentVault) async {
        let requests = (try? await vault.deletionsToAnswer()) ?? []
        guard let due = requests.map(\.due).min() else { return }
        let report = Report(
            .done,
            "deletion-asked",
            requests.count == 1
                ? "You are asked to delete your copies of a document, and to say so by \(due)"
                : """
                You are asked to delete your copies of documents, by \(requests.count) requests, and \
                to say so by \(due)
                """,
            hint: "See which: vaulttool deletion list --unanswered"
        )
        report.write(isJSON: json, as: .warning)
    }

    /// Warns of a kind that no rule is known for, such as one that was mistyped.
    ///
    /// - Parameter kind: The kind of a document; `nil` if none was said.
    func warn(ofUnknown kind: String?) {
        guard let kind, KindCatalog.standard[kind] == nil else { return }
        Report(unknownKind: kind).write(isJSON: json, as: .warning)
    }

    /// Opens a vault in the name of an identity that is at hand.
    ///
    /// - Parameters:
    ///   - path: The folder of the vault.
    ///   - identity: The identity, if there is one.
    ///   - root: The root of the head to go on from, whatever is remembered.
    /// - Returns: The open vault.
    /// - Throws: `VaultError` if the vault cannot be opened.
    func openVault(
        at path: String,
        as identity: Identity?,
        acceptingHead root: Digest? = nil
    ) async throws -> DocumentVault {
        try await DocumentVault.open(
            at: path,
            as: identity,
            clock: Environment.clock(),
            inspection: .thisProgram,
            memory: memory,
            acceptingHead: root
        )
    }

    /// Shows on a terminal how far a long operation has come.
    ///
    /// - Returns: What to tell the vault; `nil` if nobody looks.
    func progress() -> DocumentVault.ProgressHandler? {
        guard !json, !quiet, Terminal.isTerminal(.error) else { return nil }
        return ProgressLine.show
    }

    /// Shows on a terminal how far an audit or a check has come.
    ///
    /// - Returns: What to tell the vault; `nil` if nobody looks.
    func checkProgress() -> CheckProgress.Handler? {
        guard !json, !quiet, Terminal.isTerminal(.error) else { return nil }
        return ProgressLine.show
    }

    /// What this user remembers of vaults.
    var memory: ClientMemory { ClientMemory(isJSON: json) }

    /// The folder of the vault that was named.
    ///
    /// - Returns: Its path.
    /// - Throws: ``ToolError/vaultMissing`` if none was named.
    func requiredVaultPath() throws(ToolError) -> String {
        guard let path = namedVault else { throw .vaultMissing }
        return path
    }

    /// The folder of the vault that was named, if one was.
    var namedVault: String? { vaultPath ?? Environment.value("VAULTTOOL_VAULT") }

    /// The path of the identity file that was named, if one was.
    var namedIdentity: String? { identityPath ?? Environment.value("VAULTTOOL_IDENTITY") }

    /// Reads the identity file that was named.
    ///
    /// - Returns: The identity; `nil` if none was named.
    /// - Throws: ``ToolError`` if the file or its passphrase cannot be read.
    func identity() throws(ToolError) -> Identity? {
        guard let namedIdentity else { return nil }
        return try IdentityFile(path: namedIdentity).read(passphraseFile: passphraseFile)
    }

    /// Reads the identity file that was named.
    ///
    /// - Returns: The identity.
    /// - Throws: ``ToolError/identityMissing`` if none was named; ``ToolError`` otherwise if the file
    ///   or its passphrase cannot be read.
    func requiredIdentity() throws(ToolError) -> Identity {
        guard let identity = try identity() else { throw .identityMissing }
        return identity
    }
}

/// What the tool takes from its environment.
enum Environment {
    /// A variable that is set to something.
    ///
    /// - Parameter name: The name of the variable.
    /// - Returns: Its value; `nil` if it is not set, or empty.
    static func value(_ name: String) -> String? {
        let value = ProcessInfo.processInfo.environment[name]
        return value?.isEmpty == true ? nil : value
    }

    /// The folder in which the tool keeps what it must remember, by the XDG Base Directory
    /// Specification: a path that is not absolute counts as none.
    ///
    /// - Returns: Its path; `nil` if neither `XDG_STATE_HOME` nor `HOME` says where.
    static func stateFolder() -> String? {
        let named = value("XDG_STATE_HOME").flatMap { $0.utf8.first == 0x2F ? $0 : nil }
        guard let folder = named ?? value("HOME").map({ "\($0)/.local/state" }) else { return nil }
        return "\(folder)/vaulttool"
    }

    /// The clock: that of the machine, or in a debug build what `VAULTTOOL_CLOCK` says.
    ///
    /// - Returns: The clock.
    /// - Throws: ``ToolError/clockMalformed`` in a debug build, if the variable is not a moment.
    static func clock() throws(ToolError) -> VaultClock {
        #if DEBUG
        if let text = value("VAULTTOOL_CLOCK") {
            guard let time = LedgerTime(text) else { throw .clockMalformed }
            return .fixed(time)
        }
        #endif
        return .system
    }

    /// Writes the memory of the process to the file that `VAULTTOOL_MEMORY_IMAGE` names, in a debug
    /// build: what a test looks through when a command has ended.
    static func writeMemoryImage() {
        #if DEBUG
        if let path = value("VAULTTOOL_MEMORY_IMAGE") { try? MemoryImage.write(to: path) }
        #endif
    }

    /// What a guess at the passphrase of a new identity file costs: much, or in a debug build little
    /// if `VAULTTOOL_INSECURE_KDF` is `1`.
    static var passphraseCost: PassphraseCost {
        #if DEBUG
        if value("VAULTTOOL_INSECURE_KDF") == "1" { return .insecureForTesting }
        #endif
        return .standard
    }
}
