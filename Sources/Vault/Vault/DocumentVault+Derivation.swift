public import VaultLedger
import VaultMedia
import VaultStorage
import VaultSystem

extension DocumentVault {
    /// Makes a new document of one that is stored, for the same owner.
    ///
    /// The old one is opened, as ``open(_:to:)`` says, and stays what it is. Its content is verified and
    /// handed over in memory that nobody changes, in the way with which the vault was opened; nothing of
    /// it lies in a file. What comes back is inspected like any file, stored, and related to the
    /// old one by ``DocumentRelation/Kind/derivativeOf``.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - derivation: What is wanted.
    /// - Returns: The new document.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``VaultError/withdrawn(_:)``;
    ///   ``VaultError/notAllowed(_:)`` if the caller is neither the owner nor a counselor of the office
    ///   of custody; ``VaultError/notDerivable(_:)`` with the reason; ``VaultError/invalid(_:)`` with
    ///   the title; ``VaultError/inspectionUnavailable(_:)``; ``VaultError/damaged(_:)`` if envelope or
    ///   blob are not what was stated; ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)``;
    ///   otherwise as ``me()``.
    public func derive(
        _ document: DocumentID,
        _ derivation: Derivation
    ) async throws(VaultError) -> DerivedDocument {
        guard !derivation.isEmpty else { throw .notDerivable(.nothing) }
        guard let inspection else { throw .inspectionUnavailable(.modeMissing) }
        let deriver = try inspection.deriver()
        let (facts, owner) = try read { records throws(VaultError) in
            let access = try actingAccess(to: document, ring(records), records)
            return (try access.open(records).contents.facts, access.document.owner)
        }
        guard facts.size <= InspectionSample.wholeCount else { throw .notDerivable(.tooLarge) }
        let (opened, blob) = try readable(document) { () throws(VaultError) in
            try logOpening(of: document)
        }
        let content = try opened.memoryFile(from: blob)
        let file = try made(of: content, facts, derivation, by: deriver)
        let (type, notes) = (file.type, file.notes)
        let made = Made(
            fileName: derivation.fileName(of: facts.fileName, extension: type?.nameExtension),
            description: derivation.description(of: opened.contents, document),
            accepted: Set(facts.reasons.compactMap(ContentWarning.init(rawValue:)))
        )
        let outcome = try store(file, made, for: owner)
        guard case .stored(let id) = outcome.result else { throw outcome.derivationError }
        return DerivedDocument(
            document: id,
            original: document,
            fileName: made.fileName,
            mediaType: outcome.mediaType ?? facts.mediaType,
            size: outcome.size ?? facts.size,
            title: made.description.title,
            notes: notes.map(\.rawValue)
        )
    }

    /// What is said of a file that was made.
    private struct Made {
        let fileName: String
        let description: DocumentDescription
        let accepted: Set<ContentWarning>
    }

    /// Makes the new file; if only a name is in the way, the bytes stay.
    private func made(
        of content: consuming MemoryFile,
        _ facts: DocumentFacts,
        _ derivation: Derivation,
        by deriver: any FileDeriver
    ) throws(VaultError) -> DerivedFile {
        do throws(MediaError) {
            guard !derivation.isNameOnly(for: facts) else { return try DerivedFile(of: content) }
            return try DerivationSource(
                content,
                count: facts.size,
                facts.mediaType,
                for: derivation.task
            )
            .derived(by: deriver)
        } catch .notDerivable(let fault) {
            throw .notDerivable(NotDerivable(fault))
        } catch {
            throw .inspectionUnavailable(InspectionFault(error))
        }
    }

    private func store(
        _ file: consuming DerivedFile,
        _ made: Made,
        for owner: MemberID
    ) throws(VaultError) -> DepositOutcome {
        try made.description.validate()
        try clearLeftovers()
        let depositor = try read { records throws(VaultError) in
            try self.depositor(for: owner, as: made.description, accepting: made.accepted, records)
        }
        let input = DepositInput(file.taken(), fileName: made.fileName)
        let outcomes = deposit([depositor.prepare(input, from: made.fileName).staged()])
        return outcomes[0]
    }
}

extension Derivation {
    /// Whether nothing is asked for.
    var isEmpty: Bool { profile == nil && isWhole }

    /// Whether all of the file is kept as it is, as far as no receiver demands otherwise.
    private var isWhole: Bool { pages == nil && !removesMetadata && !isJPEG && mark == nil }

    /// Whether nothing but the name of a file is in the way of the receiver.
    func isNameOnly(for facts: DocumentFacts) -> Bool {
        guard let profile, isWhole, !facts.reasons.contains(ContentWarning.imageGPS.rawValue) else {
            return false
        }
        return profile.mismatches(facts.mediaType, facts.size, facts.reasons).isEmpty
    }

    /// The name of the new file.
    ///
    /// - Parameters:
    ///   - original: The name of the old one, as it was given.
    ///   - nameExtension: The extension that the new one gets; `nil` to keep that of the old one.
    /// - Returns: The name, as the receiver takes it if there is one.
    func fileName(of original: String, extension nameExtension: String?) -> String {
        guard let nameExtension else {
            let name = FileName.displayName(of: original)
            return profile?.name(for: name) ?? name
        }
        let range = pages.map {
            $0.count == 1 ? "-p\($0.lowerBound)" : "-p\($0.lowerBound)-\($0.upperBound)"
        }
        let suffix = (range ?? "") + (mark == nil ? "" : "-copy")
        let name = FileName.derivedName(of: original, suffix: suffix, extension: nameExtension)
        return profile?.name(for: name) ?? name
    }

    /// What is said of the new document: all that is said of the old one but its relations and who
    /// stored it, for these are not true of the new one.
    func description(of original: DocumentContents, _ id: DocumentID) -> DocumentDescription {
        let old = original.description
        var description = DocumentDescription(
            title: title ?? old.title.map(self.title),
            kind: old.kind,
            language: old.language,
            form: old.form == nil ? nil : .plainCopy,
            relations: [DocumentRelation(.derivativeOf, id)]
        )
        // What protects the original protects what is made of it.
        description.earlierKinds = old.earlierKinds
        return description
    }

    /// A title that tells the new document from the old one, as far as that fits.
    private func title(of old: String) -> String {
        var parts = [old]
        if let pages {
            parts.append(
                pages.count == 1 ? "\(pages.lowerBound)" : "\(pages.lowerBound)–\(pages.upperBound)"
            )
        }
        if let mark { parts.append(mark.text) }
        if let profile { parts.append(profile.id) }
        if parts.count == 1 { parts.append(isJPEG ? "JPEG" : "2") }
        let title = parts.joined(separator: " · ")
        return title.count <= 500 && title.utf8.count <= 4_000 ? title : old
    }
}

extension DepositOutcome {
    /// Why a file that was made is not stored.
    fileprivate var derivationError: VaultError {
        switch result {
        case .failed(let error): error
        default: .notDerivable(.refused(reasons))
        }
    }
}
