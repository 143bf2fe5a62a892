/// Why something that claims to belong to a ledger was not accepted.
@nonexhaustive
public enum LedgerError: Error, Hashable {
    /// The name of a key or the origin of a log is empty, is not UTF-8, or holds white space, a
    /// control character or a plus sign.
    case malformedName

    /// The text of a key is not canonical, its key id does not belong to it, or its public key is
    /// not one that an honest key pair can have.
    case malformedKey

    /// A key is of a type that this version does not know, or not of the type that the task needs.
    case unsupportedKeyType(UInt8)

    /// The bytes are not a signed note in its one canonical form, within the limits.
    case malformedNote

    /// No signature of the note is by a key that was given.
    case unknownSigner

    /// Two keys were given that the note's signature lines cannot tell apart.
    case ambiguousSigner

    /// A signature by a known key does not hold.
    case badSignature

    /// The text is not a checkpoint in its one canonical form.
    case malformedCheckpoint

    /// A checkpoint has extension lines. Our logs write none and cosignatures do not vouch for
    /// them.
    case unsupportedExtension

    /// A checkpoint is about another log than the one whose key was given.
    case originMismatch

    /// The text is not a statement in its one canonical form.
    case malformedStatement

    /// The coordinates, the path or the bytes of a tile or of a bundle of entries break the form.
    case malformedTile

    /// The bytes are not a proof file in its one canonical form, or it is not one for a statement.
    case malformedReceipt

    /// A statement is well signed and logged, but it does not answer the question that was asked: these
    /// parts of it, of which there is at least one.
    case questionMismatch([ReceiptQuestion.Part])

    /// The text is not a trust policy: a line is unknown or incomplete, a name is used before its
    /// definition or twice, a key stands twice, or there is not exactly one quorum.
    case malformedPolicy

    /// Too few of the witnesses that the policy asks for have cosigned.
    case quorumNotMet

    /// What a log and a witness sent each other is not in its one canonical form.
    case malformedWitnessMessage

    /// The index, a size or the length of a proof do not fit together.
    case malformedProof

    /// The proof is well formed but leads to a root other than the one given, or two heads of one
    /// size differ.
    case rootMismatch
}
