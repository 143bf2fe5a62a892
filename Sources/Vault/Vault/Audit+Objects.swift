import VaultLedger
import VaultStorage
import VaultSystem

// What the statements name: recipients, cards, envelopes and ciphertexts.

extension Audit {
    /// Verifies recipient, card and custody of every member.
    mutating func verifyMembers() throws(VaultError) {
        var last: MemberID?
        while case let members = try stored(records.members(after: last, limit: 256)),
            let end = members.last
        {
            last = end.id
            for member in members {
                try verifyRecipient(member.recipient, of: member.id.text)
                try verifyCard(member.card, of: member.id.text, at: member.enrolled)
                if let custody = member.custody {
                    try verifyEnvelope(custody, of: member.id.text, at: member.enrolled)
                }
            }
        }
    }

    /// Verifies what every generation of a group has, and the envelopes of its key.
    mutating func verifyGroupKeys() throws(VaultError) {
        for office in try stored(records.officeGenerations()) {
            try verifyRecipient(office.recipient, of: office.id.text)
            if let previous = office.previous {
                try verifyEnvelope(previous, of: office.id.text, at: office.defined)
            }
            if let card = office.card {
                try verifyCard(card, of: office.id.text, at: office.defined)
            }
        }
        for key in try stored(records.groupKeys()) {
            try verifyEnvelope(key.envelope, of: key.office.text, at: key.index)
        }
    }

    /// Verifies what a newcomer's claim code, and a member's recovery, will need.
    mutating func verifyTakeovers() throws(VaultError) {
        for code in try stored(records.invitations()) {
            let member = code.invitation.member.text
            try verifyRecipient(code.invitation.recipient, of: member)
            try verifyEnvelope(code.invitation.custody, of: member, at: code.index)
            try verifyEnvelope(code.invitation.group.envelope, of: member, at: code.index)
        }
        for plan in try stored(records.recoveryPlans()) {
            try verifyEnvelope(plan.escrow, of: plan.member.text, at: plan.index)
        }
    }

    private mutating func verifyRecipient(
        _ digest: Digest,
        of id: String
    ) throws(VaultError) {
        let text = try stored(records.recipient(digest: digest))
        guard text.map({ Digest.of(Array($0.utf8).span) }) != digest else { return }
        findings.add(text == nil ? "recipient.missing" : "recipient.digest", subject: id)
    }

    private mutating func verifyCard(
        _ digest: Digest,
        of subject: String,
        at index: Int
    ) throws(VaultError) {
        let body = try stored(records.card(digest: digest))
        guard body.map({ Digest.of($0.span) }) != digest else { return }
        findings.add(body == nil ? "card.missing" : "card.digest", at: index, subject: subject)
    }

    private mutating func verifyEnvelope(
        _ digest: Digest,
        of subject: String,
        at index: Int
    ) throws(VaultError) {
        let body = try stored(records.envelope(digest: digest))
        guard body.map({ Digest.of($0.span) }) != digest else { return }
        findings.add(
            body == nil ? "envelope.missing" : "envelope.digest",
            at: index,
            subject: subject
        )
    }

    /// Verifies the ciphertext of every document, and the envelopes of its key.
    ///
    /// The ciphertexts of the next documents are read on all cores meanwhile.
    mutating func verifyDocuments() throws(VaultError) {
        var current = try CiphertextChecks(of: records, in: blobs, depositedAfter: -1)
        while let last = current.documents.last {
            let faults = current.work.outputs()
            let next = try CiphertextChecks(of: records, in: blobs, depositedAfter: last.deposited)
            for (document, fault) in zip(current.documents, faults) {
                if let fault {
                    findings.add(fault.rawValue, at: document.sealed, subject: document.id.text)
                }
                for key in try stored(records.envelopes(of: document.id)) {
                    try verifyEnvelope(key.key.envelope, of: document.id.text, at: key.index)
                }
            }
            current = next
        }
    }

    /// Finds keys and cards that lie in the vault though no statement speaks of them.
    mutating func findUnnamed() throws(VaultError) {
        for name in try stored(records.unnamedEnvelopes()) {
            findings.add("envelope.unnamed", subject: "\(name.subject.shown) \(name.holder.shown)")
        }
        for name in try stored(records.unnamedCards()) {
            findings.add("card.unnamed", subject: name.subject.shown)
        }
    }
}

/// What is wrong with a ciphertext: the stable code of the finding.
private enum CiphertextFault: String {
    case digest = "blob.digest"
    case missing = "blob.missing"
    case unreadable = "blob.unreadable"

    /// Reads a ciphertext; `nil` if it is the one that was stated.
    init?(_ content: SealedContent, in blobs: any BlobStore) {
        do {
            let reader = try blobs.reader(content.ciphertext)
            guard
                try reader.digest() != content.ciphertext || reader.size != content.length
            else { return nil }
            self = .digest
        } catch {
            self = error == .notFound ? .missing : .unreadable
        }
    }
}

/// Some documents in the order of their deposit, whose ciphertexts are read on all cores.
private struct CiphertextChecks {
    let documents: [DocumentState]
    let work: ParallelWork<DocumentState, CiphertextFault?>

    init(
        of records: Records,
        in blobs: (any BlobStore)?,
        depositedAfter last: Int
    ) throws(VaultError) {
        documents = try stored(records.documents(depositedAfter: last, limit: 256))
        work = ParallelWork(on: documents, isCallerBusy: true) { document in
            guard let blobs, document.withdrawn == nil else { return nil }
            return CiphertextFault(document.content, in: blobs)
        }
    }
}

extension String {
    /// Text from a row that nobody vouches for, fit to be shown: an id at the most.
    var shown: String {
        let bytes = utf8.prefix(40).map { (0x21...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
