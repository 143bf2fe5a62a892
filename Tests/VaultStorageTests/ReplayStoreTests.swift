import Testing
import VaultLedger
import VaultStorage

@Suite("The projection")
struct ReplayStoreTests {
    @Test(arguments: 0..<10)
    func `answers as dictionaries do, after any writes`(seed: Int) throws {
        var samples = try Samples(seed: UInt64(100 + seed))
        var model = MemoryStore()
        let vault = try TestVault()
        for _ in 0..<4 {
            try vault.database.change { records throws(StorageError) in
                for _ in 0..<30 {
                    let change = Change(&samples)
                    try change.apply(to: &records)
                    change.apply(to: &model)
                }
            }
            try vault.open().look { records throws(StorageError) in
                try compareStates(records, model, samples)
                try compareHistory(records, model, samples)
                try compareQueries(records, model, samples)
            }
        }
    }

    /// Every question of ``ReplayStore`` about things that stand for themselves.
    private func compareStates(
        _ records: Records,
        _ model: MemoryStore,
        _ samples: Samples
    ) throws(StorageError) {
        #expect(try records.ledger() == model.ledger())
        for id in samples.members { #expect(try records.member(id) == model.member(id)) }
        for digest in samples.digests {
            #expect(
                try records.isInUse(recipient: digest) == model.isInUse(recipient: digest)
            )
        }
        for key in Samples.keys.map(\.publicKey) {
            #expect(try records.hasMember(publicKey: key) == model.hasMember(publicKey: key))
        }
        for role in Role.allCases {
            #expect(try records.hasMember(role: role) == model.hasMember(role: role))
        }
        for id in samples.offices {
            #expect(try records.office(id) == model.office(id))
            for holder in samples.members {
                let key = try records.groupKey(of: id, holder: holder)
                #expect(key == model.groupKey(of: id, holder: holder))
            }
        }
    }

    /// Every question of ``ReplayStore`` about documents and grants.
    private func compareHistory(
        _ records: Records,
        _ model: MemoryStore,
        _ samples: Samples
    ) throws(StorageError) {
        for id in samples.documents {
            #expect(try records.document(id) == model.document(id))
            #expect(try records.envelopes(of: id) == model.envelopes(of: id))
            #expect(try records.openGrants(of: id) == model.openGrants(of: id))
        }
        for index in 0..<40 { #expect(try records.grant(at: index) == model.grant(at: index)) }
        for seconds in -1...51 as ClosedRange<Int64> {
            let time = LedgerTime(clamping: Samples.firstTime + seconds)
            let grants = try records.openGrants(endingBefore: time)
            #expect(grants == model.openGrants(endingBefore: time))
        }
    }

    /// Every question of the product.
    private func compareQueries(
        _ records: Records,
        _ model: MemoryStore,
        _ samples: Samples
    ) throws(StorageError) {
        #expect(try Set(records.members()) == Set(model.members.values))
        #expect(
            try records.members().map(\.enrolled) == model.members.values.map(\.enrolled).sorted()
        )
        #expect(try Set(records.offices()) == Set(model.offices.values))
        #expect(try Set(records.dueDocuments()) == Set(model.documents { $0.due != nil }))
        #expect(try records.events() == model.events { _ in true })
        for index in 0..<40 {
            let openings = model.events { $0.grant == index && $0.kind == .open }
            #expect(try records.openings(grant: index) == openings.count)
        }
        for digest in samples.digests {
            let isReferenced = !model.documents { $0.content.ciphertext == digest }.isEmpty
            #expect(try records.references(digest) == isReferenced)
        }
        for id in samples.members { try compareQueries(records, model, member: id) }
        for id in samples.offices {
            let owners = model.members.values.filter { $0.office == id && $0.role == .owner }
            #expect(try Set(records.owners(of: id)) == Set(owners))
            let provisional = owners.filter(\.isProvisional)
            #expect(try Set(records.provisionalOwners(of: id)) == Set(provisional))
        }
        for id in samples.documents {
            #expect(try records.grants(document: id) == model.grants { $0.document == id })
            #expect(try records.events(document: id) == model.events { $0.document == id })
        }
    }

    private func compareQueries(
        _ records: Records,
        _ model: MemoryStore,
        member id: MemberID
    ) throws(StorageError) {
        #expect(try records.groupKeys(holder: id) == model.groupKeys(holder: id))
        #expect(try Set(records.documents(owner: id)) == Set(model.documents { $0.owner == id }))
        let held = model.documents { document in
            model.envelopes(of: document.id).contains { $0.key.holder == id }
        }
        #expect(try Set(records.documents(heldBy: id)) == Set(held))
        for document in model.documents.keys {
            let key = model.envelopes(of: document).first { $0.key.holder == id }
            #expect(try records.documentKey(of: document, holder: id) == key)
        }
        #expect(try records.grants(owner: id) == model.grants { $0.owner == id })
        #expect(try records.grants(grantee: id) == model.grants { $0.grantee == id })
        #expect(try records.events(owner: id) == model.events { $0.owner == id })
        let events = model.events { $0.author == id || $0.member == id }
        #expect(try records.events(member: id) == events)
    }
}

/// One write to a projection.
enum Change {
    case ledger(LedgerState)
    case member(MemberState)
    case office(OfficeState)
    case groupKey(GroupKeyState)
    case document(DocumentState)
    case documentKey(EnvelopeState)
    case removal(DocumentID, MemberID)
    case grant(GrantState)
    case event(EventState)

    /// Draws a change.
    init(_ samples: inout Samples) {
        self =
            switch samples.number(below: 10) {
            case 0: .ledger(samples.ledger())
            case 1: .member(samples.member())
            case 2: .office(samples.office())
            case 3: .groupKey(samples.groupKey())
            case 4: .document(samples.document())
            case 5, 6: .documentKey(samples.documentKey())
            case 7: .grant(samples.grant())
            case 8: .event(samples.event())
            default:
                .removal(
                    samples.element(of: samples.documents),
                    samples.element(of: samples.members)
                )
            }
    }

    /// Carries the change out.
    func apply<Store: ReplayStore>(to store: inout Store) throws(Store.Failure) {
        switch self {
        case .ledger(let state): try store.put(state)
        case .member(let state): try store.put(state)
        case .office(let state): try store.put(state)
        case .groupKey(let state): try store.put(state)
        case .document(let state): try store.put(state)
        case .documentKey(let state): try store.put(state)
        case .removal(let document, let holder):
            try store.removeEnvelope(of: document, holder: holder)
        case .grant(let state): try store.put(state)
        case .event(let state): try store.record(state)
        }
    }
}
