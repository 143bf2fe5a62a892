import ArgumentParser
import Vault
import VaultLedger

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

    /// The name in the identity file.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: `nil` if there is no file, or no name in it.
    /// - Throws: ``ToolError`` if the file or its passphrase cannot be read.
    func knownName(at path: String) throws(ToolError) -> String? {
        guard try FileReading.exists(path) else { return nil }
        return try IdentityFile(path: path).read(passphraseFile: passphraseFile).name
    }

    /// Reads the identity file, or makes it if there is none.
    ///
    /// It is on the disk before anything is said with it, so that no vault ever waits for a key
    /// that nobody has.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - name: The name to note in a new file.
    ///   - suite: The suite of a new identity.
    /// - Returns: The identity.
    /// - Throws: ``ToolError`` if the file or its passphrase cannot be read or written.
    func identity(at path: String, name: String, suite: Suite) throws(ToolError) -> Identity {
        let file = IdentityFile(path: path)
        if try FileReading.exists(path) { return try file.read(passphraseFile: passphraseFile) }
        let identity = Identity.generate(suite: suite)
        let passphrase =
            try noPassphrase
            ? nil : PassphraseReader.new(for: path, passphraseFile: passphraseFile)
        try file.write(identity, name: name, passphrase: passphrase)
        return identity
    }
}

extension DocumentVault {
    /// Encrypts anew what is due, as somebody who just came to their keys.
    ///
    /// - Parameters:
    ///   - identity: Who.
    ///   - global: How the vault was opened.
    /// - Returns: How many documents were encrypted anew.
    /// - Throws: `VaultError` if vault or documents do not verify.
    func encryptAnew(as identity: Identity, _ global: GlobalOptions) async throws -> Int {
        let vault = try await DocumentVault.open(
            at: path,
            as: identity,
            clock: Environment.clock(),
            memory: global.memory
        )
        return try await vault.finishPending()
    }
}
