import LedgerSupport
import Testing
import VaultLedger

/// The line with an office's name in replay.
@Suite("The card of an office")
struct OfficeCardTests {
    private static func office(
        _ scenario: Scenario,
        _ id: OfficeID,
        kind: OfficeKind = .custody,
        generation: Int,
        card: Digest?,
        holders: [Person]
    ) -> Draft {
        let plain = scenario.office(id, kind: kind, generation: generation, holders: holders)
        guard case .office(let body) = plain.statement.body else { return plain }
        return scenario.draft(
            .office(
                OfficeDefinition(
                    office: id,
                    kind: kind,
                    generation: generation,
                    recipient: digest(of: "recipient \(generation) of \(id)"),
                    previous: generation == 1 ? nil : digest(of: "previous \(generation)"),
                    card: card,
                    holders: body.holders
                )
            ),
            by: .ada
        )
    }

    @Test
    func `stays with the office and can change, but is not lost`() {
        let first = digest(of: "first card")
        let second = digest(of: "second card")
        func next(_ generation: Int, _ card: Digest?) -> (Scenario) -> Draft {
            { Self.office($0, Group.other, generation: generation, card: card, holders: [.ada]) }
        }
        var scenario = Scenario.staffed
        #expect(scenario.submit(next(1, first)(scenario)) == nil)
        #expect(scenario.store.office(Group.other)?.card == first)
        #expect(scenario.submit(next(2, nil)(scenario)) == .office)
        #expect(scenario.submit(next(2, first)(scenario)) == nil)
        #expect(scenario.store.office(Group.other)?.card == first)
        #expect(scenario.submit(next(3, second)(scenario)) == nil)
        #expect(scenario.store.office(Group.other)?.card == second)
    }

    @Test
    func `comes to an office that had none`() {
        var scenario = Scenario.staffed
        let card = digest(of: "card")
        let holders: [Person] = [.ada, .clara, .carl]
        let draft = Self.office(
            scenario,
            Group.townHall,
            generation: 2,
            card: card,
            holders: holders.sorted { $0.id < $1.id }
        )
        #expect(scenario.submit(draft) == nil)
        #expect(scenario.store.office(Group.townHall)?.card == card)
    }

    @Test
    func `is not for the group of all members`() {
        var scenario = Scenario.begun
        let named = Self.office(
            scenario,
            Group.everyone,
            kind: .members,
            generation: 1,
            card: digest(of: "card"),
            holders: [.ada]
        )
        #expect(scenario.submit(named) == .office)
    }
}
