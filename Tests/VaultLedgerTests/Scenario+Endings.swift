import LedgerSupport
import VaultLedger

extension Scenario {
    /// The town hall has its second key.
    static let renewed = furnished.after { $0.nextKey(of: Group.townHall) }

    /// An admin has left.
    static let withoutAlan = furnished.after { $0.retire(.alan) }

    /// A counselor has left.
    static let withoutClara = furnished.after { $0.retire(.clara) }

    /// One of two auditors has left.
    static let withoutIris =
        furnished
        .after { $0.enrol(.ivan, as: .auditor, along: .iris) }
        .after { $0.retire(.iris) }

    /// There is an office of which one admin alone has the key.
    static let withOfficeOfAlan = furnished.after {
        $0.office(Group.other, holders: [.alan], by: .alan)
    }

    /// Pavel and Petra have claim codes.
    static let invited =
        furnished
        .after { $0.invite() }
        .after { $0.invite(.petra, by: .cora) }

    /// Pavel has a second claim code, which ends the first.
    static let replaced = furnished.after { $0.invite() }.after { $0.invite() }

    /// Pavel has a claim code, and the counselor who handed it out has left.
    static let invitedThenWithoutClara = furnished.after { $0.invite() }.after { $0.retire(.clara) }
}

extension Scenario {
    /// Olga has a plan for the loss of her key.
    static let planned = furnished.after { $0.plan() }

    /// Someone with the recovery key has asked to go on.
    static let recovering = planned.after { $0.recover() }

    /// Olga still had her key.
    static let stopped = recovering.after { $0.veto() }

    /// The diploma was granted and then withdrawn.
    static let withdrawn = furnished.after { $0.grant(.diploma) }.after { $0.withdraw(.diploma) }

    /// The diploma was granted to the university, handed out and granted to the chamber, and the
    /// university is asked to delete its copies.
    static let asked =
        furnished
        .after { $0.grant(.diploma) }
        .after { $0.send(.diploma) }
        .after { $0.grant(.diploma, to: .chamber) }
        .after { $0.askDeletion(.diploma, release: $0.index - 3) }

    /// An admin has asked for the diploma to be erased, which was granted and opened.
    static let requested =
        furnished
        .after { $0.grant(.diploma) }
        .after { $0.open(.diploma, basis: .grant($0.index - 1), by: .university) }
        .after { $0.erase(.olga, .diploma) }

    /// An auditor has signed it off.
    static let erased = requested.after { $0.warrant($0.index - 1) }

    /// The statement that completes Olga's recovery as soon as it can.
    func recovered(
        at recovery: Int? = nil,
        member: Person = .olga,
        keys: NewKeys? = nil
    ) -> Draft {
        let waiting = required(store.recovery(of: Person.olga.id))
        return rotate(.olga, member: member, recovery: recovery ?? waiting.index, keys: keys)
            .with(\.time, waiting.ready)
    }

    /// What is to remain for a request, and a statement that it does not cover.
    func holes(for request: Int, besides index: Int) -> [Hole] {
        let statement = required(statement(at: index))
        let other = Hole(
            index: index,
            time: statement.time,
            author: statement.author,
            number: statement.number
        )
        return (holes(for: request) + [other]).sorted { $0.index < $1.index }
    }
}
