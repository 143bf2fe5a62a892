import VaultCrypto

/// A proof file (c2sp.org/tlog-proof): evidence, good without a network, that a log holds an entry.
///
/// Each value has one form in bytes: what ``init(parsing:)`` accepts, ``bytes`` writes again
/// without a difference.
///
///     c2sp.org/tlog-proof@v1
///     extra <base64>
///     index 2
///     XHEX+57bDOw4cleJEQXaamYWciryRwg+LW7aZxUpzcU=
///     …
///
///     <signed checkpoint>
///
/// Nothing in it is verified and `extra` is not even signed. ``Receipt`` is the proof of a
/// statement, and verifies it.
public struct TlogProof: Hashable, Sendable {
    /// The largest file that is accepted, in bytes: room for the largest note in `extra` and for
    /// the largest checkpoint.
    public static let maximumCount = 2_500_000

    /// What is needed to rebuild the entry; `nil` if the file has no such line.
    public let extra: [UInt8]?

    /// The place of the entry, and the way from its leaf to the root.
    public let inclusion: InclusionProof

    /// The signed checkpoint that the proof leads to, with the cosignatures of witnesses.
    public let note: SignedNote

    /// What the checkpoint says, without its signatures having been verified.
    public let checkpoint: Checkpoint

    /// Creates a proof from its parts, without verifying them.
    ///
    /// - Parameters:
    ///   - extra: What is needed to rebuild the entry, not empty; `nil` for nothing.
    ///   - inclusion: The place of the entry, and the way from its leaf to the root.
    ///   - note: The signed checkpoint that the proof leads to.
    /// - Throws: ``LedgerError/malformedReceipt`` if `extra` is empty, the index is negative, the
    ///   path has more than 63 hashes, or the file gets longer than ``maximumCount``; what
    ///   ``Checkpoint/init(parsing:)`` throws if the note is not a checkpoint.
    public init(
        extra: [UInt8]?,
        inclusion: InclusionProof,
        note: SignedNote
    ) throws(LedgerError) {
        guard extra?.isEmpty != true, inclusion.index >= 0,
            inclusion.path.count <= MerkleTree.maximumPathCount
        else { throw .malformedReceipt }
        self.extra = extra
        self.inclusion = inclusion
        self.note = note
        checkpoint = try Checkpoint(parsing: note.text)
        guard bytes.count <= Self.maximumCount else { throw .malformedReceipt }
    }
}

// MARK: - Text form

extension TlogProof {
    private static let firstLine = "c2sp.org/tlog-proof@v1"

    /// The whole file.
    public var bytes: [UInt8] {
        var bytes = Array("\(Self.firstLine)\n".utf8)
        if let extra {
            bytes += Array("extra ".utf8)
            Base64.append(extra.span, padded: true, to: &bytes)
            bytes.append(0x0A)
        }
        bytes += Array("index \(inclusion.index)\n".utf8)
        bytes += TextLines.lines(of: inclusion.path)
        bytes.append(0x0A)
        return bytes + note.bytes
    }

    /// Reads a file, without verifying anything.
    ///
    /// - Parameter bytes: The whole file.
    /// - Throws: ``LedgerError/malformedReceipt`` if the lines before the checkpoint are not as
    ///   ``bytes`` would write them, or ``init(extra:inclusion:note:)`` refuses the parts;
    ///   ``LedgerError/malformedNote`` if what follows the empty line is not a signed note, and what
    ///   ``Checkpoint/init(parsing:)`` throws if it is not one of a checkpoint.
    public init(parsing bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= Self.maximumCount else { throw .malformedReceipt }
        var lines = TextLines(bytes)
        guard lines.next()?.elementsEqual(Self.firstLine.utf8) == true else {
            throw .malformedReceipt
        }
        var extra: [UInt8]?
        if let base64 = lines.next(after: "extra") {
            guard let bytes = CanonicalText.base64(base64) else { throw .malformedReceipt }
            extra = bytes
        }
        guard let digits = lines.next(after: "index"), let index = CanonicalText.decimal(digits),
            let path = lines.hashes()
        else { throw .malformedReceipt }
        try self.init(
            extra: extra,
            inclusion: InclusionProof(index: index, path: path),
            note: SignedNote(parsing: Array(lines.rest))
        )
    }
}
