public import VaultLedger
import VaultStorage
import VaultSystem

/// What an export holds.
public struct LogExport: Hashable, Sendable {
    /// The signed head that the export ends with.
    public let head: TreeHead

    /// The log's verifier key, in its text form: what the export is verified with.
    public let logKey: String

    /// The number of statements in it.
    public let statements: Int
}

extension DocumentVault {
    /// Writes the log as files that others can publish, keep and verify without the vault.
    ///
    /// The folder holds the static export of c2sp.org/tlog-tiles (`checkpoint`, `tile/`), where the
    /// entry of a statement is its SHA-256, and the statements themselves as `statements/<index>`.
    /// The head has the cosignatures that the vault knows of it. It appears whole or not at all. No
    /// key, card or content is in it.
    ///
    /// - Parameters:
    ///   - path: The folder to make.
    ///   - owner: Only the statements about this owner, and those on which their signatures rest: all
    ///     that are about no owner, such as genesis, groups, and the enrolments, keys and retirements
    ///     of staff and organisations. The tree is always whole.
    /// - Returns: What the export holds.
    /// - Throws: ``VaultError/exists(path:)`` if something has that name;
    ///   ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)`` or ``Denial/notInCustody(_:)`` if the
    ///   caller is neither auditor nor admin, nor the owner, nor a counselor of the office of
    ///   custody; ``VaultError/memberNotFound(_:)`` if `owner` is not an owner;
    ///   ``VaultError/damaged(_:)`` if a statement, the tree or a cosignature does not verify;
    ///   ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)``; otherwise as ``me()``.
    /// - Complexity: O(*n*) in the number of statements, each made durable by itself.
    public func exportLog(
        to path: String,
        owner: MemberID? = nil
    ) async throws(VaultError) -> LogExport {
        try read { records throws(VaultError) in
            let view = HistoryView(ring: try ring(records), ledger: ledger, records: records)
            try requireExport(of: owner, by: view, records)
            var writer = try filing(path) { () throws(SystemError) in
                ExportWriter(folder: try StagedFolder(for: path), path: path)
            }
            for index in 0..<ledger.head.size {
                try writer.append(index, records) { statement throws(VaultError) in
                    try owner.map { owner throws(VaultError) in
                        try isWanted(statement, at: index, about: owner, records)
                    } ?? true
                }
            }
            let count = writer.statements
            let keys = try cosigners(records)
            let note = try soundHead(of: ledger.head.size, keys, records).note
            try writer.finish(with: note, about: owner)
            return LogExport(
                head: ledger.head,
                logKey: ledger.logKey.description,
                statements: count
            )
        }
    }

    private func requireExport(
        of owner: MemberID?,
        by view: HistoryView,
        _ records: Records
    ) throws(VaultError) {
        if let owner {
            guard try stored(records.member(owner))?.role == .owner else {
                throw try absence(of: owner, records)
            }
        }
        try view.requireWhole(of: owner)
    }

    /// Whether a statement is about an owner, or the signatures of those that are rest on it.
    func isWanted(
        _ statement: Statement,
        at index: Int,
        about owner: MemberID,
        _ records: Records
    ) throws(VaultError) -> Bool {
        guard let event = try stored(records.event(at: index)) else {
            return statement.author == owner || statement.body.owner == owner
        }
        // The row is asked only where the statement does not say it.
        let concerned = EventState(of: statement, at: index).owner ?? event.owner
        return concerned == nil || concerned == owner
    }
}

/// Where the files of an export lie.
enum ExportLayout {
    /// The folder of the statements.
    static let statements = "statements"

    /// The file that says whom an export is about, if it is about one owner.
    static let owner = "owner"

    /// The file of a statement.
    static func statement(at index: Int) -> String { "\(statements)/\(index)" }
}

/// Writes one export, statement by statement.
private struct ExportWriter: ~Copyable {
    private var folder: StagedFolder
    private let path: String
    private var tiles = TileWriter()

    /// The number of statements so far.
    private(set) var statements = 0

    init(folder: consuming StagedFolder, path: String) {
        self.folder = folder
        self.path = path
    }

    /// Adds the leaf at `index`, and the statement itself if it is wanted and not erased.
    mutating func append(
        _ index: Int,
        _ records: Records,
        where isWanted: (Statement) throws(VaultError) -> Bool
    ) throws(VaultError) {
        guard
            let leaf = try stored(records.leaf(at: index)),
            let files = try? tiles.append(leaf.array)
        else { throw .damaged(.statement(index)) }
        try write(files)
        guard let bytes = try stored(records.statement(at: index)) else { return }
        guard Digest.of(bytes.span) == leaf, let signed = try? SignedStatement(bytes: bytes) else {
            throw .damaged(.statement(index))
        }
        guard try isWanted(signed.statement) else { return }
        try write(ExportLayout.statement(at: index), bytes)
        statements += 1
    }

    /// Adds what is left of the tree and the signed head, and lets the folder appear.
    ///
    /// - Parameters:
    ///   - note: The signed head over all leaves that were added.
    ///   - owner: Whom the statements are about; `nil` for everybody.
    /// - Throws: ``VaultError/damaged(_:)`` if the leaves do not lead to it; what the disk
    ///   says.
    consuming func finish(
        with note: SignedNote,
        about owner: MemberID?
    ) throws(VaultError) {
        guard let files = try? tiles.finish(with: note) else { throw .damaged(.checkpoint) }
        try write(files)
        if let owner { try write(ExportLayout.owner, Array("\(owner)\n".utf8)) }
        do throws(SystemError) {
            try folder.publish()
        } catch {
            throw VaultError(error, path: path)
        }
    }

    private mutating func write(_ files: [TileFile]) throws(VaultError) {
        for file in files { try write(file.path, file.bytes) }
    }

    private mutating func write(_ name: String, _ bytes: [UInt8]) throws(VaultError) {
        do throws(SystemError) {
            try folder.write(name, bytes.span)
        } catch {
            throw VaultError(error, path: path)
        }
    }
}
