import LedgerSupport
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
                try compareAll(records, model, samples)
            }
        }
    }

    @Test(arguments: 0..<6)
    func `is the last commit to everybody, whoever wrote it, and nothing that was undone`(
        seed: Int
    ) throws {
        var samples = try Samples(seed: UInt64(200 + seed))
        var model = MemoryStore()
        let vault = try TestVault()
        let databases = [vault.database, try vault.open()]
        for _ in 0..<16 {
            let isUndone = samples.number(below: 4) == 0
            var next = model
            var error: StorageError?
            do throws(StorageError) {
                try samples.element(of: databases).change { records throws(StorageError) in
                    try compareAll(records, model, samples)
                    for _ in 0..<10 {
                        let change = Change(&samples)
                        try change.apply(to: &records)
                        change.apply(to: &next)
                    }
                    if isUndone { throw .full }
                }
            } catch let thrown {
                error = thrown
            }
            #expect(error == (isUndone ? .full : nil))
            if !isUndone { model = next }
        }
    }

    @Test(arguments: 0..<6)
    func `answers in the copy of an audit as if nothing were put off`(seed: Int) throws {
        var samples = try Samples(seed: UInt64(300 + seed))
        var model = MemoryStore()
        try VaultDatabase.withAuditCopy { copy throws(StorageError) in
            for _ in 0..<12 {
                for _ in 0..<10 {
                    let change = Change(&samples)
                    try change.apply(to: &copy.records)
                    change.apply(to: &model)
                }
                try compareAll(copy.records, model, samples)
            }
        }
    }

    @Test
    func `puts off no more than fits into memory, and loses nothing`() throws {
        var samples = try Samples(seed: 9)
        let ids = (0..<10_000 as Range<UInt16>).map { number in
            let bytes = [UInt8](repeating: 0, count: 8) + [UInt8(number >> 8), UInt8(number & 255)]
            return MemberID(bytes: bytes)
        }
        var member = samples.member()
        try VaultDatabase.withAuditCopy { copy throws(StorageError) in
            for (number, id) in ids.enumerated() {
                member.id = id
                member.lastNumber = number
                try copy.records.put(member)
            }
            for (number, id) in ids.enumerated() {
                #expect(try copy.records.member(id)?.lastNumber == number)
            }
            #expect(try copy.records.members().count == ids.count)
        }
    }

    @Test
    func `goes on with the tree where another has left it`() throws {
        let vault = try TestVault()
        let databases = [vault.database, try vault.open()]
        var tree = CompactRange()
        for (place, turn) in [0, 0, 1, 0, 1, 1, 0].enumerated() {
            let digest = Digest.of([UInt8(place)].span)
            tree.append(MerkleTree.leafHash(of: digest.bytes.span))
            let root = try databases[turn].change { records throws(StorageError) in
                #expect(try records.append(leaf: digest) == place)
                return try records.root(size: place + 1)
            }
            #expect(root == tree.root)
        }
    }

    private func compareAll(
        _ records: Records,
        _ model: MemoryStore,
        _ samples: Samples
    ) throws(StorageError) {
        try compareStates(records, model, samples)
        try compareHistory(records, model, samples)
        try compareKeys(records, model, samples)
        try compareQueries(records, model, samples)
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
            for other in [nil] + samples.members.map(Optional.some) {
                let answer = try records.hasMember(role: role, besides: other)
                #expect(answer == model.hasMember(role: role, besides: other))
            }
        }
        for id in samples.offices {
            #expect(try records.office(id) == model.office(id))
            #expect(try records.groupKeys(of: id) == model.groupKeys(of: id))
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
        for id in samples.members {
            #expect(try records.envelopes(heldBy: id) == model.envelopes(heldBy: id))
            #expect(try records.openGrants(to: id) == model.openGrants(to: id))
            for document in [nil] + samples.documents.map(Optional.some) {
                let events = try records.events(of: id, document: document)
                #expect(events == model.events(of: id, document: document))
            }
        }
        for seconds in -1...51 as ClosedRange<Int64> {
            let time = LedgerTime(clamping: Samples.firstTime + seconds)
            let grants = try records.openGrants(endingBefore: time)
            #expect(grants == model.openGrants(endingBefore: time))
        }
    }

    /// Every question of ``ReplayStore`` about claim codes, recoveries and erasures.
    private func compareKeys(
        _ records: Records,
        _ model: MemoryStore,
        _ samples: Samples
    ) throws(StorageError) {
        for id in samples.members {
            #expect(try records.invitations(of: id) == model.invitations(of: id))
            #expect(try records.invitations(by: id) == model.invitations(by: id))
            #expect(try records.recoveryPlan(of: id) == model.recoveryPlan(of: id))
            #expect(try records.recovery(of: id) == model.recovery(of: id))
            for index in [0, 1, 20, 40] {
                let keys = model.memberKeys.values
                    .filter { $0.member == id && $0.index < index }
                    .max { $0.index < $1.index }
                #expect(try records.keys(of: id, before: index) == keys)
            }
        }
        for index in 0..<40 {
            #expect(try records.invitation(at: index) == model.invitation(at: index))
            #expect(try records.erasure(at: index) == model.erasure(at: index))
            #expect(try records.hole(at: index) == model.hole(at: index))
        }
        for seconds in -1...51 as ClosedRange<Int64> {
            let time = LedgerTime(clamping: Samples.firstTime + seconds)
            let invitations = try records.invitations(endingBefore: time)
            #expect(invitations == model.invitations(endingBefore: time))
        }
        let logKeys = model.logKeys.values.sorted { $0.index < $1.index }
        #expect(try records.logKeys() == logKeys)
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
        var (members, last): ([MemberState], MemberID?) = ([], nil)
        while case let part = try records.members(after: last, limit: 3), let end = part.last {
            members += part
            last = end.id
        }
        #expect(members == model.members.values.sorted { $0.id < $1.id })
        let cosigners = model.members.values.sorted { ($0.enrolled, $0.id) < ($1.enrolled, $1.id) }
        #expect(try records.witnessKeys() == cosigners.compactMap(\.witness))
        let counselors = model.members.values.filter { $0.role == .counselor }
        #expect(try Set(records.members(role: .counselor)) == Set(counselors))
        #expect(try Set(records.offices()) == Set(samples.offices.compactMap(model.office)))
        #expect(try Set(records.dueDocuments()) == Set(model.documents { $0.due != nil }.map(\.id)))
        #expect(try records.events() == model.events { _ in true })
        let later = model.events { $0.index > 7 }.prefix(5)
        #expect(try records.events(after: 7, limit: 5) == Array(later))
        #expect(try records.sendings() == model.events { $0.kind == .send })
        let due = model.members.values.filter { member in
            guard member.role == .owner, member.verifier == nil else { return false }
            let current = member.office.flatMap { model.office($0)?.generation }
            let isBehind = member.custodyGeneration.flatMap { mine in current.map { mine < $0 } }
            return member.due != nil || isBehind == true
        }
        #expect(try Set(records.dueOwners()) == Set(due))
        for index in 0..<40 {
            let openings = model.events { $0.grant == index && $0.kind == .open }
            #expect(try records.openings(grant: index).count == openings.count)
        }
        for digest in samples.digests {
            let isReferenced = !model.documents { document in
                document.content.ciphertext == digest && document.withdrawn == nil
            }.isEmpty
            #expect(try records.references(digest) == isReferenced)
        }
        for id in samples.members { try compareQueries(records, model, member: id) }
        for id in samples.offices {
            for generation in 1...2 {
                let office = model.generations(of: id).first { $0.generation == generation }
                #expect(try records.office(id, generation: generation) == office)
            }
            let owners = model.members.values.filter { $0.office == id && $0.role == .owner }
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
        #expect(try records.groupKeys(heldBy: id) == model.groupKeys(heldBy: id))
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
        let about = model.events { $0.author == id || $0.member == id || $0.owner == id }
        #expect(try records.events(about: id) == about)
        // In parts it is the same.
        var (parts, last): ([EventState], Int) = ([], -1)
        while case let part = try records.events(about: id, after: last, limit: 2), !part.isEmpty {
            parts += part
            last = part[part.count - 1].index
        }
        #expect(parts == about)
    }
}

extension MemoryStore {
    /// The documents for which a condition holds.
    fileprivate func documents(_ condition: (DocumentState) -> Bool) -> [DocumentState] {
        documents.values.filter(condition)
    }
}
