import VaultCrypto
import VaultLedger

/// A document that comes from another vault.
struct ArchivedDocument {
    /// What was stated about it there.
    let contents: DocumentContents

    /// Where its content is.
    let source: any ArchiveSource

    /// The place of the first byte.
    let offset: Int

    /// Whether the content is looked at again; what we made ourselves is not.
    let isInspected: Bool
}

extension ArchivedDocument {
    /// The kind of the document that keeps the history.
    static let historyKind = "vault.history"

    /// The history of an archive, as a document of its own: manifest and receipts, so that they can
    /// be verified for all time.
    ///
    /// The same archive gives the same document, down to its content digest.
    ///
    /// - Throws: ``VaultError/archive(_:)`` or ``VaultError/io(code:path:)``.
    init(historyOf transfer: VerifiedTransfer, in source: any ArchiveSource) throws(VaultError) {
        let history = HistorySource(source, count: transfer.historyCount)
        var hash = SHA256()
        var offset = 0
        while offset < history.count {
            let bytes = try history.bytes(at: offset, maximumCount: 256 * 1_024)
            hash.update(bytes.span)
            offset += bytes.count
        }
        let origin = transfer.manifest.origin.map { $0 == "/" ? "-" : $0 }
        let facts = DocumentFacts(
            fileName: "\(String(origin)).history.tar",
            mediaType: "application/x-tar",
            size: history.count,
            sha256: Digest(hash.finish()),
            verdict: .accept,
            reasons: []
        )
        contents = DocumentContents(
            facts: facts,
            blind: transfer.manifest.blind,
            ownerName: transfer.manifest.name,
            description: DocumentDescription(kind: Self.historyKind)
        )
        self.source = history
        self.offset = 0
        isInspected = false
    }
}

extension ArchivedDocument {
    /// A document of an archive.
    ///
    /// Its relations name other documents of the archive as these are called here. What did not come
    /// along is not there to be related to, so such a relation is dropped.
    ///
    /// A history that came from a vault before the last one is verified as such, for what it is made
    /// of would be refused as an archive if somebody uploaded it.
    init(
        _ document: TransferDocument,
        in source: any ArchiveSource,
        calling names: [DocumentID: DocumentID]
    ) {
        var description = document.contents.description
        description.relations = description.relations.compactMap { relation in
            names[relation.document].map { DocumentRelation(relation.kind, $0) }
        }
        contents = document.contents.described(as: description)
        self.source = source
        offset = document.offset
        isInspected = !document.isHistory(in: source)
    }
}

extension TransferDocument {
    fileprivate func isHistory(in source: any ArchiveSource) -> Bool {
        guard contents.description.kind == ArchivedDocument.historyKind else { return false }
        var reader = TransferReader(
            ArchiveSlice(source, offset: offset, count: contents.facts.size)
        )
        return (try? reader.verify(isHistory: true)) != nil
    }
}

/// A part of an archive.
private final class ArchiveSlice: ArchiveSource {
    private let source: any ArchiveSource
    private let start: Int
    let count: Int

    init(_ source: any ArchiveSource, offset: Int, count: Int) {
        self.source = source
        start = offset
        self.count = count
    }

    func bytes(at offset: Int, maximumCount: Int) throws(VaultError) -> [UInt8] {
        let wanted = min(maximumCount, count - offset)
        return wanted > 0 ? try source.bytes(at: start + offset, maximumCount: wanted) : []
    }
}

/// The beginning of an archive, with the end of a container behind it.
private final class HistorySource: ArchiveSource {
    private let source: any ArchiveSource
    private let kept: Int

    var count: Int { kept + Tar.end.count }

    init(_ source: any ArchiveSource, count: Int) {
        self.source = source
        kept = count
    }

    func bytes(at offset: Int, maximumCount: Int) throws(VaultError) -> [UInt8] {
        if offset < kept {
            let wanted = min(maximumCount, kept - offset)
            let bytes = try source.bytes(at: offset, maximumCount: wanted)
            guard bytes.count == wanted else { throw .archive(.damaged) }
            return bytes
        }
        return Array(Tar.end.dropFirst(offset - kept).prefix(maximumCount))
    }
}
