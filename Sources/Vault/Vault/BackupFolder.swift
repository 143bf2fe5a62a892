import VaultLedger
import VaultStorage
import VaultSystem

/// The folder of a backup: blobs, and the states that name them (FORMAT.md, "Backups").
struct BackupFolder {
    let path: String

    var blobs: BlobFolder { BlobFolder(openingAt: "\(path)/blobs") }
    var lock: String { "\(path)/lock" }

    /// How the name of a complete state begins; its number follows.
    private static let prefix = "state-"

    /// The path of a state.
    func state(_ number: Int) -> String { "\(path)/\(Self.prefix)\(number)" }

    /// The numbers of the complete states, ascending.
    func states() throws(VaultError) -> [Int] {
        try names().compactMap(Self.number(of:)).sorted()
    }

    private static func number(of name: String) -> Int? {
        guard
            name.utf8.starts(with: prefix.utf8), let number = Int(name.dropFirst(prefix.count)),
            number > 0, name == prefix + String(number)
        else { return nil }
        return number
    }

    private func names() throws(VaultError) -> [String] {
        try filing(path) { () throws(SystemError) in try Folder.names(in: path) }
    }

    /// What the last complete state holds.
    ///
    /// - Returns: Its number and its manifest; `nil` if there is no complete state.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/backup(_:)`` if the manifest does not read.
    func last() throws(VaultError) -> (number: Int, manifest: BackupManifest)? {
        guard let number = try states().last else { return nil }
        let bytes: [UInt8]
        do throws(SystemError) {
            let file = try ReadableFile(
                path: "\(state(number))/manifest",
                followsSymbolicLink: false
            )
            bytes = try file.readAll(limit: BackupManifest.limit)
        } catch {
            throw .damaged(.backup("manifest"))
        }
        guard let manifest = BackupManifest(parsing: bytes) else {
            throw .damaged(.backup("manifest"))
        }
        return (number, manifest)
    }

    // MARK: writing

    /// Makes the folder, or finds one that is a backup and nothing else.
    ///
    /// - Throws: ``VaultError/exists(path:)`` with the first name that no backup has.
    func prepare() throws(VaultError) {
        let there = try filing(path) { () throws(SystemError) in try Folder.lookUp(path) }
        if there == nil {
            try filing(path) { () throws(SystemError) in try Folder.create(path, mode: 0o700) }
        }
        guard there == nil || there?.kind == .folder else { throw .exists(path: path) }
        for name in try names() where name != "blobs" && name != "lock" {
            guard Self.number(of: name) != nil || StagedFile.isTemporaryName(name) else {
                throw .exists(path: "\(path)/\(name)")
            }
            try require(.folder, name)
        }
        try require(.folder, "blobs")
        try require(.file, "lock")
        if try !exists("blobs") { _ = try stored(BlobFolder.create(at: "\(path)/blobs")) }
        try requireOwnBlobs()
    }

    /// Insists that no link leads out of the folder of blobs.
    private func requireOwnBlobs() throws(VaultError) {
        try blobs.visitAll { name, item throws(VaultError) in
            if item == .unexpected { throw .exists(path: "\(path)/blobs/\(name)") }
            if case .blob = item { return }
            try require(item == .lock || item == .leftover ? .file : .folder, "blobs/\(name)")
        }
    }

    private func exists(_ name: String) throws(VaultError) -> Bool {
        try status(of: name) != nil
    }

    private func status(of name: String) throws(VaultError) -> Folder.Status? {
        let full = "\(path)/\(name)"
        return try filing(full) { () throws(SystemError) in try Folder.lookUp(full) }
    }

    private func require(_ kind: Folder.Kind, _ name: String) throws(VaultError) {
        guard let status = try status(of: name) else { return }
        guard status.kind == kind else { throw .exists(path: "\(path)/\(name)") }
    }

    /// Removes the states before one, what killed runs have left, and the blobs that nothing names.
    ///
    /// - Parameters:
    ///   - number: The state to keep.
    ///   - copy: The database of that state.
    /// - Returns: The number of blobs that were removed.
    /// - Throws: ``VaultError/io(code:path:)`` if something cannot be removed.
    func removeOthers(than number: Int, naming copy: VaultDatabase) throws(VaultError) -> Int {
        for name in try names() where name != "blobs" && name != "lock" {
            guard Self.number(of: name) != number else { continue }
            let folder = "\(path)/\(name)"
            try filing(folder) { () throws(SystemError) in
                for file in try Folder.names(in: folder) {
                    try Folder.removeFile("\(folder)/\(file)")
                }
                try Folder.remove(folder)
            }
        }
        var count = 0
        for digest in try stored(blobs.digests()) {
            let isNamed = try copy.read { records throws(VaultError) in
                try stored(records.references(digest))
            }
            guard !isNamed else { continue }
            try stored(blobs.remove(digest))
            count += 1
        }
        return count
    }
}

/// The copying of one blob from one folder to another, verified on both sides.
struct BlobCopy: Sendable {
    /// What came of it.
    enum Outcome: Sendable {
        /// The blob was there already, whole.
        case present

        /// It was copied, and read back.
        case copied

        /// The folder to copy from has none.
        case missing

        /// It is not what was stated, or could not be written.
        case failed(VaultError)
    }

    let document: DocumentID
    let content: SealedContent

    /// How much to read at a time, in bytes.
    private static let readCount = 1 << 20

    /// Copies the blob unless it is there.
    func run(from source: BlobFolder, to target: BlobFolder) -> Outcome {
        do throws(VaultError) {
            let isDamaged: Bool
            switch try presence(in: target) {
            case true?: return .present
            case false?: isDamaged = true
            case nil: isDamaged = false
            }
            guard let reader = try source.ciphertext(content, of: document) else { return .missing }
            let writer = try stored(target.makeWriter())
            do throws(VaultError) {
                try copy(reader, to: writer)
                if isDamaged { try stored(target.remove(content.ciphertext)) }
                try stored(writer.commit(as: content.ciphertext))
            } catch {
                writer.discard()
                throw error
            }
            writer.finish()
            return .copied
        } catch {
            return .failed(error)
        }
    }

    /// Whether the blob is there and whole; `nil` if there is none.
    private func presence(in target: BlobFolder) throws(VaultError) -> Bool? {
        do throws(StorageError) {
            let reader = try target.reader(content.ciphertext)
            return try isSound(reader)
        } catch {
            switch error {
            case .notFound: return nil
            case .damaged: return false
            default: throw VaultError(error)
            }
        }
    }

    private func isSound(_ reader: any BlobReader) throws(StorageError) -> Bool {
        guard reader.size == content.length else { return false }
        return try reader.digest() == content.ciphertext
    }

    private func copy(_ reader: any BlobReader, to writer: any BlobWriter) throws(VaultError) {
        var offset = 0
        while true {
            let chunk = try stored(
                [UInt8](capacity: Self.readCount) { output throws(StorageError) in
                    try reader.read(at: offset, into: &output)
                }
            )
            guard !chunk.isEmpty else { break }
            try stored(writer.write(chunk.span))
            offset += chunk.count
        }
        // What counts is what was written, not what was read.
        guard try stored(isSound(writer.readBack())) else { throw .damaged(.blob(document)) }
    }
}
