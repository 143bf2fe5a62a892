import ArgumentParser
import Vault
import VaultLedger
import VaultSystem

/// The options with which a command takes the identity that somebody goes on with.
struct NewIdentityOptions: ParsableArguments {
    @Option(
        name: .customLong("identity-passphrase-file"),
        help: .words(
            "The file whose first line is the passphrase of the new identity; else it is asked for.",
            valueName: "file"
        ),
        completion: .file()
    )
    var passphraseFile: String?

    @Flag(help: .words("Do not encrypt a new identity file."))
    var noPassphrase = false

    /// The identity in the file.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: `nil` if there is no file.
    /// - Throws: ``ToolError/identityOpen(path:)`` if a passphrase was named for a file that has none;
    ///   ``ToolError`` if the file or its passphrase cannot be read.
    func existing(at path: String) throws(ToolError) -> Identity? {
        guard try FileReading.exists(path) else { return nil }
        let file = IdentityFile(path: path)
        if passphraseFile != nil, try !file.isEncrypted { throw .identityOpen(path: path) }
        return try file.read(passphraseFile: passphraseFile)
    }

    /// Makes the identity file.
    ///
    /// It is on the disk before anything is said with it, so that no vault ever waits for a key
    /// that nobody has.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - name: The name to note in it.
    ///   - suite: The suite of the identity.
    /// - Returns: The identity.
    /// - Throws: ``ToolError`` if the file cannot be written, or the passphrase cannot be had.
    func make(at path: String, name: String, suite: Suite) throws(ToolError) -> Identity {
        let file = IdentityFile(path: path)
        let identity = Identity.generate(suite: suite)
        let passphrase =
            try noPassphrase
            ? nil : PassphraseReader.new(for: path, passphraseFile: passphraseFile)
        try file.write(identity, name: name, passphrase: passphrase)
        return identity
    }

    /// Does what an identity file was made for, and keeps the file unless the vault refused it.
    ///
    /// - Parameters:
    ///   - path: The path of the file that was made; `nil` if it was there before, and stays.
    ///   - work: What the vault says with the identity, in one transaction.
    /// - Returns: What `work` returns.
    /// - Throws: What `work` throws.
    func keeping<Result: Sendable>(
        _ path: String?,
        _ work: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await work()
        } catch let error as VaultError {
            // Nothing was said with it, so nothing is lost; of any other error that is not sure.
            if let path, error.isRefusal { try? Folder.removeFile(path) }
            throw error
        }
    }
}

extension VaultError {
    /// Whether the vault refused before it changed anything.
    fileprivate var isRefusal: Bool {
        switch self {
        case .notAllowed, .memberNotFound, .alreadyEnrolled, .recoveryNotFound, .share, .invalid,
            .suiteMismatch:
            true
        default: false
        }
    }
}

/// What somebody has who came to their keys.
struct NewKeysOutcome {
    /// Who.
    let member: Member

    /// How many documents were encrypted anew.
    let rekeyed: Int

    /// What waits still.
    let pending: PendingReport

    /// Whether a recovery plan led to the keys before, and ended with them.
    var endedRecovery = false
}

extension DocumentVault {
    /// Encrypts anew what is due, as somebody who just came to their keys.
    ///
    /// - Parameters:
    ///   - identity: Who.
    ///   - global: How the vault was opened.
    /// - Returns: What came of it.
    /// - Throws: `VaultError` if vault or documents do not verify.
    func encryptAnew(
        as identity: Identity,
        _ global: GlobalOptions
    ) async throws -> NewKeysOutcome {
        guard let outcome = try await resume(as: identity, global) else {
            throw VaultError.notAllowed(.notEnrolled)
        }
        return outcome
    }

    /// Lets the member in whose name the vault is open go on with new keys, or goes on where a command
    /// was killed that had done that.
    ///
    /// - Parameters:
    ///   - existing: The new keys; `nil` if they are still to be made.
    ///   - global: How the vault was opened.
    ///   - make: Makes the keys of a member.
    /// - Returns: What came of it.
    /// - Throws: `VaultError` if the keys are nobody's here, or vault or documents do not verify; what
    ///   `make` throws.
    func replaceKeys(
        by existing: Identity?,
        _ global: GlobalOptions,
        make: (Member, Suite) throws -> Identity
    ) async throws -> NewKeysOutcome {
        let me: Member
        do {
            guard let member = try self.me() else { throw VaultError.notAllowed(.notEnrolled) }
            me = member
        } catch VaultError.notAllowed(.replaced(let id)) {
            let resumed = try await resume(as: existing, global) { $0.id == id }
            guard let resumed else { throw VaultError.notAllowed(.replaced(id)) }
            return resumed
        }
        let hadPlan = try await recoveryStatus().days != nil
        let suite = try summary().suite
        let identity = try existing ?? make(me, suite)
        try await replaceIdentity(by: identity)
        var outcome = try await encryptAnew(as: identity, global)
        outcome.endedRecovery = hadPlan
        return outcome
    }

    /// Goes on where a command was killed that had given somebody these keys.
    ///
    /// - Parameters:
    ///   - identity: The keys; `nil` if there are none yet.
    ///   - global: How the vault was opened.
    ///   - isMeant: Whether the command was about this member.
    /// - Returns: What came of it; `nil` if the vault does not know the keys, or another was meant.
    /// - Throws: `VaultError` if vault or documents do not verify.
    func resume(
        as identity: Identity?,
        _ global: GlobalOptions,
        where isMeant: (Member) -> Bool = { _ in true }
    ) async throws -> NewKeysOutcome? {
        guard let identity else { return nil }
        let vault = try await DocumentVault.open(
            at: path,
            as: identity,
            clock: Environment.clock(),
            memory: global.memory
        )
        guard let me = try await vault.me(), isMeant(me) else { return nil }
        let count = try await vault.finishPending()
        return NewKeysOutcome(member: me, rekeyed: count, pending: try await vault.pending())
    }
}
