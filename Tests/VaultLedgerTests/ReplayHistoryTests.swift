import LedgerSupport
import Testing
import VaultLedger

@Suite("Replay of a history")
struct ReplayHistoryTests {
    @Test
    func `builds what the statements say`() throws {
        let store = Scenario.furnished.store
        let ledger = try #require(store.state)
        let genesis = try SignedStatement(bytes: Scenario.empty.genesis().bytes)
        #expect(ledger.origin == Person.origin)
        #expect(ledger.suite == .hybrid)
        #expect(ledger.fingerprint == genesis.digest)
        #expect(ledger.members == Group.everyone)
        #expect(ledger.time == Scenario.start.advanced(by: Int64(store.head.size - 1) * 60))
        #expect(store.members.count == 12)
        #expect(store.generations.count == 3)
        #expect(store.documents.count == 4)
        #expect(store.envelopes.count == 4)
        #expect(store.events.map(\.index) == Array(0..<store.head.size))

        let olga = try #require(store.members[Person.olga.id])
        #expect(olga.role == .owner)
        #expect(olga.office == Group.townHall)
        #expect(!olga.isProvisional)
        let pavel = try #require(store.members[Person.pavel.id])
        #expect(pavel.isProvisional)
        #expect(pavel.custody == digest(of: "custody"))
        #expect(store.groupKey(of: Group.townHall, holder: Person.clara.id) != nil)
        #expect(store.groupKey(of: Group.carrier, holder: Person.clara.id) == nil)
        #expect(store.groupKey(of: Group.everyone, holder: Person.pavel.id) == nil)
    }

    @Test
    func `takes no statement before the first, wherever it stands`() {
        var scenario = Scenario.empty
        #expect(scenario.find(bytes: Array("junk\n".utf8)) == .malformed)
        #expect(scenario.submit(scenario.genesis().seeing(.empty)) == .genesis)
        #expect(scenario.store.state == nil)
    }

    @Test
    func `refuses every statement when it comes again`() {
        var log: [[UInt8]] = []
        var scenario = Scenario.furnished
        for draft in [
            scenario.grant(.diploma), scenario.open(.licence), scenario.describe(.licence),
            scenario.deposit(.fresh), scenario.enrol(.nina, as: .organisation),
            scenario.office(Group.other, holders: [.ada]),
        ] {
            var draft = draft
            draft.number = (scenario.store.members[draft.author.id]?.lastNumber ?? 0) + 1
            log.append(draft.bytes)
            #expect(scenario.submit(draft) == nil)
        }
        let before = scenario.store
        for bytes in log {
            #expect(scenario.submit(bytes: bytes) == .number)
        }
        #expect(scenario.store == before)
    }

    @Test
    func `refuses a statement of another log of the same name`() {
        // The same people, but the second log has a statement more at its beginning.
        let other = Scenario.founded
            .after { $0.office(Group.other, holders: [.ada]) }
            .after { $0.enrol(.clara, as: .counselor, office: Group.townHall) }
            .after { $0.enrol(.olga, as: .owner, office: Group.townHall, by: .clara) }
            .after { $0.deposit(.diploma) }
        var scenario = Scenario.furnished
        #expect(scenario.submit(other.open(.diploma)) == .time)
        let late = other.open(.diploma).with(\.time, required(scenario.store.state).time)
        #expect(scenario.submit(late) == .seen)
        #expect(scenario.store == Scenario.furnished.store)
    }

    @Test
    func `goes on behind a statement that it refused`() {
        var scenario = Scenario.furnished
        let refused = scenario.open(.diploma, by: .omar)
        let before = scenario.store.state
        #expect(scenario.find(bytes: refused.bytes) == .basis)
        #expect(scenario.store.state == before)
        #expect(scenario.submit(scenario.open(.diploma)) == nil)
        #expect(scenario.store.events.last?.index == scenario.index - 1)
    }

    @Test
    func `takes the same statements to the same state`() {
        #expect(Scenario.furnished.store == Scenario.furnished.store)
        let again = Scenario.audited
            .after { $0.deposit(.diploma) }
            .after { $0.deposit(.licence) }
            .after { $0.deposit(.passport) }
            .after { $0.deposit(.permit, by: .cora) }
        #expect(again.store == Scenario.furnished.store)
    }

    @Test
    func `lets an admin enrol owners into an office that the admin runs`() {
        var scenario = Scenario.staffed
        #expect(scenario.submit(scenario.enrolProvisional(.nina, by: .alan)) == .basis)
        #expect(scenario.submit(scenario.enrolProvisional(.nina, by: .ada)) == nil)
        let ivan = scenario.enrol(.ivan, as: .owner, office: Group.carrier)
        #expect(scenario.submit(ivan) == nil)
    }

    @Test
    func `lets numbers have gaps`() {
        var scenario = Scenario.furnished
        let draft = scenario.open(.diploma)
        #expect(scenario.submit(draft.with(\.number, 1_000)) == nil)
        #expect(scenario.submit(draft.with(\.number, 999)) == .number)
        #expect(scenario.submit(draft.with(\.number, .max)) == nil)
        #expect(scenario.submit(draft.with(\.number, .max)) == .number)
    }
}

@Suite("Log time")
struct LogTimeTests {
    @Test
    func `lets a statement be five minutes late`() {
        var scenario = Scenario.furnished
        let time = required(scenario.store.state).time
        #expect(
            scenario.submit(scenario.open(.diploma).with(\.time, time.advanced(by: -301))) == .time
        )
        #expect(
            scenario.submit(scenario.open(.diploma).with(\.time, time.advanced(by: -300))) == nil
        )
        #expect(scenario.store.state?.time == time)
    }

    @Test
    func `is the largest time of an accepted statement`() {
        var scenario = Scenario.furnished
        let time = required(scenario.store.state).time.advanced(by: 10_000)
        #expect(scenario.submit(scenario.open(.diploma, by: .omar).with(\.time, time)) == .basis)
        #expect(scenario.submit(scenario.open(.diploma)) == nil)
        #expect(scenario.submit(scenario.open(.diploma).with(\.time, time)) == nil)
        #expect(scenario.store.state?.time == time)
        #expect(scenario.submit(scenario.open(.diploma)) == nil)
    }

    @Test
    func `never refuses a revocation`() {
        var scenario = Scenario.granted
        let time = required(scenario.store.state).time
        let grant = scenario.index - 1
        let late = scenario.revoke(grant, of: .diploma).with(\.time, Scenario.start)
        #expect(scenario.submit(late) == nil)
        #expect(scenario.store.state?.time == time)
        #expect(scenario.store.grants[grant]?.end == .revoked(at: scenario.index - 1))
    }
}

@Suite("What an author has to have seen")
struct SeenTests {
    @Test
    func `is not the author's own last statement`() {
        var scenario = Scenario.granted.after { $0.grant(.diploma, to: .chamber) }
        let old = scenario.store.head(size: scenario.depositOf(.diploma) + 1)
        #expect(scenario.submit(scenario.grant(.diploma, to: .clara).seeing(old)) == nil)
        #expect(scenario.submit(scenario.describe(.diploma).seeing(old)) == nil)
    }

    @Test
    func `is the last statement by another author, between two of one's own`() {
        let basis = Basis.custody(Group.townHall)
        var scenario = Scenario.grantedOnBehalf
            .after { $0.grant(.passport, to: .chamber, basis: basis, by: .carl) }
            .after { $0.describe(.passport, basis: basis, by: .clara) }
        let carls = scenario.index - 2
        let draft = scenario.open(.passport, basis: basis, by: .clara)
        #expect(scenario.submit(draft.seeing(scenario.store.head(size: carls))) == .stale)
        #expect(scenario.submit(draft.seeing(scenario.store.head(size: carls + 1))) == nil)
        let other = scenario.open(.passport, basis: basis, by: .carl)
        let claras = carls + 1
        #expect(scenario.submit(other.seeing(scenario.store.head(size: claras))) == .stale)
        #expect(scenario.submit(other.seeing(scenario.store.head(size: claras + 1))) == nil)
    }

    @Test
    func `is a re-keying by another author`() {
        let basis = Basis.custody(Group.townHall)
        var scenario = Scenario.revokedOnBehalf
        let head = scenario.store.head
        scenario = scenario.after { $0.rekey(.passport, basis: basis, by: .carl) }
        let draft = scenario.open(.passport, basis: basis, by: .clara)
        #expect(scenario.submit(draft.seeing(head)) == .stale)
        #expect(scenario.submit(draft) == nil)
    }

    @Test
    func `is not an opening`() {
        let basis = Basis.custody(Group.townHall)
        var scenario = Scenario.grantedOnBehalf
        let head = scenario.store.head
        scenario = scenario.after { $0.open(.passport, basis: basis, by: .carl) }
        let draft = scenario.grant(.passport, to: .chamber, basis: basis, by: .carl)
        #expect(scenario.submit(draft.seeing(head)) == nil)
    }

    @Test
    func `is for a revocation the grant alone`() {
        let basis = Basis.custody(Group.townHall)
        var scenario = Scenario.grantedOnBehalf
        let grant = scenario.index - 1
        let head = scenario.store.head
        scenario = scenario.after { $0.describe(.passport, basis: basis, by: .clara) }
        let draft = scenario.revoke(grant, of: .passport, basis: basis, by: .carl)
        #expect(scenario.submit(draft.seeing(head)) == nil)
    }
}
