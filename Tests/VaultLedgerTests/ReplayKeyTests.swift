import LedgerSupport
import Testing
import VaultLedger

@Suite("New keys")
struct ReplayKeyTests {
    @Test
    func `bring no document back whose grant ends with them`() {
        let scenario = Scenario.granted
        let until = scenario.lastGrant.until
        let after = scenario.after {
            $0.rotate(.university).with(\.time, until.advanced(by: 1))
        }
        #expect(after.holders(of: .diploma) == [.olga])
        #expect(after.due(.diploma) == .expiry)
    }

    @Test
    func `are sealed to in every document, which is due then`() {
        let after = Scenario.granted.after { $0.rotate(.university) }
        let key = after.store.envelopes(heldBy: Person.university.id).first
        #expect(key?.key.recipient == Person.university.renewed.recipient)
        #expect(after.due(.diploma) == .rotate)
    }

    @Test
    func `of a group go to those who hold it, and the leaver is none`() {
        let after = Scenario.withoutClara.after { $0.nextKey(of: Group.townHall) }
        #expect(after.keyHolders(of: Group.townHall).count == 2)
        #expect(!after.keyHolders(of: Group.townHall).contains(.clara))
        #expect(after.store.office(Group.townHall)?.due == nil)
        #expect(after.store.generations(of: Group.townHall).map(\.due) == [nil, nil])
    }

    @Test
    func `end claim codes, and a leaver's codes end with them`() {
        let claimed = Scenario.invited.after { $0.claim(by: .invitation($0.index - 2)) }
        #expect(claimed.store.invitations(of: Person.pavel.id).isEmpty)
        #expect(claimed.store.member(Person.pavel.id)?.isProvisional == false)
        #expect(claimed.due(.passport) == .claim)
        let left = Scenario.invitedThenWithoutClara
        #expect(left.store.invitations(of: Person.pavel.id).isEmpty)
        #expect(left.store.member(Person.pavel.id)?.due == left.index - 1)
    }
}
