import Vault
import VaultLedger

extension Report {
    /// A code, what happened, and what to do.
    private typealias Words = (code: String, message: Message, hint: Message)

    /// Says why an identity may not do something.
    ///
    /// - Parameter denial: The reason.
    init(_ denial: Denial) {
        let words = Self.words(for: denial)
        self.init(.notAllowed, "not-allowed.\(words.code)", words.message, hint: words.hint)
    }

    private static let askForGrant: Message = "Ask the owner, or their counselor, for a grant"
    private static let seeRoles: Message = "See who has which role with: vaulttool members"

    private static func words(for denial: Denial) -> Words {
        switch denial {
        case .notEnrolled:
            (
                "not-enrolled", "This identity is not enrolled in the vault",
                "Hand its card over to be enrolled: vaulttool identity card FILE"
            )
        case .replaced(let member):
            (
                "replaced", "\(member) goes on with newer keys than those of this identity",
                "Use the identity file that took its place"
            )
        case .retired:
            (
                "retired", "The member of this identity has left the vault",
                "Leave --as out to see what anybody can see"
            )
        case .role(let role):
            ("role", "The role \(Style.role(role)) does not allow this", seeRoles)
        case .noGrant(let document):
            ("no-grant", "Document \(document) was never granted to this identity", askForGrant)
        case .statement(let index):
            (
                "statement",
                "Statement \(index) is not in the part of the history that you may see",
                "See what is with: vaulttool history"
            )
        case .revoked(let document):
            ("revoked", "The grant of document \(document) was revoked", askForGrant)
        case .expired(let document, let until):
            ("expired", "The grant of document \(document) ended at \(until)", askForGrant)
        case .notInCustody(let owner):
            (
                "not-in-custody",
                "The owner \(owner) is not in the custody of this identity's office",
                "The owner, or a counselor of the owner's office, can do it"
            )
        case .notProvisional(let member):
            (
                "not-provisional",
                "\(member) is no owner without a key, so no office has custody of it",
                "See who is a provisional owner with: vaulttool members"
            )
        case .depositTooOld(let document):
            (
                "deposit-too-old",
                "\(document) was stored more than 7 days ago: whoever stored it cannot take it back",
                "The owner, or a counselor of the owner's office, can withdraw it"
            )
        case .grantee(let member):
            (
                "grantee",
                "\(member) cannot be given documents: no owner, no auditor and nobody who grants can",
                seeRoles
            )
        case .claimCode:
            (
                "claim-code",
                """
                This is no claim code of this vault, or it was used or replaced, or ended with new \
                keys of the office
                """,
                "Look at each group again, or ask your office for another code"
            )
        case .claimCodeExpired(let until):
            (
                "claim-code-expired", "The claim code could be used until \(until)",
                "Ask your office for another code"
            )
        case .recipientEnrolled(let member):
            (
                "recipient-enrolled",
                "The recipient is \(member), a member of this vault",
                "Grant the document instead, which can be revoked: vaulttool grant DOC --to \(member)"
            )
        case .recipientReplaced(let member):
            (
                "recipient-replaced",
                "The key is an old one of \(member), who goes on with another",
                "Ask for the present card, made with: vaulttool identity card FILE"
            )
        case .recipientLeft(let member):
            (
                "recipient-left", "The key is that of \(member), who has left the vault",
                "Choose somebody else; see who is here with: vaulttool members"
            )
        case .oneOffice(let office):
            (
                "one-office",
                "Two of the holders have the key of office \(office), which could recover yours alone",
                "Choose people of different bodies, such as a relative, a counselor and the chamber"
            )
        case .auditorSignature:
            (
                "auditor-signature",
                "Another auditor is enrolled only with the signature of an auditor who is already",
                "Add the identity of an enrolled auditor: --also-as FILE"
            )
        case .leaver, .lastHolder, .lastAuditor, .notHolder, .notAdmin: officeWords(for: denial)
        case .copyRestricted, .specialCategory, .noBulkGrant, .otherOwner: kindWords(for: denial)
        }
    }

    private static func officeWords(for denial: Denial) -> Words {
        switch denial {
        case .leaver(let member):
            (
                "leaver",
                "\(member) cannot be retired: it is an owner, or yourself",
                "Another admin can retire you; an owner's papers can be handed over or withdrawn"
            )
        case .lastHolder(let office):
            (
                "last-holder",
                "Nobody else holds the key of office \(office): its owners' papers would be lost",
                """
                First let the member give the key to another admin: vaulttool office add OFFICE \
                MEMBER; or enrol one: vaulttool enrol CARD --role admin
                """
            )
        case .lastAuditor:
            (
                "last-auditor", "There would be no auditor, and only one can vouch for the next",
                "First enrol another: vaulttool enrol CARD --role auditor --also-as FILE"
            )
        case .notAdmin(let member):
            (
                "not-admin",
                "\(member) is no admin, or has left: the key of an office is given to admins alone",
                """
                Counselors get it when a card of theirs is enrolled: vaulttool enrol CARD \
                --role counselor --office OFFICE
                """
            )
        case .notHolder(let office):
            (
                "not-holder", "This identity does not hold the key of office \(office)",
                "See who does with: vaulttool office list"
            )
        default: ("unexpected", "This is not allowed", seeRoles)
        }
    }

    /// Says what is wrong with a value that was typed.
    ///
    /// - Parameter value: The value.
    init(_ value: InvalidValue) {
        let words = Self.words(for: value)
        self.init(.usage, "invalid.\(words.code)", words.message, hint: words.hint)
    }

    private static func words(for value: InvalidValue) -> Words {
        switch value {
        case .origin:
            (
                "origin", "The origin cannot name a vault",
                "Use printable ASCII without spaces and +, such as vault.example/district"
            )
        case .name:
            ("name", "The name cannot be used", "Use 1 to 200 characters on one line")
        case .title:
            ("title", "The title cannot be used", "Use 1 to 500 characters on one line")
        case .kind:
            (
                "kind", "The kind is not a dotted code",
                "Use lower-case letters, digits and hyphens: edu.vocational-diploma"
            )
        case .language:
            (
                "language", "The language is not a language tag",
                "Use a tag of BCP 47, such as ar or uk-Cyrl"
            )
        case .relation, .reservedKind, .notice, .untilTooLongForKind: kindWords(for: value)
        case .claimCodePast:
            (
                "claim-code-past", "The end of the claim code does not lie in the future",
                "Choose a later --until"
            )
        case .claimCodeTooLong:
            (
                "claim-code-too-long", "A claim code can be used for 90 days at most",
                "Choose an earlier --until"
            )
        case .untilPast:
            (
                "until-past", "The end of the grant does not lie in the future",
                "Choose a later --until"
            )
        case .untilTooLong:
            (
                "until-too-long", "A grant on behalf of an owner lasts 180 days at most",
                "Choose an earlier --until"
            )
        case .shareHolders:
            (
                "share-holders", "Shares are for three different people, none of whom is yourself",
                "Name three cards: --to CARD,CARD,CARD"
            )
        case .recoveryDays:
            (
                "recovery-days", "A recovery waits from 1 to 90 days",
                "Choose another number of --days"
            )
        case .inactiveDays:
            (
                "inactive-days", "Inactivity is counted from 1 to 36500 days",
                "Choose another number of days: --inactive DAYS"
            )
        case .office:
            (
                "office", "This identity holds the key of no office, or of several",
                "Name one with --office OFFICE; see them with: vaulttool office list"
            )
        case .witnessKey, .witnessName, .quorum: witnessWords(for: value)
        }
    }

    private static func witnessWords(for value: InvalidValue) -> Words {
        switch value {
        case .witnessKey:
            (
                "witness-key",
                """
                The key is not one of a witness: it does not cosign, or it is the key \
                of the log or of a member
                """,
                """
                Ask the witness for its verifier key; an auditor's head comes in with: vaulttool \
                witness import
                """
            )
        case .witnessName:
            (
                "witness-name", "The name cannot be used in the policy",
                "Use one word that is not taken, and neither none nor witnesses: --name SHORT"
            )
        default:
            (
                "quorum", "There are not so many witnesses in the policy",
                "Use a number up to that of the witnesses, all or none"
            )
        }
    }
}
