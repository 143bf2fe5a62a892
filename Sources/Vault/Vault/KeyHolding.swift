public import VaultLedger

/// Why somebody held the key of a document.
public enum HoldingGround: Hashable, Sendable {
    /// It is the member's own document.
    case own

    /// The member knows the key of the office that has custody of the owner, or had it.
    case custody(OfficeID)

    /// The member was granted the document by the statement at `index`.
    case grant(index: Int, purpose: Purpose, until: LedgerTime)

    /// The document was handed out of the vault by the statement at `index`, in a file of its own that
    /// is sealed to a recipient with this digest.
    case sent(index: Int, recipient: Digest, purpose: Purpose)
}

/// A time in which somebody could read a document, whether through the vault or not.
///
/// It begins with the statement that gave them a way to the document's key: the deposit, the grant,
/// or for an office the statement that brought owner and key holder together. It ends when the
/// document is encrypted anew without them, or withdrawn: a revocation, an end date or a retirement
/// alone takes no key away. What they copied in that time has no end.
public struct KeyHolding: Hashable, Sendable {
    /// Who could read; `nil` for somebody outside the vault.
    public let member: MemberID?

    /// Why.
    public let ground: HoldingGround

    /// The time of the statement that gave the key, by its author's clock.
    public let from: LedgerTime

    /// The time of the statement that encrypted the document anew or withdrew it, or the latest time
    /// said before it if that is later; `nil` if the key still opens the document.
    public internal(set) var until: LedgerTime?

    /// When the member opened the document through the vault on this ground, in the order of the log.
    ///
    /// Whoever reads the storage itself leaves no trace.
    public internal(set) var openings: [LedgerTime] = []
}

extension KeyHolding {
    /// The part of the holding that lies in a span; `nil` if none does.
    ///
    /// - Parameter span: From the first second to the last.
    /// - Returns: The holding with its own times, and the openings in the span.
    func within(_ span: ClosedRange<LedgerTime>) -> KeyHolding? {
        guard from <= span.upperBound, until.map({ $0 >= span.lowerBound }) ?? true else {
            return nil
        }
        var part = self
        part.openings = openings.filter(span.contains)
        return part
    }
}
