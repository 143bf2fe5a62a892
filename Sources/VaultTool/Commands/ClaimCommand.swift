import ArgumentParser
import Vault
import VaultLedger

/// Lets a newcomer take over with a key of their own.
struct ClaimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "claim",
        abstract: "Let a newcomer take over their papers with a key of their own.",
        discussion: """
            At the desk, a counselor of the office names the newcomer and signs along (--as). Alone, \
            the newcomer has a claim code instead, which is asked for (or --code, --code-from). The newcomer's identity \
            file is made if it is not there, with a passphrase of their own.

            Custody ends: no key of the office opens the papers any more, and they are encrypted \
            anew. Whoever copied the vault before can still open in the copy what they could then.
            """
    )

    @Argument(
        help: .words("At the desk, the newcomer: an id, the beginning of one, or a name."),
        completion: .members(.owner)
    )
    var member: String?

    @Option(
        help: .words(
            "The claim code. Other users of this machine can see it here: better use --code-from."
        )
    )
    var code: String?

    @Option(
        help: .words(
            "The file with the claim code; - for standard input.",
            valueName: "file"
        ),
        completion: .file()
    )
    var codeFrom: String?

    @Option(
        name: .customLong("identity"),
        help: .words("The newcomer's identity file.", valueName: "file"),
        completion: .file()
    )
    var identityPath: String

    @Option(help: .words("With a code: the newcomer's name, as others shall see it."))
    var name: String?

    @OptionGroup var new: NewIdentityOptions

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard [member, code, codeFrom].compactMap({ $0 }).count <= 1 else {
            throw ValidationError(
                saying: "Name the newcomer, or give one code by --code or --code-from"
            )
        }
        guard member == nil || name == nil else {
            throw ValidationError(saying: "At the desk the name is known: leave out --name")
        }
    }

    func run() async throws {
        if let member {
            try await claimAtDesk(member)
        } else {
            try await claimAlone()
        }
    }

    private func claimAtDesk(_ text: String) async throws {
        let vault = try await global.openVault(for: .writing)
        let existing = try new.existing(at: identityPath)
        let resumed = try await vault.resume(as: existing, global) { me in
            me.role == .owner
                && (me.id.text == text || me.name?.utf8.elementsEqual(text.utf8) == true)
        }
        if let resumed { return try show(resumed) }
        let owner = try await vault.member(text)
        let suite = try await vault.summary().suite
        let name = owner.name ?? owner.id.text
        let identity = try existing ?? new.make(at: identityPath, name: name, suite: suite)
        _ = try await new.keeping(existing == nil ? identityPath : nil) {
            try await vault.claim(owner.id, with: identity)
        }
        try show(try await vault.encryptAnew(as: identity, global))
    }

    private func claimAlone() async throws {
        let vault = try await global.openVault(for: .operating)
        let existing = try new.existing(at: identityPath)
        let resumed = try await vault.resume(as: existing, global) { $0.role == .owner }
        if let resumed { return try show(resumed) }
        let code = try claimCode()
        let name = try name ?? existing?.name ?? askName()
        let suite = try await vault.summary().suite
        let identity = try existing ?? new.make(at: identityPath, name: name, suite: suite)
        _ = try await new.keeping(existing == nil ? identityPath : nil) {
            try await vault.claim(by: code, with: identity, name: name)
        }
        try show(try await vault.encryptAnew(as: identity, global))
    }

    private func askName() throws(ToolError) -> String {
        guard Prompter.isPossible(global) else { throw .nameMissing(path: identityPath) }
        return try Prompter().ask("Your name, as others shall see it:") { typed in
            typed.isEmpty ? .again(nil) : .value(typed)
        }
    }

    private func claimCode() throws(ToolError) -> ClaimCode {
        if let codeFrom { return try PaperReading.claimCode(from: codeFrom) }
        guard let code else { return try PaperReading.typedClaimCode() }
        let text = Array(code.utf8)
        do {
            return try ClaimCode(text.span)
        } catch {
            throw .paper(error)
        }
    }

    private func show(_ outcome: NewKeysOutcome) throws(ToolError) {
        let member = outcome.member
        try global.output.show {
            .object([
                ("member", .of(member.id)),
                ("name", .text(member.name)),
                ("identity", .string(identityPath)),
                ("rekeyed", .number(outcome.rekeyed)),
            ])
        } text: { style in
            let name = member.name.map { style.shown($0) } ?? member.id.text
            let papers = Style.count(outcome.rekeyed, of: .documents)
            return """
                \(name) has taken over as \(member.id), with the key in \(style.shown(identityPath))
                Encrypted anew: \(papers); no key of the office opens them any more
                A copy of the vault that was made before still opens with the keys of the office

                """
        }
    }
}
