import VaultLedger

extension StatementExample {
    /// Recoveries, documents that leave the vault, erasures and the log itself.
    static let releases = [
        StatementExample(
            name: "recovery-plan",
            lines: """
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf+AQOhB7/zzhC\
                +HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                days 30
                escrow AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=
                holder BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                holder BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=
                """,
            body: .recoveryPlan(
                RecoveryPlan(
                    recipient: digest(2),
                    verifier: ownerVerifier,
                    days: 30,
                    escrow: digest(3),
                    holders: [digest(4), digest(5)]
                )
            ),
            kind: .recoveryPlan
        ),
        StatementExample(
            name: "recover",
            lines: """
                plan 11
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf+AQOhB7/zzhC\
                +HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                """,
            body: .recover(
                RecoveryRequest(plan: 11, recipient: digest(2), verifier: ownerVerifier)
            ),
            kind: .recover
        ),
        StatementExample(
            name: "veto",
            lines: """
                recovery 11
                """,
            body: .veto(Veto(recovery: 11)),
            kind: .veto
        ),
        StatementExample(
            name: "send",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                generation 3
                purpose employment
                basis own
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                ciphertext BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=
                length 123456
                """,
            body: .send(
                Sending(
                    owner: owner,
                    document: document,
                    generation: 3,
                    purpose: .employment,
                    basis: .own,
                    recipient: digest(2),
                    ciphertext: digest(5),
                    length: 123_456
                )
            ),
            kind: .send
        ),
        StatementExample(
            name: "withdraw",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                basis deposit
                """,
            body: .withdraw(Withdrawal(owner: owner, document: document, basis: .deposit)),
            kind: .withdraw
        ),
        StatementExample(
            name: "deletion-request",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                release 11
                due 2027-03-01T12:00:00Z
                basis own
                """,
            body: .deletionRequest(
                DeletionRequest(
                    owner: owner,
                    document: document,
                    release: 11,
                    due: required(LedgerTime("2027-03-01T12:00:00Z")),
                    basis: .own
                )
            ),
            kind: .deletionRequest
        ),
        StatementExample(
            name: "deletion-answer",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                request 12
                outcome kept
                basis grant 11
                """,
            body: .deletionAnswer(
                DeletionAnswer(
                    owner: owner,
                    document: document,
                    request: 12,
                    outcome: .kept,
                    basis: .grant(11)
                )
            ),
            kind: .deletionAnswer
        ),
        StatementExample(
            name: "erase a document",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                document d-7tq2n4k8v1c6z0fg
                ground consent-withdrawn
                """,
            body: .erase(
                ErasureRequest(owner: owner, document: document, ground: .consentWithdrawn)
            ),
            kind: .erase
        ),
        StatementExample(
            name: "erase an owner",
            lines: """
                owner m-0e9dj3x2b6s8mt5w
                ground legal-duty
                """,
            body: .erase(ErasureRequest(owner: owner, document: nil, ground: .legalDuty)),
            kind: .erase
        ),
        StatementExample(
            name: "warrant",
            lines: """
                request 11
                hole 3 2026-11-24T08:00:00Z
                hole 5 2026-11-24T09:00:00Z m-4kz1v8q0r2d7c9hx 2
                """,
            body: .warrant(
                ErasureWarrant(
                    request: 11,
                    holes: [
                        Hole(index: 3, time: time("2026-11-24T08:00:00Z"), author: nil, number: 0),
                        Hole(
                            index: 5,
                            time: time("2026-11-24T09:00:00Z"),
                            author: member("m-4kz1v8q0r2d7c9hx"),
                            number: 2
                        ),
                    ]
                )
            ),
            kind: .warrant
        ),
        StatementExample(name: "clock", lines: nil, body: .clock, kind: .clock),
        StatementExample(
            name: "log-key",
            lines: """
                log-key vault.example/district+6dca1b3c+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                """,
            body: .logKey(
                LogKeyChange(
                    logKey: key(
                        "vault.example/district+6dca1b3c+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSV"
                            + "TG4"
                    )
                )
            ),
            kind: .logKey
        ),
        StatementExample(
            name: "scrub",
            lines: """
                blobs 12
                bytes 345678
                decrypted 3
                finding blob.missing 1
                finding mode.wrong 40
                """,
            body: .scrub(
                Scrub(
                    blobs: 12,
                    bytes: 345_678,
                    decrypted: 3,
                    findings: [
                        Scrub.Count(finding: .blobMissing, count: 1),
                        Scrub.Count(finding: .modeWrong, count: 40),
                    ]
                )
            ),
            kind: .scrub
        ),
        StatementExample(
            name: "scrub without keys",
            lines: """
                blobs 0
                bytes 0
                """,
            body: .scrub(Scrub(blobs: 0, bytes: 0, decrypted: nil, findings: [])),
            kind: .scrub
        ),
    ]
}
