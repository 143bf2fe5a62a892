package import VaultLedger
import VaultSystem

/// Blobs as files of a folder: `<first 2 digits>/<64 digits>.age`, by the SHA-256 of their bytes.
///
/// A blob in the making lies in `staging`, under a random name that it keeps beside its own until
/// the database has committed to it. Writers share the lock `lock` as long as they have such a name;
/// a recovery takes it alone.
package final class BlobFolder: BlobStore {
    /// How long a new writer waits for a recovery.
    private static let patience = FolderLock.Patience.atMost(.seconds(10))

    /// What the name of a blob ends with.
    static let suffix = ".age"

    let path: String

    /// The folder of blobs that are not yet finished.
    var staging: String { path + "/staging" }

    /// The file whose lock tells writers and recoveries apart.
    var lockPath: String { path + "/lock" }

    /// Uses a folder that is there; nothing is read before it is needed.
    ///
    /// - Parameter path: The path of the folder.
    package init(openingAt path: String) {
        self.path = path
    }

    /// Makes the folder of a new vault, with mode 0700.
    ///
    /// - Parameter path: The path of the folder; the one above it must exist.
    /// - Returns: The empty store.
    /// - Throws: ``StorageError/exists`` if something has this name; ``StorageError/full``,
    ///   ``StorageError/readOnly``.
    package static func create(at path: String) throws(StorageError) -> BlobFolder {
        let folder = BlobFolder(openingAt: path)
        try StorageError.translating(path) { () throws(SystemError) in
            try Folder.create(path, mode: 0o700)
            try Folder.create(folder.staging, mode: 0o700)
        }
        return folder
    }

    /// Begins a new blob; see ``BlobStore``.
    package func makeWriter() throws(StorageError) -> any BlobWriter {
        try BlobFileWriter(in: self, patience: Self.patience)
    }

    /// Opens a blob; see ``BlobStore``.
    ///
    /// A symbolic link, a folder or a pipe counts as damage.
    package func reader(_ digest: Digest) throws(StorageError) -> any BlobReader {
        try BlobFileReader(path: path(of: digest))
    }

    /// Whether there is a blob.
    ///
    /// - Parameter digest: The SHA-256 of its bytes.
    /// - Returns: `true` if something has its name.
    /// - Throws: ``StorageError``.
    package func contains(_ digest: Digest) throws(StorageError) -> Bool {
        try StorageError.translating(path(of: digest)) { () throws(SystemError) in
            try Folder.exists(path(of: digest))
        }
    }

    /// Removes blobs; see ``BlobStore``.
    package func remove(_ digests: [Digest]) throws(StorageError) {
        var folders: Set<String> = []
        guard try Self.hasFolder(path) else { return }
        for digest in digests where try Self.hasFolder(folder(of: digest)) {
            do {
                try Folder.removeFile(path(of: digest))
                folders.insert(folder(of: digest))
            } catch  where error.isNotFound {
                // A removal that was cut short before the database could note it.
            } catch {
                throw StorageError(error, path: path(of: digest))
            }
        }
        for folder in folders.sorted() {
            try StorageError.translating(folder) { () throws(SystemError) in
                try Folder.sync(folder)
            }
        }
    }

    /// All blobs.
    ///
    /// What has another name does not count.
    ///
    /// - Returns: The digests by which they are named, ascending.
    /// - Throws: ``StorageError``.
    package func digests() throws(StorageError) -> [Digest] {
        var digests: [Digest] = []
        for folder in try Self.names(in: path) where folder.utf8.count == 2 {
            for name in try Self.names(in: path + "/" + folder) {
                guard let digest = Self.digest(ofName: name, in: folder) else { continue }
                digests.append(digest)
            }
        }
        return digests
    }
}

// MARK: - Names

extension BlobFolder {
    /// The digest by which a file is named; `nil` if that is not the name of a blob.
    static func digest(ofName name: String, in folder: String) -> Digest? {
        guard name.hasSuffix(suffix), name.hasPrefix(folder) else { return nil }
        return Digest(hexadecimal: String(name.dropLast(suffix.count)))
    }

    /// The path of a blob.
    func path(of digest: Digest) -> String {
        folder(of: digest) + "/" + digest.hexadecimal + Self.suffix
    }

    /// The folder in which a blob lies.
    func folder(of digest: Digest) -> String {
        path + "/" + digest.hexadecimal.prefix(2)
    }

    /// Makes the folder in which a blob lies, unless it is there.
    ///
    /// It is not on the disk until ``path`` is synced: another process may have made it just now.
    ///
    /// - Throws: ``StorageError/damaged(_:)`` if something else has its name.
    func makeFolder(of digest: Digest) throws(StorageError) {
        _ = try Self.make(folder(of: digest))
    }

    /// Makes the folder of blobs in the making, unless it is there: copies can lack empty folders.
    ///
    /// - Throws: ``StorageError/damaged(_:)`` if something else has its name.
    func makeStaging() throws(StorageError) {
        guard try Self.make(staging) else { return }
        try StorageError.translating(path) { () throws(SystemError) in try Folder.sync(path) }
    }

    /// Insists that the folder of all blobs is one.
    ///
    /// - Throws: ``StorageError/damaged(_:)`` if it is missing, or something else has its name.
    func requireFolder() throws(StorageError) {
        try Self.requireFolder(path)
    }

    /// Makes a folder, and says whether it was not there.
    private static func make(_ path: String) throws(StorageError) -> Bool {
        var isNew = false
        do {
            if try Folder.lookUp(path) == nil {
                try Folder.make(path, mode: 0o700)
                isNew = true
            }
        } catch  where error.exists {
            // Made for another blob, perhaps at this moment.
        } catch {
            throw StorageError(error, path: path)
        }
        try requireFolder(path)
        return isNew
    }

    /// Insists on a folder.
    private static func requireFolder(_ path: String) throws(StorageError) {
        guard try hasFolder(path) else { throw .damaged(.blob) }
    }

    /// Whether there is a folder: by way of a symbolic link in its place, what is written, moved or
    /// removed would lie elsewhere.
    ///
    /// - Throws: ``StorageError/damaged(_:)`` if something else has its name.
    static func hasFolder(_ path: String) throws(StorageError) -> Bool {
        let status = try StorageError.translating(path) { () throws(SystemError) in
            try Folder.lookUp(path)
        }
        guard let status else { return false }
        guard status.kind == .folder else { throw .damaged(.blob) }
        return true
    }

    /// The names in a folder.
    ///
    /// - Throws: ``StorageError/damaged(_:)`` if it is missing or no folder.
    static func names(in path: String) throws(StorageError) -> [String] {
        try requireFolder(path)
        do {
            return try Folder.names(in: path)
        } catch  where error.isNotFound {
            throw .damaged(.blob)
        } catch {
            throw StorageError(error, path: path)
        }
    }
}
