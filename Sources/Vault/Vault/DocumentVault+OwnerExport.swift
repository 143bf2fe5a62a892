public import VaultLedger
import VaultMedia
import VaultStorage
import VaultSystem

extension DocumentVault {
    /// Decrypts all documents of an owner into a folder, for the owner to have.
    ///
    /// This is what articles 15 and 20 of the GDPR ask for. Each release is a statement in the log before the key is used, as with ``open(_:to:)``. The
    /// folder appears whole or not at all, for its owner alone. Documents are decrypted on all cores;
    /// the memory does not grow with their size.
    ///
    /// - Parameters:
    ///   - owner: Whose documents.
    ///   - path: The folder to make.
    ///   - progress: Told after each document how many are done, and of how many.
    ///   - page: Makes the file ``OwnerExport/pageName`` from what is in the folder.
    /// - Returns: What is in the folder.
    /// - Throws: ``VaultError/exists(path:)`` if something has that name;
    ///   ``VaultError/memberNotFound(_:)`` if `owner` is not an owner; ``VaultError/notAllowed(_:)`` if
    ///   the caller is neither the owner nor a counselor of the office of custody;
    ///   ``VaultError/damaged(_:)`` if a document is not what was stated; ``VaultError/diskFull(path:)`` or
    ///   ``VaultError/io(code:path:)``; otherwise as ``me()``.
    public func exportDocuments(
        of owner: MemberID,
        to path: String,
        progress: (@Sendable (_ done: Int, _ count: Int) -> Void)? = nil,
        page: @Sendable (OwnerExport) -> [UInt8]
    ) async throws(VaultError) -> OwnerExport {
        let ids = try read { records throws(VaultError) in
            try requireActing(for: owner, ring(records), records)
            return try stored(records.documents(owner: owner))
                .filter { $0.withdrawn == nil }
                .map(\.id)
        }
        var folder = try filing(path) { () throws(SystemError) in
            try StagedFolder(for: path, isPrivate: true)
        }
        let documents = try release(ids, into: &folder, at: path, progress)
        let export = try ownerExport(of: owner, documents)
        do throws(SystemError) {
            try folder.write(OwnerExport.pageName, page(export).span)
            try folder.publish()
        } catch {
            throw VaultError(error, path: path)
        }
        return export
    }

    /// How many openings share a signed head.
    private static let exportBatch = 16

    /// How many decrypted files wait for their names at most, but for one batch.
    private static let openFileCount = 64

    /// Says that documents are released, and decrypts them into a folder.
    ///
    /// - Returns: The documents, in the order of `ids`.
    private func release(
        _ ids: [DocumentID],
        into folder: inout StagedFolder,
        at path: String,
        _ progress: (@Sendable (_ done: Int, _ count: Int) -> Void)?
    ) throws(VaultError) -> [ExportedDocument] {
        var names = UniqueFileNames()
        var documents: [ExportedDocument] = []
        let line = WorkLine { (job: ReleaseJob) in job.run() }
        do throws(VaultError) {
            var rest = ids[...]
            while !rest.isEmpty || line.count > 0 {
                // Opening comes first, so that the cores have work while this thread waits for the disk.
                guard !rest.isEmpty, line.unfinishedCount < Self.exportBatch,
                    line.count < Self.openFileCount
                else {
                    try finish(line.next())
                    progress?(documents.count - line.count, ids.count)
                    continue
                }
                let batch = rest.prefix(Self.exportBatch)
                rest = rest.dropFirst(Self.exportBatch)
                for (opened, shown) in try logOpenings(of: Array(batch)) {
                    let raw = opened.contents.facts.fileName
                    let name = names.take(raw)
                    documents.append(
                        ExportedDocument(document: shown, rawFileName: raw, file: name)
                    )
                    let target = try reserve(name, in: &folder, at: path)
                    line.add(ReleaseJob(opened: opened, blobs: blobs, target: target))
                }
            }
        } catch {
            // Nobody writes into the folder any more when it goes.
            while line.count > 0 { _ = line.next() }
            throw error
        }
        return documents
    }

    private func reserve(
        _ name: String,
        in folder: inout StagedFolder,
        at path: String
    ) throws(VaultError) -> String {
        do throws(SystemError) {
            return try folder.reserve(name, in: OwnerExport.documentsFolder)
        } catch {
            throw VaultError(error, path: path)
        }
    }

    /// Gives a decrypted file its name.
    ///
    /// A blob that another process takes away meanwhile, because it encrypts the document anew, is
    /// looked for once more.
    private func finish(_ outcome: ReleaseJob.Outcome) throws(VaultError) {
        switch outcome {
        case .written(let file): try file.link()
        case .failed(let error): throw error
        case .gone(let job):
            let (opened, reader) = try readable(job.opened.id) { () throws(VaultError) in
                try logOpening(of: job.opened.id)
            }
            try opened.written(from: reader, to: job.target).link()
        }
    }

    /// Insists that the caller is the owner, or a counselor of the office that has custody.
    ///
    /// - Throws: ``VaultError/memberNotFound(_:)`` if `owner` is not an owner;
    ///   ``VaultError/notAllowed(_:)``.
    func requireActing(
        for owner: MemberID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) {
        guard try stored(records.member(owner))?.role == .owner else {
            throw try absence(of: owner, records)
        }
        guard ring.me.role == .owner || ring.me.role == .counselor else {
            throw .notAllowed(.role(ring.me.role))
        }
        guard ring.me.basis(toActFor: try ledger.member(owner, records)) != nil else {
            throw .notAllowed(.notInCustody(owner))
        }
    }

    /// Says that documents are released, and takes their keys out of the envelopes.
    ///
    /// The closed envelopes are taken in the same transaction, for the next one may replace them.
    func logOpenings(
        of ids: [DocumentID]
    ) throws(VaultError) -> [(OpenedDocument, Document)] {
        let (_, reached) = try append { records, ring throws(VaultError) in
            var drafts: [Draft] = []
            var reached: [(Access, SealedDocumentKey)] = []
            for id in ids {
                let access = try actingAccess(to: id, ring, records)
                let opening = Opening(
                    owner: access.document.owner,
                    document: id,
                    generation: access.document.generation,
                    basis: access.basis
                )
                drafts.append(Draft(body: .open(opening)))
                reached.append((access, try access.sealedKey(records)))
            }
            return (drafts, reached)
        }
        return try read { records throws(VaultError) in
            try reached.map { access, sealed throws(VaultError) in
                let opened = try OpenedDocument(
                    access.document,
                    sealed,
                    with: access.holderKeys
                )
                let open = OpenDocument(state: access.document, contents: opened.contents)
                return (opened, try shown(open, records))
            }
        }
    }

    private func ownerExport(
        of owner: MemberID,
        _ documents: [ExportedDocument]
    ) throws(VaultError) -> OwnerExport {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            let view = HistoryView(ring: ring, ledger: ledger, records: records)
            var history: [HistoryEntry] = []
            var handouts: [HandoutRecord] = []
            for event in try stored(records.events(owner: owner)) where try view.shows(event) {
                history.append(try view.entry(of: event))
                if event.kind == .send { handouts.append(try view.handout(of: event)) }
            }
            var grants: [GrantRecord] = []
            for grant in try stored(records.grants(owner: owner)) {
                grants.append(try pastRecord(of: grant, documents, records))
            }
            let people = history.flatMap { entry -> [MemberID?] in
                [entry.actor, entry.owner, entry.member]
            }
            return OwnerExport(
                owner: owner,
                origin: ledger.origin,
                fingerprint: ledger.fingerprint,
                head: ledger.head,
                made: clock.now(),
                documents: documents,
                history: history,
                grants: grants,
                handouts: handouts,
                names: try names(of: people.compactMap { $0 } + [owner], ring, records)
            )
        }
    }

    private func names(
        of members: [MemberID],
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> [MemberID: String] {
        var names: [MemberID: String] = [:]
        for member in members.uniqued() {
            names[member] = try ring.name(of: ledger.member(member, records), records)
        }
        return names
    }

    /// A grant, whatever became of it.
    private func pastRecord(
        of grant: GrantState,
        _ documents: [ExportedDocument],
        _ records: Records
    ) throws(VaultError) -> GrantRecord {
        try ledger.verifyTerms(of: grant, records)
        let now = try currentTime(records)
        let document = documents.first { $0.document.id == grant.document }?.document
        return GrantRecord(
            index: grant.index,
            document: grant.document,
            title: document?.description.title,
            owner: grant.owner,
            grantee: grant.grantee,
            purpose: grant.purpose,
            until: grant.until,
            status: grant.status(at: now),
            openings: try ledger.openings(grant: grant.index, records),
            cautions: []
        )
    }
}

/// One document on its way into a folder.
private struct ReleaseJob: Sendable {
    /// How it went.
    enum Outcome: Sendable {
        case written(ReleasedFile)

        /// There is no such blob any more.
        case gone(ReleaseJob)

        case failed(VaultError)
    }

    let opened: OpenedDocument
    let blobs: any BlobStore
    let target: String

    /// Decrypts the document, blocking.
    func run() -> Outcome {
        do throws(VaultError) {
            guard let reader = try blobs.ciphertext(opened.content, of: opened.id) else {
                return .gone(self)
            }
            return .written(try opened.written(from: reader, to: target))
        } catch {
            return .failed(error)
        }
    }
}
