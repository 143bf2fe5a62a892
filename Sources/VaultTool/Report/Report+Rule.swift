import VaultLedger

extension Report {
    /// Says which rule of the log an operation would have broken.
    ///
    /// - Parameter rule: The rule.
    init(_ rule: Rule) {
        self.init(
            Self.status(for: rule),
            "rejected.\(rule.rawValue)",
            "The log refuses this: \(Self.words(for: rule))",
            hint: Self.hint(for: rule)
        )
    }

    private static func status(for rule: Rule) -> ExitStatus {
        switch rule {
        case .duplicate: .cannotCreate
        case .until: .usage
        case .seen, .stale, .number, .due, .generation, .holders, .closed, .recipient:
            .inputOutput
        case .author, .role, .basis, .owner, .grantee, .grant, .time, .member, .last, .invitation,
            .recovery, .erasure, .deletion:
            .notAllowed
        case .malformed, .origin, .genesis, .keyName, .signers, .signature, .office, .keys,
            .document, .content:
            .unexpected
        }
    }

    private static func hint(for rule: Rule) -> Message? {
        switch rule {
        case .time: "Check the clock of this machine"
        case .seen, .stale, .number, .due, .generation, .holders, .closed, .recipient:
            "Somebody else changed the vault meanwhile: try again"
        default: nil
        }
    }

    /// What a statement that breaks a rule does wrong, to follow a colon.
    ///
    /// - Parameter rule: The rule.
    /// - Returns: A sentence without a capital and without a full stop.
    static func words(for rule: Rule) -> Message {
        switch rule {
        case .malformed: "the bytes are not a signed statement of this vault"
        case .origin: "the statement belongs to another log"
        case .genesis: "a genesis statement stands at the beginning and nowhere else"
        case .keyName: "a key in the statement has the wrong name or type"
        case .signers: "the signatures are not exactly those that the type asks for"
        case .signature: "a signature does not verify"
        case .author: "the author is not enrolled, has left, or has no key"
        case .number: "the author's number is not larger than the last"
        case .time: "the time lies more than five minutes behind log time"
        case .seen: "the head that the author saw is not a head of this log"
        case .stale: "the author had not seen the last statement on this document"
        case .role: "the author's role does not allow it"
        case .basis: "the author does not act for this owner on the ground that is named"
        case .office: "the office is unknown, of the wrong kind, or exists already"
        case .keys: "the group keys are not those that the member has to get"
        case .duplicate: "the member, the key or the recipient is enrolled already"
        case .owner: "the owner is not enrolled as one, or not the owner of this document"
        case .document: "the document is unknown, was withdrawn, or exists already"
        case .generation: "the generation is neither the current one nor the next"
        case .recipient: "a key was sealed to something else than the holder's current recipient"
        case .grantee: "the grantee is unknown, an owner, an auditor or the granting counselor"
        case .until: "the end lies in the past, or too far ahead for a grant on behalf"
        case .deletion: "the request for deletion is unknown, or about another document"
        case .grant: "the grant is unknown, has ended or belongs to someone else"
        case .holders: "the holders are not exactly the owner and the live grants"
        case .content: "the content is not the one that was deposited"
        case .due: "the document need not be encrypted anew, or not for this cause"
        case .member: "the member is unknown, has left, or is not one of whom this can be said"
        case .last: "no other holder of an office's key, or no other auditor, would remain"
        case .invitation: "the claim code is unknown, was used, has ended or is another owner's"
        case .recovery: "the recovery is unknown, was stopped, or has to wait"
        case .erasure: "the erasure is unknown, or was carried out"
        case .closed: "the statements to erase are not exactly those about the document or owner"
        }
    }
}
