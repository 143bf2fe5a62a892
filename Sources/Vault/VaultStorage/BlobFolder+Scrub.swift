package import VaultLedger
import VaultSystem

/// What a look over the folder needs beside ``BlobStore``.
extension BlobFolder {
    /// What a name in the folder of blobs stands for, by its form alone.
    package enum Item: Hashable, Sendable {
        /// The lock of the writers.
        case lock

        /// The folder of blobs in the making.
        case staging

        /// A blob in the making.
        case leftover

        /// A folder of blobs.
        case folder

        /// A blob.
        case blob(Digest)

        /// Nothing that a vault makes.
        case unexpected
    }

    /// Visits every name, folder by folder.
    ///
    /// - Parameter visit: Told the path below the folder of blobs, and what the form of it says.
    ///   Folders come before what is in them.
    /// - Throws: ``StorageError`` if a folder cannot be listed; what `visit` throws.
    package func visitAll<Failure: StorageFailure>(
        _ visit: (String, Item) throws(Failure) -> Void
    ) throws(Failure) {
        for name in try listed("", Failure.self) {
            switch name {
            case "lock": try visit(name, .lock)
            case "staging":
                try visit(name, .staging)
                for leftover in try listed(name, Failure.self) {
                    let isOurs = StagedFile.isTemporaryName(leftover)
                    try visit("\(name)/\(leftover)", isOurs ? .leftover : .unexpected)
                }
            default:
                guard Self.isFolderName(name), isFolder(name) else {
                    try visit(name, .unexpected)
                    continue
                }
                try visit(name, .folder)
                for blob in try listed(name, Failure.self) {
                    let digest = Self.digest(ofName: blob, in: name)
                    try visit("\(name)/\(blob)", digest.map { Item.blob($0) } ?? .unexpected)
                }
            }
        }
    }

    private func isFolder(_ name: String) -> Bool {
        (try? Folder.lookUp("\(path)/\(name)"))?.kind == .folder
    }

    /// The names in a folder; none if it is gone, or no folder but a link to one, for instance.
    private func listed<Failure: StorageFailure>(
        _ name: String,
        _: Failure.Type
    ) throws(Failure) -> [String] {
        let folder = name.isEmpty ? path : "\(path)/\(name)"
        do {
            guard try Folder.lookUp(folder)?.kind == .folder else { return [] }
            return try Folder.names(in: folder)
        } catch  where error.isNotFound {
            return []
        } catch {
            throw Failure(StorageError(error, path: "\(path)/\(name)"))
        }
    }

    private static func isFolderName(_ name: String) -> Bool {
        let digits = Array("0123456789abcdef".utf8)
        return name.utf8.count == 2 && name.utf8.allSatisfy { digits.contains($0) }
    }

    /// Does something while nobody makes a blob.
    ///
    /// - Parameters:
    ///   - limit: How long to wait for writers.
    ///   - body: What to do.
    /// - Returns: What `body` returns; `nil` if a writer was at work all the time.
    /// - Throws: ``StorageError`` if the lock cannot be taken; what `body` throws.
    package func whileUnused<Result, Failure: StorageFailure>(
        waiting limit: Duration,
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard let lock = try takeLock(.atMost(limit), Failure.self) else { return nil }
        let result = try body()
        lock.release()
        return result
    }

    private func takeLock<Failure: StorageFailure>(
        _ patience: FolderLock.Patience,
        _: Failure.Type
    ) throws(Failure) -> FolderLock? {
        do {
            return try lockAlone(patience)
        } catch {
            throw Failure(error)
        }
    }

    /// Where a blob lies, below the folder of the vault.
    ///
    /// - Parameter digest: The SHA-256 of its bytes.
    /// - Returns: `blobs/`, the folder, and the name of the file.
    package func name(of digest: Digest) -> String {
        let folder = digest.hexadecimal.prefix(2)
        return "blobs/\(folder)/\(digest.hexadecimal)\(Self.suffix)"
    }
}
