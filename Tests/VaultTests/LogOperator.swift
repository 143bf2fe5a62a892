import Foundation
import GRDB
import VaultCrypto
import VaultLedger
import VaultStorage

/// Somebody who writes in the folder of a vault and has its log key.
struct LogOperator {
    /// The public half of the log key.
    let verifierKey: VerifierKey

    private let stage: Stage
    private let name: String
    private let signer: NoteSigner

    /// Takes the log key from the folder `name` of a stage.
    init(_ stage: Stage, vault name: String = "vault") throws {
        let text = try stage.bytes("\(name)/log.key")
        signer = try LogKey(parsing: SecretBytes(copying: text.span)).signer
        verifierKey = signer.verifierKey
        self.stage = stage
        self.name = name
    }

    private func database() throws -> VaultDatabase {
        try VaultDatabase(openingAt: stage.path("\(name)/vault.sqlite"))
    }

    /// The statements of the log in their order, byte for byte.
    func notes() throws -> [[UInt8]] {
        try database().read { records throws(StorageError) in
            var notes: [[UInt8]] = []
            while let note = try records.statement(at: notes.count) { notes.append(note) }
            return notes
        }
    }

    /// The size and the root of the log.
    func head() throws -> TreeHead {
        try database().read { records throws(StorageError) in
            let size = try records.size()
            return TreeHead(size: size, root: try records.root(size: size))
        }
    }

    /// The last signed head, as anybody can keep it.
    func signedHead() throws -> SignedNote {
        let note = try database().read { records throws(StorageError) in try records.checkpoint() }
        return try SignedNote(parsing: note ?? [])
    }

    /// Signs a head, whatever it says.
    func sign(_ head: TreeHead) throws -> SignedNote {
        try Checkpoint(origin: verifierKey.name, head: head).signed(by: signer)
    }

    /// Signs a text, whatever it says.
    func sign(_ text: [UInt8]) throws -> SignedNote {
        try SignedNote(text: text, signers: [signer])
    }
}

// MARK: - What an operator does

extension LogOperator {
    /// Appends statements or what looks like them, judged or not, and brings the projection up to
    /// date with them; the log key signs the head, in the database and beside it, if `isSigned`.
    func append(_ notes: [[UInt8]], isSigned: Bool = true) throws {
        var malformed: [(index: Int, note: [UInt8])] = []
        try database().write { records throws(StorageError) in
            for note in notes {
                if let signed = try? SignedStatement(bytes: note) {
                    _ = try Replay.apply(signed, at: try records.size(), to: &records)
                    try records.append(signed)
                } else {
                    malformed.append((try records.append(leaf: Digest.of(note.span)), note))
                }
            }
        }
        let intruder = try Intruder(stage)
        for row in malformed {
            try intruder.run(
                "INSERT INTO statement (idx, note) VALUES (?, CAST(? AS TEXT))",
                [row.index, Data(row.note)]
            )
        }
        if isSigned { try signHead() }
    }

    private func signHead() throws {
        let head = try head()
        let note = try sign(head).bytes
        try database().write { records throws(StorageError) in
            try records.put(checkpoint: note, size: head.size)
        }
        try stage.write(note, to: "\(name)/log.head")
    }

    /// Puts another log in the place of the vault's, with the tree and the projection that it leads
    /// to, and clears away what it does not name; the log key signs the new head, in the place of
    /// all older ones, if `isSigned`.
    func rewrite(_ notes: some Sequence<[UInt8]>, isSigned: Bool = true) throws {
        let intruder = try Intruder(stage)
        // Triggers take envelopes, cards and recipients away with the rows that name them.
        let kept = ["envelope", "card", "recipient"]
        for table in kept {
            try intruder.run("CREATE TEMP TABLE kept_\(table) AS SELECT * FROM \(table)")
        }
        let tables = try intruder.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'p\\_%' ESCAPE '\\'"
        ).map { row -> String in row[0] }
        for table in ["statement", "leaf", "node"] + (isSigned ? ["checkpoint"] : []) + tables {
            try intruder.run("DELETE FROM \(table)")
        }
        try append(Array(notes), isSigned: isSigned)
        for table in kept {
            try intruder.run("INSERT OR IGNORE INTO \(table) SELECT * FROM kept_\(table)")
        }
        try intruder.run(
            """
            DELETE FROM card WHERE digest NOT IN (
                SELECT card FROM p_member UNION SELECT card FROM p_office WHERE card IS NOT NULL
            );
            DELETE FROM envelope WHERE digest NOT IN (
                SELECT envelope FROM p_document_key UNION SELECT envelope FROM p_group_key
                UNION SELECT custody FROM p_member WHERE custody IS NOT NULL
            );
            """
        )
    }

    /// Writes an export of whatever the log holds, under the last signed head.
    func export(to folder: String) throws {
        var tiles = TileWriter()
        let notes = try notes()
        for (index, note) in notes.enumerated() {
            try write(tiles.append(Digest.of(note.span).array), to: folder)
            try write("\(folder)/statements/\(index)", note)
        }
        try write(tiles.finish(with: signedHead()), to: folder)
    }

    private func write(_ files: [TileFile], to folder: String) throws {
        for file in files { try write("\(folder)/\(file.path)", file.bytes) }
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        try FileManager.default.createDirectory(
            at: URL(filePath: stage.path(name)).deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try stage.write(bytes, to: name)
    }
}
