public import VaultLedger

/// Why a member held the key of a document.
public enum HoldingGround: Hashable, Sendable {
    /// It is the member's own document.
    case own

    /// The member holds the key of the office that has custody of the owner.
    case custody(OfficeID)

    /// The member was granted the document by the statement at `index`.
    case grant(index: Int, purpose: Purpose, until: LedgerTime)
}

/// A time in which a member could read a document, whether through the vault or not.
///
/// It begins with the statement that names the member's envelope and ends when the document is
/// encrypted anew without the member: a revocation or an end date alone takes no key away. What the
/// member copied in that time has no end.
public struct KeyHolding: Hashable, Sendable {
    /// Who could read.
    public let member: MemberID

    /// Why.
    public let ground: HoldingGround

    /// The time of the statement that gave the key, by its author's clock.
    public let from: LedgerTime

    /// The time of the statement that encrypted the document anew, or the latest time said before
    /// it if that is later; `nil` if the member still holds the key.
    public internal(set) var until: LedgerTime?

    /// When the member opened the document through the vault on this ground, in the order of the log.
    ///
    /// Whoever reads the storage itself leaves no trace.
    public internal(set) var openings: [LedgerTime] = []
}

/// Who holds the key of an office, and since when.
struct OfficeHolder: Hashable {
    let member: MemberID
    let office: OfficeID

    /// The time of the statement that named the member's envelope.
    let from: LedgerTime
}

/// Follows the key of one document from hand to hand.
///
/// A pure reducer over the accepted statements about the document, in the order of the log.
struct KeyTrail {
    /// The office that has custody of the owner; `nil` if the owner has a key of their own.
    private let custody: OfficeID?

    /// Everybody who holds the key of an office.
    private let officeHolders: [OfficeHolder]

    /// The holdings so far, in the order of the log.
    private(set) var holdings: [KeyHolding] = []

    /// The grants that were revoked, by index.
    private var revoked: Set<Int> = []

    /// The latest time that was said so far.
    private var time: LedgerTime?

    init(custody: OfficeID?, officeHolders: [OfficeHolder]) {
        self.custody = custody
        self.officeHolders = officeHolders
    }

    /// Follows the next statement about the document.
    mutating func follow(_ statement: Statement, at index: Int) {
        time = max(time ?? statement.time, statement.time)
        switch statement.body {
        case .deposit(let body): addStanding(owner: body.owner, from: statement.time)
        case .grant(let body):
            holdings.append(
                KeyHolding(
                    member: body.grantee,
                    ground: .grant(index: index, purpose: body.purpose, until: body.until),
                    from: statement.time
                )
            )
        case .revoke(let body): revoked.insert(body.grant)
        case .rekey(let body): end(without: Set(body.holders.map(\.holder)), at: statement.time)
        case .open(let body): open(by: statement.author, on: body.basis, at: statement.time)
        default: break
        }
    }

    /// Adds those who hold the key without a grant.
    private mutating func addStanding(owner: MemberID, from: LedgerTime) {
        guard let custody else {
            holdings.append(KeyHolding(member: owner, ground: .own, from: from))
            return
        }
        for holder in officeHolders where holder.office == custody {
            holdings.append(
                KeyHolding(
                    member: holder.member,
                    ground: .custody(custody),
                    from: max(holder.from, from)
                )
            )
        }
    }

    /// Ends what the new key is not sealed for, and what has ended before but kept the old key.
    private mutating func end(without holders: Set<MemberID>, at time: LedgerTime) {
        for place in holdings.indices where holdings[place].until == nil {
            guard case .grant(let index, _, let until) = holdings[place].ground else { continue }
            let isHolder = holders.contains(holdings[place].member)
            guard !isHolder || revoked.contains(index) || until < time else { continue }
            holdings[place].until = self.time
        }
    }

    private mutating func open(by member: MemberID, on basis: Basis, at time: LedgerTime) {
        let place = holdings.lastIndex { holding in
            guard holding.member == member else { return false }
            return switch (holding.ground, basis) {
            case (.own, .own), (.custody, .custody): true
            case (.grant(let index, _, _), .grant(let used)): index == used
            default: false
            }
        }
        if let place { holdings[place].openings.append(time) }
    }
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
