import VaultLedger

extension RuleCase {
    /// Names and keys of new members.
    static let identities: [RuleCase] = changes(
        of: { $0.enrol(.nina, as: .organisation) },
        in: .audited,
        [
            (.duplicate, "a member who is enrolled", { $0.enrol(.chamber, as: .organisation) }),
            (
                .duplicate, "the recipient of another member",
                { $0.enrol(.nina, as: .organisation, recipient: Person.pavel.recipient) }
            ),
            (
                .duplicate, "the recipient of a group",
                {
                    let recipient = digest(of: "recipient of \(Group.carrier)")
                    return $0.enrol(.nina, as: .organisation, recipient: recipient)
                }
            ),
            (
                .duplicate, "the statement key of another member",
                { $0.enrol(.nina, as: .organisation, verifier: ninasKey(of: "olga")) }
            ),
            (
                .duplicate, "the cosignature key of an auditor",
                {
                    let witness = Person.nina.witness(
                        from: digest(of: "witness seed of iris"),
                        type: .ed25519
                    )
                    return $0.enrol(.nina, as: .organisation, verifier: witness)
                }
            ),
            (
                .duplicate, "the key of the log",
                { $0.enrol(.nina, as: .organisation, verifier: ninasKey(of: "log")) }
            ),
            (
                .keyName, "a key under another member's name",
                { $0.enrol(.nina, as: .organisation, verifier: Person.ivan.verifier) }
            ),
            (
                .keyName, "a key under another vault's name",
                {
                    let signer = Person.nina.signer(origin: "vault.example/other")
                    return $0.enrol(.nina, as: .organisation, verifier: signer.verifierKey)
                }
            ),
            (
                .keyName, "a key for cosignatures instead",
                { $0.enrol(.nina, as: .organisation, verifier: Person.nina.witness) }
            ),
            (
                .keyName, "a key for cosignatures with someone who is no auditor",
                { $0.enrol(.nina, as: .organisation, witness: Person.nina.witness) }
            ),
        ]
    )

    /// The enrolment of auditors: the first, and those whom another auditor has to admit.
    static let auditors: [RuleCase] =
        changes(
            of: { $0.enrol(.iris, as: .auditor) },
            in: .staffed,
            [
                (.role, "by a counselor", { $0.enrol(.iris, as: .auditor, by: .clara) }),
                (.signers, "the first with a second signature", firstWithHerOwnSignature),
                (
                    .keyName, "without a key for cosignatures",
                    { $0.enrol(.iris, as: .auditor).editing { $0.removingLine("witness") } }
                ),
                (
                    .keyName, "with two keys for statements",
                    {
                        let seed = digest(of: "witness seed of iris")
                        let key = Person.iris.witness(from: seed, type: .ed25519)
                        return $0.enrol(.iris, as: .auditor, witness: key)
                    }
                ),
                (
                    .keyName, "with the key for cosignatures of another name",
                    { $0.enrol(.iris, as: .auditor, witness: Person.ivan.witness) }
                ),
                (
                    .duplicate, "with one key for both",
                    {
                        let witness = Person.iris.witness(from: digest(of: "seed of iris"))
                        return $0.enrol(.iris, as: .auditor, witness: witness)
                    }
                ),
                (
                    .duplicate, "with the log's key for cosignatures",
                    {
                        let witness = Person.iris.witness(from: digest(of: "seed of log"))
                        return $0.enrol(.iris, as: .auditor, witness: witness)
                    }
                ),
            ]
        )
        + changes(
            of: { $0.enrol(.ivan, as: .auditor, along: .iris) },
            in: .audited,
            [
                (.signers, "without an auditor", { $0.enrol(.ivan, as: .auditor) }),
                (
                    .signers, "with a counselor in the auditor's place",
                    { $0.enrol(.ivan, as: .auditor, along: .clara) }
                ),
                (
                    .signers, "with the new auditor's own signature",
                    { $0.enrol(.ivan, as: .auditor, along: .ivan) }
                ),
                (
                    .signers, "with another admin in the auditor's place",
                    { $0.enrol(.ivan, as: .auditor, along: .alan) }
                ),
                (
                    .signers, "with the auditor first",
                    {
                        $0.enrol(.ivan, as: .auditor)
                            .signed(by: [.iris, .ada])
                    }
                ),
                (
                    .signers, "with the auditor alone",
                    { $0.enrol(.ivan, as: .auditor).signed(by: [.iris]) }
                ),
                (
                    .signers, "with another key under the auditor's name",
                    {
                        let forger = Person.ivan.signer(named: Person.iris.keyName)
                        return $0.enrol(.ivan, as: .auditor)
                            .signed(with: [Person.ada.signer(), forger])
                    }
                ),
                (
                    .signers, "with a third signature",
                    {
                        $0.enrol(.ivan, as: .auditor)
                            .signed(by: [.ada, .iris, .alan])
                    }
                ),
                (
                    .signature, "with the auditor's signature of another text",
                    { $0.enrol(.ivan, as: .auditor, along: .iris).with(\.isForged, true) }
                ),
                (
                    .duplicate, "with the other auditor's key for cosignatures",
                    {
                        let witness = Person.ivan.witness(from: digest(of: "witness seed of iris"))
                        return $0.enrol(.ivan, as: .auditor, witness: witness, along: .iris)
                    }
                ),
            ]
        )

    private static func firstWithHerOwnSignature(_ scenario: Scenario) -> Draft {
        scenario.enrol(.iris, as: .auditor, along: .iris)
    }

    /// Somebody's public key under the name of Nina.
    private static func ninasKey(of person: String) -> VerifierKey {
        key(Person.nina.keyName, .ed25519, of: person)
    }
}
