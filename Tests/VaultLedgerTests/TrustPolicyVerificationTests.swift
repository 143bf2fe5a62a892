import TestSupport
import Testing
import VaultLedger

@Suite("Trust in a checkpoint")
struct TrustPolicyVerificationTests {
    let key: VerifierKey
    let witness: VerifierKey

    init() throws {
        key = try VerifierKey(Example.logKey)
        witness = try VerifierKey(Example.witnessKey)
    }

    private func policy(_ text: String) throws -> TrustPolicy {
        try TrustPolicy(parsing: Array(text.utf8))
    }

    @Test
    func `takes the worked example`() throws {
        let policy = try policy(TrustPolicyTests.log + TrustPolicyTests.witness + "quorum w1\n")
        let verified = try policy.verify(SignedNote(Example.cosignedNote))
        #expect(verified.checkpoint.head.size == 5)
        #expect(verified.cosignatures.map(\.key) == [witness])
        #expect(verified.cosignatures.map(\.time) == [Example.time])
        #expect(throws: LedgerError.quorumNotMet) { try policy.verify(SignedNote(Example.note)) }
        let alone = try TrustPolicy(trusting: key)
        #expect(try alone.verify(SignedNote(Example.cosignedNote)).cosignatures.isEmpty)
        #expect(try alone.verify(SignedNote(Example.note)).checkpoint == verified.checkpoint)
    }

    @Test
    func `needs the signature of a log, whoever cosigned`() throws {
        let note = try SignedNote(Example.text + "\n" + Example.cosignatureLine)
        let policy = try policy(TrustPolicyTests.log + TrustPolicyTests.witness + "quorum w1\n")
        #expect(throws: LedgerError.unknownSigner) { try policy.verify(note) }
        let noLog = try self.policy(TrustPolicyTests.witness + "quorum w1\n")
        #expect(throws: LedgerError.unknownSigner) {
            try noLog.verify(SignedNote(Example.cosignedNote))
        }
        #expect(
            try noLog.trusting(key).verify(SignedNote(Example.cosignedNote)).cosignatures.count == 1
        )
        let nobody = try self.policy("quorum none\n")
        #expect(throws: LedgerError.unknownSigner) { try nobody.verify(SignedNote(Example.note)) }
    }

    @Test
    func `lets a bad known line spoil the whole, and ignores unknown ones`() throws {
        let note = try SignedNote(Example.cosignedNote)
        let bad = note.signatures.map { signature in
            NoteSignature(
                name: signature.name,
                keyID: signature.keyID,
                bytes: signature.bytes.dropLast() + [signature.bytes[signature.bytes.count - 1] ^ 1]
            )
        }
        let policy = try policy(TrustPolicyTests.log + TrustPolicyTests.witness + "quorum none\n")
        for signatures in [[note.signatures[0], bad[1]], [bad[0], note.signatures[1]]] {
            #expect(throws: LedgerError.badSignature) {
                try policy.verify(SignedNote(text: note.text, signatures: signatures))
            }
        }
        let alone = try TrustPolicy(trusting: key)
        let spoilt = try SignedNote(text: note.text, signatures: [note.signatures[0], bad[1]])
        #expect(try alone.verify(spoilt).checkpoint.head.size == 5)
    }

    @Test
    func `takes any of its logs, for their own origins only`() throws {
        let other = try logSigner(name: "vault.example/other")
        let own = Person(name: "second log")
        let second = own.signer(named: Example.origin)
        let head = TreeHead(size: 1, root: Example.leafHashes[0])
        let policy = try TrustPolicy(logs: [
            TrustPolicy.Log(key: second.verifierKey), TrustPolicy.Log(key: other.verifierKey),
        ])
        #expect(
            try policy.verify(ReceiptExample.note(over: head, signer: other)).checkpoint.head
                == head
        )
        let text = try ReceiptExample.note(over: head, signer: second).text
        #expect(
            try policy.verify(SignedNote(text: text, signers: [second])).checkpoint.head == head
        )
        for signers in [[other], [second, other], [other, second]] {
            #expect(throws: LedgerError.originMismatch) {
                try policy.verify(SignedNote(text: text, signers: signers))
            }
        }
    }

    @Test
    func `takes no other text than a checkpoint`() throws {
        let policy = try TrustPolicy(trusting: key)
        let word = try SignedNote(text: Array("hello\n".utf8), signers: [try logSigner()])
        #expect(throws: LedgerError.malformedCheckpoint) { try policy.verify(word) }
        let extended = try SignedNote(
            text: Array((Example.text + "extension\n").utf8),
            signers: [try logSigner()]
        )
        #expect(throws: LedgerError.unsupportedExtension) { try policy.verify(extended) }
    }
}

// MARK: - Quorum

extension TrustPolicyVerificationTests {
    /// A quorum from the words of c2sp.org/tlog-policy, evaluated without regard to cost.
    indirect enum Model {
        case witness(Int)
        case group(Int, [Model])

        func isMet(by cosigners: Set<Int>) -> Bool {
            switch self {
            case .witness(let number): cosigners.contains(number)
            case .group(let count, let members):
                members.filter { $0.isMet(by: cosigners) }.count >= count
            }
        }
    }

    /// Draws a policy of seven witnesses, and what its quorum means.
    private func draw(_ generator: inout SeededGenerator) throws -> (TrustPolicy, Model) {
        let numbers = Array(1...7)
        var loose = numbers.map { (word("w\($0)"), Model.witness($0)) }
        var groups: [TrustPolicy.Group] = []
        for number in 0..<Int.random(in: 1...5, using: &generator) where loose.count > 1 {
            loose.shuffle(using: &generator)
            let members = Array(loose.suffix(Int.random(in: 1...loose.count, using: &generator)))
            loose.removeLast(members.count)
            let count = Int.random(in: 1...members.count, using: &generator)
            let spellings: [TrustPolicy.Threshold] =
                [.atLeast(count)] + (count == 1 ? [.any] : [])
                + (count == members.count ? [.all] : [])
            let threshold = spellings.randomElement(using: &generator) ?? .any
            let name = word("g\(number)")
            groups.append(
                TrustPolicy.Group(name: name, threshold: threshold, members: members.map(\.0))
            )
            loose.append((name, .group(count, members.map(\.1))))
        }
        let (quorum, model) = required(loose.last)
        let policy = try TrustPolicy(
            logs: [],
            witnesses: numbers.map { number in
                TrustPolicy.Witness(
                    name: word("w\(number)"),
                    key: TrustPolicyTests.witnessKey(number)
                )
            },
            groups: groups,
            quorum: quorum
        )
        return (policy, model)
    }

    @Test
    func `follows the quorum as a simple model does`() throws {
        var generator = SeededGenerator(seed: 7)
        for round in 0..<60 {
            let (policy, model) = try draw(&generator)
            for bits in 0..<128 {
                let numbers = (1...7).filter { bits >> ($0 - 1) & 1 == 1 }
                let keys = Set(numbers.map { policy.witnesses[$0 - 1].key })
                #expect(
                    policy.isQuorum(keys) == model.isMet(by: Set(numbers)),
                    "round \(round), \(numbers)"
                )
            }
        }
    }

    @Test
    func `counts neither strangers nor a witness under another name`() throws {
        let policy = try ReceiptExample.policy()
        let keys = policy.witnesses.map(\.key)
        #expect(policy.isQuorum([keys[0], keys[2]]))
        #expect(!policy.isQuorum([keys[0]]))
        #expect(!policy.isQuorum([]))
        #expect(!policy.isQuorum([keys[0], TrustPolicyTests.witnessKey(1)]))
        let renamed = try VerifierKey(
            name: try KeyName("witness.example/other"),
            type: .cosignature,
            publicKey: keys[1].publicKey
        )
        #expect(!policy.isQuorum([keys[0], renamed]))
        let head = TreeHead(size: 1, root: Example.leafHashes[0])
        for count in 0...3 {
            let note = try ReceiptExample.note(
                over: head,
                cosigners: Array(ReceiptExample.witnesses.prefix(count))
            )
            if count >= 2 {
                #expect(try policy.verify(note).cosignatures.count == count)
            } else {
                #expect(throws: LedgerError.quorumNotMet) { try policy.verify(note) }
            }
        }
    }
}
