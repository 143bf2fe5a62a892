import Synchronization
import VaultLedger
import VaultStorage
import VaultSystem

/// A document whose key is at hand: to be released, sent or moved.
struct OpenedDocument: Sendable {
    let id: DocumentID
    let generation: Int
    let keys: KeyPair
    let contents: DocumentContents
    let content: SealedContent

    private var facts: DocumentFacts { contents.facts }

    /// Opens the envelope of a document.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if envelope or facts are not those that were stated.
    init(
        _ document: DocumentState,
        _ sealed: SealedDocumentKey,
        with keys: KeyPair
    ) throws(VaultError) {
        let (documentKeys, contents) = try sealed.open(with: keys)
        id = document.id
        generation = document.generation
        self.keys = documentKeys
        self.contents = contents
        content = sealed.content
    }

    /// Passes over the blob and insists that it is what was deposited.
    ///
    /// - Parameters:
    ///   - reader: The blob.
    ///   - release: Takes the next bytes of the content.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/blob(_:)``; what `release` throws.
    func pass(
        over reader: any BlobReader,
        release: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) {
        let measure = try ContentOpener(keys: keys, document: id)
            .pass(over: reader, release: release)
        guard
            measure.ciphertext == content.ciphertext, measure.length == content.length,
            measure.sha256 == facts.sha256, measure.size == facts.size
        else { throw .damaged(.blob(id)) }
    }

    /// Checks the blob while it is written to its target.
    func release(
        from reader: any BlobReader,
        to target: ReleaseTarget
    ) throws(VaultError) -> Release {
        switch target {
        case .file(let path):
            try written(from: reader, to: path).publish()
        case .standardOutput:
            try pass(over: reader) { _ in }
            try pass(over: reader) { bytes throws(VaultError) in
                do throws(SystemError) {
                    try StandardStreams.write(bytes, to: .output)
                } catch {
                    throw VaultError(error, path: "-")
                }
            }
        }
        return Release(document: id, size: facts.size, sha256: facts.sha256)
    }

    /// Checks the blob while it is written to a file that has no name yet.
    func written(
        from reader: any BlobReader,
        to path: String
    ) throws(VaultError) -> ReleasedFile {
        var file = try filing(path) { () throws(SystemError) in
            try UnnamedFile(in: Folder.parent(of: path))
        }
        try pass(over: reader) { bytes throws(VaultError) in
            do throws(SystemError) {
                try file.write(bytes)
            } catch {
                throw VaultError(error, path: path)
            }
        }
        file.startWriting()
        return ReleasedFile(file, path: path)
    }
}

/// A released document in a file that waits for its name.
final class ReleasedFile: Sendable {
    private let file: Mutex<UnnamedFile?>
    private let path: String

    fileprivate init(_ file: consuming UnnamedFile, path: String) {
        self.file = Mutex(file)
        self.path = path
    }

    /// Gives the file its name, durably.
    ///
    /// - Throws: ``VaultError/exists(path:)``, ``VaultError/diskFull(path:)`` or
    ///   ``VaultError/io(code:path:)``.
    func publish() throws(VaultError) {
        try withFile { file throws(SystemError) in try file.publish(as: path) }
    }

    /// Waits until the content is on the disk and gives the file its name, which is durable once its
    /// folder is.
    ///
    /// - Throws: As ``publish()``.
    func link() throws(VaultError) {
        try withFile { file throws(SystemError) in try file.link(to: path) }
    }

    private func withFile(
        _ body: (consuming UnnamedFile) throws(SystemError) -> Void
    ) throws(VaultError) {
        try filing(path) { () throws(SystemError) in
            try file.withLock { file throws(SystemError) in
                guard let file = file.take() else {
                    preconditionFailure("a file gets its name once")
                }
                try body(file)
            }
        }
    }
}
