import VaultLedger

extension StatementExample {
    static let documents = [
        StatementExample(
            name: "deposit",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                generation 1
                ciphertext BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=
                length 123456
                content BgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgY=
                envelope m-0e9dj3x2b6s8mt5w AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM= \
                BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                """,
            body: .deposit(
                Deposit(
                    owner: owner,
                    document: document,
                    generation: 1,
                    content: content,
                    key: holders[0]
                )
            ),
            kind: .deposit
        ),
        StatementExample(
            name: "grant",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                generation 2
                purpose language-course
                until 2027-03-01T23:59:59Z
                basis custody o-1a2b3c4d5e6f7g8h
                envelope m-0e9dj3x2b6s8mt5w AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM= \
                BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                """,
            body: .grant(
                Grant(
                    owner: owner,
                    document: document,
                    generation: 2,
                    purpose: .languageCourse,
                    until: time("2027-03-01T23:59:59Z"),
                    basis: .custody(office),
                    key: holders[0]
                )
            ),
            kind: .grant
        ),
        StatementExample(
            name: "revoke",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                grant 9
                basis own
                """,
            body: .revoke(Revocation(owner: owner, document: document, grant: 9, basis: .own)),
            kind: .revoke
        ),
        StatementExample(
            name: "rekey",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                generation 3
                cause expiry
                basis own
                ciphertext BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=
                length 123456
                content BgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgY=
                envelope m-0e9dj3x2b6s8mt5w AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM= \
                BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                envelope m-4kz1v8q0r2d7c9hx AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE= \
                AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                """,
            body: .rekey(
                Rekeying(
                    owner: owner,
                    document: document,
                    generation: 3,
                    cause: .expiry,
                    basis: .own,
                    content: content,
                    holders: holders
                )
            ),
            kind: .rekey
        ),
        StatementExample(
            name: "describe",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                generation 3
                basis own
                envelope m-0e9dj3x2b6s8mt5w AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM= \
                BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                envelope m-4kz1v8q0r2d7c9hx AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE= \
                AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                """,
            body: .describe(
                Redescription(
                    owner: owner,
                    document: document,
                    generation: 3,
                    basis: .own,
                    holders: holders
                )
            ),
            kind: .describe
        ),
        StatementExample(
            name: "open",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                generation 3
                basis grant 10
                """,
            body: .open(
                Opening(owner: owner, document: document, generation: 3, basis: .grant(10))
            ),
            kind: .open
        ),
    ]
}
