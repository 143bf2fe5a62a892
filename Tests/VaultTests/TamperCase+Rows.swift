import Foundation
import Vault
import VaultLedger

extension TamperCase {
    /// Changed, dropped, exchanged and repeated rows of the log.
    static let rows: [TamperCase] = [
        .vault(
            1,
            "a bit of an entry",
            finds: "statement.digest at 9",
            "checkpoint.root at 14",
            contradicts: .forked
        ) { scene in try scene.flip("digest", of: "leaf", where: "idx = 9") },
        .vault(1, "a bit of a leaf hash", finds: "tree.changed") { scene in
            try scene.flip("hash", of: "node", where: "level = 0 AND idx = 9")
        },
        .vault(1, "a bit of a node", finds: "tree.changed") { scene in
            try scene.flip("hash", of: "node", where: "level = 2 AND idx = 1")
        },
        .vault(2, "a word in the row of a statement", finds: "statement.digest at 9") { scene in
            try scene.intruder.run(
                "UPDATE statement SET note = replace(note, 'recognition', 'employment')"
            )
        },
        .vault(
            3,
            "a word in a statement, its entry and the signed head",
            finds: "signature.invalid at 9",
            contradicts: .forked
        ) { scene in
            try scene.rewrite(9) { $0.replacing("recognition", with: "employment") }
        },
        .vault(4, "the last statement dropped", finds: "statement.missing at 13") { scene in
            try scene.intruder.run("DELETE FROM statement WHERE idx = 13")
        },
        .vault(
            4,
            "the last rows of the log dropped",
            finds: "checkpoint.root at 14",
            "checkpoint.size at 13",
            contradicts: .behind
        ) { scene in try scene.log.rewrite(scene.log.notes().dropLast(), isSigned: false) },
        .vault(4, "the log cut back to an older head", contradicts: .behind) { scene in
            try scene.log.rewrite(scene.log.notes().dropLast(), isSigned: false)
            try scene.intruder.run("DELETE FROM checkpoint WHERE size > 13")
        },
        .vault(4, "the log cut and its head signed", contradicts: .behind) { scene in
            try scene.log.rewrite(scene.log.notes().dropLast())
        },
        .vault(
            5,
            "the revocation taken out",
            finds: "seen.unknown at 11",
            "seen.unknown at 12",
            "checkpoint.root at 14",
            contradicts: .behind
        ) { scene in
            var notes = try scene.log.notes()
            notes.remove(at: 11)
            try scene.log.rewrite(notes, isSigned: false)
        },
        .vault(
            5,
            "the revocation taken out and the head signed",
            finds: "seen.unknown at 11",
            "seen.unknown at 12",
            contradicts: .behind
        ) { scene in
            var notes = try scene.log.notes()
            notes.remove(at: 11)
            try scene.log.rewrite(notes)
        },
        .vault(
            6,
            "two rows exchanged",
            finds: "seen.unknown at 7",
            "checkpoint.root at 14",
            contradicts: .forked
        ) { scene in
            var notes = try scene.log.notes()
            notes.swapAt(7, 8)
            try scene.log.rewrite(notes, isSigned: false)
        },
        .vault(
            6,
            "two rows exchanged and the head signed",
            finds: "seen.unknown at 7",
            contradicts: .forked
        ) { scene in
            var notes = try scene.log.notes()
            notes.swapAt(7, 8)
            try scene.log.rewrite(notes)
        },
        .vault(
            7,
            "a row added",
            finds: "number.order at 14",
            "checkpoint.size at 15"
        ) { scene in try scene.log.append([scene.log.notes()[13]], isSigned: false) },
        .vault(
            7,
            "a row that says what another says",
            finds: "statement.digest at 10"
        ) { scene in
            try scene.intruder.run(
                """
                UPDATE statement SET note = (SELECT note FROM statement WHERE idx = 9)
                WHERE idx = 10
                """
            )
        },
        .vault(
            7,
            "a row that says what another says and the head signed",
            finds: "number.order at 10",
            contradicts: .forked
        ) { scene in
            var notes = try scene.log.notes()
            notes[10] = notes[9]
            try scene.log.rewrite(notes)
        },
        .vault(15, "the grant once more after its revocation", finds: "number.order at 14") {
            scene in try scene.log.append([scene.log.notes()[9]])
        },
        .vault(
            15,
            "the grant once more, without the log key",
            finds: "number.order at 14",
            "checkpoint.size at 15"
        ) { scene in try scene.log.append([scene.log.notes()[9]], isSigned: false) },
    ]
}
