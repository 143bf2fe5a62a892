import Vault
import VaultLedger
import VaultPaper
import VaultSystem

/// What can go wrong in the tool itself, beside what a vault throws.
enum ToolError: Error {
    /// An argument is not UTF-8; it shows U+FFFD for what is not.
    case argumentMalformed(String)

    /// The command works on a vault and none was named.
    case vaultMissing

    /// The command needs an identity and none was named.
    case identityMissing

    /// The identity file has no name in its comments, and none was given.
    case nameMissing(path: String)

    /// A passphrase was named for an identity file that is there and has none.
    case identityOpen(path: String)

    /// The file that is to take the place of an identity file exists already.
    case replacementExists(path: String)

    /// A passphrase is needed, and there is neither a file with it nor a terminal to ask on.
    case passphraseUnavailable(path: String)

    /// The same for the passphrase of an archive.
    case archivePassphraseUnavailable(path: String)

    /// The person gave up at the prompt.
    case passphraseCancelled

    /// The person gave up at a question.
    case cancelled

    /// A new passphrase is empty.
    case passphraseEmpty

    /// The two times that a new passphrase was typed differ.
    case passphrasesDiffer

    /// What was typed begins like an age recipient and is none.
    case recipientMalformed(String)

    /// The passphrase is longer than the tool takes, in bytes.
    case passphraseTooLong(limit: Int)

    /// Groups from paper are needed, and there is neither a file with them nor a terminal to ask on.
    case groupsUnavailable

    /// The person gave up typing groups.
    case groupsCancelled

    /// What was typed from paper is not what was written.
    case paper(VaultError)

    /// So many documents do not fit a profile; none if only all of them together do not.
    case profileUnfit(Int, NamedProfile)

    /// A file is no profile of a receiver.
    case profileMalformed(ReceiverProfile.Fault, path: String)

    /// The words of a mark cannot be drawn.
    case mark(PaperError)

    /// A sheet cannot be drawn.
    case sheet(PaperError)

    /// A file is not a picture that can be read.
    case picture(PaperError, path: String)

    /// A PDF holds no picture that can be read.
    case pictureMissing(path: String)

    /// A picture does not show exactly one identity.
    case pictureEmpty(path: String)

    /// The identity does not belong to the suite that was asked for.
    case suite(asked: Suite, identity: Suite)

    /// A claim needs a newcomer or a code, and there is no terminal to ask on.
    case claimCodeUnavailable

    /// An admin asks for an erasure without saying why.
    case groundMissing

    /// `VAULTTOOL_CLOCK` is not a moment.
    case clockMalformed

    /// Standard output is a terminal, and a document is not text for people.
    case terminal

    /// Something about a file that the error itself does not name.
    case file(VaultError, path: String)

    /// A vault cannot be made from a backup, for this is damaged in it.
    case backupDamaged(Damage)

    /// A vault was made from a backup, without so much that is damaged in that.
    case restoredIncompletely(Int)

    /// A backup cannot be made, for this is damaged in the vault, or in the backup that is there.
    case notBackedUp(Damage)

    /// There is no folder at the path.
    case folderNotFound(path: String)

    /// Of a batch of files, not all were stored.
    case notStored([DepositOutcome])

    /// Of an archive, so many documents were not stored.
    case notTransferred(Int)

    /// A receipt does not show what it has to show.
    case receipt(LedgerError, path: String)

    /// A history was asked what only a receipt can be asked.
    case historyAsked(path: String)

    /// What was named cannot be trusted: a file is no policy, or, without a path, a key no log's.
    case policy(LedgerError, path: String?)

    /// A file is not a signed head.
    case headMalformed(path: String)

    /// The check found so much that is not in order.
    case disorder(Int, Disorder)

    /// The audit found something, so many times.
    case findings(Int, in: Audited)

    /// The privacy notice has no text in a language.
    case noticeOpen(language: String)

    /// This machine lacks so many things that are required.
    case unfit(Int)

    /// No program is known, or there, that shows documents of a media type.
    case viewerMissing(type: String)

    /// The program that is to show a document is not there.
    case viewerNotFound(String)

    /// A document is longer than what is shown from memory, in bytes.
    case viewTooLong(limit: Int)

    /// The program that showed a document did not end well.
    case viewerFailed(String, status: Int)

    /// Standard output could not be written.
    case output(SystemError)
}

/// What an audit can be about.
enum Audited: String {
    /// The vault.
    case vault

    /// An export of its log.
    case export
}
