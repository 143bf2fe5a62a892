import TestSupport
import Testing
import Vault
import VaultLedger

/// The trail of a key against a second implementation, on random histories.
@Suite("The trail of a key")
struct KeyTrailTests {
    @Test(arguments: 0..<60 as Range<UInt64>)
    func `is that of everybody who can open the blob`(seed: UInt64) {
        var history = RandomKeyHistory(seed: seed)
        var world = KeyWorld(owner: history.owner)
        for person in history.people { world.enrol(person) }
        var trail = KeyTrail(owner: history.owner)
        var readers: [Set<MemberID>] = []
        for index in 0..<120 {
            let statement = history.next(at: index, world)
            world.follow(statement, at: index)
            trail.follow(statement, at: index)
            let now = Set(trail.holdings.filter { $0.until == nil }.compactMap(\.member))
            #expect(now == world.readers, "seed \(seed), after \(index): \(statement.kind)")
            readers.append(world.readers)
        }
        // In the end the holdings still tell who could read at each moment.
        for (index, expected) in readers.enumerated() {
            let time = RandomKeyHistory.time(of: index)
            let held = trail.holdings.filter { holding in
                guard holding.from <= time else { return false }
                guard let until = holding.until else { return true }
                return time < until
            }
            let members = Set(held.compactMap(\.member))
            #expect(members == expected, "seed \(seed), at \(index)")
        }
    }

    @Test
    func `meets every kind of statement that moves a key`() {
        var kinds: Set<Statement.Kind> = []
        for seed in 0..<60 as Range<UInt64> {
            var history = RandomKeyHistory(seed: seed)
            var world = KeyWorld(owner: history.owner)
            for index in 0..<120 {
                let statement = history.next(at: index, world)
                world.follow(statement, at: index)
                kinds.insert(statement.kind)
            }
        }
        #expect(
            kinds == [
                .office, .enrol, .retire, .rotate, .claim, .deposit, .grant, .revoke, .rekey,
                .withdraw,
            ]
        )
    }
}

/// A history of one document, its owner and two offices, in which anything can follow anything.
struct RandomKeyHistory {
    let owner = MemberID.random()
    let offices = [OfficeID.random(), OfficeID.random()]

    /// The admin, then organisations.
    let people = (0..<3).map { _ in MemberID.random() }

    private var generator: SeededGenerator

    /// The holders of each office now, and the generation of its key.
    private var holders: [OfficeID: [MemberID]] = [:]
    private var generations: [OfficeID: Int] = [:]

    private var custody: OfficeID?
    private var isEnrolled = false
    private var isStored = false
    private var isOver = false
    private var grants: [(index: Int, grantee: MemberID)] = []
    private var retired: Set<MemberID> = []

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    static func time(of index: Int) -> LedgerTime {
        LedgerTime(clamping: 1_800_000_000 + Int64(index))
    }

    private static let digest = MerkleTree.emptyRoot

    /// What happens next.
    mutating func next(at index: Int, _ world: KeyWorld) -> Statement {
        let body: Statement.Body
        if index < 2 {
            body = office(offices[index], holders: [people[0]])
        } else if !isEnrolled {
            body = enrolOwner()
        } else {
            body = anything(at: index, world)
        }
        return statement(body, at: index)
    }

    private func statement(_ body: Statement.Body, at index: Int) -> Statement {
        var author = people[0]
        if case .claim = body { author = owner }
        return Statement(
            origin: "vault.example",
            author: author,
            number: index + 1,
            time: Self.time(of: index),
            seen: TreeHead(size: 0, root: MerkleTree.emptyRoot),
            salt: .random(),
            body: body
        )
    }

    private mutating func anything(at index: Int, _ world: KeyWorld) -> Statement.Body {
        switch Int.random(in: 0..<40, using: &generator) {
        case 0..<5: return enrolCounselor()
        case 5..<9:
            let office = pick(offices)
            return self.office(office, holders: holders[office] ?? [])
        case 9..<13: if let body = retirement() { return body }
        case 13..<20: if let body = rotation() { return body }
        case 20: if index > 60, let body = claim() { return body }
        case 21: if index > 90, isStored { return withdrawal() }
        case 22..<27: if isStored { return grant(at: index) }
        case 27..<30: if let body = revocation() { return body }
        default: break
        }
        if !isStored, !isOver { return deposit() }
        return isStored ? rekeying(world) : enrolCounselor()
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }

    private func sealed(_ holder: MemberID) -> SealedKey {
        SealedKey(holder: holder, recipient: Self.digest, envelope: Self.digest)
    }

    private var content: SealedContent {
        SealedContent(ciphertext: Self.digest, length: 1, content: Self.digest)
    }

    private var newKeys: NewKeys {
        NewKeys(
            card: Self.digest,
            recipient: Self.digest,
            verifier: nil,
            witness: nil,
            custody: nil,
            groups: [],
            documents: []
        )
    }

    // MARK: people

    private mutating func office(_ id: OfficeID, holders: [MemberID]) -> Statement.Body {
        let generation = generations[id, default: 0] + 1
        generations[id] = generation
        self.holders[id] = holders
        return .office(
            OfficeDefinition(
                office: id,
                kind: .custody,
                generation: generation,
                recipient: Self.digest,
                previous: generation == 1 ? nil : Self.digest,
                holders: holders.map(sealed)
            )
        )
    }

    private func enrolment(_ member: MemberID, _ office: OfficeID, keys: [GroupKey]) -> Enrolment {
        Enrolment(
            member: member,
            role: member == owner ? .owner : .counselor,
            office: office,
            card: Self.digest,
            recipient: Self.digest,
            verifier: nil,
            witness: nil,
            custody: member == owner ? Self.digest : nil,
            keys: keys
        )
    }

    private mutating func enrolOwner() -> Statement.Body {
        let office = pick(offices)
        custody = office
        isEnrolled = true
        return .enrol(enrolment(owner, office, keys: []))
    }

    private mutating func enrolCounselor() -> Statement.Body {
        let office = pick(offices)
        let member = MemberID.random()
        holders[office, default: []].append(member)
        let key = GroupKey(
            office: office,
            generation: generations[office] ?? 1,
            envelope: Self.digest
        )
        return .enrol(enrolment(member, office, keys: [key]))
    }

    private mutating func retirement() -> Statement.Body? {
        let counselors = holders.values.flatMap { $0 }.filter { $0 != people[0] }.sorted()
        let candidates = counselors + people.dropFirst().filter { !retired.contains($0) }
        guard !candidates.isEmpty else { return nil }
        let leaver = pick(candidates)
        retired.insert(leaver)
        for office in offices { holders[office]?.removeAll { $0 == leaver } }
        grants.removeAll { $0.grantee == leaver }
        return .retire(Retirement(member: leaver))
    }

    private mutating func rotation() -> Statement.Body? {
        guard custody != nil else { return nil }
        let office = pick(offices)
        custody = office
        return .rotate(Rotation(member: owner, office: office, recovery: nil, keys: newKeys))
    }

    private mutating func claim() -> Statement.Body? {
        guard custody != nil else { return nil }
        custody = nil
        return .claim(Claim(warrantor: .counselor(people[0]), keys: newKeys))
    }

    // MARK: the document

    private let document = DocumentID.random()

    private mutating func deposit() -> Statement.Body {
        isStored = true
        return .deposit(
            Deposit(
                owner: owner,
                document: document,
                generation: 1,
                content: content,
                key: sealed(owner)
            )
        )
    }

    private mutating func grant(at index: Int) -> Statement.Body {
        let counselors = holders.values.flatMap { $0 }.filter { $0 != people[0] }.sorted()
        let present = people.dropFirst().filter { !retired.contains($0) } + counselors
        let grantee = present.isEmpty ? people[0] : pick(present)
        grants.append((index, grantee))
        return .grant(
            Grant(
                owner: owner,
                document: document,
                generation: 1,
                purpose: .other,
                until: Self.time(of: 1_000),
                basis: .own,
                key: sealed(grantee)
            )
        )
    }

    private mutating func revocation() -> Statement.Body? {
        guard !grants.isEmpty else { return nil }
        let place = Int.random(in: 0..<grants.count, using: &generator)
        let grant = grants.remove(at: place)
        return .revoke(
            Revocation(owner: owner, document: document, grant: grant.index, basis: .own)
        )
    }

    private func rekeying(_ world: KeyWorld) -> Statement.Body {
        .rekey(
            Rekeying(
                owner: owner,
                document: document,
                generation: 2,
                cause: .rotate,
                basis: .own,
                content: content,
                holders: world.grantees.union([owner]).sorted().map(sealed)
            )
        )
    }

    private mutating func withdrawal() -> Statement.Body {
        isStored = false
        isOver = true
        return .withdraw(Withdrawal(owner: owner, document: document, basis: .own))
    }
}
