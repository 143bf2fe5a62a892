import VaultLedger
import VaultStorage

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
    mutating func verifyDocuments() throws(VaultError) {
        var last = -1
        while true {
            let documents = try stored(records.documents(depositedAfter: last, limit: 256))
            for document in documents {
                if document.withdrawn == nil { try verifyBlob(of: document) }
                for key in try stored(records.envelopes(of: document.id)) {
                    try verifyEnvelope(key.key.envelope, of: document.id.text, at: key.index)
                }
                last = document.deposited
            }
            guard documents.count == 256 else { return }
        }
    }

    private mutating func verifyBlob(of document: DocumentState) throws(VaultError) {
        let code: String
        do {
            let reader = try blobs.reader(document.content.ciphertext)
            let isIntact =
                try reader.digest() == document.content.ciphertext
                && reader.size == document.content.length
            if isIntact { return }
            code = "blob.digest"
        } catch {
            code = error == .notFound ? "blob.missing" : "blob.unreadable"
        }
        findings.add(code, at: document.sealed, subject: document.id.text)
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

extension String {
    /// Text from a row that nobody vouches for, fit to be shown: an id at the most.
    var shown: String {
        let bytes = utf8.prefix(40).map { (0x21...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
