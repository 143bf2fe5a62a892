import Foundation
import GRDB
import Testing
import VaultAge
import VaultLedger
import VaultStorage

/// Somebody who can write in the folder of a vault, but has no key.
struct Intruder {
    private let queue: DatabaseQueue

    init(_ stage: Stage) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(10)
        queue = try DatabaseQueue(
            path: stage.path("vault/vault.sqlite"),
            configuration: configuration
        )
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    }

    /// Changes the database.
    ///
    /// - Returns: The number of rows that the last statement changed.
    @discardableResult
    func run(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try queue.write { database in
            try database.execute(sql: sql, arguments: arguments)
            return database.changesCount
        }
    }

    /// Reads rows.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try queue.read { try Row.fetchAll($0, sql: sql, arguments: arguments) }
    }

    /// Reads one value of bytes.
    func bytes(_ sql: String, _ arguments: StatementArguments = []) throws -> [UInt8]? {
        try queue.read { try Data.fetchOne($0, sql: sql, arguments: arguments).map(Array.init) }
    }

    /// The sealed envelope of a document for a member.
    func envelope(of document: DocumentID, for holder: MemberID) throws -> [UInt8]? {
        try bytes(
            """
            SELECT body FROM envelope JOIN p_document_key AS k ON k.envelope = digest
            WHERE k.document = ? AND k.holder = ?
            """,
            [document.text, holder.text]
        )
    }
}

extension Intruder {
    /// The recipient of a member, as text.
    func recipient(of member: MemberID) throws -> String {
        let row = try rows(
            "SELECT text FROM recipient JOIN p_member AS m ON m.recipient = digest WHERE id = ?",
            [member.text]
        )
        return try #require(row.first)[0]
    }

    /// Computes the tree anew from the entries.
    func fitTree() throws {
        var range = CompactRange()
        for row in try rows("SELECT digest FROM leaf ORDER BY idx") {
            let digest: Data = row[0]
            for node in range.append(MerkleTree.leafHash(of: Array(digest).span)) {
                try run(
                    "UPDATE node SET hash = ? WHERE level = ? AND idx = ?",
                    [Data(node.hash.array), node.level, node.index]
                )
            }
        }
    }

    /// Puts an envelope beside the others.
    func put(_ envelope: [UInt8], of document: DocumentID, for holder: MemberID) throws {
        try run(
            "INSERT INTO envelope VALUES (?, ?, 1, ?, ?)",
            [Data(Digest.of(envelope.span).array), document.text, holder.text, Data(envelope)]
        )
    }
}

/// One value of bytes in the database.
struct StoredBytes {
    let table: String
    let column: String
    let row: Int64
    let bytes: [UInt8]

    /// What an audit has to say when these bytes are not what they were.
    let finding: Finding

    struct Finding: Hashable {
        let code: String
        let index: Int?
        let subject: String?
    }
}

extension Intruder {
    /// All values that a query finds, with the findings that they are to lead to; the query selects
    /// row id, bytes, statement index and subject.
    func values(
        _ table: String,
        _ column: String,
        code: String,
        _ sql: String
    ) throws
        -> [StoredBytes]
    {
        try rows(sql).map { row in
            let bytes: Data = row[1]
            return StoredBytes(
                table: table,
                column: column,
                row: row[0],
                bytes: Array(bytes),
                finding: .init(code: code, index: row[2], subject: row[3])
            )
        }
    }

    /// Flips one bit of the byte at `offset` in each value that is long enough.
    ///
    /// - Returns: The values that were changed.
    func flip(_ values: [StoredBytes], at offset: Int) throws -> [StoredBytes] {
        let changed = values.filter { $0.bytes.count > offset }
        try queue.write { database in
            for value in changed {
                var bytes = value.bytes
                bytes[offset] ^= 1 << (offset % 8)
                try write(bytes, to: value, database)
            }
        }
        return changed
    }

    /// Puts values back.
    func restore(_ values: [StoredBytes]) throws {
        try queue.write { database in
            for value in values { try write(value.bytes, to: value, database) }
        }
    }

    private func write(_ bytes: [UInt8], to value: StoredBytes, _ database: Database) throws {
        let type = ["note", "text"].contains(value.column) ? "TEXT" : "BLOB"
        try database.execute(
            sql: """
                UPDATE \(value.table) SET \(value.column) = CAST(? AS \(type)) WHERE rowid = ?
                """,
            arguments: [Data(bytes), value.row]
        )
    }
}
