/// The kind of recipients that a vault seals to, fixed by its genesis statement.
///
/// c2sp.org/age forbids mixing the two in one file, so a vault holds one of them only.
public enum Suite: String, Sendable, CaseIterable {
    /// ML-KEM-768 with X25519 (`age1pq…`): the default, meant to outlive today's cryptography.
    case hybrid

    /// X25519 alone (`age1…`), for recipients that are bound to an age before 1.3.
    case x25519
}

/// What a member may do.
public enum Role: String, Sendable, CaseIterable {
    /// Enrols staff and organisations, makes offices.
    case admin

    /// Enrols owners into an office, deposits, and acts for the office's provisional owners.
    case counselor

    /// Opens what was granted to it.
    case organisation

    /// Reads all statements and cosigns heads; never any content.
    case auditor

    /// The person to whom documents belong.
    case owner
}

/// Why a grant was made: a closed list, so that no free text stands in a statement.
public enum Purpose: String, Sendable, CaseIterable {
    /// Advice and case work.
    case counseling

    /// Recognition of a foreign qualification.
    case recognition

    /// Admission to a school, a university or a training.
    case admission

    /// An employer or the search for one.
    case employment

    /// Social benefits.
    case benefits

    /// Matters of residence.
    case residence

    /// A language or integration course.
    case languageCourse = "language-course"

    /// Anything else.
    case other
}

/// What a group's key is for.
public enum OfficeKind: String, Sendable, CaseIterable {
    /// The group of everyone who has a key: the cards of staff and organisations are sealed to it.
    case members

    /// Holds the secrets of provisional owners, and the cards of all its owners.
    case custody
}

/// Why a document was encrypted anew.
public enum RekeyCause: String, Sendable, CaseIterable {
    /// A grant was revoked.
    case revoke

    /// A grant's end date passed.
    case expiry

    /// The owner took over from an office.
    case claim

    /// A holder of the key goes on with new keys.
    case rotate

    /// A grantee left.
    case retire
}

/// What is answered to a request for the deletion of copies.
public enum DeletionOutcome: String, Sendable, CaseIterable {
    /// The copies were deleted.
    case deleted

    /// Copies are kept, for a duty of the grantee's to keep them or another reason.
    case kept
}

/// On what ground an author acts on a document.
public enum Basis: Hashable, Sendable {
    /// The author is the owner.
    case own

    /// The author holds the key of the office that has custody of the owner.
    case custody(OfficeID)

    /// The author was granted the document by the statement at this index.
    case grant(Int)

    /// The author deposited the document.
    case deposit
}
