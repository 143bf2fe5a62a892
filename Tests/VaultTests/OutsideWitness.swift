import GRDB
import Testing
import Vault
import VaultCrypto
import VaultLedger

/// A witness as the protocol has it (c2sp.org/tlog-witness): it keeps one head and knows no vault.
final class OutsideWitness {
    let key: VerifierKey
    private let cosigner: Cosigner
    private let witness: Witness
    private let time: Int64

    /// The head that it has cosigned last.
    var record: TreeHead?

    init(_ name: String, seed: UInt8, of logKey: VerifierKey, at time: LedgerTime) throws {
        let seed = [UInt8](repeating: seed, count: 32)
        cosigner = Cosigner(name: try KeyName(name), seed: SecretBytes(copying: seed.span))
        key = cosigner.verifierKey
        witness = try Witness(of: [logKey])
        self.time = time.secondsSince1970
    }

    /// Judges a request, keeps the head, cosigns.
    func answer(_ request: [UInt8]) throws -> WitnessResponse {
        switch witness.judge(try WitnessRequest(parsing: request), record: record) {
        case .accept(let update):
            record = update.checkpoint.head
            return update.cosigned(by: [cosigner], at: time)
        case .refuse(let refusal): return refusal
        }
    }

    /// Cosigns whatever it is shown.
    func line(over text: [UInt8]) -> NoteSignature { cosigner.cosign(text, at: time) }
}

extension Stage {
    /// The key of the log.
    func logKey() async throws -> VerifierKey {
        try VerifierKey(try await open(as: nil).summary().logKey)
    }

    /// A witness that knows this log, and that its policy knows.
    func witness(
        _ name: String,
        seed: UInt8,
        quorum: WitnessQuorum? = nil
    ) async throws -> OutsideWitness {
        let witness = try OutsideWitness(
            "witness.example/\(name)",
            seed: seed,
            of: try await logKey(),
            at: time
        )
        try await open(as: nil).addWitness(witness.key, named: name, quorum: quorum)
        return witness
    }

    /// Asks a witness to cosign and takes its answer.
    @discardableResult
    func ask(_ witness: OutsideWitness, _ name: String) async throws -> WitnessAnswer {
        let vault = try await open(as: nil)
        let request = try await vault.witnessRequest(for: name)
        return try await vault.takeAnswer(try witness.answer(request.bytes).body, of: name)
    }

    /// The policy in the folder.
    func policy() throws -> TrustPolicy {
        try TrustPolicy(parsing: try bytes("vault/log.policy"))
    }

    /// The signed head of a size, as the database has it.
    func signedHead(_ size: Int) throws -> SignedNote {
        let rows = try Intruder(self).rows("SELECT note FROM checkpoint WHERE size = ?", [size])
        let text: String = try #require(rows.first)[0]
        return try SignedNote(parsing: Array(text.utf8))
    }

    /// The codes of what an audit finds.
    func codes() async throws -> [String] {
        try await DocumentVault.audit(at: path("vault"), clock: .fixed(time)).findings.map(\.code)
    }
}
