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
    ///   - isOriginalSeen: Whether the caller has seen the original paper, which is kept with the
    ///     caller's name and the time as a ``TransferNote``; `nil` to say nothing about it. Of the form
    ///     ``DocumentForm/originalPaperSeen`` it is `true` in any case.
    ///   - repeats: What becomes of a file whose content the owner has already.
    ///   - journal: What was deposited before and cannot be opened; also told of what is deposited now,
    ///     before that is said. Only ``RepeatHandling/skip`` needs one.
    ///   - progress: Told of each file once its outcome is durable.
    /// - Returns: The outcomes, in the order of `sources`.
    /// - Throws: ``VaultError/notAllowed(_:)`` if the caller is neither a counselor nor the owner, or
    ///   the description relates to a document of another owner or one that the caller cannot open;
    ///   ``VaultError/documentNotFound(_:)`` or ``VaultError/withdrawn(_:)`` for such a document;
    ///   ``VaultError/memberNotFound(_:)`` if `owner` is not an owner; ``VaultError/invalid(_:)``
    ///   if the description is not acceptable; ``VaultError/inspectionUnavailable(_:)`` if the vault
    ///   was opened without saying how to inspect; otherwise as ``me()``. What goes wrong with one
    ///   file is in its outcome.
    public func deposit(
        _ sources: [DepositSource],
        for owner: MemberID,
        as description: DocumentDescription = DocumentDescription(),
        accepting accepted: Set<ContentWarning> = [],
        isOriginalSeen: Bool? = nil,
        repeats: RepeatHandling = .store,
        rememberedIn journal: DepositJournal? = nil,
        progress: (@Sendable (DepositOutcome) -> Void)? = nil
    ) async throws(VaultError) -> [DepositOutcome] {
        try description.validateTyped()
        var description = description
        description.transferNote = nil
        if let isOriginalSeen = description.form == .originalPaperSeen ? true : isOriginalSeen {
            description.transferNote = try transferNote(isOriginalSeen: isOriginalSeen)
        }
        return try store(
            sources,
            for: owner,
            as: description,
            accepting: accepted,
            repeats: repeats,
            rememberedIn: journal,
            progress: progress
        )
    }

    /// Deposits files with a description that was checked, and with what the vault adds to it.
    func store(
        _ sources: [DepositSource],
        for owner: MemberID,
        as description: DocumentDescription,
        accepting accepted: Set<ContentWarning>,
        repeats: RepeatHandling = .store,
        rememberedIn journal: DepositJournal? = nil,
        progress: (@Sendable (DepositOutcome) -> Void)? = nil
    ) throws(VaultError) -> [DepositOutcome] {
        try clearLeftovers()
        let (depositor, finder) = try read { records throws(VaultError) in
            let depositor = try self.depositor(
                for: owner,
                as: description,
                accepting: accepted,
                records
            )
            try requireRelated(description.relations, of: owner, ring(records), records)
            return (depositor, try repeatFinder(for: owner, journal, records))
        }
        let counted = repeats == .skip ? sources : []
        var run = DepositRun(of: sources, comparing: counted, by: depositor, finder)
        var outcomes: [DepositOutcome] = []
        while !run.isDone {
            while run.mayBegin { begin(&run) }
            let staged = take(from: &run)
            let done =
                switch repeats {
                case .store: deposit(naming(staged, &run.finder))
                case .skip: depositNew(staged, in: &run)
                }
            for outcome in done {
                outcomes.append(outcome)
                progress?(outcome)
            }
        }
        return outcomes
    }

    /// How many files share a signed head at most.
    static let batchCount = 16

    /// Gives staged files their names, and says their statements, all under one head.
    ///
    /// - Parameters:
    ///   - staged: The files.
    ///   - first: Makes what is to be said before them, such as whose they are.
    /// - Returns: The outcomes, in the order of `staged`.
    func deposit(
        _ staged: [StagedDeposit],
        after first: (Records, KeyRing) throws(VaultError) -> [Draft] = { _, _ in [] }
    ) -> [DepositOutcome] {
        let staged = named(staged)
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

    /// Gives the blobs of staged files their names, durably.
    private func named(_ staged: [StagedDeposit]) -> [StagedDeposit] {
        let ready = staged.compactMap(\.ready)
        var failures = blobs.commit(ready.map { ($0.writer, $0.ciphertext) })[...]
        return staged.map { staged in
            guard let ready = staged.ready, let failure = failures.removeFirst() else {
                return staged
            }
            ready.writer.discard()
            return StagedDeposit(ready: nil, outcome: staged.failed(VaultError(failure)))
        }
    }

    /// What the caller says about an original, with the caller's name and the time.
    func transferNote(isOriginalSeen: Bool) throws(VaultError) -> TransferNote {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            return TransferNote(
                isOriginalSeen: isOriginalSeen,
                author: try ring.name(of: ring.me, records) ?? ring.me.id.text,
                time: clock.now()
            )
        }
    }

    /// Insists that documents belong to an owner and that the caller can open them.
    ///
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/relation`` if a bundle is to contain
    ///   another; ``VaultError/documentNotFound(_:)``; ``VaultError/withdrawn(_:)``;
    ///   ``VaultError/notAllowed(_:)`` with ``Denial/otherOwner(_:)``, or with the reason why the caller
    ///   cannot open it.
    func requireRelated(
        _ relations: [DocumentRelation],
        of owner: MemberID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) {
        for relation in relations {
            guard try document(relation.document, records).owner == owner else {
                throw .notAllowed(.otherOwner(relation.document))
            }
            let access = try access(to: relation.document, ring, records)
            guard relation.kind == .contains else { continue }
            let kind = try access.open(records).contents.description.kind
            guard kind != DocumentBundle.kind else { throw .invalid(.relation) }
        }
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
            throw try absence(of: owner, records)
        }
        let member = try ledger.member(owner, records)
        let terms = DepositTerms(
            origin: ledger.origin,
            owner: owner,
            ownerName: try ring.name(of: member, records) ?? owner.text,
            recipient: try ledger.recipient(of: member, records),
            description: description,
            blobs: blobs,
            accepted: accepted
        )
        return Depositor(
            terms: terms,
            inspector: try inspection.inspector(own: ownInspector)
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
        let terms = DepositTerms(
            origin: ledger.origin,
            owner: owner,
            ownerName: name,
            recipient: recipient,
            description: DocumentDescription(),
            blobs: blobs,
            accepted: []
        )
        return Depositor(
            terms: terms,
            inspector: try inspection.inspector(own: ownInspector)
        )
    }
}
