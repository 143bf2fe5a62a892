import VaultAge
import VaultCrypto
public import VaultLedger
import VaultStorage

/// A document that was handed out of the vault, sealed to somebody outside.
///
/// It cannot be revoked.
public struct HandoutRecord: Hashable, Sendable {
    /// The index of the statement.
    public let index: Int

    /// When, by the sender's clock.
    public let time: LedgerTime

    /// Who handed it out.
    public let sender: MemberID

    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// What for.
    public let purpose: Purpose

    /// The SHA-256 of the text of the recipient to whom the file is sealed.
    public let recipient: Digest

    /// The SHA-256 of the file, an age file.
    public let ciphertext: Digest

    /// The length of the file in bytes.
    public let length: Int

    /// What whoever made it may not have thought of, if it was made just now; empty when it is listed.
    public let cautions: [GivingCaution]
}

extension DocumentVault {
    /// Hands a document out to somebody outside the vault, as an age file that stock age opens.
    ///
    /// The content is verified as when it is opened, and sealed into a file that has no name yet. Then
    /// the statement is said, and after it the file gets its name. The vault cannot take the file
    /// back: a grant, where the recipient is a member, can be revoked and ends by itself.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - recipient: Who can open the file. Of either suite, whatever the vault's is: it is a new file
    ///     to one recipient, and what lies in the vault stays as it is.
    ///   - purpose: What for.
    ///   - path: The file to make.
    ///   - isConfirmed: Whether the owner has agreed, if the document is of the special categories.
    /// - Returns: What was handed out.
    /// - Throws: ``VaultError/exists(path:)`` if something has that name;
    ///   ``VaultError/documentNotFound(_:)``; ``VaultError/withdrawn(_:)``;
    ///   ``VaultError/notAllowed(_:)`` if the caller is neither the owner nor a counselor of the
    ///   office of custody, with ``Denial/recipientEnrolled(_:)``, ``Denial/recipientReplaced(_:)`` or
    ///   ``Denial/recipientLeft(_:)`` if the recipient is or was a member's, or
    ///   the kind of the document does not allow it, see ``KindRules``;
    ///   ``VaultError/damaged(_:)`` if envelope or blob are not what was stated;
    ///   ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)``; otherwise as ``me()``.
    public func send(
        _ document: DocumentID,
        to recipient: OutsideRecipient,
        for purpose: Purpose,
        at path: String,
        confirmingSpecial isConfirmed: Bool = false
    ) async throws(VaultError) -> HandoutRecord {
        try requireNothing(at: path)
        var file = try SealedFile(to: [recipient.recipient.ageRecipient], path: path)
        let (opened, blob) = try readable(document) { () throws(VaultError) in
            try contentToSend(document, to: recipient, isConfirmed)
        }
        try opened.pass(over: blob) { bytes throws(VaultError) in
            try file.write(bytes)
        }
        let sealed = try file.finish()
        let (index, body, sender, time) = try logSending(
            of: document,
            sealed.measure,
            to: recipient,
            for: purpose
        )
        try sealed.publish()
        return HandoutRecord(
            index: index,
            time: time,
            sender: sender,
            body: body,
            cautions: opened.contents.cautions
        )
    }

    /// Takes the key of a document out of its envelope.
    private func contentToSend(
        _ id: DocumentID,
        to recipient: OutsideRecipient,
        _ isConfirmed: Bool
    ) throws(VaultError) -> OpenedDocument {
        try read { records throws(VaultError) in
            try requireOutside(recipient, records)
            let access = try actingAccess(to: id, ring(records), records)
            let sealed = try access.sealedKey(records)
            let opened = try OpenedDocument(access.document, sealed, with: access.holderKeys)
            try opened.contents.description.requireMayLeave(access, isConfirmed: isConfirmed)
            return opened
        }
    }

    private func requireOutside(
        _ recipient: OutsideRecipient,
        _ records: Records
    ) throws(VaultError) {
        guard let member = try member(at: recipient.fingerprint, records) else { return }
        throw .notAllowed(.recipientEnrolled(member.id))
    }

    private func logSending(
        of id: DocumentID,
        _ file: FileMeasure,
        to recipient: OutsideRecipient,
        for purpose: Purpose
    ) throws(VaultError) -> (index: Int, Sending, sender: MemberID, time: LedgerTime) {
        let (indexes, said) = try append { records, ring throws(VaultError) in
            try requireOutside(recipient, records)
            // Encrypted anew or not since we read it, the content is the same.
            let access = try actingAccess(to: id, ring, records)
            let sending = Sending(
                owner: access.document.owner,
                document: id,
                generation: access.document.generation,
                purpose: purpose,
                basis: access.basis,
                recipient: recipient.fingerprint,
                ciphertext: file.digest,
                length: file.length
            )
            return ([Draft(body: .send(sending))], (sending, ring.me.id))
        }
        let time = try read { records throws(VaultError) in
            try ledger.statement(at: indexes[0], records).statement.time
        }
        return (indexes[0], said.0, said.1, time)
    }

    /// What was handed out of the vault, as far as the caller may see it.
    ///
    /// - Parameters:
    ///   - document: Only this document.
    ///   - owner: Only documents of this owner.
    /// - Returns: The handouts, in the order of the log.
    /// - Throws: ``VaultError/identityMissing`` or ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/notEnrolled`` if the caller is a stranger; otherwise as ``me()``.
    public func handouts(
        document: DocumentID? = nil,
        owner: MemberID? = nil
    ) async throws(VaultError) -> [HandoutRecord] {
        try read { records throws(VaultError) in
            let view = HistoryView(ring: try ring(records), ledger: ledger, records: records)
            var handouts: [HandoutRecord] = []
            for event in try stored(records.sendings()) {
                guard
                    document == nil || event.document == document,
                    owner == nil || event.owner == owner,
                    try view.shows(event)
                else { continue }
                handouts.append(try view.handout(of: event))
            }
            return handouts
        }
    }
}

extension HistoryView {
    /// What was handed out by the statement of an event.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if the statement does not say so.
    func handout(of event: EventState) throws(VaultError) -> HandoutRecord {
        try ledger.verify(event, records)
        let statement = try ledger.statement(at: event.index, records).statement
        guard case .send(let body) = statement.body else {
            throw .damaged(.statement(event.index))
        }
        return HandoutRecord(
            index: event.index,
            time: statement.time,
            sender: statement.author,
            body: body,
            cautions: []
        )
    }
}

extension HandoutRecord {
    fileprivate init(
        index: Int,
        time: LedgerTime,
        sender: MemberID,
        body: Sending,
        cautions: [GivingCaution]
    ) {
        self.index = index
        self.time = time
        self.sender = sender
        owner = body.owner
        document = body.document
        purpose = body.purpose
        recipient = body.recipient
        ciphertext = body.ciphertext
        length = body.length
        self.cautions = cautions
    }
}
