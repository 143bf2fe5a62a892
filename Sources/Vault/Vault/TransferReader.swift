import VaultCrypto
import VaultLedger

/// What a verified archive holds.
struct VerifiedTransfer {
    /// Where it comes from.
    let manifest: TransferManifest

    /// How many bytes of the container are manifest and receipts: the history.
    let historyCount: Int

    /// The documents, each with the place of its content.
    let documents: [TransferDocument]
}

/// A document in an archive.
struct TransferDocument {
    let id: DocumentID
    let contents: DocumentContents
    let offset: Int
}

/// Reads an archive from its beginning to its end, and believes nothing of it.
///
/// Manifest, receipts and documents have to come in this order, with no byte between or behind them
/// that does not follow from them.
struct TransferReader {
    private let source: any ArchiveSource
    private var offset = 0

    private var keys = EnrolledKeys()
    private var deposits: [DocumentID: Digest] = [:]
    private var withdrawn: Set<DocumentID> = []

    /// How much to read at a time, in bytes.
    private static let readCount = 256 * 1_024

    /// The longest file `facts`, in bytes.
    private static let maximumFactsCount = 64 * 1_024

    init(_ source: any ArchiveSource) {
        self.source = source
    }

    /// Verifies a whole archive.
    ///
    /// - Parameters:
    ///   - logKey: The log that is trusted; `nil` to take the one that the manifest names, which the
    ///     caller then has to compare with what is known on another way.
    ///   - isHistory: Whether it has to be the history alone, without documents.
    ///   - visit: Takes each statement as it was shown to be in the log.
    /// - Returns: What is in it.
    /// - Throws: ``VaultError/archive(_:)``; ``VaultError/io(code:path:)``.
    mutating func verify(
        trusting logKey: VerifierKey? = nil,
        isHistory: Bool = false,
        visit: (VerifiedReceipt) -> Void = { _ in }
    ) throws(VaultError) -> VerifiedTransfer {
        let manifest = try TransferManifest(
            file(TransferManifest.fileName, limit: TransferManifest.maximumCount)
        )
        if let logKey { guard logKey == manifest.logKey else { throw .archive(.otherLog) } }
        try verifyStatements(of: manifest, visit)
        let historyCount = offset
        var documents: [TransferDocument] = []
        if !isHistory {
            for _ in 0..<manifest.documents { documents.append(try document()) }
            try requireAll(documents)
        }
        guard try take(Tar.end.count) == Tar.end, offset == source.count else {
            throw .archive(.malformed)
        }
        return VerifiedTransfer(
            manifest: manifest,
            historyCount: historyCount,
            documents: documents
        )
    }

    // MARK: statements

    private mutating func verifyStatements(
        of manifest: TransferManifest,
        _ visit: (VerifiedReceipt) -> Void
    ) throws(VaultError) {
        guard let policy = try? TrustPolicy(trusting: manifest.logKey) else {
            throw .archive(.malformed)
        }
        var last = -1
        for _ in 0..<manifest.statements {
            let (index, bytes) = try receipt()
            guard index > last else { throw .archive(.malformed) }
            guard
                let receipt = try? Receipt(parsing: bytes),
                let verified = try? receipt.verify(by: policy, answering: ReceiptQuestion()),
                verified.index == index, verified.head == manifest.head
            else { throw .archive(.receipt(index)) }
            if last < 0 {
                guard index == 0, receipt.statement.digest == manifest.fingerprint else {
                    throw .archive(.otherLog)
                }
            }
            try judge(receipt.statement, at: index, about: manifest.owner)
            visit(verified)
            last = index
        }
        guard keys.logKey == manifest.logKey else { throw .archive(.otherLog) }
    }

    private mutating func judge(
        _ signed: SignedStatement,
        at index: Int,
        about owner: MemberID
    ) throws(VaultError) {
        guard keys.judge(signed, at: index) == .holds else { throw .archive(.statement(index)) }
        switch signed.statement.body {
        case .deposit(let body) where body.owner == owner:
            guard deposits.updateValue(body.content.content, forKey: body.document) == nil else {
                throw .archive(.statement(index))
            }
        case .withdraw(let body): withdrawn.insert(body.document)
        default: break
        }
    }

    private mutating func receipt() throws(VaultError) -> (index: Int, bytes: [UInt8]) {
        let (name, size) = try header()
        let prefix = "\(TransferLayout.statements)/"
        let digits = name.dropFirst(prefix.utf8.count).prefix { $0 != "." }
        guard
            let index = Int(digits), index >= 0, name == TransferLayout.statement(at: index),
            size <= TlogProof.maximumCount
        else { throw .archive(.malformed) }
        return (index, try contents(size))
    }

    // MARK: documents

    private mutating func document() throws(VaultError) -> TransferDocument {
        let (name, size) = try header()
        let parts = name.split(separator: "/")
        guard
            parts.count == 3, let id = DocumentID(parts[1]), name == TransferLayout.facts(of: id),
            size <= Self.maximumFactsCount
        else { throw .archive(.malformed) }
        let bytes = try contents(size)
        guard
            let digest = deposits.removeValue(forKey: id),
            let contents = DocumentContents(transferBytes: bytes), contents.digest == digest
        else { throw .archive(.document(id)) }
        let (contentName, contentSize) = try header()
        guard contentName == TransferLayout.content(of: id) else { throw .archive(.malformed) }
        guard contentSize == contents.facts.size else { throw .archive(.document(id)) }
        let start = offset
        guard try hashContents(contentSize) == contents.facts.sha256 else {
            throw .archive(.document(id))
        }
        return TransferDocument(id: id, contents: contents, offset: start)
    }

    /// Insists that no deposit is left whose document is not there.
    private func requireAll(_ documents: [TransferDocument]) throws(VaultError) {
        let missing = deposits.keys.filter { !withdrawn.contains($0) }.sorted()
        if let first = missing.first { throw .archive(.incomplete(first)) }
    }

    // MARK: the container

    private mutating func file(_ name: String, limit: Int) throws(VaultError) -> [UInt8] {
        let (found, size) = try header()
        guard found == name, size <= limit else { throw .archive(.malformed) }
        return try contents(size)
    }

    private mutating func header() throws(VaultError) -> (name: String, size: Int) {
        guard let file = Tar.file(try take(Tar.blockCount)) else { throw .archive(.malformed) }
        // Before anything is read that long: the container ends with two blocks of zeros.
        let needed = file.size + Tar.padding(after: file.size) + Tar.end.count
        guard needed <= source.count - offset else { throw .archive(.malformed) }
        return file
    }

    private mutating func contents(_ size: Int) throws(VaultError) -> [UInt8] {
        let bytes = try take(size)
        try takePadding(after: size)
        return bytes
    }

    private mutating func hashContents(_ size: Int) throws(VaultError) -> Digest {
        var hash = SHA256()
        var rest = size
        while rest > 0 {
            let bytes = try take(min(rest, Self.readCount))
            hash.update(bytes.span)
            rest -= bytes.count
        }
        try takePadding(after: size)
        return Digest(hash.finish())
    }

    private mutating func takePadding(after size: Int) throws(VaultError) {
        guard try take(Tar.padding(after: size)).allSatisfy({ $0 == 0 }) else {
            throw .archive(.malformed)
        }
    }

    /// Takes exactly so many bytes.
    private mutating func take(_ count: Int) throws(VaultError) -> [UInt8] {
        guard count > 0 else { return [] }
        let bytes = try source.bytes(at: offset, maximumCount: count)
        guard bytes.count == count else { throw .archive(.malformed) }
        offset += count
        return bytes
    }
}

/// The names of the files in an archive.
enum TransferLayout {
    /// The folder of the receipts.
    static let statements = "statements"

    /// The receipt of a statement.
    static func statement(at index: Int) -> String { "\(statements)/\(index).tlog-proof" }

    /// What is said about a document.
    static func facts(of id: DocumentID) -> String { "documents/\(id)/facts" }

    /// The content of a document.
    static func content(of id: DocumentID) -> String { "documents/\(id)/content" }
}
