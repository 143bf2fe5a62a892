import Foundation
import Testing
import Vault
import VaultLedger

/// The exchange with outsiders that keep the log from showing two histories.
@Suite("A witness of the log")
struct LogWitnessTests {
    private static let file = "vault/log.witnesses"

    /// Puts the database of a copy in its place, and leaves what lies beside it.
    private static func putDatabase(_ copy: String, in stage: Stage) throws {
        for suffix in ["", "-wal", "-shm"] {
            let name = "vault.sqlite\(suffix)"
            try? FileManager.default.removeItem(atPath: stage.path("vault/\(name)"))
            let source = stage.path("\(copy)/\(name)")
            guard FileManager.default.fileExists(atPath: source) else { continue }
            try stage.copy("\(copy)/\(name)", to: "vault/\(name)")
        }
    }

    private static func head(_ answer: WitnessAnswer) throws -> TreeHead {
        guard case .cosigned(let head) = answer else { throw Missing() }
        return head.head
    }

    struct Missing: Error {}

    @Test(.timeLimit(.minutes(5)))
    func `cosigns the first head, and later ones with a proof from its last`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        let vault = try await stage.open(as: nil)
        #expect(try await vault.witnesses().witnesses.map(\.standing) == [.silent])
        let first = try await vault.witnessRequest(for: "w1")
        #expect(first.oldSize == 0 && first.proof.path.isEmpty)
        #expect(first.checkpoint.head == (try await vault.summary().head))
        #expect(try Self.head(try await stage.ask(witness, "w1")).size == 6)
        for size in 7...9 {
            try await stage.deposit("paper \(size)")
            let request = try await stage.open(as: nil).witnessRequest(for: witness.key.description)
            #expect(request.oldSize == size - 1)
            #expect(try Self.head(try await stage.ask(witness, "w1")).size == size)
            let signers = try stage.signedHead(size).signatures.map(\.name)
            #expect(signers.map(\.description) == ["vault.example/district", "witness.example/w1"])
        }
        // To ask again for a head that is cosigned changes nothing.
        let before = try stage.signedHead(9)
        #expect(try Self.head(try await stage.ask(witness, "w1")).size == 9)
        #expect(try stage.signedHead(9) == before)

        let overview = try await stage.open(as: nil).witnesses()
        #expect(overview.isQuorumMet == true)
        #expect(overview.witnesses.map(\.name) == ["w1"])
        #expect(overview.witnesses.map(\.cosigned) == [overview.head])
        #expect(overview.witnesses.map(\.time) == [stage.time])
        #expect(overview.witnesses.map(\.standing) == [.agrees])
        try await stage.deposit("paper 10")
        #expect(try await stage.open(as: nil).witnesses().isQuorumMet == false)
    }

    @Test(.timeLimit(.minutes(5)))
    func `is proven to from the size at which it stands, whatever the log believed`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        try await stage.ask(witness, "w1")
        for size in 7...9 {
            try await stage.deposit("paper \(size)")
            if size == 7 {
                // The answer gets lost.
                let request = try await stage.open(as: nil).witnessRequest(for: "w1")
                _ = try witness.answer(request.bytes)
            }
        }
        #expect(try await stage.ask(witness, "w1") == .behind(size: 7))
        #expect(try Self.head(try await stage.ask(witness, "w1")).size == 9)
        try FileManager.default.removeItem(atPath: stage.path(Self.file))
        try await stage.deposit("paper 10")
        #expect(try await stage.ask(witness, "w1") == .behind(size: 9))
        #expect(try Self.head(try await stage.ask(witness, "w1")).size == 10)
    }

    @Test(.timeLimit(.minutes(5)))
    func `stops a log whose database was restored, by what it has cosigned`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        try stage.copy("vault", to: "backup")
        try await stage.deposit("paper")
        try await stage.ask(witness, "w1")
        try Self.putDatabase("backup", in: stage)
        try FileManager.default.removeItem(atPath: stage.path("vault/log.head"))

        let found = try await stage.open(as: nil).summary().head
        let ahead = VaultError.witnessAhead(witness: "witness.example/w1", size: 7, found: found)
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: ahead) { try await desk.enrolProvisional(name: "Another") }
        await #expect(throws: ahead) {
            try await stage.open(as: nil).witnessRequest(for: "w1")
        }
        // Nor does the log sign because the witness is no longer in the policy.
        try await stage.open(as: nil).removeWitness("w1")
        await #expect(throws: ahead) { try await desk.enrolProvisional(name: "Another") }
        #expect(try await stage.open(as: nil).summary().head == found)
        #expect(try await stage.codes() == ["witness.ahead"])

        _ = try await DocumentVault.open(at: stage.path("vault"), acceptingHead: found.root)
        _ = try await desk.enrolProvisional(name: "Another")
        #expect(try await stage.codes() == [])
    }

    @Test(.timeLimit(.minutes(5)))
    func `stops a log whose whole folder was restored, by its own word`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        try await stage.ask(witness, "w1")
        try stage.copy("vault", to: "backup")
        for number in 1...3 { try await stage.deposit("paper \(number)") }
        try await stage.ask(witness, "w1")
        try stage.copy("vault", to: "lost")
        try stage.put("backup")

        let found = try await stage.open(as: nil).summary().head
        let ahead = VaultError.witnessAhead(witness: "witness.example/w1", size: 9, found: found)
        await #expect(throws: ahead) { try await stage.ask(witness, "w1") }
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: ahead) { try await desk.enrolProvisional(name: "Another") }
        // Another answer does not take the first one back.
        for body in ["5\n", "0\n"] {
            await #expect(throws: ahead) {
                try await stage.open(as: nil).takeAnswer(Array(body.utf8), of: "w1")
            }
        }
        #expect(try await stage.codes() == ["witness.ahead"])
        #expect(try await stage.open(as: nil).witnesses().witnesses.map(\.standing) == [.ahead])

        // The state that was lost turns up: the log goes on from there.
        try Self.putDatabase("lost", in: stage)
        try await stage.deposit("paper 4")
        #expect(try Self.head(try await stage.ask(witness, "w1")).size == 10)
    }

    @Test(.timeLimit(.minutes(5)))
    func `stops a log that has another history than it cosigned`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        try stage.copy("vault", to: "backup")
        try await stage.deposit("paper")
        try await stage.ask(witness, "w1")
        let evidence = try stage.bytes(Self.file)
        let cosigned = try stage.signedHead(7)
        try stage.put("backup")
        for number in 1...2 { try await stage.deposit("another paper \(number)") }

        // The witness itself refuses, and the log finds out as soon as it sees the evidence again.
        let vault = try await stage.open(as: nil)
        let found = try await vault.summary().head
        let forked = VaultError.witnessForked(
            witness: "witness.example/w1",
            cosigned: try Checkpoint(parsing: cosigned.text).head,
            found: found
        )
        let request = try await vault.witnessRequest(for: "w1")
        #expect(try witness.answer(request.bytes) == .conflict(size: 7))
        #expect(try await vault.takeAnswer(Array("7\n".utf8), of: "w1") == .behind(size: 7))
        let second = try await vault.witnessRequest(for: "w1")
        #expect(try witness.answer(second.bytes) == .refused(.inconsistent))
        let state = try stage.bytes(Self.file)
        for isImported in [false, true] {
            if isImported {
                try stage.write(state, to: Self.file)
                await #expect(throws: forked) { try await vault.importCosigned(cosigned) }
            } else {
                try stage.write(evidence, to: Self.file)
            }
            await #expect(throws: forked) {
                try await stage.open(as: stage.counselor).enrolProvisional(name: "Another")
            }
            await #expect(throws: forked) { try await vault.witnessRequest(for: "w1") }
            #expect(try await stage.codes() == ["witness.forked"])
            #expect(try await vault.witnesses().witnesses.map(\.standing) == [.forked])
        }
        #expect(try await vault.summary().head == found)
        _ = try await DocumentVault.open(at: stage.path("vault"), acceptingHead: found.root)
        try await stage.deposit("a last paper")
        #expect(try await stage.codes() == [])
    }

    // MARK: what is refused

    @Test(.timeLimit(.minutes(5)))
    func `is believed only with its own cosignature on the head that was asked for`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        let other = try await stage.witness("w2", seed: 2)
        let vault = try await stage.open(as: nil)
        await #expect(throws: VaultError.notCosigned(.notAsked)) {
            try await vault.takeAnswer(Array("5\n".utf8), of: "w1")
        }
        await #expect(throws: VaultError.witnessNotFound("w3")) {
            try await vault.takeAnswer(Array("5\n".utf8), of: "w3")
        }
        let request = try await vault.witnessRequest(for: "w1")
        let plain = try stage.signedHead(6)
        let state = try stage.bytes(Self.file)
        let root = Digest.of(Array("another tree".utf8).span)
        let forged = try Checkpoint(
            origin: request.checkpoint.origin,
            head: TreeHead(size: 6, root: root)
        )
        let early = try stage.signedHead(5)
        let renamed = NoteSignature(
            name: witness.key.name,
            keyID: witness.key.id,
            bytes: other.line(over: plain.text).bytes
        )
        let bodies: [(WitnessResponse, CosignatureFault)] = [
            (try other.answer(request.bytes), .signer),
            (.cosigned([witness.line(over: forged.text)]), .signature),
            (.cosigned([witness.line(over: early.text)]), .signature),
            (.cosigned([renamed]), .signature),
            (.cosigned([other.line(over: plain.text), renamed]), .signature),
            (.refused(.inconsistent), .malformed),
        ]
        for (response, fault) in bodies {
            await #expect(throws: VaultError.notCosigned(fault)) {
                try await vault.takeAnswer(response.body, of: "w1")
            }
        }
        let answer = try witness.answer(request.bytes).body
        for offset in answer.indices {
            var changed = answer
            changed[offset] ^= 1 << (offset % 8)
            await #expect(throws: VaultError.self, "at \(offset)") {
                try await vault.takeAnswer(changed, of: "w1")
            }
        }
        let malformed = [
            "", "\n", "6", "06\n", "+6\n", "6\n\n", "6\r\n", "-1\n", "six\n", "6 \n",
            "9223372036854775808\n", String(decoding: answer.dropLast(), as: UTF8.self),
            String(decoding: answer, as: UTF8.self) + "\n",
            String(decoding: answer, as: UTF8.self) + "6\n",
        ]
        for body in malformed {
            await #expect(throws: VaultError.notCosigned(.malformed), "\(body)") {
                try await vault.takeAnswer(Array(body.utf8), of: "w1")
            }
        }
        #expect(try stage.signedHead(6) == plain)
        #expect(try stage.bytes(Self.file) == state)
        guard case .cosigned = try await vault.takeAnswer(answer, of: "w1") else { throw Missing() }
    }

    @Test(.timeLimit(.minutes(5)))
    func `leaves a file that nobody can change unnoticed`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        try await stage.ask(witness, "w1")
        let desk = try await stage.open(as: stage.counselor)
        let head = try await desk.summary().head
        let value = try stage.bytes(Self.file)
        let mode = try FileManager.default.attributesOfItem(atPath: stage.path(Self.file))
        #expect(mode[.posixPermissions] as? Int == 0o600)
        for offset in value.indices {
            var changed = value
            changed[offset] ^= 1 << (offset % 8)
            try stage.write(changed, to: Self.file)
            await #expect(throws: VaultError.damaged(.logWitnesses), "at \(offset)") {
                try await desk.enrolProvisional(name: "Another")
            }
        }
        #expect(try await desk.summary().head == head)
        #expect(try await stage.codes() == ["witness.invalid"])
        _ = try await DocumentVault.open(at: stage.path("vault"), acceptingHead: head.root)
        _ = try await desk.enrolProvisional(name: "Another")
        #expect(try await stage.codes() == [])
    }
}
