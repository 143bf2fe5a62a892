import VaultLedger

extension StatementExample {
    /// The last document there can be.
    private static let lastDocument = required(DocumentID("d-zzzzzzzzzzzzzzzz"))

    /// The owner's statement key.
    static let ownerVerifier = key(
        "vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf"
            + "+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    )

    private static let ownerWitness = key(
        "vault.example/district/m-0e9dj3x2b6s8mt5w+738479de"
            + "+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
    )

    /// Who leaves, and who goes on with which keys.
    static let keys = [
        StatementExample(
            name: "office, second generation",
            lines: """
                office o-1a2b3c4d5e6f7g8h
                kind custody
                generation 2
                recipient BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=
                previous CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=
                envelope m-0e9dj3x2b6s8mt5w AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM= \
                BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                envelope m-4kz1v8q0r2d7c9hx AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE= \
                AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                """,
            body: .office(
                OfficeDefinition(
                    office: office,
                    kind: .custody,
                    generation: 2,
                    recipient: digest(7),
                    previous: digest(9),
                    holders: holders
                )
            ),
            kind: .office
        ),
        StatementExample(
            name: "retire",
            lines: """
                member m-0e9dj3x2b6s8mt5w
                """,
            body: .retire(Retirement(member: owner)),
            kind: .retire
        ),
        StatementExample(
            name: "rotate an auditor",
            lines: """
                member m-0e9dj3x2b6s8mt5w
                card AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf+AQOhB7/zzhC\
                +HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                witness vault.example/district/m-0e9dj3x2b6s8mt5w+738479de\
                +BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X
                key o-1a2b3c4d5e6f7g8h 2 CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=
                document d-7tq2n4k8v1c6z0fg BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                document d-zzzzzzzzzzzzzzzz BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=
                """,
            body: .rotate(
                Rotation(
                    member: owner,
                    office: nil,
                    recovery: nil,
                    keys: NewKeys(
                        card: digest(1),
                        recipient: digest(2),
                        verifier: ownerVerifier,
                        witness: ownerWitness,
                        custody: nil,
                        groups: [GroupKey(office: office, generation: 2, envelope: digest(8))],
                        documents: [
                            DocumentKey(document: document, envelope: digest(4)),
                            DocumentKey(document: lastDocument, envelope: digest(5)),
                        ]
                    )
                )
            ),
            kind: .rotate
        ),
        StatementExample(
            name: "rotate a provisional owner",
            lines: """
                member m-0e9dj3x2b6s8mt5w
                office o-1a2b3c4d5e6f7g8h
                card AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                custody AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=
                document d-7tq2n4k8v1c6z0fg BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                document d-zzzzzzzzzzzzzzzz BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=
                """,
            body: .rotate(
                Rotation(
                    member: owner,
                    office: office,
                    recovery: nil,
                    keys: NewKeys(
                        card: digest(1),
                        recipient: digest(2),
                        verifier: nil,
                        witness: nil,
                        custody: digest(3),
                        groups: [],
                        documents: [
                            DocumentKey(document: document, envelope: digest(4)),
                            DocumentKey(document: lastDocument, envelope: digest(5)),
                        ]
                    )
                )
            ),
            kind: .rotate
        ),
        StatementExample(
            name: "rotate after a recovery",
            lines: """
                member m-0e9dj3x2b6s8mt5w
                recovery 11
                card AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf+AQOhB7/zzhC\
                +HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                key o-1a2b3c4d5e6f7g8h 2 CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=
                """,
            body: .rotate(
                Rotation(
                    member: owner,
                    office: nil,
                    recovery: 11,
                    keys: NewKeys(
                        card: digest(1),
                        recipient: digest(2),
                        verifier: ownerVerifier,
                        witness: nil,
                        custody: nil,
                        groups: [GroupKey(office: office, generation: 2, envelope: digest(8))],
                        documents: []
                    )
                )
            ),
            kind: .rotate
        ),
        StatementExample(
            name: "invite",
            lines: """
                member m-0e9dj3x2b6s8mt5w
                until 2027-03-01T23:59:59Z
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf+AQOhB7/zzhC\
                +HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                custody AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=
                key o-1a2b3c4d5e6f7g8h 2 CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=
                """,
            body: .invite(
                Invitation(
                    member: owner,
                    until: time("2027-03-01T23:59:59Z"),
                    recipient: digest(2),
                    verifier: ownerVerifier,
                    custody: digest(3),
                    group: GroupKey(office: office, generation: 2, envelope: digest(8))
                )
            ),
            kind: .invite
        ),
        StatementExample(
            name: "claim with a counselor",
            lines: """
                counselor m-4kz1v8q0r2d7c9hx
                card AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf+AQOhB7/zzhC\
                +HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                key o-1a2b3c4d5e6f7g8h 2 CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=
                document d-7tq2n4k8v1c6z0fg BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                document d-zzzzzzzzzzzzzzzz BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=
                """,
            body: .claim(
                Claim(
                    warrantor: .counselor(member("m-4kz1v8q0r2d7c9hx")),
                    keys: NewKeys(
                        card: digest(1),
                        recipient: digest(2),
                        verifier: ownerVerifier,
                        witness: nil,
                        custody: nil,
                        groups: [GroupKey(office: office, generation: 2, envelope: digest(8))],
                        documents: [
                            DocumentKey(document: document, envelope: digest(4)),
                            DocumentKey(document: lastDocument, envelope: digest(5)),
                        ]
                    )
                )
            ),
            kind: .claim
        ),
        StatementExample(
            name: "claim with a code",
            lines: """
                invitation 11
                card AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf+AQOhB7/zzhC\
                +HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                key o-1a2b3c4d5e6f7g8h 2 CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=
                """,
            body: .claim(
                Claim(
                    warrantor: .invitation(11),
                    keys: NewKeys(
                        card: digest(1),
                        recipient: digest(2),
                        verifier: ownerVerifier,
                        witness: nil,
                        custody: nil,
                        groups: [GroupKey(office: office, generation: 2, envelope: digest(8))],
                        documents: []
                    )
                )
            ),
            kind: .claim
        ),
    ]
}
