import LedgerSupport
import Testing
import VaultLedger

@Suite("Replay against a model")
struct ReplayModelTests {
    /// How a random history went.
    struct Outcome {
        var accepted: [Statement.Kind: Int] = [:]
        var refused: [Rule: Int] = [:]
    }

    /// Writes a random history and compares the state with the model after each statement.
    ///
    /// With `changes`, people leave in it, take new keys and withdraw documents.
    static func run(seed: UInt64, count: Int, changes: Bool = false) throws -> Outcome {
        var scenario = Scenario.audited
        var model = AccessModel()
        var history = RandomHistory(seed: seed)
        var outcome = Outcome()
        for step in 0..<count {
            let draft =
                changes && step % 8 == 7
                ? history.change(in: scenario) : history.next(in: scenario)
            let (before, index) = (scenario.store, scenario.index)
            let rule = scenario.submit(draft)
            if rule == nil || rule == .grant { expectSame(rule, for: draft, model) }
            if let rule {
                outcome.refused[rule, default: 0] += 1
                #expect(scenario.store == before)
            } else {
                outcome.accepted[draft.statement.kind, default: 0] += 1
                model.accept(draft.statement, at: index)
            }
            try expectSame(scenario.store, model)
        }
        return outcome
    }

    /// Expects that an opening on a grant is served if and only if the model serves it.
    static func expectSame(_ rule: Rule?, for draft: Draft, _ model: AccessModel) {
        guard case .open(let body) = draft.body, case .grant(let grant) = body.basis else { return }
        let isServed = model.serves(
            grant: grant,
            of: body.document,
            to: draft.author.id,
            at: draft.time
        )
        #expect((rule == nil) == isServed)
    }

    /// Expects that exactly those hold keys whom the model names, and all of the current generation.
    static func expectSame(_ store: MemoryStore, _ model: AccessModel) throws {
        #expect(Set(store.documents.keys) == Set(model.owners.keys))
        for (id, document) in store.documents {
            let keys = store.envelopes(of: id)
            #expect(document.owner == model.owners[id])
            #expect(document.generation == model.generations[id])
            #expect((document.due != nil) == model.due.contains(id))
            #expect(Set(keys.map(\.key.holder)) == model.holders(of: id))
            for key in keys {
                #expect(key.generation == document.generation)
                let holder = try #require(store.members[key.key.holder])
                #expect(key.key.recipient == holder.recipient)
            }
        }
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `gives the keys to the owner and the live grants`(seed: UInt64) throws {
        let outcome = try Self.run(seed: seed, count: 160)
        // Histories are of use only if they hold much of everything.
        #expect(outcome.accepted.values.reduce(0, +) >= 40)
        #expect(outcome.refused.values.reduce(0, +) >= 40)
        #expect(outcome.refused[.grant, default: 0] > 0)
        #expect(outcome.refused.count >= 6)
        for kind in [Statement.Kind.deposit, .grant, .revoke, .rekey, .open] {
            #expect(outcome.accepted[kind, default: 0] > 0, "\(kind)")
        }
    }

    @Test
    func `gives the keys to nobody else when people leave and take new keys`() throws {
        var accepted: [Statement.Kind: Int] = [:]
        for seed in 100..<112 as Range<UInt64> {
            let outcome = try Self.run(seed: seed, count: 160, changes: true)
            accepted.merge(outcome.accepted, uniquingKeysWith: +)
        }
        for kind in [
            Statement.Kind.retire, .rotate, .invite, .claim, .office, .recoveryPlan, .recover,
            .withdraw, .rekey, .open, .revoke, .deletionRequest, .deletionAnswer,
        ] {
            #expect(accepted[kind, default: 0] > 0, "\(kind)")
        }
    }
}
