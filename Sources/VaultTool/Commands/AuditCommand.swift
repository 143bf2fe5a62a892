import ArgumentParser
import Vault
import VaultLedger

/// Verifies the whole vault.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "audit",
        abstract: "Verify everything: each statement, the log, the keys and the stored files.",
        discussion: """
            Replays the log from its first statement. Works without an identity, and changes \
            nothing. It proves what was granted and what was opened through the vault, not what \
            somebody read in a copy.

            With --export it verifies what vaulttool export-log wrote, and needs no vault. What is \
            missing there is a finding, unless it was erased or the export is about one owner.
            """
    )

    @Option(
        help: .words("Verify this export of a log, without a vault.", valueName: "dir"),
        completion: .directory
    )
    var export: String?

    @Option(help: .words("The log key that you trust, for --export.", valueName: "vkey"))
    var logKey: VerifierKey?

    @Option(
        help: .words(
            "Whom the export has to be about, if not whom it says itself, for --export.",
            valueName: "id"
        )
    )
    var owner: MemberID?

    @Option(
        help: .words(
            "A policy (c2sp.org/tlog-policy) whose witnesses must have cosigned, for --export.",
            valueName: "file"
        ),
        completion: .file()
    )
    var policy: String?

    @Option(
        help: .words(
            "Prove that the log begins with this signed head, kept from an earlier time.",
            valueName: "file"
        ),
        completion: .file()
    )
    var since: String?

    @Flag(help: .words("Cosign the head if all is well, as an auditor."))
    var witness = false

    @Option(
        name: [.customShort("o"), .long],
        help: .words("Where to write the cosigned head, for --witness.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (export == nil) == (logKey == nil) else {
            throw ValidationError(saying: "Use --export DIR and --log-key VKEY together")
        }
        guard export != nil || policy == nil else {
            throw ValidationError(
                saying: "Use --policy FILE with --export DIR: a vault has a policy of its own"
            )
        }
        guard export != nil || owner == nil else {
            throw ValidationError(saying: "Use --owner ID with --export DIR")
        }
        guard witness == (output != nil) else {
            throw ValidationError(saying: "Use --witness and -o FILE together")
        }
        guard export == nil || !witness else {
            throw ValidationError(
                saying: "An export cannot be audited --witness: cosign the vault's head"
            )
        }
    }

    func run() async throws {
        if let export, let logKey {
            try await ExportAuditing(
                path: export,
                logKey: logKey,
                owner: owner,
                policy: try trustPolicy(),
                since: try kept()
            )
            .run(global.output)
        } else if let output {
            try await cosign(to: output)
        } else {
            try show(try await report(since: try kept()))
        }
    }

    /// The policy that was named.
    private func trustPolicy() throws(ToolError) -> TrustPolicy? {
        guard let policy else { return nil }
        let text = try FileReading.bytes(of: policy, limit: TrustPolicy.maximumCount)
        do throws(LedgerError) {
            return try TrustPolicy(parsing: text)
        } catch {
            throw .policy(error, path: policy)
        }
    }

    /// The head that was kept.
    private func kept() throws(ToolError) -> SignedNote? {
        guard let since else { return nil }
        let bytes = try FileReading.bytes(of: since)
        guard let note = try? SignedNote(parsing: bytes),
            (try? Checkpoint(parsing: note.text)) != nil
        else { throw .headMalformed(path: since) }
        return note
    }

    private func report(since: SignedNote?) async throws -> AuditReport {
        try global.closeToOthers(global.requiredVaultPath())
        return try await DocumentVault.audit(
            at: global.requiredVaultPath(),
            clock: Environment.clock(),
            memory: global.memory,
            acceptingHead: global.acceptHead,
            since: since,
            progress: global.checkProgress()
        )
    }

    private func cosign(to path: String) async throws {
        try FileReading.requireFree(path)
        let since = try kept()
        let vault: DocumentVault
        do {
            vault = try await global.openVault(for: .reading)
        } catch VaultError.damaged {
            // Too damaged to be opened: then say in findings what is the matter.
            try show(try await report(since: since))
            throw VaultError.damaged(.database)
        }
        let witnessed = try await vault.witness(since: since)
        guard let cosigned = witnessed.cosigned else {
            try show(witnessed.report)
            return
        }
        try FileReading.write(cosigned.note.bytes, to: path, mode: 0o644)
        try show(witnessed.report, file: path, key: cosigned.key)
    }

    private func show(
        _ report: AuditReport,
        file: String? = nil,
        key: VerifierKey? = nil
    ) throws(ToolError) {
        try global.output.show(isSuccess: report.isClean) {
            var members = report.jsonMembers
            if witness { members += [("cosigned", .text(file)), ("witnessKey", .of(key))] }
            return .object(members)
        } text: { style in
            let text = report.text(style)
            guard let file, let key else { return text }
            return """
                \(text)Cosigned the head into \(style.shown(file))
                Witness key: \(key)

                """
        }
        guard report.isClean else { throw .findings(report.findings.count, in: .vault) }
    }
}

extension AuditReport {
    fileprivate var jsonMembers: [(key: String, value: JSONValue)] {
        [
            ("ok", .bool(isClean)),
            ("size", .count(head?.size)),
            ("root", .of(head?.root)),
            ("statements", .number(statements)),
            ("erased", .number(erased)),
            ("logKey", .text(logKey)),
            ("rekeyDue", .texts(due.map(\.text))),
            ("witnesses", .array(cosigners.map(\.json))),
            ("quorumMet", isQuorumMet.map { .bool($0) } ?? .null),
            ("since", continued?.json ?? .null),
            ("findings", .array(findings.map(\.json))),
        ]
    }

    fileprivate func text(_ style: Style) -> Message {
        var text = [verdict]
        text += findings.lines
        if let head { text.append("Head: size \(head.size), root \(head.root)\n") }
        if let continued { text.append(continued.continuation) }
        if !cosigners.isEmpty || isQuorumMet != nil { text.append(witnesses(style)) }
        if let logKey { text.append("Log key: \(logKey)\n") }
        text += due.map { document in
            """
            \(document) waits to be encrypted anew; the next change by somebody who can does it

            """
        }
        return text.joined()
    }

    /// Whether all is well, and of how much.
    private var verdict: Message {
        switch (isClean, erased) {
        case (true, 0): "Everything verifies: \(statements) statements\n"
        case (true, _): "Everything verifies: \(statements) statements, \(erased) of them erased\n"
        case (false, 0): "The vault does not verify: \(statements) statements were replayed\n"
        case (false, _):
            """
            The vault does not verify: \(statements) statements were replayed, \(erased) of them \
            erased

            """
        }
    }

    private func witnesses(_ style: Style) -> Message {
        let list = cosigners.map { $0.text(style) }.joined(separator: ", ")
        let who = cosigners.isEmpty ? Message("none") : list
        return isQuorumMet == false
            ? "Witnesses: \(who) (fewer than the policy asks for)\n" : "Witnesses: \(who)\n"
    }
}
