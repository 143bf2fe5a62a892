import VaultAge
import VaultCrypto
public import VaultLedger
import VaultStorage

/// An archive with which an owner moves to another vault.
public struct TransferRecord: Hashable, Sendable {
    /// The number of documents in it.
    public let documents: Int

    /// The number of statements in it, each with its receipt.
    public let statements: Int

    /// The head that the receipts lead to.
    public let head: TreeHead

    /// The fingerprint of the vault.
    public let fingerprint: Digest

    /// The log's verifier key, in its text form.
    public let logKey: String

    /// The length of the archive in bytes.
    public let length: Int
}

extension DocumentVault {
    /// Writes all papers of an owner into one sealed file, for another vault to take in.
    ///
    /// The archive holds the documents bit for bit with facts and descriptions, and the statements
    /// about the owner, each with its receipt, together with those on which their signatures rest. No
    /// key of this vault is in it, and no statement about another owner. Each document's release is a
    /// statement first, and the history in the archive ends with them. If the archive is sealed to
    /// somebody outside, each document is a handout to them too: see ``handouts(document:owner:)``.
    /// Otherwise the vault stays as it is.
    ///
    /// - Parameters:
    ///   - owner: Whose papers.
    ///   - seal: Who can open the archive.
    ///   - path: The file to make; it appears whole or not at all.
    ///   - progress: Told after each document how many are done, and of how many.
    /// - Returns: What is in the archive.
    /// - Throws: ``VaultError/exists(path:)``; ``VaultError/memberNotFound(_:)`` if `owner` is not an
    ///   owner; ``VaultError/notAllowed(_:)`` if the caller is neither the owner nor a counselor of the
    ///   office of custody, or with ``Denial/recipientEnrolled(_:)``, ``Denial/recipientReplaced(_:)``
    ///   or ``Denial/recipientLeft(_:)`` if the archive would be sealed to a key that is or was another
    ///   member's; ``VaultError/archive(_:)`` with ``ArchiveFault/tooLong(_:)``;
    ///   ``VaultError/damaged(_:)`` if something is not what was stated; ``VaultError/diskFull(path:)`` or
    ///   ``VaultError/io(code:path:)``; otherwise as ``me()``.
    public func transferOut(
        _ owner: MemberID,
        sealedBy seal: ArchiveSeal,
        at path: String,
        progress: (@Sendable (_ done: Int, _ count: Int) -> Void)? = nil
    ) async throws(VaultError) -> TransferRecord {
        try requireNothing(at: path)
        let (ids, name) = try documentsToMove(of: owner, seal)
        var archive = TransferWriter(file: try SealedFile(to: seal.ageRecipients, path: path))
        var opened: [OpenedDocument] = []
        for start in stride(from: 0, to: ids.count, by: Self.transferBatch) {
            let batch = Array(ids[start..<min(start + Self.transferBatch, ids.count)])
            opened += try logOpenings(of: batch).map(\.0)
        }
        if let long = opened.first(where: { $0.contents.facts.size > Tar.maximumSize }) {
            throw .archive(.tooLong(long.id))
        }
        let manifest = try read { records throws(VaultError) in
            try writeHistory(of: owner, name, documents: opened.count, to: &archive, records)
        }
        for (done, document) in opened.enumerated() {
            try write(document, to: &archive)
            progress?(done + 1, opened.count)
        }
        let ready = try archive.finish()
        let length = ready.measure.length
        if let outside = seal.outside {
            try logSendings(of: opened.map(\.id), ready.measure, to: outside.digest)
        }
        try ready.publish()
        return TransferRecord(
            documents: opened.count,
            statements: manifest.statements,
            head: manifest.head,
            fingerprint: manifest.fingerprint,
            logKey: manifest.logKey.description,
            length: length
        )
    }

    /// How many openings share a signed head.
    private static let transferBatch = 64

    /// Says of each document to whom the archive is sealed, before it gets its name.
    ///
    /// Not of one that is sealed to a member, who is the owner or the caller, nor of one with a
    /// passphrase, of which nobody knows who has it.
    private func logSendings(
        of ids: [DocumentID],
        _ archive: FileMeasure,
        to recipient: Digest
    ) throws(VaultError) {
        for start in stride(from: 0, to: ids.count, by: Self.transferBatch) {
            let batch = ids[start..<min(start + Self.transferBatch, ids.count)]
            _ = try append { records, ring throws(VaultError) in
                guard try member(at: recipient, records) == nil else { return ([], ()) }
                var drafts: [Draft] = []
                for id in batch {
                    let access = try actingAccess(to: id, ring, records)
                    let sending = Sending(
                        owner: access.document.owner,
                        document: id,
                        generation: access.document.generation,
                        purpose: .other,
                        basis: access.basis,
                        recipient: recipient,
                        ciphertext: archive.digest,
                        length: archive.length
                    )
                    drafts.append(Draft(body: .send(sending)))
                }
                return (drafts, ())
            }
        }
    }

    private func documentsToMove(
        of owner: MemberID,
        _ seal: ArchiveSeal
    ) throws(VaultError) -> (ids: [DocumentID], name: String) {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            try requireActing(for: owner, ring, records)
            if let outside = seal.outside,
                let member = try member(at: outside.digest, records),
                member.id != owner, member.id != ring.me.id
            {
                throw .notAllowed(.recipientEnrolled(member.id))
            }
            let ids = try stored(records.documents(owner: owner))
                .filter { $0.withdrawn == nil }
                .map(\.id)
            let name = try ring.name(of: ledger.member(owner, records), records)
            return (ids, name ?? owner.text)
        }
    }

    /// Writes manifest and receipts, all under one head.
    private func writeHistory(
        of owner: MemberID,
        _ name: String,
        documents: Int,
        to archive: inout TransferWriter,
        _ records: Records
    ) throws(VaultError) -> TransferManifest {
        var indexes: [Int] = []
        for index in 0..<ledger.head.size {
            guard let bytes = try stored(records.statement(at: index)) else {
                // What was erased is not there, but its entry is.
                guard try stored(records.leaf(at: index)) != nil else {
                    throw .damaged(.statement(index))
                }
                continue
            }
            guard let signed = try? SignedStatement(bytes: bytes) else {
                throw .damaged(.statement(index))
            }
            if try isWanted(signed.statement, at: index, about: owner, records) {
                indexes.append(index)
            }
        }
        guard let note = try stored(records.checkpoint()).flatMap({ try? SignedNote(parsing: $0) })
        else { throw .damaged(.checkpoint) }
        let manifest = TransferManifest(
            origin: ledger.origin,
            logKey: ledger.logKey,
            fingerprint: ledger.fingerprint,
            head: ledger.head,
            owner: owner,
            name: name,
            made: clock.now(),
            blind: Random.bytes(32),
            statements: indexes.count,
            documents: documents
        )
        try archive.add(TransferManifest.fileName, manifest.bytes)
        for index in indexes {
            let receipt = try receipt(at: index, under: note, ledger.head, records)
            try archive.add(TransferLayout.statement(at: index), receipt)
        }
        return manifest
    }

    private func write(
        _ document: OpenedDocument,
        to archive: inout TransferWriter
    ) throws(VaultError) {
        var next: OpenedDocument? = document
        // The opening that is logged serves; only if the document was encrypted anew there is another.
        let (opened, reader) = try readable(document.id) { () throws(VaultError) in
            if let opened = next.take() { return opened }
            return try logOpening(of: document.id)
        }
        try archive.add(TransferLayout.facts(of: opened.id), opened.contents.transferBytes)
        try archive.begin(TransferLayout.content(of: opened.id), size: opened.contents.facts.size)
        try opened.pass(over: reader) { bytes throws(VaultError) in try archive.write(bytes) }
        try archive.end(size: opened.contents.facts.size)
    }
}

/// Writes the container into the sealed file.
private struct TransferWriter: ~Copyable {
    private var file: SealedFile

    init(file: consuming SealedFile) {
        self.file = file
    }

    /// Adds a whole file.
    mutating func add(_ name: String, _ bytes: [UInt8]) throws(VaultError) {
        try begin(name, size: bytes.count)
        try write(bytes.span)
        try end(size: bytes.count)
    }

    mutating func begin(_ name: String, size: Int) throws(VaultError) {
        let header = Tar.header(name, size: size)
        try file.write(header.span)
    }

    mutating func write(_ bytes: Span<UInt8>) throws(VaultError) {
        try file.write(bytes)
    }

    mutating func end(size: Int) throws(VaultError) {
        let padding = [UInt8](repeating: 0, count: Tar.padding(after: size))
        try file.write(padding.span)
    }

    consuming func finish() throws(VaultError) -> SealedFileReady {
        var file = file
        let end = Tar.end
        try file.write(end.span)
        return try file.finish()
    }
}
