import VaultCrypto
import VaultLedger
import VaultSystem

/// Where things lie in the folder of a vault.
struct VaultLayout {
    let path: String

    var database: String { "\(path)/vault.sqlite" }
    var blobs: String { "\(path)/blobs" }
    var logKey: String { "\(path)/log.key" }
    var nextLogKey: String { "\(path)/log.key.next" }
    var logHead: String { "\(path)/log.head" }
    var logPolicy: String { "\(path)/log.policy" }
    var logWitnesses: String { "\(path)/log.witnesses" }
    var logLock: String { "\(path)/log.lock" }

    /// Whether there is a vault in this folder.
    var exists: Bool { (try? Folder.exists(database)) == true }

    /// Insists that there is a vault in this folder.
    ///
    /// - Throws: ``VaultError/vaultNotFound(path:)``; ``VaultError/isBackup(path:)``;
    ///   ``VaultError/damaged(_:)`` with ``Damage/databaseMissing`` if the rest of a vault is there;
    ///   ``VaultError/io(code:path:)`` if the folder cannot be looked at.
    func requireVault() throws(VaultError) {
        for file in [database, logKey, logHead] {
            let isThere = try filing(file) { () throws(SystemError) in try Folder.exists(file) }
            guard isThere else { continue }
            guard file == database else { throw .damaged(.databaseMissing) }
            return
        }
        let states = (try? BackupFolder(path: path).states()) ?? []
        throw states.isEmpty ? .vaultNotFound(path: path) : .isBackup(path: path)
    }

    /// The largest size of a log key file, in bytes.
    private static let maximumLogKeySize = 4_096

    /// Reads the log's own key.
    ///
    /// After a kill the key may still wait under the name of the next one: then it takes its place.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/logKey`` if the file does not hold the
    ///   key that the log names, or is gone; ``VaultError/io(code:path:)`` if it cannot be read.
    func logSigner(for expected: VerifierKey) throws(VaultError) -> NoteSigner {
        if let signer = try signer(in: logKey), signer.verifierKey == expected { return signer }
        guard let next = try signer(in: nextLogKey), next.verifierKey == expected else {
            throw .damaged(.logKey)
        }
        try takeStagedLogKey()
        return next
    }

    /// The text of the key that the log signs with, in whichever of the two files it is.
    ///
    /// - Throws: As ``logSigner(for:)``.
    func logKeyText(of expected: VerifierKey) throws(VaultError) -> SecretBytes {
        for file in [logKey, nextLogKey] where try signer(in: file)?.verifierKey == expected {
            if let text = try logKeyText(in: file) { return text }
        }
        throw .damaged(.logKey)
    }

    /// What changes when another key takes the place of the log's.
    ///
    /// - Returns: `nil` if there is no file.
    /// - Throws: ``VaultError/io(code:path:)`` if it cannot be looked at.
    func logKeyStamp() throws(VaultError) -> FileStamp? {
        try filing(logKey) { () throws(SystemError) in try Folder.stamp(of: logKey) }
    }

    /// The key in a file.
    ///
    /// - Returns: `nil` if there is no such file, or it holds no key.
    private func signer(in file: String) throws(VaultError) -> NoteSigner? {
        guard let text = try logKeyText(in: file) else { return nil }
        return (try? LogKey(parsing: text))?.signer
    }

    /// Reads the file of a log key into secret memory.
    private func logKeyText(in path: String) throws(VaultError) -> SecretBytes? {
        do {
            let file = try ReadableFile(path: path)
            return try SecretBytes(maximumCount: Self.maximumLogKeySize) {
                output throws(SystemError) in
                try file.read(at: 0, into: &output)
            }
        } catch  where error.isNotFound || error.isNotRegularFile {
            return nil
        } catch {
            throw VaultError(error, path: path)
        }
    }
}

// MARK: - Another log key

extension VaultLayout {
    /// Writes the log's next key beside the present one, durably.
    ///
    /// To be called in the transaction that names the key, after ``logSigner(for:)``: so a key that
    /// waits there already was never named by the log.
    ///
    /// - Returns: The key, to sign with.
    func stageLogKey(_ key: consuming LogKey) throws(VaultError) -> NoteSigner {
        let text = key.encoded()
        try filing(nextLogKey) { () throws(SystemError) in
            if try Folder.exists(nextLogKey) { try Folder.removeFile(nextLogKey) }
            try text.withBytes { bytes throws(SystemError) in
                try Folder.writeNew(nextLogKey, bytes, mode: 0o600)
            }
        }
        return key.signer
    }

    /// Puts the next key in the place of the present one.
    private func takeStagedLogKey() throws(VaultError) {
        try filing(nextLogKey) { () throws(SystemError) in
            try Folder.move(nextLogKey, to: logKey)
        }
    }
}
