public import VaultLedger
import VaultStorage
import VaultSystem

/// How a document was shown.
public struct Viewing: Hashable, Sendable {
    /// What was released to the viewer.
    public let release: Release

    /// How the viewer ended: its status, or 128 and the number of the signal that ended it.
    public let status: Int
}

extension DocumentVault {
    /// Shows a document in a program, without a file: the content lies in memory that has no name.
    ///
    /// The opening is a statement in the log before the key is used. The program is started after
    /// ciphertext, facts and content have all been checked, with the path `/proc/self/fd/3` as its
    /// argument, and waited for; until it ends this vault does nothing else. What the program itself
    /// writes down is beyond the vault.
    ///
    /// - Parameters:
    ///   - document: The document. Its content has to fit into memory.
    ///   - viewer: The path of the program; it is not looked for anywhere else.
    /// - Returns: What was shown, and how the program ended.
    /// - Throws: ``VaultError/io(code:path:)`` if the program cannot be started, or there is no memory
    ///   for the content; otherwise as ``open(_:to:)``.
    public func view(
        _ document: DocumentID,
        with viewer: String
    ) async throws(VaultError) -> Viewing {
        let (opened, reader) = try readable(document) { () throws(VaultError) in
            try logOpening(of: document)
        }
        let content = try opened.inMemory(from: reader)
        let facts = opened.contents.facts
        return Viewing(
            release: Release(document: document, size: facts.size, sha256: facts.sha256),
            status: try filing(viewer) { () throws(SystemError) in
                try Viewer.show(content, with: viewer)
            }
        )
    }
}

extension OpenedDocument {
    /// Checks the blob while it is written into memory that has no name and that nobody changes.
    ///
    /// - Throws: ``VaultError/io(code:path:)`` if there is no memory; otherwise as
    ///   ``pass(over:release:)``.
    func inMemory(from reader: any BlobReader) throws(VaultError) -> SealedMemory {
        let file = try memoryFile(from: reader)
        do { return try file.seal() } catch { throw VaultError(memory: error) }
    }

    /// Checks the blob while it is written into memory that has no name.
    ///
    /// - Throws: As ``inMemory(from:)``.
    func memoryFile(from reader: any BlobReader) throws(VaultError) -> MemoryFile {
        var file = try Self.memoryFile()
        try pass(over: reader) { bytes throws(VaultError) in
            do throws(SystemError) {
                try file.write(bytes)
            } catch {
                throw VaultError(memory: error)
            }
        }
        return file
    }

    private static func memoryFile() throws(VaultError) -> MemoryFile {
        do { return try MemoryFile() } catch { throw VaultError(memory: error) }
    }
}
