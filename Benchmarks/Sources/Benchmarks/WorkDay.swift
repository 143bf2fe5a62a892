import Foundation
import Synchronization

@testable import Vault
@testable import VaultCrypto
@testable import VaultLedger
@testable import VaultStorage

/// A clock that is moved on by hand, so that history takes months and its making minutes.
final class MovingClock: @unchecked Sendable {
    private let lock = NSLock()
    private var time: LedgerTime

    init(_ time: LedgerTime) { self.time = time }

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

    /// The secret of the document; in ordinary memory, for the papers are invented.
    var seed: [UInt8]
    var content: SealedContent
    let contents: DocumentContents
    var grants: [(index: Int, grantee: Holder)] = []
    var isDue = false

    var keys: KeyPair {
        KeyPair(suite: owner.recipient.suite, seed: SecretBytes(copying: seed.span))
    }

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

    /// New secrets.
    static func newSeed() -> [UInt8] { Random.bytes(32) }

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
    let blobs: BlobFolder

    private(set) var drafts: [Draft] = []

    private var basis: Basis { .custody(office) }

    init(first: Int, office: OfficeID, until: LedgerTime, blobs: BlobFolder) {
        self.first = first
        self.office = office
        self.until = until
        self.blobs = blobs
    }

    /// Seals a small paper for an owner.
    mutating func deposit(for owner: Holder) throws -> Paper {
        let seed = Paper.newSeed()
        let keys = KeyPair(suite: owner.recipient.suite, seed: SecretBytes(copying: seed.span))
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
            seed: seed,
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
        case 15..<18: try describe(paper)
        case 18..<40: if let organisation { try grant(&paper, to: organisation) }
        case 40..<56: revoke(&paper)
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

    /// Encrypts a paper anew.
    mutating func rekey(_ paper: inout Paper) throws {
        let obsolete = paper.content.ciphertext
        paper.seed = Paper.newSeed()
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

    private func seal(to keys: KeyPair) throws -> ContentMeasure {
        let writer = HastyWriter(blobs)
        var sealer = try ContentSealer(to: keys, writer: writer)
        let letter = Array("An invented letter.\n".utf8)
        try sealer.write(letter.span)
        let digest = Digest(SHA256.hash(letter.span))
        let measure = try sealer.finish(digest, size: letter.count)
        try writer.commit(as: measure.ciphertext)
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

/// Writes blobs without waiting for the disk: what is measured comes later.
private final class HastyWriter: BlobWriter {
    private let blobs: BlobFolder
    private let bytes = Mutex<[UInt8]>([])

    init(_ blobs: BlobFolder) { self.blobs = blobs }

    func write(_ run: Span<UInt8>) throws(StorageError) {
        bytes.withLock { bytes in
            bytes.append(addingCapacity: run.count) { $0.append(copying: run) }
        }
    }

    func readBack() throws(StorageError) -> any BlobReader { throw .notFound }

    func commit(as digest: Digest) throws(StorageError) {
        try blobs.makeFolder(of: digest)
        let path = blobs.path(of: digest)
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes.withLock(\.self)))
        else {
            throw .full
        }
    }

    func finish() {}

    func discard() {}
}
