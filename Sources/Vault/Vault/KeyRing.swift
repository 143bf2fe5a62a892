import VaultCrypto
import VaultLedger
import VaultStorage

/// The keys that one person can reach: own, offices', provisional owners', documents'.
///
/// Each step opens an envelope that a verified statement names, and checks that the key inside is
/// the one whose public half was stated. Keys of offices and names are kept while the vault is open,
/// and keys of owners as far as there is locked memory for them; keys of documents are not.
final class KeyRing {
    /// Who holds the ring.
    let me: VerifiedMember

    /// The person's own keys.
    let identity: Identity

    let ledger: VerifiedLedger

    /// The person as the author of statements.
    private(set) lazy var speaker = Speaker(
        id: me.id,
        identity: identity,
        origin: ledger.origin
    )

    /// Secrets of groups and of provisional owners by the digest of their recipient.
    private var groups: [Digest: KeyPair] = [:]
    private var owners: [Digest: KeyPair] = [:]

    /// The number of owners whose secrets to keep at most: each of them takes a page of locked memory.
    private static let ownerCapacity = 256

    /// Names by the digest of the sealed card, which fixes what the card says.
    private var names: [Digest: String] = [:]

    init(me: VerifiedMember, identity: Identity, ledger: VerifiedLedger) {
        self.me = me
        self.identity = identity
        self.ledger = ledger
    }

    /// The secret of a group.
    ///
    /// - Parameters:
    ///   - id: The group.
    ///   - generation: The generation of the secret; `nil` for the current one. Each generation is
    ///     sealed to the next, so whoever has the current one has those before.
    ///   - records: The transaction.
    /// - Returns: `nil` if the person does not belong to the group.
    /// - Throws: ``VaultError/damaged(_:)`` if group or envelope do not verify.
    func office(
        _ id: OfficeID,
        generation: Int? = nil,
        _ records: Records
    ) throws(VaultError) -> KeyPair? {
        let current = try ledger.office(id, records)
        guard var keys = try currentKeys(of: current, records) else { return nil }
        for next in stride(from: current.generation, to: generation ?? current.generation, by: -1) {
            keys = try keysBefore(generation: next, of: id, keys, records)
        }
        return keys
    }

    private func currentKeys(
        of office: OfficeDefinition,
        _ records: Records
    ) throws(VaultError) -> KeyPair? {
        if let known = groups[office.recipient] { return known }
        guard let digest = try ledger.groupEnvelope(of: office, holder: me.id, records) else {
            return nil
        }
        let label = Envelope.Label(
            origin: ledger.origin,
            subject: office.office.text,
            generation: office.generation,
            holder: me.id.text
        )
        return try openGroup(digest, as: label, with: identity.keys, office.recipient, records)
    }

    /// The secret of a group that is sealed to the generation after it.
    private func keysBefore(
        generation: Int,
        of id: OfficeID,
        _ keys: KeyPair,
        _ records: Records
    ) throws(VaultError) -> KeyPair {
        let before = try ledger.office(id, generation: generation - 1, records)
        if let known = groups[before.recipient] { return known }
        let label = Envelope.Label(
            origin: ledger.origin,
            subject: id.text,
            generation: generation - 1,
            holder: id.text
        )
        guard
            let digest = try ledger.office(id, generation: generation, records).previous
        else { throw .damaged(.envelope(subject: label.subject, holder: label.holder)) }
        return try openGroup(digest, as: label, with: keys, before.recipient, records)
    }

    private func openGroup(
        _ digest: Digest,
        as label: Envelope.Label,
        with keys: KeyPair,
        _ recipient: Digest,
        _ records: Records
    ) throws(VaultError) -> KeyPair {
        let opened = try open(digest, as: label, with: keys, records).keys
        guard opened.recipient.digest == recipient else {
            throw .damaged(.envelope(subject: label.subject, holder: label.holder))
        }
        groups[recipient] = opened
        return opened
    }

    /// The secret of a provisional owner in the custody of an office of the person.
    ///
    /// - Returns: `nil` if the owner is not, or the person's role reads no custody.
    func owner(_ owner: VerifiedMember, _ records: Records) throws(VaultError) -> KeyPair? {
        guard
            me.role == .counselor || me.role == .admin, owner.isProvisional,
            let custody = owner.custody, let office = owner.office
        else { return nil }
        if let known = owners[owner.recipient] { return known }
        guard
            let officeKeys = try self.office(office, generation: owner.custodyGeneration, records)
        else { return nil }
        let label = Envelope.Label(
            origin: ledger.origin,
            subject: owner.id.text,
            generation: 1,
            holder: office.text
        )
        let keys = try open(custody, as: label, with: officeKeys, records).keys
        guard keys.recipient.digest == owner.recipient else {
            throw .damaged(.envelope(subject: label.subject, holder: label.holder))
        }
        if owners.count >= Self.ownerCapacity { owners.removeAll() }
        owners[owner.recipient] = keys
        return keys
    }

    /// Opens the envelope with this digest.
    private func open(
        _ digest: Digest,
        as label: Envelope.Label,
        with keys: KeyPair,
        _ records: Records
    ) throws(VaultError) -> Envelope {
        try Envelope.unseal(ledger.envelope(digest, as: label, records), as: label, with: keys)
    }

    // MARK: names

    /// The name on a member's card.
    ///
    /// Cards of staff and organisations are sealed to the group of all members, those of owners to
    /// their office, and to themselves where they have a key.
    ///
    /// - Returns: `nil` if the person cannot read the card.
    func name(of member: VerifiedMember, _ records: Records) throws(VaultError) -> String? {
        if let known = names[member.card] { return known }
        guard let keys = try cardKeys(of: member, records) else { return nil }
        guard
            let sealed = try stored(records.card(digest: member.card)),
            Digest.of(sealed.span) == member.card,
            let text = try unseal(sealed, with: keys, records),
            let card = try? text.withBytes({ bytes throws(VaultError) in
                try Card(stored: bytes.indices.map { bytes[$0] })
            }),
            Recipient(card.recipient)?.digest == member.recipient
        else { throw .damaged(.card(member.id)) }
        names[member.card] = card.name
        return card.name
    }

    /// The name of an office.
    ///
    /// - Returns: `nil` if the office has none, or the person cannot read it.
    func name(of office: OfficeDefinition, _ records: Records) throws(VaultError) -> String? {
        guard let digest = office.card else { return nil }
        if let known = names[digest] { return known }
        let members = try ledger.membersGroup(records).office
        guard try self.office(members, records) != nil else { return nil }
        guard
            let sealed = try stored(records.card(digest: digest)),
            Digest.of(sealed.span) == digest,
            let text = try unseal(sealed, with: .group(members), records),
            let card = text.withBytes({ bytes in
                OfficeCard(stored: bytes.indices.map { bytes[$0] })
            }),
            card.office == office.office
        else { throw .damaged(.officeCard(office.office)) }
        names[digest] = card.name
        return card.name
    }

    /// What opens a card: the person's own keys, or those of a group.
    private enum CardKeys {
        case own
        case group(OfficeID)
    }

    private func cardKeys(
        of member: VerifiedMember,
        _ records: Records
    ) throws(VaultError) -> CardKeys? {
        if member.role == .owner, member.id == me.id { return .own }
        let group =
            member.role == .owner
            ? member.office : try ledger.membersGroup(records).office
        guard let group, try office(group, records) != nil else { return nil }
        return .group(group)
    }

    /// Opens a card, which may be sealed to an earlier generation of its group.
    private func unseal(
        _ sealed: [UInt8],
        with keys: CardKeys,
        _ records: Records
    ) throws(VaultError) -> SecretBytes? {
        let limit = 64 * 1_024
        switch keys {
        case .own:
            return Seal.open(sealed, with: identity.keys, maximumCount: limit)
        case .group(let id):
            let current = try ledger.office(id, records).generation
            for generation in stride(from: current, through: 1, by: -1) {
                guard let keys = try office(id, generation: generation, records) else { break }
                if let text = Seal.open(sealed, with: keys, maximumCount: limit) { return text }
            }
            return nil
        }
    }
}
