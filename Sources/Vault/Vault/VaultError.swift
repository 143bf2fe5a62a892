public import VaultLedger

/// Everything that can go wrong with a vault, as facts that a front end puts into words.
///
/// Match on the case to decide what to do. No case holds a secret, a title, a kind, a file name
/// from inside the vault, or a person's name that the caller did not bring along.
@nonexhaustive
public enum VaultError: Error, Hashable {
    /// There is no vault in this folder.
    case vaultNotFound(path: String)

    /// The folder is a backup, from which a vault has to be restored first.
    case isBackup(path: String)

    /// There is no file at this path, or it is not a regular file.
    case fileNotFound(path: String)

    /// There is no folder at this path, in which something was to be made.
    case folderNotFound(path: String)

    /// What was to be made at `path` would lie within `folder`, which is a vault or a backup.
    case inside(path: String, folder: String)

    /// The empty folder at this path is a mount point, or the folder that the process is in, so that a
    /// new one cannot take its place.
    case inUse(path: String)

    /// The name of this file, or of a folder on the way to it, is not UTF-8. The path shows U+FFFD for
    /// such bytes, and reaches nothing.
    case nameMalformed(path: String)

    /// Something is in the way at this path; nothing is ever overwritten.
    case exists(path: String)

    /// There is no complete backup in this folder.
    case backupNotFound(path: String)

    /// The backup in this folder is that of another vault.
    case backupOfAnother(path: String)

    /// The vault was written by a newer version; `name` says which.
    case newerVersion(name: String)

    /// What is stored does not verify.
    case damaged(Damage)

    /// The log is shorter than a head that was seen before: its end was cut off, or an old copy was
    /// put in its place.
    case wentBack(remembered: TreeHead, found: TreeHead)

    /// The log does not continue a head that was seen before: there are two histories, both signed.
    case forked(remembered: TreeHead, found: TreeHead)

    /// Another vault goes by an origin that is known: fingerprint or log key differ.
    case replaced(remembered: RememberedHead, found: RememberedHead)

    /// What the client remembers of this vault cannot be read; `found` is the head that it has now.
    case memoryDamaged(found: TreeHead)

    /// The head that the caller accepts is not the one that the vault has.
    case headNotAccepted(found: TreeHead)

    /// A witness stands at a size that the log does not have: the log has lost statements whose head
    /// it had signed, and signs nothing more. The witness is named by the name of its key.
    case witnessAhead(witness: String, size: Int, found: TreeHead)

    /// The log does not continue a head that a witness has cosigned, and signs nothing more. The
    /// witness is named by the name of its key.
    case witnessForked(witness: String, cosigned: TreeHead, found: TreeHead)

    /// The answer of a witness, or a cosigned head, is not accepted.
    case notCosigned(CosignatureFault)

    /// The policy of the log was written by hand, in a form that would get lost by changing it.
    case policyEdited

    /// The file is no journal of uploads; see ``DepositJournal``.
    case journalMalformed(path: String)

    /// The key is that of a witness in the policy of the log already.
    case alreadyWitness(String)

    /// No witness in the policy of the log goes by this name or key.
    case witnessNotFound(String)

    /// No member goes by this id, id prefix or name, as far as the caller can read names.
    case memberNotFound(String)

    /// No office goes by this id, id prefix or name, as far as the caller can read names.
    case officeNotFound(String)

    /// No document has this id or id prefix.
    case documentNotFound(String)

    /// The document was made unreadable for everyone.
    case withdrawn(DocumentID)

    /// The document, or the owner with all documents, was erased, and the log still tells that.
    ///
    /// It stands in the place of ``documentNotFound(_:)`` and ``memberNotFound(_:)`` wherever an id is
    /// given. Of a document that was erased with its owner nothing is known any more.
    case erased(ErasureSubject)

    /// The log has no statement at this index.
    case statementNotFound(Int)

    /// The member has no live grant of the document.
    case grantNotFound(DocumentID, grantee: MemberID)

    /// The document was never granted or handed out to those who are named.
    case releaseNotFound(DocumentID)

    /// The statement at this index is no request for deletion that the caller may see.
    case deletionNotFound(Int)

    /// Deletion was asked for by the statement at this index, and there is time to answer until `due`.
    case deletionOpen(Int, due: LedgerTime)

    /// An id prefix or a name fits several; `candidates` are their ids, sorted.
    case ambiguous(String, candidates: [String])

    /// An office goes by the name that another was to get.
    case officeExists(OfficeID)

    /// The keys of a card or an identity are enrolled already, as this member's.
    case alreadyEnrolled(MemberID)

    /// The identity may not do this.
    case notAllowed(Denial)

    /// Of several documents, these are refused; nothing was done about any of them.
    case refused([DocumentRefusal])

    /// The operation needs an identity and the vault was opened without one.
    case identityMissing

    /// The bytes are not an identity file with exactly one identity.
    case identityMalformed

    /// The identity file is encrypted and no passphrase was given.
    case passphraseMissing

    /// The passphrase does not open the identity file.
    case passphraseWrong

    /// The identity or card belongs to the other suite than the vault.
    case suiteMismatch(vault: Suite)

    /// The bytes are not a card, or its signature does not verify.
    case cardMalformed

    /// A code from paper is not what was written.
    case code(CodeFault)

    /// The bytes are not a report about a member who leaves, in its one spelling.
    case reportMalformed

    /// A report about a member who leaves is not true of this vault: another's, not signed by an admin,
    /// or not in agreement with the log.
    case reportWrong

    /// The archive of a move cannot be used; nothing of it was stored.
    case archive(ArchiveFault)

    /// A value of the caller is not acceptable.
    case invalid(InvalidValue)

    /// The log refused a statement; the rule says why.
    case rejected(Rule)

    /// Shares of a recovery key are not what they have to be.
    case share(RecoveryShareFault)

    /// The member has no plan of recovery in force, or the shares are not those of it.
    case recoveryNotFound

    /// No recovery of the caller waits, so there is nothing to stop.
    case recoveryNotWaiting

    /// No admin has asked for this erasure, or it was carried out.
    case erasureNotRequested

    /// An audit has findings, so the auditor signs nothing, and no backup is replaced.
    case unclean([AuditFinding])

    /// Another process held the vault for longer than the bounded wait.
    case busy

    /// Files cannot be looked at, so none is stored.
    case inspectionUnavailable(InspectionFault)

    /// No new document can be made of this one as it was asked for.
    case notDerivable(NotDerivable)

    /// The disk is full, or the user's share of it; `path` is a file or folder on it.
    case diskFull(path: String)

    /// Reading or writing failed; `code` is the system's `errno`, `path` what it was about.
    case io(code: Int32, path: String)
}

/// What does not verify.
public enum Damage: Hashable, Sendable {
    /// The database as such.
    case database

    /// There is no database, and the rest of a vault is there.
    case databaseMissing

    /// The ciphertext of a document is missing, altered or not what was deposited.
    case blob(DocumentID)

    /// An envelope: a key sealed to a holder; the ids of both as text.
    case envelope(subject: String, holder: String)

    /// A member's sealed card.
    case card(MemberID)

    /// An office's sealed card.
    case officeCard(OfficeID)

    /// The recipient (public key) of a member or office, by id.
    case recipient(String)

    /// The statement at this index, its signature or its place in the tree.
    case statement(Int)

    /// The signed head, or the tree under it.
    case checkpoint

    /// The log's own key file.
    case logKey

    /// A file of a backup, by its name.
    case backup(String)

    /// The file with the head that the log signed last.
    case logHead

    /// The file with the policy of the log.
    case logPolicy

    /// The file with what the witnesses of the log have cosigned.
    case logWitnesses
}

/// Why a cosignature is not accepted.
public enum CosignatureFault: Hashable, Sendable {
    /// The bytes are neither signature lines nor a size, in their one spelling.
    case malformed

    /// The log has asked this witness for nothing, or no longer has the head that it asked for.
    case notAsked

    /// The log has not signed the head.
    case log

    /// No line is by the witness that was asked, or by anybody whom the vault knows as a cosigner.
    case signer

    /// A line by a cosigner does not hold for the head.
    case signature

    /// The head, or the file of the witnesses, has no room for more cosignatures.
    case full
}

/// What is wrong with a value that the caller gave.
public enum InvalidValue: Hashable, Sendable {
    /// Not a possible name for a log, see ``Origin``.
    case origin

    /// Empty, or longer than 200 characters, or with control characters.
    case name

    /// Longer than 500 characters, or with control characters.
    case title

    /// Not a dotted code of lower-case letters, digits and hyphens.
    case kind

    /// Not a language tag of BCP 47.
    case language

    /// A relation is said twice, of a document to itself, or is one that bundles alone have; or there
    /// are more than 500.
    case relation

    /// The vault itself makes documents of this kind.
    case reservedKind

    /// Not a notice: empty, longer than 200 characters or with control characters, or without means.
    case notice

    /// The end of a grant does not lie in the future.
    case untilPast

    /// The end of a claim code does not lie in the future.
    case claimCodePast

    /// The end of a claim code lies more than 90 days ahead.
    case claimCodeTooLong

    /// The holders of shares are not three different people, or the caller is one of them.
    case shareHolders

    /// The waiting time of a recovery is not between 1 and 90 days.
    case recoveryDays

    /// The time without a word about an owner is not between 1 and 36,500 days.
    case inactiveDays

    /// The end of a grant on behalf lies more than 180 days ahead.
    case untilTooLong

    /// The end of a grant lies further ahead than the kind of the document allows, in days.
    case untilTooLongForKind(DocumentID, days: Int)

    /// No such office, or several and none was named.
    case office

    /// Not a key for cosignatures, or the key of the log or of a member.
    case witnessKey

    /// Not a word, or the name of another witness.
    case witnessName

    /// Less than one, or more witnesses than there are.
    case quorum
}
