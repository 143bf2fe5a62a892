public import VaultLedger

/// Why an identity may not do something.
public enum Denial: Hashable, Sendable {
    /// The identity is not enrolled in this vault.
    case notEnrolled

    /// The member goes on with newer keys than this identity's.
    case replaced(MemberID)

    /// The member has left.
    case retired

    /// Only staff, organisations and auditors can leave, and nobody retires themselves.
    case leaver(MemberID)

    /// The member is the last who holds the key of this office.
    case lastHolder(OfficeID)

    /// The member is the last auditor.
    case lastAuditor

    /// The caller does not hold the key of the office.
    case notHolder(OfficeID)

    /// The member, who was named to get the key of an office, is no admin or has left.
    case notAdmin(MemberID)

    /// The member's role does not allow it.
    case role(Role)

    /// The document was never granted to the member.
    case noGrant(DocumentID)

    /// The statement at this index does not belong to what the member may see of the history.
    case statement(Int)

    /// The grant ended by revocation.
    case revoked(DocumentID)

    /// The grant's end date has passed.
    case expired(DocumentID, until: LedgerTime)

    /// The owner holds an own key, or is in the custody of another office.
    case notInCustody(MemberID)

    /// The member is no provisional owner, so no office has custody of it.
    case notProvisional(MemberID)

    /// The member deposited the document more than 7 days ago and can no longer take it back.
    case depositTooOld(DocumentID)

    /// The member cannot be a grantee: an owner, an auditor or the granting counselor.
    case grantee(MemberID)

    /// The document belongs to another owner than the one it is to be related to.
    case otherOwner(DocumentID)

    /// Copies of such a document are passed on by their holder alone: it needs the owner's own
    /// signature, and nobody can grant it or hand it out on their behalf.
    case copyRestricted(DocumentID)

    /// The document is of the special categories, and nobody has confirmed that its owner agreed.
    case specialCategory(DocumentID)

    /// The document is not granted together with another one of its sort.
    case noBulkGrant(DocumentID)

    /// No claim code in force is this one.
    case claimCode

    /// The claim code could be used until this second.
    case claimCodeExpired(LedgerTime)

    /// Something is to be sealed to somebody outside, and the recipient is this member's: a grant can
    /// be revoked, a file that was handed out cannot.
    case recipientEnrolled(MemberID)

    /// Something is to be sealed to a key that this member has replaced: somebody else may have it.
    case recipientReplaced(MemberID)

    /// Something is to be sealed to the key of this member, who has left.
    case recipientLeft(MemberID)

    /// Two of those who are to hold shares of a key have the key of this office, so that the office
    /// alone could take the owner's place.
    case oneOffice(OfficeID)

    /// An auditor's enrolment needs the signature of an auditor who is enrolled already.
    case auditorSignature
}
