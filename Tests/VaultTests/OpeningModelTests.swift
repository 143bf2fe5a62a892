import Foundation
import TestSupport
import Testing
import Vault
import VaultLedger

/// What each identity can really open, step by step, against a model that knows nothing of keys.
///
/// 60 steps for each seed, or what `VAULT_MODEL_STEPS` says.
@Suite("Who can open what")
struct OpeningModelTests {
    private static let steps =
        ProcessInfo.processInfo.environment["VAULT_MODEL_STEPS"].flatMap { Int($0) } ?? 60

    private static let seeds: [UInt64] =
        ProcessInfo.processInfo.environment["VAULT_MODEL_SEED"].flatMap { UInt64($0) }.map { [$0] }
        ?? [1, 2]

    /// A grant, as the model knows it.
    private struct Grant {
        let document: DocumentID
        let grantee: MemberID
        let until: LedgerTime
    }

    /// Who may open what: the office until the end of a document, and a grantee while a grant lasts.
    private struct Model {
        var contents: [DocumentID: [UInt8]] = [:]
        var grants: [Grant] = []
        var gone: Set<MemberID> = []

        /// Log time, which an accepted statement moves.
        var now: LedgerTime

        func documents(of organisation: MemberID) -> Set<DocumentID> {
            guard !gone.contains(organisation) else { return [] }
            let live = grants.filter { $0.grantee == organisation && $0.until >= now }
            return Set(live.map(\.document)).intersection(contents.keys)
        }
    }

    private struct Player {
        let identity: Identity
        let id: MemberID
    }

    /// The vault, the model and the dice.
    private final class Game {
        let stage: Stage
        let organisations: [Player]
        var model: Model
        var generator: SeededGenerator
        var later: Int64 = 0
        var deeds: [String: Int] = [:]

        init(seed: UInt64) async throws {
            let stage = try await Stage()
            self.stage = stage
            var organisations = [Player(identity: stage.chamber, id: stage.chamberID)]
            for name in ["University", "Agency"] {
                let made = try await stage.organisation(name)
                organisations.append(Player(identity: made.identity, id: made.id))
            }
            self.organisations = organisations
            model = Model(now: stage.time)
            generator = SeededGenerator(seed: seed)
        }

        func die(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &generator) }

        func desk() async throws -> DocumentVault {
            try await stage.open(as: stage.counselor, later: later)
        }

        private func anyDocument() -> DocumentID? {
            model.contents.keys.sorted().randomElement(using: &generator)
        }

        func step() async throws {
            let document = anyDocument()
            let player = organisations[die(organisations.count)]
            switch die(10) {
            case 0, 1: try await deposit()
            case 2, 3, 4:
                if let document { try await grant(document, to: player) }
            case 5, 6:
                if let document { try await revoke(document, from: player) }
            case 7:
                later += Int64(die(4_000))
                model.now = stage.time.advanced(by: later)
                note("time")
            case 8:
                if let document, die(3) == 0 { try await withdraw(document) }
            default:
                if die(12) == 0, model.gone.isEmpty { try await retire(player) }
            }
        }

        private func note(_ deed: String) { deeds[deed, default: 0] += 1 }

        private func deposit() async throws {
            guard model.contents.count < 6 else { return }
            let content = (0..<die(300)).map { _ in UInt8(die(95) + 32) } + Array("text".utf8)
            let outcomes = try await desk().deposit(
                [.bytes(content, fileName: "letter.txt")],
                for: stage.newcomer.id
            )
            model.contents[try stage.document(in: outcomes)] = content
            note("deposit")
        }

        private func grant(_ document: DocumentID, to player: Player) async throws {
            let until = model.now.advanced(by: Int64(die(8_000)) + 1)
            do {
                _ = try await desk().grant(
                    [document],
                    to: player.id,
                    for: .recognition,
                    until: until
                )
                #expect(!model.gone.contains(player.id))
                model.grants.append(
                    Grant(document: document, grantee: player.id, until: until)
                )
                note("grant")
            } catch {
                #expect(model.gone.contains(player.id), "\(error)")
            }
        }

        private func revoke(_ document: DocumentID, from player: Player) async throws {
            let isLive = model.documents(of: player.id).contains(document)
            do {
                _ = try await desk().revoke([document], from: player.id)
                #expect(isLive)
                note("revoke")
            } catch {
                #expect(!isLive, "\(error)")
            }
            model.grants.removeAll { $0.document == document && $0.grantee == player.id }
        }

        private func withdraw(_ document: DocumentID) async throws {
            _ = try await desk().withdraw(document)
            model.contents[document] = nil
            note("withdraw")
        }

        private func retire(_ player: Player) async throws {
            _ = try await stage.open(as: stage.admin, later: later).retire(player.id)
            model.gone.insert(player.id)
            note("retire")
        }

        // MARK: comparing

        /// What an identity sees in a listing, and whether it gets the bytes of a document.
        func compare(_ step: Int) async throws {
            let probe = anyDocument()
            for (identity, expected) in try await expectations() {
                let vault = try await stage.open(as: identity, later: later)
                let listed = try await listing(of: vault)
                #expect(listed == expected, "step \(step)")
                guard let probe, die(3) == 0 else { continue }
                let bytes = try await released(probe, by: vault)
                #expect(bytes == (expected.contains(probe) ? model.contents[probe] : nil))
                if bytes != nil { note("open") }
            }
        }

        /// The documents in a listing; none for somebody who has left.
        private func listing(of vault: DocumentVault) async throws -> Set<DocumentID> {
            do {
                return Set(try await vault.list().map(\.id))
            } catch {
                guard error == .notAllowed(.retired) else { throw error }
                return []
            }
        }

        /// The bytes of a document; `nil` if they are refused.
        private func released(
            _ document: DocumentID,
            by vault: DocumentVault
        ) async throws -> [UInt8]? {
            do {
                return try await vault.bytes(of: document)
            } catch let error as VaultError {
                guard case .notAllowed = error else { throw error }
                return nil
            }
        }

        private func expectations() async throws -> [(Identity, Set<DocumentID>)] {
            let all = Set(model.contents.keys)
            return [(stage.counselor, all), (stage.admin, all)]
                + organisations.map { ($0.identity, model.documents(of: $0.id)) }
        }
    }

    @Test(arguments: seeds)
    func `is what a model of grants says, after every step`(seed: UInt64) async throws {
        let game = try await Game(seed: seed)
        for step in 0..<Self.steps {
            try await game.step()
            try await game.compare(step)
        }
        let audit = try await game.stage.open(as: nil, later: game.later).audit()
        #expect(audit.findings == [])
        for deed in ["deposit", "grant", "revoke", "open", "time"] {
            #expect(game.deeds[deed, default: 0] > 0, "\(deed)")
        }
        if Self.steps > 60 { print("seed \(seed): \(game.deeds)") }
    }
}
