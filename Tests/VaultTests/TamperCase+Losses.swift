import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

extension TamperCase {
    /// What a disk may lose or bend without anybody's doing; `KillTests` and `LeftoverTests` stop
    /// real processes between the writes.
    static let losses: [TamperCase] = [
        lost("a statement", "statement WHERE idx = 9", finds: "statement.missing at 9"),
        lost(
            "a leaf",
            "leaf WHERE idx = 9",
            finds: "leaf.missing at 9",
            contradicts: .behind
        ),
        lost("a leaf hash", "node WHERE level = 0 AND idx = 9", finds: "tree.missing"),
        lost("a node", "node WHERE level = 3", finds: "tree.missing"),
        lost("the last head", "checkpoint WHERE size = 14", finds: "checkpoint.size at 14"),
        lost(
            "an envelope",
            "envelope WHERE digest IN (SELECT envelope FROM p_document_key WHERE idx = 13)",
            finds: "envelope.missing at 13"
        ),
        lost(
            "the key of a group",
            "envelope WHERE digest IN (SELECT envelope FROM p_group_key WHERE idx = 3)",
            finds: "envelope.missing at 3"
        ),
        lost(
            "a card",
            "card WHERE digest IN (SELECT card FROM p_member WHERE enrolled = 4)",
            finds: "card.missing at 4"
        ),
        lost(
            "a recipient",
            "recipient WHERE digest IN (SELECT recipient FROM p_member WHERE enrolled = 4)",
            finds: "recipient.missing"
        ),
        lost("an event", "p_event WHERE idx = 10", finds: "projection.missing"),
        lost("a grant", "p_grant WHERE idx = 13", finds: "projection.missing"),
        .vault(38, "a blob lost", finds: "blob.missing at 8") { scene in
            try FileManager.default.removeItem(atPath: scene.stage.path(try blob(at: 8, scene)))
        },
        .vault(38, "a blob cut", finds: "blob.digest at 8") { scene in
            let blob = try blob(at: 8, scene)
            try scene.stage.write(scene.stage.bytes(blob).dropLast(), to: blob)
        },
        .vault(38, "a bit of a blob", finds: "blob.digest at 8") { scene in
            let blob = try blob(at: 8, scene)
            var bytes = try scene.stage.bytes(blob)
            bytes[bytes.count / 2] ^= 1
            try scene.stage.write(bytes, to: blob)
        },
        .vault(38, "a page of an index gone", finds: "database.integrity") { scene in
            let intruder = try scene.intruder
            // An index that is asked only when a document is stored.
            let page: Int = try #require(
                intruder.rows(
                    "SELECT rootpage FROM sqlite_master WHERE name = 'p_document_content'"
                ).first
            )[0]
            let size: Int = try #require(intruder.rows("PRAGMA page_size").first)[0]
            _ = try intruder.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            var bytes = try scene.stage.bytes("vault/vault.sqlite")
            // A leaf page of an index, and no entry on it.
            bytes.replaceSubrange(
                (page - 1) * size + 1..<page * size,
                with: [0, 0, 0, 0, UInt8(size >> 8), UInt8(size & 255), 0]
                    + Array(repeating: 0, count: size - 8)
            )
            try scene.stage.write(bytes, to: "vault/vault.sqlite")
        },
    ]

    private static func lost(
        _ name: String,
        _ row: String,
        finds finding: String,
        contradicts contradiction: Contradiction = .none
    ) -> TamperCase {
        .vault(38, "\(name) lost", finds: finding, contradicts: contradiction) { scene in
            let changed = try scene.intruder.run("DELETE FROM \(row)")
            #expect(changed > 0)
        }
    }

    /// The path of the ciphertext that the statement at `index` names.
    private static func blob(at index: Int, _ scene: TamperScene) throws -> String {
        let name = try #require(
            try scene.intruder.bytes("SELECT ciphertext FROM p_document WHERE sealed = ?", [index])
                .flatMap { Digest($0) }
        ).hexadecimal
        return "vault/blobs/\(name.prefix(2))/\(name).age"
    }
}
