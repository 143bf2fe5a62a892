import VaultCrypto
public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Says of files what would become of them, and stores nothing.
    ///
    /// That is what ``deposit(_:for:as:accepting:isOriginalSeen:repeats:rememberedIn:progress:)``
    /// does with them.
    ///
    /// - Parameters:
    ///   - sources: The files.
    ///   - owner: Whose documents they would become.
    ///   - accepted: The warnings in spite of which a file would be stored.
    ///   - repeats: What would become of a file whose content the owner has already.
    ///   - journal: What was deposited before and cannot be opened.
    ///   - progress: Told of each file.
    /// - Returns: The outcomes, in the order of `sources`: ``DepositOutcome/Result/storable`` for what
    ///   would be stored. What the owner has already, or came earlier among `sources`, is named: with
    ///   ``RepeatHandling/store`` in ``DepositOutcome/sameAs`` or ``DepositOutcome/sameAsFile``, with
    ///   ``RepeatHandling/skip`` as the result, and then nobody looks at the file.
    /// - Throws: As the deposit.
    public func examine(
        _ sources: [DepositSource],
        for owner: MemberID,
        accepting accepted: Set<ContentWarning> = [],
        repeats: RepeatHandling = .store,
        rememberedIn journal: DepositJournal? = nil,
        progress: (@Sendable (DepositOutcome) -> Void)? = nil
    ) async throws(VaultError) -> [DepositOutcome] {
        var (depositor, finder) = try read { records throws(VaultError) in
            let depositor = try self.depositor(
                for: owner,
                as: DocumentDescription(),
                accepting: accepted,
                records
            )
            return (depositor, try repeatFinder(for: owner, journal, records))
        }
        var files: [Digest: String] = [:]
        return sources.map { source in
            let outcome =
                switch repeats {
                case .store: examine(source, by: depositor, naming: &finder, &files)
                case .skip: examine(source, by: depositor, &finder, &files)
                }
            progress?(outcome)
            return outcome
        }
    }

    /// Looks at a file that would be stored even if the owner has it.
    private func examine(
        _ source: DepositSource,
        by depositor: Depositor,
        naming finder: inout RepeatFinder,
        _ files: inout [Digest: String]
    ) -> DepositOutcome {
        var outcome = depositor.examine(source)
        // What cannot be told is no reason not to store the file.
        guard outcome.result == .storable, let size = outcome.size,
            let content = try? DepositInput(source).digest()
        else { return outcome }
        outcome.sameAs = try? document(with: content, size: size, &finder)
        outcome.sameAsFile = outcome.sameAs == nil ? files[content] : nil
        files[content] = files[content] ?? source.file
        return outcome
    }

    /// Looks at a file unless the owner has it.
    private func examine(
        _ source: DepositSource,
        by depositor: Depositor,
        _ finder: inout RepeatFinder,
        _ files: inout [Digest: String]
    ) -> DepositOutcome {
        do throws(VaultError) {
            let input = try DepositInput(source)
            let content = try input.digest()
            if let document = try document(with: content, size: input.size, &finder) {
                return .repeated(source.file, input.size, .duplicate(document))
            }
            if let file = files[content] {
                return .repeated(source.file, input.size, .duplicateFile(file))
            }
            let outcome = depositor.examine(source)
            if outcome.result == .storable { files[content] = source.file }
            return outcome
        } catch {
            return StagedDeposit(source.file, nil, nil, nil, .failed(error)).outcome
        }
    }

    /// What is needed to recognise what an owner has already.
    func repeatFinder(
        for owner: MemberID,
        _ journal: DepositJournal?,
        _ records: Records
    ) throws(VaultError) -> RepeatFinder {
        try RepeatFinder(
            among: stored(records.documents(owner: owner)),
            of: owner,
            suite: ledger.genesis.suite,
            journal
        )
    }

    /// Says those files of a batch that the owner does not have yet.
    ///
    /// - Returns: The outcomes, in the order of `staged`.
    func depositNew(
        _ staged: [StagedDeposit],
        in run: inout DepositRun
    ) -> [DepositOutcome] {
        do throws(VaultError) {
            try run.finder.journal?.add(staged.compactMap(\.deposited))
        } catch {
            for staged in staged { staged.ready?.writer.discard() }
            return Self.withoutLostOriginals(staged, staged.map { $0.failed(error) })
        }
        let outcomes = deposit(staged)
        for (staged, outcome) in zip(staged, outcomes) where outcome.isStored {
            guard let new = staged.deposited, let size = outcome.size else { continue }
            run.stored(new.document, content: new.content, size: size)
        }
        return Self.withoutLostOriginals(staged, outcomes)
    }

    /// Lets a file fail whose equal in the same batch was to be stored and was not.
    private static func withoutLostOriginals(
        _ staged: [StagedDeposit],
        _ outcomes: [DepositOutcome]
    ) -> [DepositOutcome] {
        var lost: [DocumentID: VaultError] = [:]
        for (staged, outcome) in zip(staged, outcomes) {
            guard case .failed(let error) = outcome.result, let new = staged.deposited else {
                continue
            }
            lost[new.document] = error
        }
        return outcomes.map { outcome in
            guard case .duplicate(let document) = outcome.result, let error = lost[document] else {
                return outcome
            }
            return .repeated(outcome.file, outcome.size, .failed(error))
        }
    }

    /// Names the earlier documents with the contents of files that are stored all the same.
    func naming(_ staged: [StagedDeposit], _ finder: inout RepeatFinder) -> [StagedDeposit] {
        staged.map { staged in
            guard let new = staged.deposited, let size = staged.outcome.size else { return staged }
            var staged = staged
            // What cannot be told is no reason not to store the file.
            staged.outcome.sameAs = try? document(with: new.content, size: size, &finder)
            finder.add(new.document, content: new.content, size: size)
            return staged
        }
    }

    /// The document of the owner with a content, as far as the caller can tell.
    ///
    /// - Throws: As ``me()``.
    func document(
        with content: Digest,
        size: Int,
        _ finder: inout RepeatFinder
    ) throws(VaultError) -> DocumentID? {
        for candidate in finder.candidates(size: size) {
            let found = try finder.digest(of: candidate) { () throws(VaultError) in
                try self.content(of: candidate)
            }
            if found == content { return candidate }
        }
        for candidate in finder.journal?.documents(with: content) ?? [] {
            let state = try read { records throws(VaultError) in
                try stored(records.document(candidate))
            }
            if let state, state.owner == finder.owner, state.withdrawn == nil { return candidate }
        }
        return nil
    }

    /// The digest of a document's content; `nil` if the caller cannot open the document.
    private func content(of document: DocumentID) throws(VaultError) -> Digest? {
        try read { records throws(VaultError) in
            do throws(VaultError) {
                let access = try access(to: document, try ring(records), records)
                return try access.open(records).contents.facts.sha256
            } catch .notAllowed, .withdrawn, .damaged {
                return nil
            }
        }
    }
}

extension StagedDeposit {
    /// A file that is not looked at.
    static func repeated(
        _ file: String,
        _ size: Int?,
        _ result: DepositOutcome.Result
    ) -> StagedDeposit {
        StagedDeposit(ready: nil, outcome: .repeated(file, size, result))
    }
}

extension DepositOutcome {
    fileprivate var isStored: Bool { if case .stored = result { true } else { false } }

    /// What becomes of a file that is not looked at.
    fileprivate static func repeated(
        _ file: String,
        _ size: Int?,
        _ result: Result
    ) -> DepositOutcome {
        DepositOutcome(
            file: file,
            mediaType: nil,
            size: size,
            verdict: .accept,
            reasons: [],
            result: result
        )
    }
}

extension DepositInput {
    /// The SHA-256 of the content.
    ///
    /// - Throws: ``VaultError/io(code:path:)`` if it cannot be read.
    func digest() throws(VaultError) -> Digest {
        var hash = SHA256()
        try forEachPart { bytes throws(VaultError) in hash.update(bytes) }
        return Digest(hash.finish())
    }
}
