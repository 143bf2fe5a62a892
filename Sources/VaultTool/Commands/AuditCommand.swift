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

            With --export it verifies what vaulttool export-log wrote, and needs no vault.
            """
    )

    @Option(
        help: ArgumentHelp("Verify this export of a log, without a vault.", valueName: "dir"),
        completion: .directory
    )
    var export: String?

    @Option(help: ArgumentHelp("The log key that you trust, for --export.", valueName: "vkey"))
    var logKey: VerifierKey?

    @Option(
        help: ArgumentHelp(
            "Prove that the log begins with this signed head, kept from an earlier time.",
            valueName: "file"
        ),
        completion: .file()
    )
    var since: String?

    @Flag(help: "Cosign the head if all is well, as an auditor.")
    var witness = false

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Where to write the cosigned head, for --witness.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (export == nil) == (logKey == nil) else {
            throw ValidationError("Use --export DIR and --log-key VKEY together")
        }
        guard witness == (output != nil) else {
            throw ValidationError("Use --witness and -o FILE together")
        }
        guard export == nil || !witness else {
            throw ValidationError("An export cannot be audited --witness: cosign the vault's head")
        }
    }

    func run() async throws {
        if let export, let logKey {
            try await ExportAuditing(path: export, logKey: logKey, since: try kept())
                .run(global.output)
        } else if let output {
            try await cosign(to: output)
        } else {
            try show(try await report(since: try kept()))
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
        try await DocumentVault.audit(
            at: global.requiredVaultPath(),
            clock: Environment.clock(),
            memory: global.memory,
            acceptingHead: global.acceptHead,
            since: since
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
            var text = report.text(style)
            if let file, let key {
                text += "Cosigned the head into \(style.shown(file))\nWitness key: \(key)\n"
            }
            return text
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
            ("findings", .array(findings.map(\.json))),
        ]
    }

    fileprivate func text(_ style: Style) -> String {
        var text =
            isClean
            ? "Everything verifies: \(statements) statements"
            : "The vault does not verify: \(statements) statements were replayed"
        text += erased == 0 ? "\n" : ", \(erased) of them erased\n"
        for finding in findings { text += finding.line }
        if let head { text += "Head: size \(head.size), root \(head.root)\n" }
        if !cosigners.isEmpty || isQuorumMet != nil {
            let list = cosigners.map { $0.text(style) }.joined(separator: ", ")
            let quorum = isQuorumMet == false ? " (fewer than the policy asks for)" : ""
            text += "Witnesses: \(cosigners.isEmpty ? "none" : list)\(quorum)\n"
        }
        if let logKey { text += "Log key: \(logKey)\n" }
        for document in due {
            text +=
                "\(document) waits to be encrypted anew; the next change by somebody who can "
                + "does it\n"
        }
        return text
    }
}
