import LedgerSupport
import VaultLedger

/// A log as it grows, and the state that it has led to.
struct Scenario: Sendable {
    private(set) var store = MemoryStore()

    /// The statements as they stand in the log.
    private(set) var log: [[UInt8]] = []

    /// How many statements the log has.
    var index: Int { store.head.size }

    /// The index of the statement with which a document came in.
    func depositOf(_ paper: Paper) -> Int { required(store.documents[paper.id]).deposited }

    /// Judges a statement and, if it is accepted, adds it to the log.
    mutating func submit(_ draft: Draft) -> Rule? { submit(bytes: draft.bytes) }

    /// Judges bytes and, if they are accepted, adds them to the log.
    mutating func submit(bytes: [UInt8]) -> Rule? {
        let rule = Replay.apply(bytes: bytes, at: index, to: &store)
        if rule == nil { append(bytes) }
        return rule
    }

    /// Judges bytes and adds them to the log whatever the outcome, as an auditor finds them.
    mutating func find(bytes: [UInt8]) -> Rule? {
        let rule = Replay.apply(bytes: bytes, at: index, to: &store)
        append(bytes)
        return rule
    }

    private mutating func append(_ bytes: [UInt8]) {
        log.append(bytes)
        store.append(Self.leafHash(of: bytes))
    }

    static func leafHash(of bytes: [UInt8]) -> Digest {
        MerkleTree.leafHash(of: Digest.of(bytes.span).array.span)
    }
}

// MARK: - People

extension Scenario {
    /// The person with the keys that are in force; as given if that is nobody's.
    func current(_ person: Person) -> Person {
        guard let recipient = store.members[person.id]?.recipient else { return person }
        var current = Person(name: person.name)
        for _ in 0..<100 where current.recipient != recipient { current = current.renewed }
        return current.recipient == recipient ? current : person
    }
}

// MARK: - Histories

extension Scenario {
    /// The moment at which the vault begins.
    static let start = required(LedgerTime("2027-03-01T08:00:00Z"))

    /// No statement yet.
    static let empty = Scenario()

    /// The genesis statement alone.
    static let begun = empty.after { $0.genesis() }

    /// With the members' key and two offices, and no member but the first admin.
    static let founded =
        begun
        .after { $0.office(Group.everyone, kind: .members, holders: [.ada]) }
        .after { $0.office(Group.townHall, holders: [.ada]) }
        .after { $0.office(Group.carrier, holders: [.ada]) }

    /// With everyone enrolled but the auditors.
    static let staffed =
        founded
        .after { $0.enrol(.alan, as: .admin) }
        .after { $0.enrol(.clara, as: .counselor, office: Group.townHall) }
        .after { $0.enrol(.carl, as: .counselor, office: Group.townHall) }
        .after { $0.enrol(.cora, as: .counselor, office: Group.carrier) }
        .after { $0.enrol(.university, as: .organisation) }
        .after { $0.enrol(.chamber, as: .organisation) }
        .after { $0.enrol(.olga, as: .owner, office: Group.townHall, by: .clara) }
        .after { $0.enrol(.omar, as: .owner, office: Group.carrier, by: .cora) }
        .after { $0.enrolProvisional(.pavel) }
        .after { $0.enrolProvisional(.petra, office: Group.carrier, by: .cora) }

    /// With an auditor too.
    static let audited = staffed.after { $0.enrol(.iris, as: .auditor) }

    /// With a document of each owner.
    static let furnished =
        audited
        .after { $0.deposit(.diploma) }
        .after { $0.deposit(.licence) }
        .after { $0.deposit(.passport) }
        .after { $0.deposit(.permit, by: .cora) }

    /// The scenario with one more statement, of which the test is sure.
    func after(_ draft: (Scenario) -> Draft) -> Scenario {
        var scenario = self
        let rule = scenario.submit(draft(self))
        precondition(rule == nil, "the history breaks \(rule?.rawValue ?? "")")
        return scenario
    }
}
