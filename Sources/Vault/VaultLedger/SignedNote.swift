/// A text with the signatures of those who vouch for it (c2sp.org/signed-note).
///
/// Statements, cards and checkpoints are all signed notes. Each value has exactly one form in
/// bytes: what ``init(parsing:)`` accepts, ``bytes`` writes again without a difference.
public struct SignedNote: Hashable, Sendable {
    /// The largest note that is accepted, in bytes.
    public static let maximumCount = 1_000_000

    /// The largest number of signature lines that is accepted.
    public static let maximumSignatureCount = 100

    /// The text that is signed, in UTF-8, with its last newline.
    public let text: [UInt8]

    /// All signature lines in their order, known and unknown.
    ///
    /// A caller that wants exactly certain signers compares this with what ``verified(by:)``
    /// returns.
    public let signatures: [NoteSignature]

    /// Creates a note from a text and signatures, without verifying them.
    ///
    /// - Parameters:
    ///   - text: The text in UTF-8, with its last newline.
    ///   - signatures: The signature lines, one to 100.
    /// - Throws: ``LedgerError/malformedNote`` if the text is not UTF-8, does not end in a newline
    ///   or holds another control character below U+0020; if there are too few or too many
    ///   signatures, an empty one, or two by the same name and key id; if the note is longer than
    ///   ``maximumCount``.
    public init(text: [UInt8], signatures: [NoteSignature]) throws(LedgerError) {
        guard Self.isAllowed(text), text.last == Self.newline,
            (1...Self.maximumSignatureCount).contains(signatures.count),
            !signatures.contains(where: { $0.bytes.isEmpty }), Self.areDistinct(signatures)
        else { throw .malformedNote }
        self.text = text
        self.signatures = signatures
        let count = signatures.reduce(text.count + 1) { $0 + $1.lineCount }
        guard count <= Self.maximumCount else { throw .malformedNote }
    }

    /// Reads a note, without verifying its signatures.
    ///
    /// - Parameter bytes: The whole note: the text, an empty line, the signature lines. The text
    ///   ends at the last empty line.
    /// - Throws: ``LedgerError/malformedNote`` if the bytes are not in the form that ``bytes``
    ///   writes, or if ``init(text:signatures:)`` refuses the parts.
    public init(parsing bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= Self.maximumCount, bytes.last == Self.newline,
            let end = Self.endOfText(in: bytes)
        else { throw .malformedNote }
        var signatures: [NoteSignature] = []
        var rest = bytes[(end + 1)...]
        while let newline = rest.firstIndex(of: Self.newline) {
            signatures.append(try NoteSignature(parsing: rest[..<newline]))
            rest = rest[(newline + 1)...]
        }
        try self.init(text: Array(bytes[..<end]), signatures: signatures)
    }

    /// The note in bytes: the text, an empty line, the signature lines.
    public var bytes: [UInt8] {
        var bytes = text
        bytes.append(Self.newline)
        for signature in signatures { bytes += signature.line }
        return bytes
    }

    /// The same note with one more signature line at its end.
    ///
    /// - Parameter signature: The signature, which is not verified.
    /// - Returns: The longer note.
    /// - Throws: ``LedgerError/malformedNote`` if there is a signature by that name and key id
    ///   already, or the note gets too long.
    public func adding(_ signature: NoteSignature) throws(LedgerError) -> SignedNote {
        try SignedNote(text: text, signatures: signatures + [signature])
    }
}

// MARK: - Verification

extension SignedNote {
    /// Verifies the note by the keys that the caller trusts.
    ///
    /// Signature lines by other keys are ignored, as c2sp.org/signed-note asks, so that a log may
    /// gain witnesses. Every line by a known key must hold.
    ///
    /// - Parameter keys: The trusted keys, in any order.
    /// - Returns: The signatures by known keys in the order of their lines; at least one.
    /// - Throws: ``LedgerError/unknownSigner`` if no line is by a known key;
    ///   ``LedgerError/badSignature`` if a line by a known key does not hold;
    ///   ``LedgerError/ambiguousSigner`` if two different keys share the name and the id of a line.
    public func verified(by keys: [VerifierKey]) throws(LedgerError) -> [VerifiedSignature] {
        var verified: [VerifiedSignature] = []
        for signature in signatures {
            guard let key = try Self.key(of: signature, among: keys) else { continue }
            verified.append(try key.verify(signature.bytes, of: text))
        }
        guard !verified.isEmpty else { throw .unknownSigner }
        return verified
    }

    private static func key(
        of signature: NoteSignature,
        among keys: [VerifierKey]
    ) throws(LedgerError) -> VerifierKey? {
        var found: VerifierKey?
        for key in keys where key.id == signature.keyID && key.name == signature.name {
            guard found == nil || found == key else { throw .ambiguousSigner }
            found = key
        }
        return found
    }
}

// MARK: - Form

extension SignedNote {
    private static let newline: UInt8 = 0x0A

    /// Where the text ends: the place of the newline that is the last empty line.
    private static func endOfText(in bytes: [UInt8]) -> Int? {
        var place = bytes.count - 1
        while place > 0 {
            if bytes[place] == newline, bytes[place - 1] == newline { return place }
            place -= 1
        }
        return nil
    }

    /// Whether the bytes are UTF-8 without control characters below U+0020, but for newlines.
    private static func isAllowed(_ text: [UInt8]) -> Bool {
        for byte in text where byte < 0x20 && byte != newline { return false }
        return text.allSatisfy { $0 < 0x80 } || String(validating: text, as: UTF8.self) != nil
    }

    /// Whether no two signatures are by the same name and key id.
    ///
    /// Their bytes are not compared: a randomised signer makes another signature each time.
    private static func areDistinct(_ signatures: [NoteSignature]) -> Bool {
        guard signatures.count > 1 else { return true }
        let signers = Set(
            signatures.map { NoteSignature(name: $0.name, keyID: $0.keyID, bytes: []) }
        )
        return signers.count == signatures.count
    }
}
