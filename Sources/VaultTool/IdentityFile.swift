import Vault
import VaultSystem

/// A file with a person's identity, perhaps encrypted with a passphrase.
struct IdentityFile {
    /// The path of the file.
    let path: String

    /// Whether the file asks for a passphrase.
    ///
    /// - Throws: ``ToolError`` if the file cannot be read.
    var isEncrypted: Bool {
        get throws(ToolError) { Identity.isEncrypted(file: try FileReading.bytes(of: path)) }
    }

    /// Reads the identity, asking for its passphrase if it has one.
    ///
    /// - Parameter passphraseFile: Where the passphrase is; `nil` to ask on the terminal.
    /// - Returns: The identity.
    /// - Throws: ``ToolError`` if the file or its passphrase cannot be read, or do not fit.
    func read(passphraseFile: String?) throws(ToolError) -> Identity {
        let bytes = try FileReading.bytes(of: path)
        let passphrase =
            try Identity.isEncrypted(file: bytes)
            ? PassphraseReader.existing(for: path, passphraseFile: passphraseFile) : nil
        return try about { () throws(VaultError) in
            try Identity(file: bytes, passphrase: passphrase)
        }
    }

    /// Writes an identity into a new file that only its owner may read.
    ///
    /// - Parameters:
    ///   - identity: The identity.
    ///   - name: The name to put into the comments.
    ///   - passphrase: What it is encrypted with; `nil` to leave it open.
    /// - Throws: ``ToolError`` if something has that name, or it cannot be written.
    func write(_ identity: Identity, name: String, passphrase: Passphrase?) throws(ToolError) {
        let created = try Environment.clock().now()
        let bytes = try about { () throws(VaultError) in
            try identity.file(
                name: name,
                created: created,
                passphrase: passphrase,
                cost: Environment.passphraseCost
            )
        }
        try FileReading.write(bytes, to: path, mode: 0o600)
    }

    /// Writes an identity in place of what the file holds.
    ///
    /// The new file is written beside the old one and read back first: after a kill at any moment
    /// one of them has the name, and it opens.
    ///
    /// - Parameters:
    ///   - identity: The identity.
    ///   - name: The name to put into the comments.
    ///   - passphrase: What it is encrypted with; `nil` to leave it open.
    /// - Throws: ``ToolError`` if the file beside it exists or cannot be written, or does not open.
    func replace(
        with identity: Identity,
        name: String,
        passphrase: Passphrase?
    ) throws(ToolError) {
        let new = IdentityFile(path: "\(path).new")
        guard try !FileReading.exists(new.path) else { throw .replacementExists(path: new.path) }
        try new.write(identity, name: name, passphrase: passphrase)
        let written = try FileReading.bytes(of: new.path)
        _ = try new.about { () throws(VaultError) in
            try Identity(file: written, passphrase: passphrase)
        }
        try FileReading.about(path) { () throws(SystemError) in
            try Folder.move(new.path, to: path)
        }
    }

    /// Makes a card for an identity of this file.
    ///
    /// - Parameters:
    ///   - identity: The identity.
    ///   - name: The name to show; `nil` for the one in the comments of the file.
    /// - Returns: The card.
    /// - Throws: ``ToolError/nameMissing(path:)`` if there is no name, ``ToolError/file(_:path:)`` if
    ///   it cannot be one.
    func card(of identity: Identity, name: String?) throws(ToolError) -> Card {
        guard let name = name ?? identity.name else { throw .nameMissing(path: path) }
        return try about { () throws(VaultError) in try identity.card(name: name) }
    }

    private func about<Result>(
        _ body: () throws(VaultError) -> Result
    ) throws(ToolError) -> Result {
        do {
            return try body()
        } catch {
            throw .file(error, path: path)
        }
    }
}
