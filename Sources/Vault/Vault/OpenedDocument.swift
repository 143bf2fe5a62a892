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
            try write(reader, to: path)
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

    private func write(_ reader: any BlobReader, to path: String) throws(VaultError) {
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
        do throws(SystemError) {
            try file.sync()
            try file.publish(as: path)
        } catch {
            throw VaultError(error, path: path)
        }
    }
}
