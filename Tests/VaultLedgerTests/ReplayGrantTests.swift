import LedgerSupport
import Testing
import VaultLedger

@Suite("Replay of grants")
struct ReplayGrantTests {
    @Test
    func `hands over the key that the grant names`() throws {
        let scenario = Scenario.granted
        let grant = scenario.lastGrant
        #expect(grant.grantee == Person.university.id)
        #expect(grant.owner == Person.olga.id)
        #expect(grant.purpose == .recognition)
        #expect(grant.end == nil)
        let key = try #require(scenario.key(of: .diploma, holder: .university))
        #expect(key.index == grant.index)
        #expect(key.generation == 1)
        #expect(key.key.recipient == Person.university.recipient)
        let event = try #require(scenario.store.events.last)
        #expect(event.kind == .grant)
        #expect(event.grant == grant.index)
        #expect(event.member == Person.university.id)
        #expect(!event.isOnBehalf)
    }

    @Test
    func `marks what an office does for an owner`() throws {
        var scenario = Scenario.grantedOnBehalf
        #expect(scenario.store.events.last?.isOnBehalf == true)
        let basis = Basis.custody(Group.townHall)
        #expect(scenario.submit(scenario.open(.passport, basis: basis, by: .carl)) == nil)
        #expect(scenario.store.events.last?.isOnBehalf == true)
        let grant = Basis.grant(Scenario.grantedOnBehalf.index - 1)
        #expect(scenario.submit(scenario.open(.passport, basis: grant, by: .university)) == nil)
        #expect(scenario.store.events.last?.isOnBehalf == false)
        #expect(scenario.store.events.last?.grant == Scenario.grantedOnBehalf.index - 1)
    }

    @Test
    func `takes any end of an owner, and this very second`() {
        var scenario = Scenario.furnished
        #expect(scenario.submit(scenario.grant(.diploma, until: .last)) == nil)
        let time = required(scenario.store.state).time.advanced(by: 60)
        #expect(scenario.submit(scenario.grant(.licence, until: time)) == nil)
    }

    @Test
    func `takes 180 days of an office, counted from the statement`() {
        var scenario = Scenario.furnished
        #expect(scenario.submit(RuleCase.grantOnBehalf(scenario)) == nil)
        let late = RuleCase.grantOnBehalf(scenario).delayed(by: -61)
        #expect(scenario.submit(late) == .until)
    }

    @Test
    func `ends with the revocation`() {
        var scenario = Scenario.granted
        let grant = scenario.index - 1
        #expect(scenario.submit(scenario.revoke(grant, of: .diploma)) == nil)
        #expect(scenario.store.grants[grant]?.end == .revoked(at: grant + 1))
        #expect(scenario.holders(of: .diploma) == [.olga])
        #expect(scenario.due(.diploma) == .revoke)
        #expect(
            scenario.submit(scenario.open(.diploma, basis: .grant(grant), by: .university))
                == .grant
        )
    }

    @Test
    func `keeps the key while another grant to the same member is live`() {
        var scenario = Scenario.granted.after { $0.grant(.diploma) }
        let second = scenario.index - 1
        let first = second - 1
        #expect(scenario.submit(scenario.revoke(second, of: .diploma)) == nil)
        #expect(scenario.key(of: .diploma, holder: .university) != nil)
        #expect(scenario.due(.diploma) == nil)
        #expect(
            scenario.submit(scenario.open(.diploma, basis: .grant(second), by: .university))
                == .grant
        )
        #expect(
            scenario.submit(scenario.open(.diploma, basis: .grant(first), by: .university)) == nil
        )
        #expect(scenario.submit(scenario.revoke(first, of: .diploma)) == nil)
        #expect(scenario.key(of: .diploma, holder: .university) == nil)
        #expect(scenario.due(.diploma) == .revoke)
    }

    @Test
    func `takes the key away when both grants expire at once`() {
        var scenario = Scenario.granted.after { $0.grant(.diploma) }
        let time = scenario.lastGrant.until.advanced(by: 1)
        #expect(scenario.submit(scenario.open(.licence).with(\.time, time)) == nil)
        #expect(scenario.holders(of: .diploma) == [.olga])
        #expect(scenario.due(.diploma) == .expiry)
    }

    @Test
    func `encrypts anew for the owner and the live grants`() throws {
        var scenario = Scenario.revoked
        let old = try #require(scenario.store.documents[Paper.diploma.id])
        #expect(scenario.submit(scenario.rekey(.diploma)) == nil)
        let new = try #require(scenario.store.documents[Paper.diploma.id])
        #expect(new.generation == 2)
        #expect(new.due == nil)
        #expect(new.sealed == scenario.index - 1)
        #expect(new.content.content == old.content.content)
        #expect(new.content.ciphertext != old.content.ciphertext)
        #expect(Set(scenario.holders(of: .diploma)) == [.olga, .chamber])
        for key in scenario.store.envelopes(of: Paper.diploma.id) {
            #expect(key.generation == 2)
            #expect(key.index == scenario.index - 1)
        }
        #expect(scenario.submit(scenario.rekey(.diploma)) == .due)
        #expect(scenario.submit(scenario.open(.diploma, generation: 1)) == .generation)
        #expect(scenario.submit(scenario.open(.diploma)) == nil)
        let grant = Basis.grant(Scenario.revoked.index - 2)
        #expect(scenario.submit(scenario.open(.diploma, basis: grant, by: .chamber)) == nil)
    }

    @Test
    func `goes on while a document is due`() {
        var scenario = Scenario.revoked
        #expect(scenario.submit(scenario.open(.diploma)) == nil)
        #expect(scenario.submit(scenario.grant(.diploma, to: .clara)) == nil)
        #expect(scenario.submit(scenario.describe(.diploma)) == nil)
        #expect(scenario.due(.diploma) == .revoke)
        #expect(scenario.submit(scenario.rekey(.diploma)) == nil)
        #expect(Set(scenario.holders(of: .diploma)) == [.olga, .chamber, .clara])
    }
}

@Suite("Replay of expiry")
struct ReplayExpiryTests {
    @Test
    func `serves a grant to its last second`() {
        var scenario = Scenario.granted
        let grant = scenario.lastGrant
        let opening = scenario.open(.diploma, basis: .grant(grant.index), by: .university)
        #expect(scenario.submit(opening.with(\.time, grant.until)) == nil)
        #expect(scenario.key(of: .diploma, holder: .university) != nil)
        #expect(scenario.store.grants[grant.index]?.end == nil)
    }

    @Test
    func `ends a grant with any later statement`() {
        let grant = Scenario.granted.lastGrant
        let later = grant.until.advanced(by: 1)
        let drafts = [
            Scenario.granted.open(.licence), Scenario.granted.grant(.licence, until: .last),
            Scenario.granted.deposit(.fresh), Scenario.granted.enrol(.nina, as: .organisation),
            Scenario.granted.office(Group.other, holders: [.ada]),
            Scenario.granted.describe(.licence), Scenario.granted.open(.diploma),
            Scenario.granted.grant(.diploma, to: .chamber, until: .last),
            Scenario.granted.describe(.diploma, holders: [.olga]),
        ]
        for draft in drafts {
            var scenario = Scenario.granted
            #expect(scenario.submit(draft.with(\.time, later)) == nil)
            #expect(scenario.store.grants[grant.index]?.end == .expired(at: scenario.index - 1))
            #expect(scenario.key(of: .diploma, holder: .university) == nil)
            #expect(scenario.due(.diploma) == .expiry)
            let opening = scenario.open(.diploma, basis: .grant(grant.index), by: .university)
            #expect(scenario.submit(opening) == .grant)
        }
    }

    @Test
    func `is not brought about by a statement that is refused`() {
        var scenario = Scenario.granted
        let later = scenario.lastGrant.until.advanced(by: 1)
        #expect(scenario.submit(scenario.open(.licence, by: .olga).with(\.time, later)) == .basis)
        #expect(scenario.key(of: .diploma, holder: .university) != nil)
    }

    @Test
    func `ends a grant that is revoked too late`() {
        var scenario = Scenario.granted
        let grant = scenario.lastGrant
        let late = scenario.revoke(grant.index, of: .diploma)
        #expect(scenario.submit(late.with(\.time, grant.until.advanced(by: 1))) == nil)
        #expect(scenario.store.grants[grant.index]?.end == .expired(at: grant.index + 1))
        #expect(scenario.due(.diploma) == .expiry)
        #expect(scenario.submit(scenario.revoke(grant.index, of: .diploma)) == .grant)
    }

    @Test
    func `leaves out of a re-keying the grant that ends with it`() {
        // The grant to the chamber ends between the revocation of the other and the re-keying.
        var scenario = Scenario.revoked
        let grant = required(scenario.store.grants[scenario.index - 2])
        let time = grant.until.advanced(by: 1)
        #expect(scenario.submit(scenario.rekey(.diploma).with(\.time, time)) == .holders)
        let draft = scenario.rekey(.diploma, holders: [.olga]).with(\.time, time)
        #expect(scenario.submit(draft) == nil)
        #expect(scenario.holders(of: .diploma) == [.olga])
        #expect(scenario.due(.diploma) == nil)
        #expect(scenario.store.grants[grant.index]?.end == .expired(at: scenario.index - 1))
    }

    @Test
    func `keeps a grant that is renewed with the statement that ends the old one`() {
        var scenario = Scenario.granted
        let time = scenario.lastGrant.until.advanced(by: 1)
        let renewed = scenario.grant(.diploma, until: .last).with(\.time, time)
        #expect(scenario.submit(renewed) == nil)
        #expect(scenario.key(of: .diploma, holder: .university)?.index == scenario.index - 1)
        let opening = scenario.open(.diploma, basis: .grant(scenario.index - 1), by: .university)
        #expect(scenario.submit(opening) == nil)
    }

    @Test
    func `asks for a re-keying with the first cause of two`() {
        var scenario = Scenario.revoked
        let grant = required(scenario.store.grants[scenario.index - 2])
        let later = scenario.open(.licence).with(\.time, grant.until.advanced(by: 1))
        #expect(scenario.submit(later) == nil)
        #expect(scenario.holders(of: .diploma) == [.olga])
        #expect(scenario.due(.diploma) == .revoke)
        #expect(scenario.submit(scenario.rekey(.diploma, cause: .expiry)) == .due)
        #expect(scenario.submit(scenario.rekey(.diploma, cause: .revoke)) == nil)
    }

    @Test
    func `asks for a re-keying with its cause`() {
        var scenario = Scenario.granted
        let time = scenario.lastGrant.until.advanced(by: 1)
        #expect(
            scenario.submit(scenario.rekey(.diploma, cause: .expiry).with(\.time, time)) == .due
        )
        #expect(scenario.submit(scenario.open(.licence).with(\.time, time)) == nil)
        #expect(scenario.submit(scenario.rekey(.diploma, cause: .revoke)) == .due)
        #expect(scenario.submit(scenario.rekey(.diploma, cause: .expiry)) == nil)
    }
}

extension Scenario {
    func key(of paper: Paper, holder: Person) -> EnvelopeState? {
        store.envelopes(of: paper.id).first { $0.key.holder == holder.id }
    }

    func due(_ paper: Paper) -> RekeyCause? { store.documents[paper.id]?.due }
}
