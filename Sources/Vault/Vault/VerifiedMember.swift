import VaultLedger

/// What verified statements say about a member.
struct VerifiedMember: Hashable, Sendable {
    let id: MemberID
    let role: Role
    private(set) var office: OfficeID?
    private(set) var card: Digest
    private(set) var recipient: Digest
    private(set) var verifier: VerifierKey?
    private(set) var witness: VerifierKey?
    private(set) var custody: Digest?

    /// The generation of the office's key that opens the custody envelope, as a row says: a hint that
    /// can only fail.
    var custodyGeneration: Int?

    /// Whether the member has left.
    var isRetired = false

    var isProvisional: Bool { verifier == nil }

    init(id: MemberID, genesis: Genesis) {
        self.id = id
        role = .admin
        card = genesis.card
        recipient = genesis.recipient
        verifier = genesis.verifier
    }

    init(enrolment: Enrolment) {
        id = enrolment.member
        role = enrolment.role
        office = enrolment.office
        card = enrolment.card
        recipient = enrolment.recipient
        verifier = enrolment.verifier
        witness = enrolment.witness
        custody = enrolment.custody
    }

    /// Goes on with later keys.
    mutating func take(_ keys: VerifiedKeys, generation: Int?) {
        card = keys.card
        recipient = keys.recipient
        verifier = keys.verifier
        witness = keys.witness
        custody = keys.custody
        if let custodian = keys.custodian { office = custodian }
        custodyGeneration = generation
    }

    /// Whether this is a provisional owner whose secret the office holds.
    func isInCustody(of office: OfficeID) -> Bool {
        isProvisional && self.office == office
    }

    /// On what ground this person acts for an owner: as the owner, or as a counselor of the office that
    /// has custody.
    ///
    /// - Returns: `nil` for everybody else; owners too are of the office that enrolled them.
    func basis(toActFor owner: VerifiedMember) -> Basis? {
        if owner.id == id { return .own }
        guard role == .counselor, let office, owner.isInCustody(of: office) else { return nil }
        return .custody(office)
    }
}

/// The keys of a member, as one verified statement names them.
struct VerifiedKeys: Hashable, Sendable {
    let card: Digest
    let recipient: Digest
    let verifier: VerifierKey?
    let witness: VerifierKey?
    let custody: Digest?

    /// The office that has custody of a provisional owner from this statement on.
    let custodian: OfficeID?

    /// The group secrets that the statement hands over.
    let groups: [GroupKey]

    /// The document keys that the statement seals anew.
    let documents: [DocumentKey]

    init(genesis: Genesis) {
        card = genesis.card
        recipient = genesis.recipient
        verifier = genesis.verifier
        witness = nil
        custody = nil
        custodian = nil
        groups = []
        documents = []
    }

    init(enrolment: Enrolment) {
        card = enrolment.card
        recipient = enrolment.recipient
        verifier = enrolment.verifier
        witness = enrolment.witness
        custody = enrolment.custody
        custodian = enrolment.custody == nil ? nil : enrolment.office
        groups = enrolment.keys
        documents = []
    }

    init(_ keys: NewKeys, custodian: OfficeID?) {
        card = keys.card
        recipient = keys.recipient
        verifier = keys.verifier
        witness = keys.witness
        custody = keys.custody
        self.custodian = custodian
        groups = keys.groups
        documents = keys.documents
    }
}
