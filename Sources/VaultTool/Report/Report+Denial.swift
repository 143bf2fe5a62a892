import Vault
import VaultLedger

extension Report {
    /// Says why an identity may not do something.
    ///
    /// - Parameter denial: The reason.
    init(_ denial: Denial) {
        switch denial {
        case .notEnrolled:
            self.init(
                denied: "not-enrolled",
                "This identity is not enrolled in the vault",
                hint: "Hand its card over to be enrolled: vaulttool identity card FILE"
            )
        case .role(let role):
            self.init(
                denied: "role",
                "The role \(role.rawValue) does not allow this",
                hint: "See who has which role with: vaulttool members"
            )
        case .noGrant(let document):
            self.init(
                denied: "no-grant",
                "Document \(document) was never granted to this identity",
                hint: Self.askForGrant
            )
        case .revoked(let document):
            self.init(
                denied: "revoked",
                "The grant of document \(document) was revoked",
                hint: Self.askForGrant
            )
        case .expired(let document, let until):
            self.init(
                denied: "expired",
                "The grant of document \(document) ended at \(until)",
                hint: Self.askForGrant
            )
        case .notInCustody(let owner):
            self.init(
                denied: "not-in-custody",
                "The owner \(owner) is not in the custody of this identity's office",
                hint: "The owner, or a counselor of the owner's office, can do it"
            )
        case .grantee(let member):
            self.init(
                denied: "grantee",
                "\(member) cannot be given documents: no owner, no auditor and nobody who grants can",
                hint: "See who has which role with: vaulttool members"
            )
        case .auditorSignature:
            self.init(
                denied: "auditor-signature",
                "Another auditor is enrolled only with the signature of an auditor who is already",
                hint: "Add the identity of an enrolled auditor: --also-as FILE"
            )
        }
    }

    private static let askForGrant = "Ask the owner, or their counselor, for a grant"

    private init(denied code: String, _ message: String, hint: String) {
        self.init(.notAllowed, "not-allowed.\(code)", message, hint: hint)
    }

    /// Says what is wrong with a value that was typed.
    ///
    /// - Parameter value: The value.
    init(_ value: InvalidValue) {
        switch value {
        case .origin:
            self.init(
                invalid: "origin",
                "The origin cannot name a vault",
                hint: "Use printable ASCII without spaces and +, such as vault.example/district"
            )
        case .name:
            self.init(
                invalid: "name",
                "The name cannot be used",
                hint: "Use 1 to 200 characters on one line"
            )
        case .title:
            self.init(
                invalid: "title",
                "The title cannot be used",
                hint: "Use 1 to 500 characters on one line"
            )
        case .kind:
            self.init(
                invalid: "kind",
                "The kind is not a dotted code",
                hint: "Use lower-case letters, digits and hyphens: edu.vocational-diploma"
            )
        case .language:
            self.init(
                invalid: "language",
                "The language is not a language tag",
                hint: "Use a tag of BCP 47, such as ar or uk-Cyrl"
            )
        case .untilPast:
            self.init(
                invalid: "until-past",
                "The end of the grant does not lie in the future",
                hint: "Choose a later --until"
            )
        case .untilTooLong:
            self.init(
                invalid: "until-too-long",
                "A grant on behalf of an owner lasts 180 days at most",
                hint: "Choose an earlier --until"
            )
        case .office:
            self.init(
                invalid: "office",
                "This identity holds the key of no office, or of several",
                hint: "Act as a counselor, who belongs to exactly one office"
            )
        }
    }

    private init(invalid code: String, _ message: String, hint: String) {
        self.init(.usage, "invalid.\(code)", message, hint: hint)
    }
}
