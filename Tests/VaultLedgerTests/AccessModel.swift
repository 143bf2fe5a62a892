import VaultLedger

/// Who may open what, told as plainly as the design does: the owner, and whoever has a live grant.
///
/// It knows nothing of envelopes and decides nothing about statements but openings. It is told what
/// was accepted, and says what everyone must then hold.
struct AccessModel {
    struct GrantRecord {
        let index: Int
        let document: DocumentID
        let grantee: MemberID
        let until: LedgerTime
        var isRevoked = false
    }

    private(set) var owners: [DocumentID: MemberID] = [:]
    private(set) var generations: [DocumentID: Int] = [:]

    /// The documents whose key someone has lost since it was made.
    private(set) var due: Set<DocumentID> = []

    /// The documents that nobody can read any more.
    private var withdrawn: Set<DocumentID> = []

    private var grants: [GrantRecord] = []
    private var time = LedgerTime(clamping: 0)

    /// Who holds the key of a document.
    func holders(of document: DocumentID) -> Set<MemberID> {
        holders(of: document, at: time)
    }

    private func holders(of document: DocumentID, at time: LedgerTime) -> Set<MemberID> {
        guard !withdrawn.contains(document) else { return [] }
        let live = grants.filter { $0.document == document && !$0.isRevoked && $0.until >= time }
        return Set(live.map(\.grantee)).union([required(owners[document])])
    }

    /// Takes note of an accepted statement.
    mutating func accept(_ statement: Statement, at index: Int) {
        let later = max(time, statement.time)
        for document in owners.keys
        where holders(of: document, at: time) != holders(of: document, at: later) {
            due.insert(document)
        }
        time = later
        switch statement.body {
        case .deposit(let body):
            owners[body.document] = body.owner
            generations[body.document] = 1
        case .grant(let body):
            grants.append(
                GrantRecord(
                    index: index,
                    document: body.document,
                    grantee: body.grantee,
                    until: body.until
                )
            )
        case .revoke(let body):
            revoke(body.grant, of: body.document)
        case .rekey(let body):
            generations[body.document] = body.generation
            due.remove(body.document)
        case .withdraw(let body):
            withdrawn.insert(body.document)
            due.remove(body.document)
        case .retire(let body):
            for grant in grants where grant.grantee == body.member {
                revoke(grant.index, of: grant.document)
            }
        case .rotate(let body):
            due.formUnion(owners.keys.filter { holders(of: $0).contains(body.member) })
        case .claim:
            due.formUnion(owners.keys.filter { holders(of: $0).contains(statement.author) })
        default:
            break
        }
    }

    private mutating func revoke(_ grant: Int, of document: DocumentID) {
        let before = holders(of: document)
        for place in grants.indices where grants[place].index == grant {
            grants[place].isRevoked = true
        }
        if holders(of: document) != before { due.insert(document) }
    }

    /// Whether an opening on a grant would be served at the time that the statement gives.
    func serves(
        grant index: Int,
        of document: DocumentID,
        to member: MemberID,
        at: LedgerTime
    ) -> Bool {
        grants.contains {
            $0.index == index && $0.document == document && $0.grantee == member && !$0.isRevoked
                && $0.until >= max(time, at)
        }
    }
}
