import LedgerSupport
import TestSupport
import VaultLedger

/// Draws statements that are mostly right.
struct RandomHistory {
    private var generator: SeededGenerator
    private let papers: [Paper] = [.diploma, .licence, .passport, .permit, .fresh]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private static let owners: [Person] = [.olga, .omar, .pavel, .petra]

    /// A statement that ends something or brings new keys.
    mutating func change(in scenario: Scenario) -> Draft {
        let person = pick([Person.clara, .carl, .university, .chamber, .alan])
        let owner = pick(Self.owners)
        let counselor: Person = owner == .petra ? .cora : pick([.clara, .carl])
        let office = owner == .petra ? Group.carrier : Group.townHall
        return
            switch Int.random(in: 0..<14, using: &generator)
        {
        case 0: scenario.retire(person)
        case 1, 2: scenario.rotate(person)
        case 3: scenario.rotate(owner)
        case 4: scenario.takeAnew(owner, office: office, by: counselor)
        case 5: scenario.invite(owner, by: counselor)
        case 6: scenario.claim(owner, by: .counselor(counselor.id))
        case 7: scenario.nextKey(of: office)
        case 8: scenario.nextKey(of: Group.everyone, kind: .members)
        case 9, 10:
            scenario.store.plans[owner.id] == nil ? scenario.plan(owner) : scenario.recover(owner)
        case 11: deletionRequest(in: scenario)
        case 12: deletionAnswer(in: scenario)
        default: scenario.withdraw(pick(papers))
        }
    }

    /// The log with an erasure of a document or of an owner.
    mutating func erasure(in scenario: Scenario) -> Scenario {
        let owner = pick(Self.owners.filter { scenario.store.member($0.id) != nil })
        let paper = papers.first {
            $0.owner == owner && scenario.store.document($0.id) != nil
        }
        let document = once(in: 3) ? nil : paper
        return
            scenario
            .after { $0.erase(owner, paper) }
            .after { $0.erase(owner, document) }
            .after { $0.warrant($0.index - 1) }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        required(elements.randomElement(using: &generator))
    }

    /// Whether something that happens once in `count` times happens now.
    private mutating func once(in count: Int) -> Bool {
        Int.random(in: 0..<count, using: &generator) == 0
    }

    /// The next statement.
    mutating func next(in scenario: Scenario) -> Draft {
        let paper = pick(papers)
        if scenario.store.documents[paper.id] == nil {
            return scenario.deposit(paper, by: pick([.clara, .cora, .university]))
        }
        var (author, basis) = actor(for: paper)
        if once(in: 12) { author = pick(Person.everyone.filter { $0 != .nina }) }
        if once(in: 20) { basis = pick([.own, .custody(Group.townHall), .grant(20)]) }
        var draft = body(about: paper, by: author, on: basis, in: scenario)
        draft.time = required(scenario.store.state).time
            .advanced(by: Int64.random(in: -60...120, using: &generator))
        if once(in: 15) { draft.time = draft.time.advanced(by: -300) }
        if once(in: 6) {
            let size = Int.random(in: 0...scenario.index, using: &generator)
            draft.seen = scenario.store.head(size: size)
        }
        if once(in: 25) { draft.number -= 1 }
        if once(in: 25) { draft.isForged = true }
        return draft
    }

    /// Someone who may act on a document, and why.
    private mutating func actor(for paper: Paper) -> (Person, Basis) {
        switch paper.owner {
        case .pavel: (pick([.clara, .carl]), .custody(Group.townHall))
        case .petra: (.cora, .custody(Group.carrier))
        default: (paper.owner, .own)
        }
    }

    private mutating func body(
        about paper: Paper,
        by author: Person,
        on basis: Basis,
        in scenario: Scenario
    ) -> Draft {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0:
            return scenario.deposit(pick(papers), by: pick([.clara, .cora, .olga, .university]))
        case 1, 2, 3:
            let term = Int64.random(in: -30...1_200, using: &generator)
            return scenario.grant(
                paper,
                to: pick([.university, .chamber, .clara, .alan, .omar, .iris]),
                generation: once(in: 20) ? 1 : nil,
                until: required(scenario.store.state).time.advanced(by: term),
                basis: basis,
                by: author
            )
        case 4, 5, 6:
            guard let grant = recentGrant(in: scenario) else { break }
            return once(in: 3)
                ? revocation(of: grant, in: scenario) : opening(on: grant, in: scenario)
        case 7, 8:
            return rekey(in: scenario) ?? scenario.open(paper, basis: basis, by: author)
        default:
            let holders = once(in: 4) ? [.university] : holders(of: paper, in: scenario)
            return scenario.describe(paper, basis: basis, holders: holders, by: author)
        }
        return scenario.open(paper, basis: basis, by: author)
    }

    /// One of the last grants, ended or not.
    private mutating func recentGrant(in scenario: Scenario) -> GrantState? {
        scenario.store.grants.values
            .sorted { $0.index < $1.index }
            .suffix(6)
            .randomElement(using: &generator)
    }

    /// A request to delete the copies of one of the last that were given.
    private mutating func deletionRequest(in scenario: Scenario) -> Draft {
        guard let grant = recentGrant(in: scenario) else { return scenario.withdraw(pick(papers)) }
        let paper = required(papers.first { $0.id == grant.document })
        let (author, basis) = actor(for: paper)
        return scenario.askDeletion(paper, release: grant.index, basis: basis, by: author)
    }

    /// An answer to the last such request, seldom by somebody else.
    private mutating func deletionAnswer(in scenario: Scenario) -> Draft {
        guard
            let request = scenario.store.events.last(where: { $0.kind == .deletionRequest }),
            let grant = request.grant, let asked = request.member,
            let paper = papers.first(where: { $0.id == request.document })
        else { return deletionRequest(in: scenario) }
        let author = required(Person.everyone.first { $0.id == asked })
        return scenario.answerDeletion(
            paper,
            request: request.index,
            outcome: once(in: 2) ? .deleted : .kept,
            basis: .grant(grant),
            by: once(in: 4) ? .chamber : author
        )
    }

    private mutating func revocation(of grant: GrantState, in scenario: Scenario) -> Draft {
        let paper = required(papers.first { $0.id == grant.document })
        let (author, basis) = actor(for: paper)
        return scenario.revoke(grant.index, of: paper, basis: basis, by: author)
    }

    /// A re-keying of some document that is due, for its holders or, seldom, for others.
    private mutating func rekey(in scenario: Scenario) -> Draft? {
        let due = papers.filter { scenario.due($0) != nil }
        guard !due.isEmpty else { return nil }
        let paper = pick(due)
        let (author, basis) = actor(for: paper)
        var holders = holders(of: paper, in: scenario)
        if once(in: 4) { holders.append(pick([.university, .chamber, .clara, .alan])) }
        return scenario.rekey(
            paper,
            basis: basis,
            holders: Array(Set(holders)),
            by: author
        )
    }

    private mutating func opening(on grant: GrantState, in scenario: Scenario) -> Draft {
        let paper = required(papers.first { $0.id == grant.document })
        let reader = required(Person.everyone.first { $0.id == grant.grantee })
        let author = once(in: 8) ? Person.chamber : reader
        return scenario.open(paper, basis: .grant(grant.index), by: author)
    }

    private func holders(of paper: Paper, in scenario: Scenario) -> [Person] {
        let holders = scenario.holders(of: paper)
        return holders.isEmpty ? [paper.owner] : holders
    }
}
