import VaultLedger
import VaultStorage

/// Those whose cosignatures an audit can judge.
struct AuditCosigners {
    /// The policy of the log; `nil` if there is none that reads.
    let policy: TrustPolicy?

    /// The keys of the policy, then those of auditors, as their enrolments name them.
    let keys: [VerifierKey]

    /// Whether every line by one of them holds.
    ///
    /// - Parameter note: A head, signed by the log.
    /// - Returns: `true` also if none of them has cosigned.
    func areSound(on note: SignedNote) -> Bool {
        guard note.signatures.count > 1 else { return true }
        do {
            _ = try note.verified(by: keys)
            return true
        } catch {
            return error == .unknownSigner
        }
    }

    /// Those of them who have cosigned a head.
    ///
    /// - Parameter note: The head, signed by the log.
    /// - Returns: Who has, in the order of the lines; nobody if a line does not hold.
    func list(of note: SignedNote) -> [HeadCosigner] {
        let signatures = (try? note.verified(by: keys)) ?? []
        return signatures.compactMap { signature in
            signature.time.map { time in
                HeadCosigner(
                    key: signature.key,
                    name: policy?.witnesses.first { $0.key == signature.key }?.name.description,
                    time: LedgerTime(clamping: time)
                )
            }
        }
    }
}

extension Audit {
    /// Reads the policy of the log, and the keys of auditors from the replay.
    mutating func cosigners(
        _ ledger: LedgerState?,
        _ copy: AuditCopy
    ) throws(VaultError) -> AuditCosigners {
        guard let ledger else { return AuditCosigners(policy: nil, keys: []) }
        var policy: TrustPolicy?
        do {
            let keys = try stored(copy.records.logKeys()).map(\.key)
            policy = try LogPolicy(of: layout, earlier: keys, logKey: ledger.logKey).policy()
        } catch .damaged {
            findings.add("policy.invalid")
        }
        let named = policy?.witnesses.map(\.key) ?? []
        let auditors = try stored(copy.records.witnessKeys())
        return AuditCosigners(policy: policy, keys: named + auditors.filter { !named.contains($0) })
    }

    /// A head that verifies, as it is signed; `nil` for no head.
    func note(of head: TreeHead?) throws(VaultError) -> SignedNote? {
        guard let head else { return nil }
        return try stored(records.checkpoint(size: head.size)).flatMap {
            try? SignedNote(parsing: $0)
        }
    }

    /// Compares what cosigners have seen, by the evidence in the folder, with the tree that was rebuilt.
    ///
    /// - Parameters:
    ///   - size: The number of leaves.
    ///   - ledger: What the statements lead to; without a genesis statement there is a finding already.
    ///   - copy: The tree over all leaves.
    /// - Throws: ``VaultError`` if the tree cannot be read.
    mutating func compareWithWitnesses(
        size: Int,
        _ ledger: LedgerState?,
        _ copy: AuditCopy
    ) throws(VaultError) {
        guard let ledger, try stored(copy.records.size()) == size else { return }
        var known = WitnessRecords()
        do {
            known = try LogWitnesses(of: layout, logKey: ledger.logKey).records()
        } catch .damaged {
            findings.add("witness.invalid")
        }
        let found = TreeHead(size: size, root: try stored(copy.records.root(size: size)))
        for record in known.all {
            let witness = record.key.name.description
            switch try record.standing(beside: found, in: copy.records) {
            case .agrees, .silent: continue
            case .ahead: findings.add("witness.ahead", at: record.largest, subject: witness)
            case .forked:
                findings.add("witness.forked", at: record.cosigned?.head.size, subject: witness)
            }
        }
    }
}
