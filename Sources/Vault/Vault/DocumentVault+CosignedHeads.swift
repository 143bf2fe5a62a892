import VaultLedger
import VaultStorage

/// The signed heads in the database and the cosignatures on them.
extension DocumentVault {
    /// How many heads are looked at for one that is cosigned, from the last cosigned one backwards.
    private static let lookback = 1_000

    /// The witness of the policy that goes by this name, or has this key.
    ///
    /// - Throws: ``VaultError/witnessNotFound(_:)``; otherwise as reading the policy.
    func witness(_ name: String) throws(VaultError) -> TrustPolicy.Witness {
        guard
            let found = try logPolicy.policy()?.witnesses.first(where: { $0.goes(by: name) })
        else { throw .witnessNotFound(name) }
        return found
    }

    /// The keys whose cosignatures the vault takes: those of the policy and of the enrolled auditors.
    func cosigners(_ records: Records) throws(VaultError) -> [VerifierKey] {
        var keys = try logPolicy.policy()?.witnesses.map(\.key) ?? []
        for row in try stored(records.members(role: .auditor)) {
            let auditor = try ledger.member(row.id, records)
            guard auditor.role == .auditor, !auditor.isRetired, let key = auditor.witness else {
                continue
            }
            if !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    /// A head that the log has signed, verified, with the tree under it.
    ///
    /// Cosignatures are not looked at.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/checkpoint`` if it does not verify.
    func signedHead(
        of size: Int,
        _ records: Records
    ) throws(VaultError) -> (note: SignedNote, head: TreeHead) {
        guard
            let bytes = try stored(records.checkpoint(size: size)),
            let note = try? SignedNote(parsing: bytes),
            case let logKey = try ledger.logKey(ofHead: size, records),
            let checkpoint = try? Checkpoint(verifying: note, by: logKey),
            checkpoint.head.size == size
        else { throw .damaged(.checkpoint) }
        do {
            try checkpoint.head.requireContinuation(ledger.head, in: records)
        } catch .forked, .wentBack {
            throw .damaged(.checkpoint)
        }
        return (note, checkpoint.head)
    }

    /// Writes down who has cosigned a head, and puts their lines to those that the head has.
    ///
    /// - Parameters:
    ///   - note: The head, signed by the log; the lines of `keys` in it hold.
    ///   - keys: The cosigners.
    /// - Returns: The head as it stands now.
    /// - Throws: ``VaultError/witnessAhead(witness:size:found:)`` or
    ///   ``VaultError/witnessForked(witness:cosigned:found:)`` if the log does not have it;
    ///   ``VaultError/notCosigned(_:)`` with ``CosignatureFault/full``; ``VaultError`` otherwise if
    ///   file or database cannot be read or written.
    func merge(_ note: SignedNote, by keys: [VerifierKey]) throws(VaultError) -> WitnessedHead {
        guard let size = try? Checkpoint(parsing: note.text).head.size else {
            throw .notCosigned(.log)
        }
        let logKey = try read { records throws(VaultError) in
            try ledger.logKey(ofHead: size, records)
        }
        // First the file: what stands there binds the log, whether the database has it or not.
        for key in keys {
            guard let cosigned = CosignedRecord(note, by: key, of: logKey) else {
                throw .notCosigned(.log)
            }
            try takeDown(cosigned, by: key)
        }
        try keeper?.recall()
        return try database.write { records throws(VaultError) in
            try ledger.refresh(records)
            try keeper?.check(ledger, in: records)
            let known = try logWitnesses.records()
            for key in keys { try known[key].requireContinuation(ledger.head, in: records) }
            return try put(note, by: keys, in: &records)
        }
    }

    /// Writes down a cosignature.
    ///
    /// One that disagrees with the log takes the place of any other: it is the evidence, and the log
    /// signs nothing while it stands there.
    private func takeDown(_ cosigned: CosignedRecord, by key: VerifierKey) throws(VaultError) {
        var alone = WitnessRecord(key: key)
        alone.add(cosigned)
        let agrees = try read { records throws(VaultError) in
            try logWitnesses.records()[key].requireContinuation(ledger.head, in: records)
            return try alone.standing(beside: ledger.head, in: records) == .agrees
        }
        try logWitnesses.update { known in
            if agrees { known[key].add(cosigned) } else { known[key] = alone }
        }
    }

    private func put(
        _ note: SignedNote,
        by keys: [VerifierKey],
        in records: inout Records
    ) throws(VaultError) -> WitnessedHead {
        guard let head = try? Checkpoint(parsing: note.text).head else {
            throw .damaged(.checkpoint)
        }
        let present = try stored(records.checkpoint(size: head.size))
        // A head that the log had signed and forgotten is true as long as the tree has its root.
        let base =
            present == nil
            ? note.signed(by: try ledger.logKey(ofHead: head.size, records))
            : try signedHead(of: head.size, records).note
        guard let base, base.text == note.text else { throw .damaged(.checkpoint) }
        guard let merged = try? base.merging(note.signatures, by: keys) else {
            throw .notCosigned(.full)
        }
        try stored(records.put(checkpoint: merged.bytes, size: head.size))
        return WitnessedHead(
            head: head,
            added: keys,
            isQuorumMet: try logPolicy.policy().flatMap { $0.isMet(by: merged) }
        )
    }

    /// The head to which the proof of a statement leads best: the last one that has the cosignatures
    /// that the policy asks for, else the last one that anybody has cosigned, else the present one.
    ///
    /// - Parameters:
    ///   - index: The index of the statement.
    ///   - records: The tree.
    /// - Returns: The head, and as it is signed.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/checkpoint`` if a head or a line of a known
    ///   cosigner does not verify; otherwise as reading policy and witnesses.
    func witnessedHead(
        covering index: Int,
        _ records: Records
    ) throws(VaultError) -> (note: SignedNote, head: TreeHead) {
        let keys = try cosigners(records)
        let present = try soundHead(of: ledger.head.size, keys, records)
        let last = try logWitnesses.records().all.compactMap(\.cosigned?.head.size).max()
        guard let last, last > index else { return (present.note, present.head) }
        let policy = try logPolicy.policy()
        var best: (note: SignedNote, head: TreeHead)?
        let sizes = try stored(
            records.lastCheckpointSizes(in: index + 1...last, limit: Self.lookback)
        )
        for size in sizes {
            let found = try soundHead(of: size, keys, records)
            guard found.isCosigned else { continue }
            if policy?.isMet(by: found.note) ?? true { return (found.note, found.head) }
            if best == nil { best = (found.note, found.head) }
        }
        return best ?? (present.note, present.head)
    }

    /// A head that the log has signed, verified, with every line by a cosigner whom the vault knows.
    ///
    /// - Parameters:
    ///   - size: The size of the head.
    ///   - keys: The keys of the cosigners.
    ///   - records: The tree.
    /// - Returns: The head, and whether one of them has cosigned it.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/checkpoint`` if something does not verify.
    func soundHead(
        of size: Int,
        _ keys: [VerifierKey],
        _ records: Records
    ) throws(VaultError) -> (note: SignedNote, head: TreeHead, isCosigned: Bool) {
        let (note, head) = try signedHead(of: size, records)
        guard note.signatures.count > 1 else { return (note, head, false) }
        do {
            _ = try note.verified(by: keys)
            return (note, head, true)
        } catch {
            guard error == .unknownSigner else { throw .damaged(.checkpoint) }
            return (note, head, false)
        }
    }
}

extension TrustPolicy.Witness {
    /// Whether somebody means this witness: by its name in the policy, or by its key.
    func goes(by name: String) -> Bool {
        self.name.bytes.elementsEqual(name.utf8) || key.description.utf8.elementsEqual(name.utf8)
    }
}

extension TrustPolicy {
    /// Whether enough witnesses have cosigned; `nil` if the policy asks for none.
    ///
    /// - Parameter note: A head, whose signature by the log is verified.
    /// - Returns: `false` also if a line by the log or a witness does not hold.
    func isMet(by note: SignedNote) -> Bool? {
        quorum.map { _ in (try? verify(note)) != nil }
    }
}

extension SignedNote {
    /// The note with the line of one signer alone; `nil` if that one has not signed.
    func signed(by key: VerifierKey) -> SignedNote? {
        let own = signatures.filter { $0.keyID == key.id && $0.name == key.name }
        return try? SignedNote(text: text, signatures: own)
    }
}
