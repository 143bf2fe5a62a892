import VaultLedger
import VaultSystem

/// The policy of the log (c2sp.org/tlog-policy), in a file beside its key: whose cosignatures the log
/// asks for.
///
/// The file is for the operator and for whoever gets a copy of it; nobody's trust rests on the one in
/// the folder.
struct LogPolicy {
    private let file: ValueFile

    /// The keys that the log has had, the present one at the end.
    private let logKeys: [VerifierKey]

    private let logKey: VerifierKey

    /// Names the file of a vault, which need not be there.
    ///
    /// - Parameters:
    ///   - layout: Where the vault lies.
    ///   - earlier: The keys that the log had before; a policy may still name one of them.
    ///   - logKey: The key that it has now.
    init(of layout: VaultLayout, earlier: [VerifierKey], logKey: VerifierKey) {
        file = ValueFile(
            path: layout.logPolicy,
            lock: layout.logLock,
            limit: TrustPolicy.maximumCount
        )
        self.logKey = logKey
        logKeys = earlier + [logKey]
    }

    /// Reads the policy.
    ///
    /// - Returns: The policy, for the present log key; `nil` if there is none.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/logPolicy`` if the file is no policy, or is
    ///   about another log; ``VaultError/io(code:path:)`` if it cannot be read.
    func policy() throws(VaultError) -> TrustPolicy? {
        let value = try filing(file.path) { () throws(SystemError) in try file.read() }
        return try value.map { value throws(VaultError) in
            guard let policy = try? policy(in: value).trusting(logKey) else {
                throw .damaged(.logPolicy)
            }
            return policy
        }
    }

    private func policy(in value: [UInt8]) throws(VaultError) -> TrustPolicy {
        guard
            let policy = try? TrustPolicy(parsing: value), policy.logs.count == 1,
            logKeys.contains(policy.logs[0].key)
        else { throw .damaged(.logPolicy) }
        return policy
    }

    /// Changes the policy, durably.
    ///
    /// - Parameter change: The change, which is made again if somebody else was quicker.
    /// - Returns: The new policy.
    /// - Throws: What `change` throws; ``VaultError/policyEdited`` if the file is not in the form that
    ///   this program writes; ``VaultError/invalid(_:)`` with ``InvalidValue/quorum`` if the quorum
    ///   does not fit the number of witnesses, or with ``InvalidValue/witnessName``;
    ///   ``VaultError/busy``, ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)`` if it cannot
    ///   be written; otherwise as ``policy()``.
    func change(
        _ change: (inout WitnessList) throws(VaultError) -> Void
    ) throws(VaultError) -> WitnessList {
        var result = WitnessList(logKey: logKey)
        try file.change { value throws(VaultError) in
            var list = WitnessList(logKey: logKey)
            if let value {
                let policy = try policy(in: value)
                guard let known = WitnessList(policy), try known.policy().bytes == value else {
                    throw .policyEdited
                }
                list.witnesses = known.witnesses
                list.quorum = known.quorum
            }
            try change(&list)
            result = list
            return try list.policy().bytes
        }
        return result
    }
}

/// The witnesses of a log and how many of them are enough: a policy in the one form that this program
/// writes.
struct WitnessList: Hashable {
    let log: TrustPolicy.Log
    var witnesses: [TrustPolicy.Witness] = []
    var quorum = WitnessQuorum.all

    /// The name of the group of all witnesses.
    private static let group = TrustPolicy.Word("witnesses")

    /// Begins without witnesses.
    init(logKey: VerifierKey) {
        log = TrustPolicy.Log(key: logKey)
    }

    /// Takes a policy apart; the result is `nil` if it is not in our form.
    init?(_ policy: TrustPolicy) {
        guard let log = policy.logs.first else { return nil }
        self.log = log
        witnesses = policy.witnesses
        switch policy.groups.first?.threshold {
        case .all: quorum = .all
        case .atLeast(let count): quorum = .atLeast(count)
        case .any: return nil
        case nil: quorum = witnesses.isEmpty ? .all : .none
        }
    }

    /// The policy.
    ///
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/quorum`` or
    ///   ``InvalidValue/witnessName``.
    func policy() throws(VaultError) -> TrustPolicy {
        var groups: [TrustPolicy.Group] = []
        if let threshold = quorum.threshold, !witnesses.isEmpty, let name = Self.group {
            if case .atLeast(let count) = threshold {
                guard (1...witnesses.count).contains(count) else { throw .invalid(.quorum) }
            }
            let members = witnesses.map(\.name)
            groups = [TrustPolicy.Group(name: name, threshold: threshold, members: members)]
        }
        do {
            return try TrustPolicy(
                logs: [log],
                witnesses: witnesses,
                groups: groups,
                quorum: groups.first?.name
            )
        } catch {
            // Keys were compared before, so it is a name that is taken or keeps a meaning.
            throw .invalid(.witnessName)
        }
    }
}

/// How many witnesses of a log have to cosign a head.
public enum WitnessQuorum: Hashable, Sendable {
    /// Each of them.
    case all

    /// This number of them, from 1.
    case atLeast(Int)

    /// None: their cosignatures are gathered, and nobody waits for them.
    case none

    /// How a policy says it; `nil` if it asks for none.
    fileprivate var threshold: TrustPolicy.Threshold? {
        switch self {
        case .all: .all
        case .atLeast(let count): .atLeast(count)
        case .none: nil
        }
    }
}
