import VaultCrypto
import VaultLedger
import VaultStorage
import VaultSystem

extension DocumentVault {
    /// Makes a new vault, with the identity as its first admin and with a first office.
    ///
    /// The folder appears whole or not at all.
    ///
    /// - Parameters:
    ///   - path: The folder to make. It must not exist, or be empty.
    ///   - origin: The name of the log, such as `vault.example/district`; see ``Origin``.
    ///   - admin: The first admin. Its suite becomes that of the vault.
    ///   - name: The name on the admin's card.
    ///   - office: The name of the first office; `nil` for none.
    ///   - clock: Where to get the time from.
    ///   - memory: Where to remember the vault; `nil` not to.
    /// - Returns: The open vault.
    /// - Throws: ``VaultError/exists(path:)`` if something is in the way;
    ///   ``VaultError/folderNotFound(path:)`` if the folder above is not there;
    ///   ``VaultError/inside(path:folder:)`` if it would lie within a vault or a backup;
    ///   ``VaultError/inUse(path:)`` if the folder cannot be replaced;
    ///   ``VaultError/memoryDamaged(found:)`` if `memory` knows the origin and cannot be read;
    ///   ``VaultError/invalid(_:)`` with ``InvalidValue/origin`` or ``InvalidValue/name``;
    ///   ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)`` if it cannot be written.
    public static func create(
        at path: String,
        origin: String,
        as admin: Identity,
        name: String,
        office: String? = nil,
        clock: VaultClock = .system,
        memory: (any HeadMemory)? = nil
    ) async throws(VaultError) -> DocumentVault {
        guard Origin.isValid(origin), let keyName = try? KeyName(origin) else {
            throw .invalid(.origin)
        }
        guard PersonName.isValid(name), office.map(PersonName.isValid) ?? true else {
            throw .invalid(.name)
        }
        if let value = try memory?.value(for: origin) {
            guard RememberedOrigin(parsing: value, origin: origin) != nil else {
                throw .memoryDamaged(found: .empty)
            }
        }
        let place = NewFolder(path: path)
        try place.requirePlace()
        try place.requireRoom()

        let founding = Founding(
            origin: origin,
            admin: admin,
            name: name,
            office: office,
            time: clock.now()
        )
        let staging = try filing(path) { () throws(SystemError) in
            try StagedFolder(for: path, isPrivate: true, replacesEmpty: true)
        }
        try founding.write(
            to: VaultLayout(path: staging.path),
            logKey: .generate(name: keyName)
        )
        try place.take(staging)
        // An admin deposits nothing, so nothing is inspected.
        let vault = try DocumentVault(
            opening: path,
            as: admin,
            clock: clock,
            inspection: nil,
            memory: memory
        )
        try await vault.rememberAsMade()
        return vault
    }
}

/// Does something with files, and names the path in the error.
func filing<Result: ~Copyable>(
    _ path: String,
    _ body: () throws(SystemError) -> Result
) throws(VaultError) -> Result {
    do {
        return try body()
    } catch {
        throw VaultError(error, path: path)
    }
}

/// Makes sure that a path is free, before something is said in the log that would be in vain if not.
///
/// - Throws: ``VaultError/exists(path:)`` if something has that name; ``VaultError/io(code:path:)`` if
///   nobody can tell.
func requireNothing(at path: String) throws(VaultError) {
    let exists = try filing(path) { () throws(SystemError) in try Folder.exists(path) }
    guard !exists else { throw .exists(path: path) }
}

/// The first three statements of a vault: genesis, the group of all members, the first office.
private struct Founding {
    let origin: String
    let admin: Identity
    let name: String
    let office: String?
    let time: LedgerTime

    /// Writes a whole vault into an empty folder.
    func write(to layout: VaultLayout, logKey: consuming LogKey) throws(VaultError) {
        let text = logKey.encoded()
        try filing(layout.logKey) { () throws(SystemError) in
            try text.withBytes { bytes throws(SystemError) in
                try Folder.writeNew(layout.logKey, bytes, mode: 0o600)
            }
        }
        _ = try stored(BlobFolder.create(at: layout.blobs))
        let database = try stored(VaultDatabase.create(at: layout.database))
        let member = MemberID.random()
        let appender = Appender(
            origin: origin,
            author: member,
            signer: admin.statementSigner(named: Statement.keyName(of: member, origin: origin)),
            logSigner: logKey.signer,
            time: time,
            lastNumber: 0
        )
        let drafts = try drafts(
            member: member,
            signer: appender.signer,
            logKey: appender.logSigner.verifierKey
        )
        let checkpoint = try database.write { records throws(VaultError) in
            try appender.append(drafts, seen: .empty, to: &records).head.note
        }
        try filing(layout.logHead) { () throws(SystemError) in
            try Folder.writeNew(layout.logHead, checkpoint.bytes.span, mode: 0o600)
        }
    }

    private func drafts(
        member: MemberID,
        signer: NoteSigner,
        logKey: VerifierKey
    ) throws(VaultError) -> [Draft] {
        let members = KeyPair.generate(suite: admin.suite)
        let card = try admin.card(name: name)
        let sealedCard = try Seal.seal(card.bytes.span, to: [members.recipient])
        let genesis = Genesis(
            suite: admin.suite,
            logKey: logKey,
            card: Digest.of(sealedCard.span),
            recipient: admin.keys.recipient.digest,
            verifier: signer.verifierKey
        )
        return [
            Draft(
                body: .genesis(genesis),
                card: (member, sealedCard),
                recipients: [admin.keys.recipient]
            ),
            try group(.members, .random(), keys: members, holder: member),
            try firstOffice(holder: member, signer: signer, members.recipient),
        ]
    }

    private func firstOffice(
        holder: MemberID,
        signer: NoteSigner,
        _ members: Recipient
    ) throws(VaultError) -> Draft {
        let id = OfficeID.random()
        let card = try office.map { name throws(VaultError) in
            let card = try OfficeCard(office: id, name: name, signer: signer)
            return try Seal.seal(card.bytes.span, to: [members])
        }
        let keys = KeyPair.generate(suite: admin.suite)
        var draft = try group(.custody, id, keys: keys, card: card, holder: holder)
        draft.officeCard = card.map { (id, $0) }
        return draft
    }

    private func group(
        _ kind: OfficeKind,
        _ id: OfficeID,
        keys: KeyPair,
        card: [UInt8]? = nil,
        holder: MemberID
    ) throws(VaultError) -> Draft {
        let label = Envelope.Label(
            origin: origin,
            subject: id.text,
            generation: 1,
            holder: holder.text
        )
        let envelope = try SealedEnvelope(
            Envelope(label: label, contents: nil, keys: keys),
            to: admin.keys.recipient
        )
        let definition = OfficeDefinition(
            office: id,
            kind: kind,
            generation: 1,
            recipient: keys.recipient.digest,
            card: card.map { Digest.of($0.span) },
            holders: [envelope.key(holder: holder, recipient: admin.keys.recipient)]
        )
        return Draft(
            body: .office(definition),
            envelopes: [envelope],
            recipients: [keys.recipient]
        )
    }
}
