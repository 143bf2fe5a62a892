public import VaultLedger
import VaultStorage

/// What came of an archive that was taken in.
public struct TransferOutcome: Hashable, Sendable {
    /// The name of the log that the papers come from.
    public let origin: String

    /// The name of the person in the archive.
    public let name: String

    /// The fingerprint of that vault, to be compared on another way.
    public let fingerprint: Digest

    /// The key of that log, in its text form.
    public let logKey: String

    /// The owner in this vault.
    public let owner: MemberID

    /// Whether the owner was enrolled now.
    public let isNewOwner: Bool

    /// How many statements of the old log were verified.
    public let statements: Int

    /// The document of this vault that keeps them.
    public let history: DocumentID

    /// What became of each document, in the order of the archive.
    public let documents: [TransferredDocument]
}

/// A document that came from another vault.
public struct TransferredDocument: Hashable, Sendable {
    /// What happened to it.
    public enum Result: Hashable, Sendable {
        /// It is durable in the vault, as this document.
        case stored(DocumentID)

        /// It was there already, as this document: from an earlier run, or withdrawn since.
        case known(DocumentID)

        /// Its content is not accepted by this vault, for these reasons.
        case refused([String])
    }

    /// The document in the old vault.
    public let old: DocumentID

    /// The name of the file, cleaned for display.
    public let fileName: String

    /// What happened.
    public let result: Result
}

extension DocumentVault {
    /// Takes in the papers of an owner from an archive that another vault made.
    ///
    /// First the whole archive is verified: who signed each statement, that the old log holds it, and
    /// that each document is bit for bit the one that was deposited. Only then something is stored. The
    /// old statements stay as a document of kind `vault.history`. A document keeps its facts, so its
    /// deposit here states the same content digest as the one there. Old grants do not come along.
    ///
    /// Documents are stored in batches. After a kill in between a second run goes on: what is there is
    /// known by its content digest.
    ///
    /// - Parameters:
    ///   - path: The archive.
    ///   - key: What opens it.
    ///   - owner: Whose documents they become; `nil` for whoever has some of them already, else a new
    ///     owner without a key, in the custody of the caller's office.
    ///   - name: The name of a new owner, `nil` for the one in the archive; with an `owner` who goes by
    ///     another name, the one in the archive, to say that it is the same person.
    ///   - logKey: The key of the old log, if it is known on another way; `nil` to compare the outcome.
    ///   - progress: Told after each batch how many documents are done, and of how many.
    /// - Returns: What was done.
    /// - Throws: ``VaultError/archive(_:)`` if the archive cannot be used, or is of another person than
    ///   `owner`, before anything is stored;
    ///   ``VaultError/passphraseWrong``; ``VaultError/fileNotFound(path:)``;
    ///   ``VaultError/notAllowed(_:)`` if the caller may not deposit for the owner, or enrol one;
    ///   ``VaultError/memberNotFound(_:)`` if `owner` is not an owner; otherwise as
    ///   ``deposit(_:for:as:accepting:isOriginalSeen:repeats:rememberedIn:progress:)`` and its outcomes.
    public func transferIn(
        from path: String,
        unlockedBy key: ArchiveKey,
        for owner: MemberID? = nil,
        name: String? = nil,
        trusting logKey: VerifierKey? = nil,
        progress: (@Sendable (_ done: Int, _ count: Int) -> Void)? = nil
    ) async throws(VaultError) -> TransferOutcome {
        let source = try SealedArchive(path: path, key: key)
        var reader = TransferReader(source)
        let transfer = try reader.verify(trusting: logKey)
        let history = try ArchivedDocument(historyOf: transfer, in: source)
        try requireSame(owner, as: name, transfer.manifest.name)
        try clearLeftovers()
        var target = try TransferTarget(
            self,
            owner: owner,
            name: name ?? transfer.manifest.name,
            digests: [history.contents.digest] + transfer.documents.map(\.contents.digest)
        )
        let historyID = try target.store(history, in: self)
        let documents = try target.store(transfer.documents, from: source, in: self, progress)
        return TransferOutcome(
            origin: transfer.manifest.origin,
            name: transfer.manifest.name,
            fingerprint: transfer.manifest.fingerprint,
            logKey: transfer.manifest.logKey.description,
            owner: target.owner,
            isNewOwner: target.isNew,
            statements: transfer.manifest.statements,
            history: historyID,
            documents: documents
        )
    }

    /// Requires that papers come to the person whose they are.
    ///
    /// - Parameters:
    ///   - owner: Who is to get them; `nil` for a new owner.
    ///   - said: The name of which the caller says that it is the owner's too.
    ///   - name: The name in the archive.
    /// - Throws: ``VaultError/archive(_:)`` with ``ArchiveFault/otherPerson(_:)``;
    ///   ``VaultError/memberNotFound(_:)``; otherwise as ``me()``.
    private func requireSame(
        _ owner: MemberID?,
        as said: String?,
        _ name: String
    ) throws(VaultError) {
        guard let owner, said != name else { return }
        let known = try read { records throws(VaultError) in
            let ring = try ring(records)
            return try ring.name(of: knownMember(owner, records), records)
        }
        // `==` on String is canonical equivalence, as names are compared.
        guard known == name else { throw .archive(.otherPerson(name)) }
    }

    /// Verifies the history that an archive left in a vault, once it was opened into a file.
    ///
    /// - Parameters:
    ///   - path: The file: a document of kind `vault.history`.
    ///   - logKey: The key of the old log that is trusted.
    ///   - visit: Takes each statement as it was shown to be in the log.
    /// - Returns: The fingerprint of the old vault, and the head that the statements stand under.
    /// - Throws: ``VaultError/archive(_:)``; ``VaultError/fileNotFound(path:)`` or
    ///   ``VaultError/io(code:path:)``.
    public static func verifyHistory(
        at path: String,
        trusting logKey: VerifierKey,
        visit: (VerifiedReceipt) -> Void
    ) throws(VaultError) -> (fingerprint: Digest, head: TreeHead) {
        var reader = TransferReader(try PlainArchive(path: path))
        let manifest = try reader.verify(trusting: logKey, isHistory: true, visit: visit).manifest
        return (manifest.fingerprint, manifest.head)
    }
}

/// To whom the documents of an archive come, and which are there already.
private struct TransferTarget {
    let owner: MemberID

    /// The keys and the name of an owner who is to be enrolled.
    private var newcomer: (keys: KeyPair, name: String)?

    /// Whether the owner is enrolled now.
    let isNew: Bool

    private var known: [Digest: DocumentID] = [:]
    private let depositor: Depositor

    /// Finds out.
    init(
        _ vault: isolated DocumentVault,
        owner: MemberID?,
        name: String,
        digests: [Digest]
    ) throws(VaultError) {
        let found = try vault.read { records throws(VaultError) in
            var found: [DocumentState] = []
            for digest in digests {
                found += try stored(records.documents(content: digest))
            }
            return found
        }
        // The digests are blinded: the same paper that somebody else stored has another one.
        let known = owner ?? found.first?.owner
        isNew = known == nil
        self.owner = known ?? .random()
        for document in found where document.owner == known {
            self.known[document.content.content] = document.id
        }
        if let known {
            depositor = try vault.read { records throws(VaultError) in
                try vault.depositor(
                    for: known,
                    as: DocumentDescription(),
                    accepting: [],
                    records
                )
            }
        } else {
            let keys = KeyPair.generate(suite: vault.ledger.genesis.suite)
            newcomer = (keys, name)
            let owner = self.owner
            depositor = try vault.read { records throws(VaultError) in
                // Refused here, before all is sealed in vain.
                _ = try vault.provisional(owner, name: name, keys, vault.ring(records), records)
                return try vault.depositor(for: owner, name, keys.recipient)
            }
        }
    }

    /// Stores the history, unless it is there; with it comes a new owner.
    mutating func store(
        _ history: ArchivedDocument,
        in vault: isolated DocumentVault
    ) throws(VaultError) -> DocumentID {
        if let known = known[history.contents.digest] { return known }
        let (owner, newcomer) = (owner, newcomer)
        let outcomes = vault.deposit([depositor.prepare(history, as: .random()).staged()]) {
            records,
            ring throws(VaultError) in
            guard let newcomer else { return [] }
            return [
                try vault.provisional(owner, name: newcomer.name, newcomer.keys, ring, records)
            ]
        }
        self.newcomer = nil
        switch outcomes[0].result {
        case .stored(let document): return document
        case .failed(let error): throw error
        case .refused, .duplicate, .duplicateFile, .storable: throw .archive(.malformed)
        }
    }

    /// What the documents of the archive are called in this vault.
    ///
    /// A name follows from the owner and the content digest, which is blinded: so it says nothing, and
    /// a run that goes on after a kill calls documents as the run before did.
    private func names(
        of documents: [TransferDocument],
        in vault: isolated DocumentVault
    ) throws(VaultError) -> [DocumentID: DocumentID] {
        var names: [DocumentID: DocumentID] = [:]
        try vault.read { records throws(VaultError) in
            for document in documents {
                let content = document.contents.digest
                if let known = known[content] {
                    names[document.id] = known
                    continue
                }
                let name = DocumentID(moved: content, to: owner)
                // What was erased or withdrawn here keeps its name to itself.
                let isTaken = try stored(records.document(name)) != nil
                names[document.id] = isTaken ? .random() : name
            }
        }
        return names
    }

    /// Stores the documents that are not there.
    func store(
        _ documents: [TransferDocument],
        from source: any ArchiveSource,
        in vault: isolated DocumentVault,
        _ progress: ((Int, Int) -> Void)?
    ) throws(VaultError) -> [TransferredDocument] {
        let names = try names(of: documents, in: vault)
        var results: [DocumentID: TransferredDocument.Result] = [:]
        var rest: [TransferDocument] = []
        for document in documents {
            if let known = known[document.contents.digest] {
                results[document.id] = .known(known)
            } else {
                rest.append(document)
            }
        }
        var line = SealingLine()
        for start in stride(from: 0, to: rest.count, by: DocumentVault.batchCount) {
            let batch = rest[start..<min(start + DocumentVault.batchCount, rest.count)]
            for document in batch {
                let archived = ArchivedDocument(document, in: source, calling: names)
                line.add(depositor.prepare(archived, as: names[document.id] ?? .random()))
            }
            let staged = batch.map { _ in line.next() }
            for (document, outcome) in zip(batch, vault.deposit(staged)) {
                switch outcome.result {
                case .stored(let id): results[document.id] = .stored(id)
                case .refused, .duplicate, .duplicateFile, .storable:
                    results[document.id] = .refused(outcome.reasons)
                case .failed(let error): throw error
                }
            }
            progress?(results.count, documents.count)
        }
        return documents.compactMap { document in
            results[document.id].map { result in
                TransferredDocument(
                    old: document.id,
                    fileName: document.contents.displayName,
                    result: result
                )
            }
        }
    }
}

extension DocumentID {
    /// The name of a document that came from another vault: the first ten bytes of
    /// `SHA-256("vault/v1 moved document" || owner || content digest)`.
    fileprivate init(moved content: Digest, to owner: MemberID) {
        let name = Array("vault/v1 moved document".utf8) + Array(owner.text.utf8) + content.array
        self.init(bytes: Array(Digest.of(name.span).array.prefix(10)))
    }
}
