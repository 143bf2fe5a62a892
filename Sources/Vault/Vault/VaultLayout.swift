import VaultCrypto
import VaultLedger
import VaultSystem

/// Where things lie in the folder of a vault.
struct VaultLayout {
    let path: String

    var database: String { "\(path)/vault.sqlite" }
    var blobs: String { "\(path)/blobs" }
    var logKey: String { "\(path)/log.key" }
    var logHead: String { "\(path)/log.head" }
    var logLock: String { "\(path)/log.lock" }

    /// Whether there is a vault in this folder.
    var exists: Bool { (try? Folder.exists(database)) == true }

    /// The largest size of a log key file, in bytes.
    private static let maximumLogKeySize = 4_096

    /// Reads the log's own key.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/logKey`` if the file does not hold the
    ///   key that the genesis statement names, or is gone; ``VaultError/io(code:path:)`` if it
    ///   cannot be read.
    func logSigner(for expected: VerifierKey) throws(VaultError) -> NoteSigner {
        let text = try logKeyText()
        guard let key = try? LogKey(parsing: text), key.verifierKey == expected else {
            throw .damaged(.logKey)
        }
        return key.signer
    }

    /// Reads the file of the log key into secret memory.
    private func logKeyText() throws(VaultError) -> SecretBytes {
        do {
            let file = try ReadableFile(path: logKey)
            return try SecretBytes(maximumCount: Self.maximumLogKeySize) {
                output throws(SystemError) in
                try file.read(at: 0, into: &output)
            }
        } catch  where error.isNotFound || error.isNotRegularFile {
            throw .damaged(.logKey)
        } catch {
            throw VaultError(error, path: logKey)
        }
    }
}

extension VaultLayout {
    /// Where a new vault is made before it gets its name: beside it, so that one rename will do.
    static func staging(for path: String) -> VaultLayout {
        let slashes = path.utf8.reversed().prefix { $0 == UInt8(ascii: "/") }.count
        let name = String(decoding: path.utf8.dropLast(slashes), as: UTF8.self)
        return VaultLayout(path: "\(name).\(Hexadecimal.encode(Random.bytes(4).span)).part")
    }

    /// Removes a vault that was not finished, as far as possible.
    func removeAll() {
        for name in ["", "-wal", "-shm"] { try? Folder.removeFile(database + name) }
        for file in [logKey, logHead, logLock] { try? Folder.removeFile(file) }
        try? Folder.remove("\(blobs)/staging")
        try? Folder.remove(blobs)
        try? Folder.remove(path)
    }
}
