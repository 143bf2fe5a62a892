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
/// decrypt.
final class LargeVault {
    let path: String
    let counselor: Identity

    private let clock: MovingClock
    private var blobs: BlobFolder { BlobFolder(openingAt: "\(path)/blobs") }
    private var choices = SplitMix(state: 20_260)
    private var desks: [DocumentVault] = []
    private var visitors: [DocumentVault] = []
    private var owners: [Holder] = []
    private var organisations: [Holder] = []
    private(set) var papers: [Paper] = []

    /// The number of statements that one transaction appends.
    static let batchCount = 1_000

    /// Makes a vault with its people.
    init(at path: String) async throws {
        self.path = path
        let clock = MovingClock()
        self.clock = clock
        counselor = .generate()
        let admin = Identity.generate()
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
        for number in 0..<100 {
            let owner = try await desks[0].enrolProvisional(name: "Owner \(number)")
            owners.append(try await desks[0].holder(owner.id))
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
            clock.advance(by: 600)
            let count = min(rest, Self.batchCount)
            if rounds % 3 == 2, !papers.isEmpty {
                try await visit(count)
            } else {
                try await work(count)
            }
            rounds += 1
        }
    }

    /// Lets an organisation open what was granted to it.
    private func visit(_ count: Int) async throws {
        let place = Int.random(in: visitors.indices, using: &choices)
        let me = organisations[place].id
        var bodies: [Statement.Body] = []
        while bodies.count < count {
            guard let paper = papers.randomElement(using: &choices),
                let grant = paper.grants.last(where: { $0.grantee.id == me })
            else { continue }
            bodies.append(.open(paper.opening(.grant(grant.index))))
        }
        _ = try await visitors[place].append(bodies.map { Draft(body: $0) })
    }

    /// Lets a counselor do a day's work.
    private func work(_ count: Int) async throws {
        guard let desk = desks.randomElement(using: &choices) else { return }
        var day = WorkDay(
            first: try await desk.summary().head.size,
            office: try await desk.officeOfCaller(),
            until: clock.now.advanced(by: 170 * 86_400),
            blobs: blobs
        )
        while day.drafts.count < count {
            switch Int.random(in: 0..<100, using: &choices) {
            case _ where papers.count < 20, 0:
                guard let owner = owners.randomElement(using: &choices) else { return }
                papers.append(try day.deposit(for: owner))
            case let choice:
                let place = Int.random(in: papers.indices, using: &choices)
                let organisation = organisations.randomElement(using: &choices)
                try day.act(on: &papers[place], choice: choice, for: organisation)
            }
        }
        _ = try await desk.append(day.drafts)
        for writer in day.writers { writer.finish() }
        try await desk.clearLeftovers()
    }

    /// Drafts of the next statements, which are then appended by ``DocumentVault/append(_:)``.
    func drafts(_ count: Int) async throws -> (desk: DocumentVault, drafts: [Draft]) {
        clock.advance(by: 600)
        var day = WorkDay(
            first: try await desks[0].summary().head.size,
            office: try await desks[0].officeOfCaller(),
            until: clock.now.advanced(by: 170 * 86_400),
            blobs: blobs
        )
        while day.drafts.count < count {
            let place = Int.random(in: papers.indices, using: &choices)
            let choice = Int.random(in: 8..<100, using: &choices)
            let organisation = organisations.randomElement(using: &choices)
            try day.act(on: &papers[place], choice: choice, for: organisation)
        }
        return (desks[0], day.drafts)
    }
}

/// A clock that is moved on by hand, so that history takes months and its making minutes.
final class MovingClock: @unchecked Sendable {
    private let lock = NSLock()
    private var time = LedgerTime(clamping: 1_700_000_000)

    var now: LedgerTime { lock.withLock { time } }

    var clock: VaultClock { VaultClock { self.now } }

    func advance(by seconds: Int64) { lock.withLock { time = time.advanced(by: seconds) } }
}

/// A member to whom keys are sealed.
struct Holder {
    let id: MemberID
    let recipient: Recipient
}

/// A document, as those who have its key know it.
struct Paper {
    let id: DocumentID
    let owner: Holder
    var generation = 1
    var keys: KeyPair
    var content: SealedContent
    let contents: DocumentContents
    var grants: [(index: Int, grantee: Holder)] = []
    var isDue = false

    func opening(_ basis: Basis) -> Opening {
        Opening(owner: owner.id, document: id, generation: generation, basis: basis)
    }

    /// The key of the document, sealed to a holder.
    func envelope(for holder: Holder) throws -> SealedEnvelope {
        let label = Envelope.Label(
            origin: "vault.example/benchmark",
            subject: id.text,
            generation: generation,
            holder: holder.id.text
        )
        let envelope = Envelope(label: label, contents: contents, keys: keys)
        return try SealedEnvelope(envelope, to: holder.recipient)
    }

    /// The key of the document, sealed to everybody who is entitled to it.
    func envelopes() throws -> [(envelope: SealedEnvelope, key: SealedKey)] {
        var holders = [owner.id: owner]
        for grant in grants { holders[grant.grantee.id] = grant.grantee }
        return try holders.values.sorted { $0.id < $1.id }.map { holder in
            let envelope = try envelope(for: holder)
            return (envelope, envelope.key(holder: holder.id, recipient: holder.recipient))
        }
    }
}

/// What a counselor says in one transaction.
struct WorkDay {
    /// The place of the first statement in the log.
    let first: Int
    let office: OfficeID
    let until: LedgerTime
    let blobs: any BlobStore

    private(set) var drafts: [Draft] = []
    private(set) var writers: [any BlobWriter] = []

    private var basis: Basis { .custody(office) }

    init(first: Int, office: OfficeID, until: LedgerTime, blobs: any BlobStore) {
        self.first = first
        self.office = office
        self.until = until
        self.blobs = blobs
    }

    /// Seals a small paper for an owner.
    mutating func deposit(for owner: Holder) throws -> Paper {
        let keys = KeyPair.generate(suite: owner.recipient.suite)
        let measure = try seal(to: keys)
        let contents = DocumentContents(
            facts: DocumentFacts(
                fileName: "letter.txt",
                mediaType: "text/plain",
                size: measure.size,
                sha256: measure.sha256,
                verdict: .accept,
                reasons: []
            ),
            blind: Random.bytes(32),
            ownerName: "An owner",
            description: DocumentDescription(title: "A letter")
        )
        let paper = Paper(
            id: .random(),
            owner: owner,
            keys: keys,
            content: content(measure, contents),
            contents: contents
        )
        let envelope = try paper.envelope(for: owner)
        let deposit = Deposit(
            owner: owner.id,
            document: paper.id,
            generation: 1,
            content: paper.content,
            key: envelope.key(holder: owner.id, recipient: owner.recipient)
        )
        drafts.append(Draft(body: .deposit(deposit), envelopes: [envelope]))
        return paper
    }

    /// Does something to a paper that is possible now; most of the time it is opened.
    mutating func act(on paper: inout Paper, choice: Int, for organisation: Holder?) throws {
        switch choice {
        case 1..<4: try describe(paper)
        case 4..<8 where paper.isDue: try rekey(&paper)
        case 8..<32: if let organisation { try grant(&paper, to: organisation) }
        case 32..<56: revoke(&paper)
        default: drafts.append(Draft(body: .open(paper.opening(basis))))
        }
    }

    private mutating func grant(_ paper: inout Paper, to grantee: Holder) throws {
        let envelope = try paper.envelope(for: grantee)
        let grant = Grant(
            owner: paper.owner.id,
            document: paper.id,
            generation: paper.generation,
            purpose: .recognition,
            until: until,
            basis: basis,
            key: envelope.key(holder: grantee.id, recipient: grantee.recipient)
        )
        paper.grants.append((first + drafts.count, grantee))
        drafts.append(Draft(body: .grant(grant), envelopes: [envelope]))
    }

    /// Ends the oldest grant, if its author can have seen it.
    private mutating func revoke(_ paper: inout Paper) {
        guard let grant = paper.grants.first, grant.index < first else { return }
        paper.grants.removeFirst()
        if !paper.grants.contains(where: { $0.grantee.id == grant.grantee.id }) {
            paper.isDue = true
        }
        let revocation = Revocation(
            owner: paper.owner.id,
            document: paper.id,
            grant: grant.index,
            basis: basis
        )
        drafts.append(Draft(body: .revoke(revocation)))
    }

    private mutating func describe(_ paper: Paper) throws {
        let sealed = try paper.envelopes()
        let description = Redescription(
            owner: paper.owner.id,
            document: paper.id,
            generation: paper.generation,
            basis: basis,
            holders: sealed.map(\.key)
        )
        drafts.append(Draft(body: .describe(description), envelopes: sealed.map(\.envelope)))
    }

    private mutating func rekey(_ paper: inout Paper) throws {
        let obsolete = paper.content.ciphertext
        paper.keys = .generate(suite: paper.keys.suite)
        paper.content = content(try seal(to: paper.keys), paper.contents)
        paper.generation += 1
        paper.isDue = false
        let sealed = try paper.envelopes()
        let rekeying = Rekeying(
            owner: paper.owner.id,
            document: paper.id,
            generation: paper.generation,
            cause: .revoke,
            basis: basis,
            content: paper.content,
            holders: sealed.map(\.key)
        )
        drafts.append(
            Draft(
                body: .rekey(rekeying),
                envelopes: sealed.map(\.envelope),
                obsolete: [obsolete]
            )
        )
    }

    private mutating func seal(to keys: KeyPair) throws -> ContentMeasure {
        let writer = try blobs.makeWriter()
        var sealer = try ContentSealer(to: keys, writer: writer)
        try sealer.write(Array("An invented letter.\n".utf8).span)
        let measure = try sealer.finish()
        try writer.commit(as: measure.ciphertext)
        writers.append(writer)
        return measure
    }

    private func content(
        _ measure: ContentMeasure,
        _ contents: DocumentContents
    ) -> SealedContent {
        SealedContent(
            ciphertext: measure.ciphertext,
            length: measure.length,
            content: contents.digest
        )
    }
}

extension DocumentVault {
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
