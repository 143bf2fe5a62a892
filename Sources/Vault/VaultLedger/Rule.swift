/// A rule of the ledger that a statement can break; the raw value is its stable code.
///
/// FORMAT.md, "Rules of replay", says each in a sentence.
public enum Rule: String, Sendable, CaseIterable, Error {
    /// The bytes are not the one spelling of a signed statement.
    case malformed = "statement.malformed"

    /// The statement belongs to another log.
    case origin = "statement.origin"

    /// A genesis statement stands where there is one already, or another type stands first.
    case genesis = "genesis.place"

    /// A key in the statement has not the name or the type that it must have.
    case keyName = "key.name"

    /// The signatures are not exactly those that the type asks for.
    case signers = "signature.signers"

    /// A signature does not verify.
    case signature = "signature.invalid"

    /// The author is not enrolled, or has no key.
    case author = "author.unknown"

    /// The author's number is not larger than the last.
    case number = "number.order"

    /// The time lies more than five minutes behind log time.
    case time = "time.behind"

    /// The head that the author saw is not a head of this log.
    case seen = "seen.unknown"

    /// The author had not seen the last statement on this document by someone else.
    case stale = "seen.stale"

    /// The author's role does not allow this.
    case role = "role"

    /// The author does not act for this owner on the basis that is named.
    case basis = "basis"

    /// The office is unknown, of the wrong kind or exists already.
    case office = "office"

    /// The keys handed to a new member are not those that the role calls for.
    case keys = "enrol.keys"

    /// The member is enrolled already, or the key or recipient is in use.
    case duplicate = "enrol.duplicate"

    /// The owner is not enrolled as an owner, or not the owner of this document.
    case owner = "owner"

    /// The document is unknown, or exists already.
    case document = "document"

    /// The generation is not the current one, or not the next.
    case generation = "generation"

    /// A key was sealed to a recipient that is not the holder's current one.
    case recipient = "recipient"

    /// The grantee is unknown, an owner, an auditor or the counselor who grants.
    case grantee = "grantee"

    /// The end date lies in the past, or too far ahead for a grant on behalf.
    case until = "until"

    /// The grant is unknown, has ended or belongs to someone else; for a request for deletion: nothing
    /// was given by that statement.
    case grant = "grant"

    /// The request for deletion is unknown, or about another document.
    case deletion = "deletion"

    /// The holders are not exactly the owner and the live grants.
    case holders = "holders"

    /// The content is not the one that was deposited.
    case content = "content"

    /// The document need not be encrypted anew, or not for this cause.
    case due = "rekey.due"

    /// The member is unknown, has left, or is not one of whom this can be said.
    case member = "member"

    /// No holder of an office's key, no admin or no auditor would remain.
    case last = "retire.last"

    /// The claim code is unknown, was used, has ended or is another owner's.
    case invitation = "invitation"

    /// The recovery is unknown, was stopped, or has to wait.
    case recovery = "recovery"

    /// The erasure is unknown, or was carried out.
    case erasure = "erasure"

    /// The erased statements are not exactly those about the document or owner.
    case closed = "erasure.closed"
}
