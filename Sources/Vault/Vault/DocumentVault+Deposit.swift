import VaultCrypto
public import VaultLedger
import VaultMedia
import VaultStorage
import VaultSystem

extension DocumentVault {
    /// Deposits files for an owner.
    ///
    /// Each file stands alone: what can be stored is stored. A file is inspected first, in the way
    /// with which the vault was opened; one with a ``ContentWarning`` is stored only if that is
    /// accepted. A file is sealed to a key of its own in one pass, read back and decrypted with the
    /// key that its envelope holds, and durable before its statement is appended. Several files share
    /// a signed head.
    ///
    /// - Parameters:
    ///   - sources: The files.
    ///   - owner: Whose documents they become.
    ///   - description: What to say about each of them.
    ///   - accepted: The warnings in spite of which a file is stored.
    ///   - progress: Told of each file once its outcome is durable.
    /// - Returns: The outcomes, in the order of `sources`.
    /// - Throws: ``VaultError/notAllowed(_:)`` if the caller is neither a counselor nor the owner;
    ///   ``VaultError/memberNotFound(_:)`` if `owner` is not an owner; ``VaultError/invalid(_:)``
    ///   if the description is not acceptable; ``VaultError/inspectionUnavailable(_:)`` if the vault
    ///   was opened without saying how to inspect; otherwise as ``me()``. What goes wrong with one
    ///   file is in its outcome.
    public func deposit(
        _ sources: [DepositSource],
        for owner: MemberID,
        as description: DocumentDescription = DocumentDescription(),
        accepting accepted: Set<ContentWarning> = [],
        progress: (@Sendable (DepositOutcome) -> Void)? = nil
    ) async throws(VaultError) -> [DepositOutcome] {
        try description.validate()
        try clearLeftovers()
        let depositor = try read { records throws(VaultError) -> Depositor in
            try self.depositor(for: owner, as: description, accepting: accepted, records)
        }
        var outcomes: [DepositOutcome] = []
        var rest = sources[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.batchCount)
            rest = rest.dropFirst(Self.batchCount)
            for outcome in deposit(batch.map { depositor.stage($0) }) {
                outcomes.append(outcome)
                progress?(outcome)
            }
        }
        return outcomes
    }

    /// How many files share a signed head at most.
    static let batchCount = 16

    /// Says the statements of staged files, all under one head.
    ///
    /// - Parameters:
    ///   - staged: The files.
    ///   - first: Makes what is to be said before them, such as whose they are.
    /// - Returns: The outcomes, in the order of `staged`.
    func deposit(
        _ staged: [StagedDeposit],
        after first: (Records, KeyRing) throws(VaultError) -> [Draft] = { _, _ in [] }
    ) -> [DepositOutcome] {
        let ready = staged.compactMap(\.ready)
        do throws(VaultError) {
            _ = try append { records, ring throws(VaultError) in
                (try first(records, ring) + ready.map(\.draft), ())
            }
        } catch {
            if !error.mayHaveCommitted { for deposit in ready { deposit.writer.discard() } }
            return staged.map { $0.failed(error) }
        }
        for deposit in ready { deposit.writer.finish() }
        return staged.map(\.outcome)
    }

    func depositor(
        for owner: MemberID,
        as description: DocumentDescription,
        accepting accepted: Set<ContentWarning>,
        _ records: Records
    ) throws(VaultError) -> Depositor {
        guard let inspection else { throw .inspectionUnavailable(.modeMissing) }
        let ring = try ring(records)
        guard ring.me.role == .counselor || ring.me.id == owner else {
            throw .notAllowed(.role(ring.me.role))
        }
        guard try stored(records.member(owner))?.role == .owner else {
            throw .memberNotFound(owner.text)
        }
        let member = try ledger.member(owner, records)
        return Depositor(
            origin: ledger.origin,
            owner: owner,
            ownerName: try ring.name(of: member, records) ?? owner.text,
            recipient: try ledger.recipient(of: member, records),
            description: description,
            blobs: blobs,
            inspector: try inspection.inspector(own: ownInspector),
            accepted: accepted
        )
    }
}

extension DocumentVault {
    /// Seals files for an owner whose name and recipient are at hand.
    ///
    /// - Throws: ``VaultError/inspectionUnavailable(_:)`` if the vault was opened without saying how to
    ///   inspect.
    func depositor(
        for owner: MemberID,
        _ name: String,
        _ recipient: Recipient
    ) throws(VaultError) -> Depositor {
        guard let inspection else { throw .inspectionUnavailable(.modeMissing) }
        return Depositor(
            origin: ledger.origin,
            owner: owner,
            ownerName: name,
            recipient: recipient,
            description: DocumentDescription(),
            blobs: blobs,
            inspector: try inspection.inspector(own: ownInspector),
            accepted: []
        )
    }
}

extension DocumentDescription {
    /// Checks what a person typed.
    ///
    /// - Throws: ``VaultError/invalid(_:)`` with the part that is not acceptable.
    func validate() throws(VaultError) {
        if let title {
            guard (1...500).contains(title.count), title.utf8.count <= 4_000,
                TextRules.isOneLine(title)
            else { throw .invalid(.title) }
        }
        if let kind { guard Self.isCode(kind) else { throw .invalid(.kind) } }
        if let language { guard Self.isLanguageTag(language) else { throw .invalid(.language) } }
    }

    /// Whether `text` is a dotted code: lower-case letters, digits, hyphens; at most 64 characters.
    private static func isCode(_ text: String) -> Bool {
        guard text.utf8.count <= 64 else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy {
                    (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
                }
        }
    }

    /// Whether `text` has the shape of a language tag (RFC 5646 §2.1): subtags of 1 to 8 letters
    /// and digits, the first of 2 to 8 letters.
    private static func isLanguageTag(_ text: String) -> Bool {
        let tags = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = tags.first, (2...8).contains(first.utf8.count), text.utf8.count <= 35,
            first.utf8.allSatisfy({ (0x41...0x5a).contains($0 & 0xdf) })
        else { return false }
        return tags.allSatisfy { tag in
            (1...8).contains(tag.utf8.count)
                && tag.utf8.allSatisfy {
                    (0x41...0x5a).contains($0 & 0xdf) || (0x30...0x39).contains($0)
                }
        }
    }
}
