package import VaultLedger

/// Follows the key of one document from hand to hand.
///
/// A pure reducer over accepted statements, in the order of the log: those about the document, those
/// that name the owner's keys, and those that tell who got the key of an office. Whoever knows an
/// office's key of one generation knows those before it, for each is sealed to the next. So somebody
/// who has left goes on to reach an owner until the owner's secret is sealed to a later generation,
/// and a document until it is encrypted anew after that.
package struct KeyTrail {
    /// The holdings so far, in the order of the log.
    package private(set) var holdings: [KeyHolding] = []

    /// Somebody who got the key of an office.
    private struct Keyholder {
        let member: MemberID

        /// The last generation that they know.
        var generation: Int
    }

    private let owner: MemberID

    /// Those who ever got the key of an office, in the order of the log.
    private var keyholders: [OfficeID: [Keyholder]] = [:]

    /// The current generations of the offices.
    private var generations: [OfficeID: Int] = [:]

    /// To which generation of which office's key the owner's secret is sealed; `nil` if the owner has
    /// a key of their own.
    private var custody: (office: OfficeID, generation: Int)?

    /// Whether the vault has the document.
    private var isStored = false

    /// The grants that were revoked, by index.
    private var revoked: Set<Int> = []

    /// The latest time that was said so far.
    private var time: LedgerTime?

    /// Begins a trail.
    ///
    /// - Parameter owner: Whose document it is.
    package init(owner: MemberID) {
        self.owner = owner
    }

    /// Follows the next statement.
    ///
    /// - Parameters:
    ///   - statement: A statement about this document, the owner's keys or the key of an office.
    ///   - index: Its place in the log.
    package mutating func follow(_ statement: Statement, at index: Int) {
        let now = max(time ?? statement.time, statement.time)
        time = now
        followKeys(statement)
        switch statement.body {
        case .deposit: isStored = true
        case .grant(let body):
            let ground = HoldingGround.grant(
                index: index,
                purpose: body.purpose,
                until: body.until
            )
            holdings.append(
                KeyHolding(member: body.grantee, ground: ground, from: statement.time)
            )
        case .send(let body):
            let ground = HoldingGround.sent(
                index: index,
                recipient: body.recipient,
                purpose: body.purpose
            )
            holdings.append(KeyHolding(member: nil, ground: ground, from: statement.time))
        case .revoke(let body): revoked.insert(body.grant)
        case .rekey(let body):
            let ended = holdings.indices.filter { place in
                !holds(after: body, at: statement.time, holdings[place])
            }
            end(ended, at: now)
        case .withdraw:
            isStored = false
            end(holdings.indices.filter { holdings[$0].member != nil }, at: now)
        case .open(let body): open(by: statement.author, on: body.basis, at: statement.time)
        default: break
        }
        addStanding(from: statement.time)
    }

    /// Follows who knows which office's key, and which of them opens the owner's secret.
    private mutating func followKeys(_ statement: Statement) {
        switch statement.body {
        case .office(let body):
            generations[body.office] = body.generation
            for key in body.holders { learn(body.office, body.generation, key.holder) }
        case .enrol(let body):
            for key in body.keys { learn(key.office, key.generation, body.member) }
            if body.member == owner { seal(to: body.custody == nil ? nil : body.office) }
        case .rotate(let body) where body.member == owner: seal(to: body.office)
        case .claim where statement.author == owner: seal(to: nil)
        default: break
        }
    }

    private mutating func learn(_ office: OfficeID, _ generation: Int, _ member: MemberID) {
        let known = keyholders[office, default: []].firstIndex { $0.member == member }
        if let known {
            keyholders[office]?[known].generation = generation
        } else {
            keyholders[office, default: []]
                .append(Keyholder(member: member, generation: generation))
        }
    }

    private mutating func seal(to office: OfficeID?) {
        custody = office.map { ($0, generations[$0] ?? 1) }
    }

    /// Whether somebody can reach the owner's secret by the key of an office.
    private func reaches(_ member: MemberID?, by office: OfficeID) -> Bool {
        guard let custody, custody.office == office else { return false }
        return keyholders[office, default: []]
            .contains { $0.member == member && $0.generation >= custody.generation }
    }

    /// Adds those who have the key without a grant, where they did not before.
    private mutating func addStanding(from time: LedgerTime) {
        guard isStored else { return }
        guard let custody else {
            add(owner, .own, from: time)
            return
        }
        for holder in keyholders[custody.office, default: []]
        where holder.generation >= custody.generation {
            add(holder.member, .custody(custody.office), from: time)
        }
    }

    private mutating func add(
        _ member: MemberID,
        _ ground: HoldingGround,
        from time: LedgerTime
    ) {
        let isThere = holdings.contains {
            $0.member == member && $0.ground == ground && $0.until == nil
        }
        guard !isThere else { return }
        holdings.append(KeyHolding(member: member, ground: ground, from: time))
    }

    /// Ends those holdings at these places that have not ended.
    private mutating func end(_ places: [Int], at time: LedgerTime) {
        for place in places where holdings[place].until == nil {
            holdings[place].until = time
        }
    }

    /// Whether somebody has the new key as well: it is sealed for them, and what gave them the old one
    /// has not ended.
    private func holds(
        after body: Rekeying,
        at time: LedgerTime,
        _ holding: KeyHolding
    ) -> Bool {
        switch holding.ground {
        case .own: custody == nil
        case .custody(let office): reaches(holding.member, by: office)
        case .grant(let index, _, let until):
            body.holders.contains { $0.holder == holding.member } && !revoked.contains(index)
                && until >= time
        case .sent: true
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
