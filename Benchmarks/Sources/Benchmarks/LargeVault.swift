import Foundation

@testable import Vault
@testable import VaultCrypto
@testable import VaultLedger
@testable import VaultStorage

/// Fills a vault with a long history, through the code that appends in the product.
///
/// Counselors deposit, grant, revoke, describe, encrypt anew and open; organisations open what was
/// granted to them. What is done to which document follows from a seed; keys and salts are random as
/// always. Everything is as an audit wants it: real signatures, envelopes that open, blobs that
/// decrypt. One statement in ten is a deposit, an owner has eight documents, and what a revocation
/// calls for is encrypted anew the next day. The history ends about now.
final class LargeVault {
    let path: String
    let admin = Identity.generate()
    let counselor: Identity

    private let clock: MovingClock
    private var blobs: BlobFolder { BlobFolder(openingAt: "\(path)/blobs") }
    private var choices = SplitMix(state: 20_260)
    private var desks: [DocumentVault] = []
    private var visitors: [DocumentVault] = []
    private(set) var owners: [Holder] = []
    private(set) var organisations: [Holder] = []
    private(set) var papers: [Paper] = []

    /// The places of papers that have to be encrypted anew.
    private var due: [Int] = []

    /// The number of statements that one transaction appends.
    static let batchCount = 1_000

    /// How long before now the history begins, and how much of it one transaction takes, in seconds.
    private static let (age, step): (Int64, Int64) = (14 * 86_400, 600)

    /// Makes a vault with its people.
    init(at path: String) async throws {
        self.path = path
        let now = Int64(Date().timeIntervalSince1970)
        let clock = MovingClock(LedgerTime(clamping: now - Self.age))
        self.clock = clock
        counselor = .generate()
        let vault = try await DocumentVault.create(
            at: path,
            origin: "vault.example/benchmark",
            as: admin,
            name: "Administration",
            clock: clock.clock
        )
        let colleagues = [counselor, .generate(), .generate()]
        for (number, identity) in colleagues.enumerated() {
            let card = try identity.card(name: "Counselor \(number)")
            _ = try await vault.enrol(card, as: .counselor)
            desks.append(try await Self.open(path, identity, clock))
        }
        for number in 0..<6 {
            let identity = Identity.generate()
            let card = try identity.card(name: "Organisation \(number)")
            let member = try await vault.enrol(card, as: .organisation)
            organisations.append(Holder(id: member.id, recipient: identity.keys.recipient))
            visitors.append(try await Self.open(path, identity, clock))
        }
    }

    private static func open(
        _ path: String,
        _ identity: Identity,
        _ clock: MovingClock
    ) async throws -> DocumentVault {
        try await DocumentVault.open(at: path, as: identity, clock: clock.clock)
    }

    /// Appends until the log has `size` statements.
    func grow(to size: Int) async throws {
        var rounds = 0
        while case let rest = size - (try await desks[0].summary().head.size), rest > 0 {
            clock.advance(by: Self.step)
            let count = min(rest, Self.batchCount)
            if rounds % 3 == 2 {
                try await visit(count)
            } else {
                try await work(count)
            }
            rounds += 1
        }
    }

    /// The number of statements.
    func size() async throws -> Int { try await desks[0].summary().head.size }

    /// Deposits papers, and nothing else.
    func deposit(_ count: Int) async throws {
        while papers.count < count {
            clock.advance(by: Self.step)
            _ = try await enrol(at: desks[0], atMost: Self.batchCount)
            var day = try await day(at: desks[0])
            while day.drafts.count < Self.batchCount, papers.count < count {
                guard let owner = owners.randomElement(using: &choices) else { return }
                papers.append(try day.deposit(for: owner))
            }
            _ = try await desks[0].append(day.drafts)
        }
    }

    /// Encrypts anew what is due, so that nothing waits for whoever comes next.
    func settle() async throws {
        while !due.isEmpty {
            clock.advance(by: Self.step)
            try await work(min(due.count, Self.batchCount))
        }
    }

    /// Lets an organisation open what was granted to it.
    private func visit(_ count: Int) async throws {
        let place = Int.random(in: visitors.indices, using: &choices)
        let me = organisations[place].id
        var open: [(place: Int, grant: Int)] = []
        for place in papers.indices {
            guard let grant = papers[place].grants.last(where: { $0.grantee.id == me }) else {
                continue
            }
            open.append((place, grant.index))
        }
        guard !open.isEmpty else { return }
        let bodies = (0..<count).map { _ -> Statement.Body in
            let (place, grant) = open[Int.random(in: open.indices, using: &choices)]
            return .open(papers[place].opening(.grant(grant)))
        }
        _ = try await visitors[place].append(bodies.map { Draft(body: $0) })
    }

    /// Lets a counselor do a day's work: enrol whom the new papers belong to, encrypt anew what is
    /// due, and then what comes.
    private func work(_ count: Int) async throws {
        guard let desk = desks.randomElement(using: &choices) else { return }
        let enrolled = try await enrol(at: desk, atMost: count - 1)
        try await work(count - enrolled, at: desk)
    }

    private func work(_ count: Int, at desk: DocumentVault) async throws {
        var day = try await day(at: desk)
        for place in due.prefix(count) { try day.rekey(&papers[place]) }
        due.removeFirst(min(count, due.count))
        var isRevoked: Set<Int> = []
        while day.drafts.count < count {
            switch Int.random(in: 0..<100, using: &choices) {
            case _ where papers.count < 20, 0..<15:
                guard let owner = owners.randomElement(using: &choices) else { return }
                papers.append(try day.deposit(for: owner))
            case let choice:
                let place = Int.random(in: papers.indices, using: &choices)
                let organisation = organisations.randomElement(using: &choices)
                guard !isRevoked.contains(place) else { continue }
                try day.act(on: &papers[place], choice: choice, for: organisation)
                if papers[place].isDue {
                    isRevoked.insert(place)
                    due.append(place)
                }
            }
        }
        _ = try await desk.append(day.drafts)
        try await desk.settle(day.drafts.flatMap(\.obsolete))
    }

    private func day(at desk: DocumentVault) async throws -> WorkDay {
        WorkDay(
            first: try await desk.summary().head.size,
            office: try await desk.officeOfCaller(),
            until: clock.now.advanced(by: 170 * 86_400),
            blobs: blobs
        )
    }

    /// Enrols owners, as many as the papers call for.
    ///
    /// - Returns: How many.
    private func enrol(at desk: DocumentVault, atMost limit: Int) async throws -> Int {
        let count = min(limit, max(0, papers.count / 8 + 10 - owners.count))
        let names = (0..<count).map { "Owner \(owners.count + $0)" }
        owners += try await desk.enrolProvisional(names)
        return count
    }

    /// Drafts of the next statements, which are then appended by ``DocumentVault/append(_:)``.
    ///
    /// Their blobs are on the disk: a statement is not to wait for them.
    func drafts(_ count: Int) async throws -> (desk: DocumentVault, drafts: [Draft]) {
        clock.advance(by: Self.step)
        var day = try await day(at: desks[0])
        while day.drafts.count < count {
            // Every paper would be due one day, and nothing could be done with any.
            if due.count * 2 > papers.count {
                try day.rekey(&papers[due.removeFirst()])
                continue
            }
            let place = Int.random(in: papers.indices, using: &choices)
            let choice = Int.random(in: 18..<100, using: &choices)
            guard !papers[place].isDue else { continue }
            let organisation = organisations.randomElement(using: &choices)
            try day.act(on: &papers[place], choice: choice, for: organisation)
            if papers[place].isDue { due.append(place) }
        }
        sync()
        return (desks[0], day.drafts)
    }
}

extension DocumentVault {
    /// Enrols people who have no key yet, in one transaction.
    func enrolProvisional(_ names: [String]) throws(VaultError) -> [Holder] {
        try append { records, ring throws(VaultError) in
            var drafts: [Draft] = []
            var holders: [Holder] = []
            for name in names {
                let id = MemberID.random()
                let keys = KeyPair.generate(suite: ledger.genesis.suite)
                drafts.append(try provisional(id, name: name, keys, ring, records))
                holders.append(Holder(id: id, recipient: keys.recipient))
            }
            return (drafts, holders)
        }.result
    }

    /// Appends drafts in the caller's name, in one transaction.
    func append(_ drafts: [Draft]) throws(VaultError) -> [Int] {
        try append { (_, _) throws(VaultError) in (drafts, ()) }.indexes
    }

    /// Where keys of a member are sealed to.
    func holder(_ id: MemberID) throws(VaultError) -> Holder {
        try read { records throws(VaultError) in
            Holder(
                id: id,
                recipient: try ledger.recipient(of: ledger.member(id, records), records)
            )
        }
    }

    /// The office of the counselor in whose name the vault is open.
    func officeOfCaller() throws(VaultError) -> OfficeID {
        try read { records throws(VaultError) in
            guard let office = try ring(records).me.office else { throw .invalid(.office) }
            return office
        }
    }
}
