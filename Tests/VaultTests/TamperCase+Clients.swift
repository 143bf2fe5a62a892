import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

extension TamperCase {
    /// What members try who leave our client aside, and what reaches readers.
    static let clients: [TamperCase] =
        openings + keys + [
            .vault(16, "a reader who grants on", finds: "basis at 15") { scene in
                let friend = try await scene.stage.organisation("A friend")
                let chamber = try scene.chamber
                let grant = try chamber.grant(of: scene.second, to: friend, in: scene.stage)
                try chamber.append([.grant(grant)], as: scene.stage.chamberID, in: scene.stage)
                await #expect(throws: VaultError.notAllowed(.noGrant(scene.second))) {
                    try await scene.stage.open(as: friend.identity).bytes(of: scene.second)
                }
            },
            .vault(
                35,
                "two statements about a document that do not know of each other",
                finds: "seen.stale at 15"
            ) { scene in
                // Two copies of the vault go on, each with one of them.
                let other = try Stage(copying: scene.stage)
                try await scene.stage.grant(scene.second, to: scene.stage.adminID)
                _ = try await other.open(as: scene.stage.chamber).bytes(of: scene.second)
                try scene.log.append([try LogOperator(other).notes()[14]])
            },
            TamperCase(number: 40, name: "an opening under thousands of others", check: flood),
        ]

    private static let openings: [TamperCase] = [
        .vault(17, "an opening after the revocation", finds: "grant at 14") { scene in
            await #expect(throws: VaultError.notAllowed(.revoked(scene.first))) {
                try await scene.stage.open(as: scene.stage.chamber).bytes(of: scene.first)
            }
            try scene.chamber.append(
                [scene.opening(of: scene.first, by: 9)],
                as: scene.stage.chamberID,
                in: scene.stage
            )
        },
        TamperCase(number: 17, name: "an opening after the end date") {
            let scene = try await TamperScene.fresh()
            let seconds: Int64 = 86_401
            let end = scene.stage.time.advanced(by: seconds - 1)
            await #expect(throws: VaultError.notAllowed(.expired(scene.second, until: end))) {
                try await scene.stage.open(as: scene.stage.chamber, later: seconds)
                    .bytes(of: scene.second)
            }
            try scene.chamber.append(
                [scene.opening(of: scene.second, by: 13)],
                as: scene.stage.chamberID,
                in: scene.stage,
                later: seconds
            )
            let vault = try await scene.stage.open(as: nil, later: seconds)
            #expect(try await vault.audit().findings == [.init(code: "grant", index: 14)])
        },
        .vault(17, "an opening on another's grant", finds: "grant at 15") { scene in
            let friend = try await scene.stage.organisation("A friend")
            await #expect(throws: VaultError.notAllowed(.noGrant(scene.second))) {
                try await scene.stage.open(as: friend.identity).bytes(of: scene.second)
            }
            try Adversary(friend.identity).append(
                [scene.opening(of: scene.second, by: 13)],
                as: friend.id,
                in: scene.stage
            )
        },
    ]

    private static let keys: [TamperCase] = [
        .vault(18, "an envelope for somebody without a statement", finds: "envelope.unnamed") {
            scene in
            let friend = try await scene.stage.organisation("A friend")
            let sealed = try #require(
                try scene.intruder.envelope(of: scene.second, for: scene.stage.chamberID)
            )
            try scene.intruder.put(sealed + [0], of: scene.second, for: friend.id)
            await #expect(throws: VaultError.notAllowed(.noGrant(scene.second))) {
                try await scene.stage.open(as: friend.identity).bytes(of: scene.second)
            }
        },
        .vault(19, "a longer grant in the table of grants", finds: "projection.changed") { scene in
            try scene.intruder.run("UPDATE p_grant SET until = until + 86400 WHERE idx = 13")
            await #expect(throws: VaultError.damaged(.statement(13))) {
                try await scene.stage.open(as: scene.stage.chamber).bytes(of: scene.second)
            }
        },
        .vault(19, "a revived grant in the table of grants", finds: "projection.changed") { scene in
            try scene.intruder.run("UPDATE p_grant SET end = NULL, end_idx = NULL WHERE idx = 9")
            await #expect(throws: VaultError.damaged(.statement(9))) {
                try await scene.stage.open(as: scene.stage.chamber).bytes(of: scene.first)
            }
        },
        .vault(19, "a new grant in the table of grants", finds: "projection.unfounded") { scene in
            try scene.intruder.run(
                """
                INSERT INTO p_grant SELECT 99, document, owner, ?, purpose, until, NULL, NULL
                FROM p_grant WHERE idx = 13
                """,
                [scene.stage.adminID.text]
            )
        },
        .vault(
            20,
            "the ciphertexts of two documents exchanged",
            finds: "blob.digest at 8",
            "blob.digest at 12"
        ) { scene in
            let blobs = try scene.stage.blobs()
            try #require(blobs.count == 2)
            let bytes = try blobs.map { try scene.stage.bytes($0) }
            try scene.stage.write(bytes[1], to: blobs[0])
            try scene.stage.write(bytes[0], to: blobs[1])
            await #expect(throws: VaultError.damaged(.blob(scene.second))) {
                try await scene.stage.open(as: scene.stage.chamber).bytes(of: scene.second)
            }
        },
    ]

    /// A grantee opens a document two thousand times, and a friend's one opening lies among them.
    @Sendable
    private static func flood() async throws {
        let scene = try await TamperScene.fresh()
        let stage = scene.stage
        let friend = try await stage.organisation("A friend")
        let grant = try await stage.grant(scene.second, to: friend.id)
        let often = Array(repeating: scene.opening(of: scene.second, by: 13), count: 1_000)
        try scene.chamber.append(often, as: stage.chamberID, in: stage)
        let once = scene.opening(of: scene.second, by: grant.index)
        try Adversary(friend.identity).append([once], as: friend.id, in: stage)
        try scene.chamber.append(often, as: stage.chamberID, in: stage, number: 9_000)
        try await scene.kept.expect([], .none, in: stage)

        let vault = try await stage.open(as: scene.auditor)
        let history = try await vault.history(.document(scene.second))
        let openings = history.filter { $0.kind == .open }
        #expect(openings.count == 2_001)
        #expect(openings.filter { $0.actor == friend.id }.map(\.index) == [1_016])
        let holdings = try await vault.keyHoldings(of: scene.second, in: stage.time...stage.time)
        let counts = Dictionary(
            holdings.map { ($0.member, $0.openings.count) },
            uniquingKeysWith: +
        )
        #expect(counts[friend.id] == 1)
        #expect(counts[stage.chamberID] == 2_000)
    }
}
