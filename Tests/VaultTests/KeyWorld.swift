import TestSupport
import VaultLedger

/// A second answer to who could read a document, from the definition alone: who can get hold of the
/// key that opens the blob, by opening whatever lies in the storage with whatever they ever knew.
struct KeyWorld {
    /// A secret that opens what is sealed to it.
    enum Secret: Hashable {
        case member(MemberID)
        case office(OfficeID, Int)
        case owner(Int)
        case document(Int)
    }

    /// A secret in an envelope.
    struct Sealed: Hashable {
        let secret: Secret
        let to: Secret
    }

    let owner: MemberID

    /// The envelopes that the storage has now.
    private(set) var storage: Set<Sealed> = []

    /// What each person ever knew.
    private var known: [MemberID: Set<Secret>] = [:]

    /// The key that opens the blob that the storage has now.
    private var blob: Secret?

    /// The owner's secret in force.
    private var ownerSecret: Secret = .owner(0)

    private var generations: [OfficeID: Int] = [:]
    private var grants: [Int: MemberID] = [:]

    init(owner: MemberID) {
        self.owner = owner
    }

    /// Who can open the blob.
    var readers: Set<MemberID> {
        guard let blob else { return [] }
        return Set(known.filter { $0.value.contains(blob) }.keys)
    }

    /// Whose grants are live.
    var grantees: Set<MemberID> { Set(grants.values) }

    /// Changes the storage as a statement says, and lets everybody look at it.
    mutating func follow(_ statement: Statement, at index: Int) {
        switch statement.body {
        case .office(let body):
            generations[body.office] = body.generation
            let next = Secret.office(body.office, body.generation)
            if body.generation > 1 {
                let before = Secret.office(body.office, body.generation - 1)
                storage = storage.filter { seal in
                    guard seal.secret == before, case .member = seal.to else { return true }
                    return false
                }
                storage.insert(Sealed(secret: before, to: next))
            }
            for key in body.holders { seal(next, to: .member(key.holder)) }
        case .enrol(let body):
            known[body.member] = []
            for key in body.keys {
                seal(.office(key.office, key.generation), to: .member(body.member))
            }
            if body.member == owner { takeOwnerSecret(.owner(index), office: body.office) }
        case .retire(let body):
            storage = storage.filter { $0.to != .member(body.member) }
            grants = grants.filter { $0.value != body.member }
        case .rotate(let body): takeOwnerSecret(.owner(index), office: body.office)
        case .claim: takeOwnerSecret(.member(owner), office: nil)
        default: followDocument(statement, at: index)
        }
        look()
    }

    private mutating func followDocument(_ statement: Statement, at index: Int) {
        switch statement.body {
        case .deposit:
            blob = .document(index)
            seal(.document(index), to: ownerSecret)
        case .grant(let body):
            grants[index] = body.grantee
            if let blob { seal(blob, to: .member(body.grantee)) }
        case .revoke(let body):
            guard let grantee = grants.removeValue(forKey: body.grant) else { break }
            guard !grants.values.contains(grantee), let blob else { break }
            storage.remove(Sealed(secret: blob, to: .member(grantee)))
        case .rekey(let body):
            if let blob { storage = storage.filter { $0.secret != blob } }
            blob = .document(index)
            for key in body.holders {
                let holder = key.holder == owner ? ownerSecret : .member(key.holder)
                seal(.document(index), to: holder)
            }
        case .withdraw:
            if let blob { storage = storage.filter { $0.secret != blob } }
            blob = nil
        default: break
        }
    }

    private mutating func seal(_ secret: Secret, to holder: Secret) {
        storage.insert(Sealed(secret: secret, to: holder))
    }

    /// Puts another secret in the place of the owner's.
    private mutating func takeOwnerSecret(_ secret: Secret, office: OfficeID?) {
        storage = storage.filter { $0.secret != ownerSecret }
        if let blob, storage.contains(Sealed(secret: blob, to: ownerSecret)) {
            storage.remove(Sealed(secret: blob, to: ownerSecret))
            seal(blob, to: secret)
        }
        ownerSecret = secret
        if let office { seal(secret, to: .office(office, generations[office] ?? 1)) }
    }

    /// Everybody opens what they can.
    private mutating func look() {
        for (member, before) in known {
            var secrets = before.union([.member(member)])
            var isLooking = true
            while isLooking {
                let new = storage.filter { secrets.contains($0.to) }.map(\.secret)
                isLooking = !secrets.isSuperset(of: new)
                secrets.formUnion(new)
            }
            known[member] = secrets
        }
    }

    /// Enrols somebody without any key, before the log of the test begins.
    mutating func enrol(_ member: MemberID) {
        known[member] = []
    }
}
