import VaultLedger
import VaultStorage

/// The key of a document in the envelopes of everybody who is entitled to it.
struct HandedKey: Sendable {
    /// Somebody who is entitled to it, and what it is sealed to.
    struct Holder: Hashable, Sendable {
        let id: MemberID
        let recipient: Recipient
    }

    /// The holders, sorted.
    let holders: [Holder]

    /// The envelope of each.
    let envelopes: [SealedEnvelope]

    /// The lines of the statement that name the envelopes.
    let keys: [SealedKey]

    /// Seals a key.
    ///
    /// - Parameters:
    ///   - keys: The key.
    ///   - contents: What the envelopes say about the document.
    ///   - holders: Who gets one.
    ///   - label: What an envelope is for, by its holder.
    /// - Throws: ``VaultError`` when an envelope cannot be sealed.
    init(
        _ keys: KeyPair,
        _ contents: DocumentContents,
        to holders: [Holder],
        label: (MemberID) -> Envelope.Label
    ) throws(VaultError) {
        var envelopes: [SealedEnvelope] = []
        for holder in holders {
            envelopes.append(
                try SealedEnvelope(
                    Envelope(label: label(holder.id), contents: contents, keys: keys),
                    to: holder.recipient
                )
            )
        }
        self.holders = holders
        self.envelopes = envelopes
        self.keys = zip(envelopes, holders).map { envelope, holder in
            envelope.key(holder: holder.id, recipient: holder.recipient)
        }
    }
}

extension DocumentVault {
    /// Who is entitled to the key of a document: the owner and the live grants.
    func holders(
        of document: DocumentState,
        _ records: Records
    ) throws(VaultError) -> [HandedKey.Holder] {
        let grantees = try liveGrants(of: document, records).map(\.grantee)
        return try Set(grantees + [document.owner]).sorted().map { id throws(VaultError) in
            let recipient = try ledger.recipient(of: ledger.member(id, records), records)
            return HandedKey.Holder(id: id, recipient: recipient)
        }
    }

    /// Seals a document key to everybody who is entitled to it now.
    func handKeys(
        of document: DocumentState,
        keys: KeyPair,
        contents: DocumentContents,
        _ records: Records
    ) throws(VaultError) -> HandedKey {
        try HandedKey(keys, contents, to: holders(of: document, records)) { holder in
            label(of: document, for: holder)
        }
    }
}
