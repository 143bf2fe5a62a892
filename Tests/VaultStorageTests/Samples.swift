import TestSupport
import Testing
import VaultCrypto
import VaultLedger

/// Draws values from small sets, so that keys meet again and rows are replaced.
struct Samples {
    private var generator: SeededGenerator

    let members: [MemberID]
    let offices: [OfficeID]
    let documents: [DocumentID]
    let digests: [Digest]

    init(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func identifiers<Kind>(_ count: Int) throws -> [Identifier<Kind>] {
            try (0..<count).map { _ in
                let word = CrockfordBase32.encode(generator.bytes(10).span)
                return try #require(Identifier("\(Kind.prefix)-\(word)"))
            }
        }
        members = try identifiers(6)
        offices = try identifiers(3)
        documents = try identifiers(6)
        digests = try (0..<12).map { _ in try #require(Digest(generator.bytes(32))) }
        self.generator = generator
    }

    /// Keys of a fixed set: making one costs more than all the rest of a test.
    static let keys: [VerifierKey] = ["m-0000000000000000", "m-1111111111111111"].flatMap { name in
        (0..<3 as Range<UInt8>).compactMap { number in
            let seed = SecretBytes(copying: [UInt8](repeating: number, count: 32).span)
            guard let name = try? KeyName("vault.example/\(name)") else { return nil }
            return NoteSigner(name: name, seed: seed).verifierKey
        }
    }
}

// MARK: - Drawing

extension Samples {
    mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

    mutating func coin() -> Bool { number(below: 2) == 0 }

    mutating func element<Value>(of values: [Value]) -> Value {
        values[number(below: values.count)]
    }

    mutating func perhaps<Value>(_ value: Value) -> Value? { coin() ? value : nil }

    mutating func bytes(_ count: Int) -> [UInt8] { generator.bytes(count) }

    mutating func digest() -> Digest { element(of: digests) }

    /// A digest that is not drawn a second time.
    mutating func freshDigest() -> Digest { Digest.of(generator.bytes(16).span) }

    /// Seconds since 1970 of the earliest time that is drawn; the latest is 49 seconds later.
    static let firstTime: Int64 = 1_800_000_000

    mutating func time() -> LedgerTime {
        LedgerTime(clamping: Self.firstTime + Int64(number(below: 50)))
    }

    mutating func index() -> Int { number(below: 40) }
}

// MARK: - States

extension Samples {
    mutating func ledger() -> LedgerState {
        LedgerState(
            origin: "vault.example/\(number(below: 3))",
            suite: element(of: Suite.allCases),
            logKey: element(of: Self.keys),
            fingerprint: digest(),
            members: perhaps(element(of: offices)),
            time: time()
        )
    }

    mutating func member() -> MemberState {
        MemberState(
            id: element(of: members),
            role: element(of: Role.allCases),
            office: perhaps(element(of: offices)),
            card: digest(),
            recipient: digest(),
            verifier: perhaps(element(of: Self.keys)),
            witness: perhaps(element(of: Self.keys)),
            custody: perhaps(digest()),
            custodyGeneration: perhaps(index()),
            enrolled: index(),
            keyed: index(),
            lastNumber: index(),
            due: perhaps(index()),
            retired: perhaps(index())
        )
    }

    mutating func office() -> OfficeState {
        OfficeState(
            id: element(of: offices),
            kind: element(of: OfficeKind.allCases),
            generation: 1 + number(below: 2),
            recipient: digest(),
            previous: perhaps(digest()),
            defined: index(),
            due: perhaps(index())
        )
    }

    mutating func groupKey() -> GroupKeyState {
        GroupKeyState(
            office: element(of: offices),
            generation: 1 + number(below: 2),
            holder: element(of: members),
            envelope: digest(),
            index: index()
        )
    }

    mutating func document() -> DocumentState {
        DocumentState(
            id: element(of: documents),
            owner: element(of: members),
            generation: index(),
            content: SealedContent(ciphertext: digest(), length: index(), content: digest()),
            deposited: index(),
            depositor: element(of: members),
            depositedAt: time(),
            sealed: index(),
            due: perhaps(element(of: RekeyCause.allCases)),
            lastEvent: index(),
            lastAuthor: element(of: members),
            lastByAnother: perhaps(index()),
            withdrawn: perhaps(index())
        )
    }

    mutating func documentKey() -> EnvelopeState {
        EnvelopeState(
            document: element(of: documents),
            generation: index(),
            key: SealedKey(
                holder: element(of: members),
                recipient: digest(),
                envelope: freshDigest()
            ),
            index: index()
        )
    }

    mutating func grant() -> GrantState {
        let end = element(of: [
            GrantState.End.revoked(at: index()), .expired(at: index()), .retired(at: index()),
            .withdrawn(at: index()),
        ])
        return GrantState(
            index: index(),
            document: element(of: documents),
            owner: element(of: members),
            grantee: element(of: members),
            purpose: element(of: Purpose.allCases),
            until: time(),
            end: perhaps(end)
        )
    }
}

extension Samples {
    mutating func event() -> EventState {
        EventState(
            index: index(),
            kind: element(of: Statement.Kind.allCases),
            time: time(),
            author: element(of: members),
            number: index(),
            owner: perhaps(element(of: members)),
            document: perhaps(element(of: documents)),
            member: perhaps(element(of: members)),
            grant: perhaps(index()),
            isOnBehalf: coin()
        )
    }

    mutating func memberKeys() -> MemberKeyState {
        MemberKeyState(
            member: element(of: members),
            index: index(),
            recipient: digest(),
            verifier: perhaps(element(of: Self.keys)),
            witness: perhaps(element(of: Self.keys))
        )
    }

    mutating func logKey() -> LogKeyState {
        LogKeyState(index: index(), key: element(of: Self.keys))
    }

    mutating func invitation() -> InvitationState {
        InvitationState(
            index: index(),
            author: element(of: members),
            invitation: Invitation(
                member: element(of: members),
                until: time(),
                recipient: digest(),
                verifier: element(of: Self.keys),
                custody: freshDigest(),
                group: GroupKey(
                    office: element(of: offices),
                    generation: 1 + number(below: 2),
                    envelope: freshDigest()
                )
            )
        )
    }

    mutating func recoveryPlan() -> RecoveryPlanState {
        RecoveryPlanState(
            member: element(of: members),
            index: index(),
            recipient: digest(),
            verifier: element(of: Self.keys),
            days: index(),
            escrow: freshDigest()
        )
    }

    mutating func recovery() -> RecoveryState {
        RecoveryState(
            member: element(of: members),
            index: index(),
            recipient: digest(),
            verifier: element(of: Self.keys),
            ready: time()
        )
    }

    mutating func erasure() -> ErasureState {
        ErasureState(
            index: index(),
            owner: element(of: members),
            document: perhaps(element(of: documents)),
            ground: element(of: ErasureGround.allCases),
            warrant: perhaps(index())
        )
    }

    mutating func hole() -> HoleState {
        let author = perhaps(element(of: members))
        return HoleState(
            hole: Hole(index: index(), time: time(), author: author, number: index()),
            warrant: index()
        )
    }
}
