import LedgerSupport
import VaultLedger

extension RuleCase {
    /// What every statement has to keep, tried on a grant by an owner.
    static let frame: [RuleCase] =
        changes(
            of: { $0.grant(.diploma) },
            in: .furnished,
            [
                (.malformed, "a line more", { $0.grant(.diploma).editing { $0 + "note x\n" } }),
                (
                    .malformed, "a purpose that is not on the list",
                    { $0.grant(.diploma).editing { $0.changing("recognition", to: "curiosity") } }
                ),
                (
                    .origin, "another vault",
                    {
                        $0.grant(.diploma).with(\.origin, "vault.example/other")
                            .with(\.signers, [Person.olga.signer(origin: "vault.example/other")])
                    }
                ),
                (.author, "an author who is not enrolled", { $0.grant(.diploma, by: .nina) }),
                (.author, "an author without a key", { $0.grant(.diploma, by: .pavel) }),
                (
                    .signers, "somebody else's signature",
                    { $0.grant(.diploma).signed(by: [.clara]) }
                ),
                (
                    .signers, "another key under the author's name",
                    {
                        $0.grant(.diploma)
                            .signed(with: [Person.nina.signer(named: Person.olga.keyName)])
                    }
                ),
                (
                    .signers, "the author's key under another name",
                    {
                        $0.grant(.diploma)
                            .signed(with: [Person.olga.signer(named: Person.clara.keyName)])
                    }
                ),
                (
                    .signers, "a signature more",
                    { $0.grant(.diploma).signed(by: [.olga, .clara]) }
                ),
                (
                    .signers, "a signature more in front",
                    { $0.grant(.diploma).signed(by: [.clara, .olga]) }
                ),
                (
                    .signature, "the signature of another text",
                    { $0.grant(.diploma).with(\.isForged, true) }
                ),
            ]
        ) + order

    /// Number, time and the head that was seen.
    private static let order: [RuleCase] =
        changes(
            of: { $0.grant(.diploma).with(\.number, 1) },
            in: .furnished,
            [(.number, "number zero", { $0.grant(.diploma).with(\.number, 0) })]
        )
        + changes(
            of: { $0.open(.diploma) },
            in: .furnished.after { $0.grant(.diploma).with(\.number, 7) },
            [
                (.number, "the number again", { $0.open(.diploma).with(\.number, 7) }),
                (.number, "a smaller number", { $0.open(.diploma).with(\.number, 6) }),
                (.time, "five minutes and a second late", { $0.open(.diploma).delayed(by: -361) }),
                (.time, "a year late", { $0.open(.diploma).delayed(by: -31_536_000) }),
                (
                    .seen, "the root of no tree",
                    {
                        $0.open(.diploma).seeing(
                            TreeHead(size: $0.index, root: digest(of: "nothing"))
                        )
                    }
                ),
                (
                    .seen, "the root of another size",
                    {
                        $0.open(.diploma).seeing(
                            TreeHead(size: $0.index - 1, root: $0.store.head.root)
                        )
                    }
                ),
                (
                    .seen, "a tree that is larger than the log",
                    {
                        $0.open(.diploma).seeing(
                            TreeHead(size: $0.index + 1, root: $0.store.head.root)
                        )
                    }
                ),
                (
                    .seen, "another root of the tree without leaves",
                    { $0.open(.diploma).seeing(TreeHead(size: 0, root: $0.store.head.root)) }
                ),
                (
                    .stale, "the deposit by another author not seen",
                    { $0.open(.diploma).seeing($0.store.head(size: $0.depositOf(.diploma))) }
                ),
                (.stale, "nothing seen", { $0.open(.diploma).seeing(.empty) }),
            ]
        )

    /// The first statement.
    static let genesis: [RuleCase] =
        changes(
            of: { $0.genesis() },
            in: .empty,
            [
                (.genesis, "an office first", { $0.office(Group.townHall, holders: [.ada]) }),
                (.genesis, "an enrolment first", { $0.enrol(.alan, as: .admin) }),
                (
                    .keyName, "a log key of another name",
                    { $0.genesis(logKey: Person.olga.verifier) }
                ),
                (
                    .keyName, "a log key for cosignatures",
                    { $0.genesis(logKey: key(Person.origin, .cosignature, of: "log")) }
                ),
                (
                    .keyName, "a statement key of another name",
                    { $0.genesis(verifier: key(Person.alan.keyName, .ed25519, of: "ada")) }
                ),
                (
                    .keyName, "a statement key for cosignatures",
                    { $0.genesis(verifier: key(Person.ada.keyName, .cosignature, of: "ada")) }
                ),
                (
                    .keyName, "one key for the log and the admin",
                    { $0.genesis(logKey: key(Person.origin, .ed25519, of: "ada")) }
                ),
                (
                    .signers, "a signature by another key",
                    { $0.genesis().signed(by: [.alan]) }
                ),
                (
                    .signers, "a signature more",
                    { $0.genesis().signed(by: [.ada, .alan]) }
                ),
                (.signature, "a forged signature", { $0.genesis().with(\.isForged, true) }),
                (.number, "number zero", { $0.genesis().with(\.number, 0) }),
                (
                    .seen, "a log before the first statement",
                    { $0.genesis().seeing(TreeHead(size: 1, root: digest(of: "another log"))) }
                ),
                (
                    .seen, "another root of the tree without leaves",
                    { $0.genesis().seeing(TreeHead(size: 0, root: digest(of: "nothing"))) }
                ),
            ]
        )
        + changes(
            of: { $0.office(Group.everyone, kind: .members, holders: [.ada]) },
            in: .begun,
            [
                (.genesis, "a second beginning", { $0.genesis() }),
                (.author, "a second beginning by somebody else", { $0.genesis(by: .nina) }),
            ]
        )

    /// A public key of the tests under any name and for any type.
    static func key(_ name: String, _ type: SignatureType, of person: String) -> VerifierKey {
        required(
            try? VerifierKey(
                name: KeyName(name),
                type: type,
                publicKey: Person(name: person).verifier.publicKey
            )
        )
    }
}
