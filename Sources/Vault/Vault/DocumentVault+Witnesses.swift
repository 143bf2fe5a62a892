public import VaultLedger
import VaultStorage

/// What whoever holds the folder does to have the heads of the log cosigned by outsiders. None of it
/// needs an identity.
extension DocumentVault {
    var logPolicy: LogPolicy {
        LogPolicy(
            of: VaultLayout(path: path),
            earlier: ledger.earlierLogKeys,
            logKey: ledger.logKey
        )
    }

    var logWitnesses: LogWitnesses {
        LogWitnesses(of: VaultLayout(path: path), logKey: ledger.logKey)
    }

    // MARK: the policy

    /// Names a witness whose cosignatures the log asks for, in its policy.
    ///
    /// What the witness had cosigned before, if it was named once, is still known.
    ///
    /// - Parameters:
    ///   - key: The key of its cosignatures.
    ///   - name: How the policy calls it; `nil` for the name of the key.
    ///   - quorum: How many witnesses are enough from now on; `nil` for as many as so far, and all if
    ///     this is the first.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/witnessKey`` if the key does not
    ///   cosign or is the log's or a member's, with ``InvalidValue/witnessName`` if the name is no
    ///   word or means something else, with ``InvalidValue/quorum`` if there are not so many;
    ///   ``VaultError/alreadyWitness(_:)``; ``VaultError/policyEdited`` if the policy was written by
    ///   hand; ``VaultError/damaged(_:)`` with ``Damage/logPolicy`` if it is none;
    ///   ``VaultError/busy``, ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)``.
    public func addWitness(
        _ key: VerifierKey,
        named name: String? = nil,
        quorum: WitnessQuorum? = nil
    ) async throws(VaultError) {
        let isMember = try read { records throws(VaultError) in
            try stored(records.hasMember(publicKey: key.publicKey))
        }
        guard
            key.type == .cosignature, !isMember,
            key.publicKey != ledger.logKey.publicKey
        else { throw .invalid(.witnessKey) }
        guard let word = TrustPolicy.Word(name ?? key.name.description) else {
            throw .invalid(.witnessName)
        }
        _ = try logPolicy.change { list throws(VaultError) in
            if let known = list.witnesses.first(where: { $0.key.publicKey == key.publicKey }) {
                throw .alreadyWitness(known.name.description)
            }
            list.witnesses.append(TrustPolicy.Witness(name: word, key: key))
            if let quorum { list.quorum = quorum }
        }
    }

    /// Takes a witness out of the policy of the log.
    ///
    /// What it has cosigned stays with the heads, and what it has seen still binds the log.
    ///
    /// - Parameters:
    ///   - name: Its name in the policy, or its key as text.
    ///   - quorum: How many witnesses are enough from now on; `nil` for as many as so far.
    /// - Throws: ``VaultError/witnessNotFound(_:)``; ``VaultError/invalid(_:)`` with
    ///   ``InvalidValue/quorum`` if not so many are left; otherwise as
    ///   ``addWitness(_:named:quorum:)``.
    public func removeWitness(
        _ name: String,
        quorum: WitnessQuorum? = nil
    ) async throws(VaultError) {
        try read { _ throws(VaultError) in }
        _ = try logPolicy.change { list throws(VaultError) in
            guard let place = list.witnesses.firstIndex(where: { $0.goes(by: name) }) else {
                throw .witnessNotFound(name)
            }
            list.witnesses.remove(at: place)
            if let quorum { list.quorum = quorum }
        }
    }

    /// The witnesses of the log, and how far each has followed it.
    ///
    /// - Returns: The overview, by the head verified last.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/logPolicy`` or ``Damage/logWitnesses`` if a
    ///   file is not as it has to be, with ``Damage/checkpoint`` if the head does not verify.
    public func witnesses() async throws(VaultError) -> WitnessOverview {
        try read { records throws(VaultError) in
            let policy = try logPolicy.policy()
            let known = try logWitnesses.records()
            let named = policy?.witnesses ?? []
            var states: [WitnessState] = []
            for witness in named {
                let name = witness.name.description
                states.append(try state(of: known[witness.key], named: name, records))
            }
            for record in known.all where !named.contains(where: { $0.key == record.key }) {
                states.append(try state(of: record, named: nil, records))
            }
            let note = try signedHead(of: ledger.head.size, records).note
            return WitnessOverview(
                head: ledger.head,
                isQuorumMet: policy.flatMap { $0.isMet(by: note) },
                quorum: policy?.quorum?.description,
                policyPath: VaultLayout(path: path).logPolicy,
                witnesses: states
            )
        }
    }

    private func state(
        of record: WitnessRecord,
        named name: String?,
        _ records: Records
    ) throws(VaultError) -> WitnessState {
        WitnessState(
            name: name,
            key: record.key,
            size: record.size,
            cosigned: record.cosigned?.head,
            time: record.cosigned?.time,
            standing: try record.standing(beside: ledger.head, in: records)
        )
    }

    // MARK: the exchange

    /// Makes what to ask of a witness: to cosign the present head of the log.
    ///
    /// The request proves that the head continues the one that the witness has cosigned last, as far
    /// as that is known. It is remembered, so that the answer can be judged.
    ///
    /// - Parameter name: The name of the witness in the policy, or its key as text.
    /// - Returns: The request; its bytes are the body of `add-checkpoint` (c2sp.org/tlog-witness).
    /// - Throws: ``VaultError/witnessNotFound(_:)``;
    ///   ``VaultError/witnessAhead(witness:size:found:)`` or
    ///   ``VaultError/witnessForked(witness:cosigned:found:)`` if the log does not continue what the
    ///   witness has seen; ``VaultError/damaged(_:)``; ``VaultError/busy``, ``VaultError/diskFull(path:)`` or
    ///   ``VaultError/io(code:path:)``.
    /// - Complexity: O(log *n*) in the size of the log.
    public func witnessRequest(for name: String) async throws(VaultError) -> WitnessRequest {
        try read { records throws(VaultError) in
            let key = try witness(name).key
            let record = try logWitnesses.records()[key]
            try record.requireContinuation(ledger.head, in: records)
            let size = ledger.head.size
            let proof = try stored(records.consistencyProof(from: record.size, to: size))
            let signed = try signedHead(of: size, records).note
            guard
                let note = signed.signed(by: ledger.logKey),
                let request = try? WitnessRequest(oldSize: record.size, proof: proof, note: note)
            else { throw .damaged(.checkpoint) }
            try logWitnesses.update { $0[key].asked = size }
            return request
        }
    }

    /// Takes the answer of a witness to the last request.
    ///
    /// - Parameters:
    ///   - body: The body of the answer, with status 200 (its cosignature) or 409 (the size at which
    ///     it stands).
    ///   - name: The name of the witness in the policy, or its key as text.
    /// - Returns: The cosigned head, or where to prove from.
    /// - Throws: ``VaultError/witnessNotFound(_:)``; ``VaultError/notCosigned(_:)`` with the reason;
    ///   ``VaultError/witnessAhead(witness:size:found:)`` if the witness stands at a size that the log
    ///   does not have: that is written down before, and the log signs nothing more;
    ///   ``VaultError/witnessForked(witness:cosigned:found:)`` if the witness has cosigned another
    ///   history; ``VaultError/damaged(_:)``; ``VaultError/busy``, ``VaultError/diskFull(path:)`` or
    ///   ``VaultError/io(code:path:)``.
    public func takeAnswer(
        _ body: [UInt8],
        of name: String
    ) async throws(VaultError) -> WitnessAnswer {
        let key = try witness(name).key
        guard let response = try? WitnessResponse(body: body) else {
            throw .notCosigned(.malformed)
        }
        let asked = try requireAgreement(with: key).asked
        guard asked > 0 else { throw .notCosigned(.notAsked) }
        switch response {
        case .conflict(let size):
            try logWitnesses.update { $0[key].size = size }
            _ = try requireAgreement(with: key)
            return .behind(size: size)
        case .cosigned(let signatures):
            return .cosigned(try merge(signatures, by: key, size: asked))
        case .refused:
            throw .notCosigned(.malformed)
        }
    }

    /// Checks that the log has what a witness has seen of it.
    ///
    /// - Returns: What is known of the witness.
    private func requireAgreement(with key: VerifierKey) throws(VaultError) -> WitnessRecord {
        try read { records throws(VaultError) in
            let record = try logWitnesses.records()[key]
            try record.requireContinuation(ledger.head, in: records)
            return record
        }
    }

    /// Adds the cosignature of a witness to the head that it was asked for.
    private func merge(
        _ signatures: [NoteSignature],
        by key: VerifierKey,
        size: Int
    ) throws(VaultError) -> WitnessedHead {
        let own = signatures.filter { $0.keyID == key.id && $0.name == key.name }
        guard !own.isEmpty else { throw .notCosigned(.signer) }
        let (asked, logKey) = try read { records throws(VaultError) in
            guard size <= ledger.head.size else { throw .notCosigned(.notAsked) }
            return (
                try signedHead(of: size, records).note,
                try ledger.logKey(ofHead: size, records)
            )
        }
        guard
            let log = asked.signed(by: logKey),
            let note = try? SignedNote(text: log.text, signatures: log.signatures + own),
            (try? note.verified(by: [key])) != nil
        else { throw .notCosigned(.signature) }
        return try merge(note, by: [key])
    }

    /// Takes a cosigned head from elsewhere: that of an auditor, as ``witness(since:)`` makes it, or
    /// of a witness of the policy.
    ///
    /// - Parameter note: The signed checkpoint with its cosignatures. Lines by others than auditors
    ///   and witnesses are left out.
    /// - Returns: The head as it stands in the vault now.
    /// - Throws: ``VaultError/notCosigned(_:)`` with the reason;
    ///   ``VaultError/witnessAhead(witness:size:found:)`` or
    ///   ``VaultError/witnessForked(witness:cosigned:found:)`` if the log does not have this head,
    ///   though it had signed it: that is written down before, and the log signs nothing more;
    ///   ``VaultError/damaged(_:)``; ``VaultError/busy``, ``VaultError/diskFull(path:)`` or
    ///   ``VaultError/io(code:path:)``.
    public func importCosigned(_ note: SignedNote) async throws(VaultError) -> WitnessedHead {
        guard let size = try? Checkpoint(parsing: note.text).head.size else {
            throw .notCosigned(.log)
        }
        let (keys, logKey) = try read { records throws(VaultError) in
            (try cosigners(records), try ledger.logKey(ofHead: size, records))
        }
        guard (try? Checkpoint(verifying: note, by: logKey)) != nil else {
            throw .notCosigned(.log)
        }
        do {
            return try merge(note, by: try note.verified(by: keys).map(\.key))
        } catch let error as VaultError {
            throw error
        } catch LedgerError.unknownSigner {
            throw .notCosigned(.signer)
        } catch {
            throw .notCosigned(.signature)
        }
    }
}
