import Testing
import VaultLedger

/// A statement whose text is written out, so that the format is fixed and not only self-consistent.
///
/// The key ids were computed from the definition in c2sp.org/signed-note without this library.
struct StatementExample: CustomTestStringConvertible, Sendable {
    let name: String

    /// The lines of the type, without those that all statements have; `nil` if there are none.
    let lines: String?

    let body: Statement.Body

    let kind: Statement.Kind

    var testDescription: String { name }

    var text: String {
        """
        vault.example/district/statement/v1
        type \(kind.rawValue)
        author m-4kz1v8q0r2d7c9hx
        number 7
        time 2026-11-24T10:00:00Z
        seen 12 J/tawbfXKLV4YvjbWtH9s/b4+SgVUoQsIkLPq6l/hkY=
        salt AAECAwQFBgcICQoLDA0ODw==
        \(lines.map { "\($0)\n" } ?? "")
        """
    }

    var statement: Statement {
        Statement(
            origin: "vault.example/district",
            author: Self.member("m-4kz1v8q0r2d7c9hx"),
            number: 7,
            time: Self.time("2026-11-24T10:00:00Z"),
            seen: TreeHead(
                size: 12,
                root: required(
                    Digest(
                        hexadecimal:
                            "27fb5ac1b7d728b57862f8db5ad1fdb3f6f8f9281552842c2242cfaba97f8646"
                    )
                )
            ),
            salt: required(Salt(Array(0..<16))),
            body: body
        )
    }
}

/// Takes a value that a test is sure of.
func required<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("a value of the tests is malformed") }
    return value
}

extension StatementExample {
    static let owner = member("m-0e9dj3x2b6s8mt5w")
    static let document = required(DocumentID("d-7tq2n4k8v1c6z0fg"))
    static let office = required(OfficeID("o-1a2b3c4d5e6f7g8h"))

    static func member(_ text: String) -> MemberID { required(MemberID(text)) }

    static func time(_ text: String) -> LedgerTime { required(LedgerTime(text)) }

    /// A digest of 32 equal bytes.
    static func digest(_ byte: UInt8) -> Digest { Digest(InlineArray(repeating: byte)) }

    static func key(_ text: String) -> VerifierKey { required(try? VerifierKey(text)) }

    static let content = SealedContent(
        ciphertext: digest(5),
        length: 123_456,
        content: digest(6)
    )

    /// A key for the author and one for the owner, in the order of their names.
    static let holders = [
        SealedKey(holder: owner, recipient: digest(3), envelope: digest(4)),
        SealedKey(
            holder: member("m-4kz1v8q0r2d7c9hx"),
            recipient: digest(1),
            envelope: digest(2)
        ),
    ]
}

extension StatementExample {
    static let all = membership + documents + keys + releases

    static let membership = [
        StatementExample(
            name: "genesis",
            lines: """
                suite hybrid
                log-key vault.example/district+6dca1b3c+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                card AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-4kz1v8q0r2d7c9hx+40ae7772\
                +ASmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X
                """,
            body: .genesis(
                Genesis(
                    suite: .hybrid,
                    logKey: key(
                        "vault.example/district+6dca1b3c+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSV"
                            + "TG4"
                    ),
                    card: digest(1),
                    recipient: digest(2),
                    verifier: key(
                        "vault.example/district/m-4kz1v8q0r2d7c9hx+40ae7772"
                            + "+ASmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
                    )
                )
            ),
            kind: .genesis
        ),
        StatementExample(
            name: "office",
            lines: """
                office o-1a2b3c4d5e6f7g8h
                kind custody
                generation 1
                recipient BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=
                envelope m-0e9dj3x2b6s8mt5w AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM= \
                BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=
                envelope m-4kz1v8q0r2d7c9hx AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE= \
                AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                """,
            body: .office(
                OfficeDefinition(
                    office: office,
                    kind: .custody,
                    generation: 1,
                    recipient: digest(7),
                    previous: nil,
                    holders: holders
                )
            ),
            kind: .office
        ),
        StatementExample(
            name: "office with a name, second generation",
            lines: """
                office o-1a2b3c4d5e6f7g8h
                kind custody
                generation 2
                recipient BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=
                previous CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=
                card CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=
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
                    previous: digest(8),
                    card: digest(9),
                    holders: holders
                )
            ),
            kind: .office
        ),
        StatementExample(
            name: "enrol a counselor",
            lines: """
                member m-0e9dj3x2b6s8mt5w
                role counselor
                office o-1a2b3c4d5e6f7g8h
                card AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf\
                +AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                key o-1a2b3c4d5e6f7g8h 1 CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=
                key o-zzzzzzzzzzzzzzzz 12 CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=
                """,
            body: .enrol(
                Enrolment(
                    member: owner,
                    role: .counselor,
                    office: office,
                    card: digest(1),
                    recipient: digest(2),
                    verifier: key(
                        "vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf"
                            + "+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
                    ),
                    witness: nil,
                    custody: nil,
                    keys: [
                        GroupKey(office: office, generation: 1, envelope: digest(8)),
                        GroupKey(
                            office: required(OfficeID("o-zzzzzzzzzzzzzzzz")),
                            generation: 12,
                            envelope: digest(9)
                        ),
                    ]
                )
            ),
            kind: .enrol
        ),
        StatementExample(
            name: "enrol an auditor",
            lines: """
                member m-0e9dj3x2b6s8mt5w
                role auditor
                card AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                verifier vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf\
                +AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
                witness vault.example/district/m-0e9dj3x2b6s8mt5w+738479de\
                +BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X
                """,
            body: .enrol(
                Enrolment(
                    member: owner,
                    role: .auditor,
                    office: nil,
                    card: digest(1),
                    recipient: digest(2),
                    verifier: key(
                        "vault.example/district/m-0e9dj3x2b6s8mt5w+8f2bc5bf"
                            + "+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
                    ),
                    witness: key(
                        "vault.example/district/m-0e9dj3x2b6s8mt5w+738479de"
                            + "+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
                    ),
                    custody: nil,
                    keys: []
                )
            ),
            kind: .enrol
        ),
        StatementExample(
            name: "enrol a provisional owner",
            lines: """
                member m-0e9dj3x2b6s8mt5w
                role owner
                office o-1a2b3c4d5e6f7g8h
                card AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                recipient AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
                custody AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=
                """,
            body: .enrol(
                Enrolment(
                    member: owner,
                    role: .owner,
                    office: office,
                    card: digest(1),
                    recipient: digest(2),
                    verifier: nil,
                    witness: nil,
                    custody: digest(3),
                    keys: []
                )
            ),
            kind: .enrol
        ),
    ]
}
