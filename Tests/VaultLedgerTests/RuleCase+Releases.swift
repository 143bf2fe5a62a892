import LedgerSupport
import VaultLedger

extension RuleCase {
    /// Documents that are handed out.
    static let sendings: [RuleCase] =
        changes(
            of: { $0.send(.diploma) },
            in: .furnished,
            [
                (.document, "that there is not", { $0.send(.fresh) }),
                (.owner, "of another owner", { $0.send(.diploma, owner: .omar) }),
                (
                    .basis, "by a counselor of an owner with a key",
                    { $0.send(.diploma, basis: .custody(Group.townHall), by: .clara) }
                ), (.basis, "of somebody else's", { $0.send(.diploma, by: .omar) }),
                (
                    .basis, "by whoever deposited it",
                    { $0.send(.diploma, basis: .deposit, by: .clara) }
                ), (.generation, "of another generation", { $0.send(.diploma, generation: 2) }),
                (
                    .stale, "before having seen the deposit",
                    { $0.send(.diploma).seeing($0.store.head(size: $0.depositOf(.diploma))) }
                ),
            ]
        )
        + changes(
            of: { $0.send(.diploma) },
            in: .granted,
            [
                (
                    .basis, "on a grant",
                    { $0.send(.diploma, basis: .grant($0.index - 1), by: .university) }
                )
            ]
        )

    /// Documents that are made unreadable.
    static let withdrawals: [RuleCase] =
        changes(
            of: { $0.withdraw(.diploma) },
            in: .granted,
            [
                (.document, "that there is not", { $0.withdraw(.fresh) }),
                (.owner, "of another owner", { $0.withdraw(.diploma, owner: .omar) }),
                (.basis, "of somebody else's", { $0.withdraw(.diploma, by: .omar) }),
                (
                    .basis, "on a grant",
                    { $0.withdraw(.diploma, basis: .grant($0.index - 1), by: .university) }
                ),
                (
                    .stale, "before having seen the deposit",
                    { $0.withdraw(.diploma).seeing($0.store.head(size: $0.depositOf(.diploma))) }
                ),
            ]
        )
        + changes(
            of: { $0.withdraw(.diploma, basis: .deposit, by: .clara) },
            in: .granted,
            [
                (
                    .basis, "by another counselor",
                    { $0.withdraw(.diploma, basis: .deposit, by: .carl) }
                ),
                (
                    .owner, "a mistake with another owner",
                    { $0.withdraw(.diploma, owner: .omar, basis: .deposit, by: .clara) }
                ),
                (
                    .until, "a mistake of a week ago",
                    {
                        $0.withdraw(.diploma, basis: .deposit, by: .clara).with(
                            \.time,
                            required($0.store.documents[Paper.diploma.id]).depositedAt.advanced(
                                by: 7 * 86_400 + 1
                            )
                        )
                    }
                ),
                (
                    .stale, "a mistake that was granted since",
                    {
                        $0.withdraw(.diploma, basis: .deposit, by: .clara).seeing(
                            $0.store.head(size: $0.index - 1)
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.open(.licence) },
            in: .withdrawn,
            [
                (.document, "and are opened", { $0.open(.diploma) }),
                (.document, "and are granted", { $0.grant(.diploma) }),
                (.document, "and are handed out", { $0.send(.diploma) }),
                (.document, "and are described", { $0.describe(.diploma, holders: [.olga]) }),
                (.document, "and are encrypted anew", { $0.rekey(.diploma, holders: [.olga]) }),
                (
                    .document, "and whose grant is revoked",
                    { $0.revoke($0.index - 2, of: .diploma) }
                ), (.document, "a second time", { $0.withdraw(.diploma) }),
                (.document, "and are deposited again", { $0.deposit(.diploma) }),
            ]
        )
        + changes(
            of: { $0.open(.diploma) },
            in: .furnished,
            [
                (
                    .basis, "and opened by whoever deposited them",
                    { $0.open(.diploma, basis: .deposit, by: .clara) }
                ),
                (
                    .basis, "and granted by whoever deposited them",
                    { $0.grant(.diploma, basis: .deposit, by: .clara) }
                ),
            ]
        )

    /// Requests for erasures and warrants.
    static let erasures: [RuleCase] =
        changes(
            of: { $0.erase(.olga, .diploma) },
            in: .furnished,
            [
                (.role, "by a counselor", { $0.erase(.olga, .diploma, by: .clara) }),
                (.role, "by the owner", { $0.erase(.olga, .diploma, by: .olga) }),
                (.role, "by an auditor", { $0.erase(.olga, .diploma, by: .iris) }),
                (.owner, "of a counselor", { $0.erase(.clara) }),
                (.document, "of another owner's document", { $0.erase(.omar, .diploma) }),
            ]
        )
        + changes(
            of: { $0.warrant($0.index - 1) },
            in: .requested,
            [
                (.role, "a warrant by an admin", { $0.warrant($0.index - 1, by: .ada) }),
                (.role, "a warrant by an owner", { $0.warrant($0.index - 1, by: .olga) }),
                (
                    .erasure, "a warrant without a request",
                    { $0.warrant($0.index - 2, holes: $0.holes(for: $0.index - 1)) }
                ),
                (
                    .erasure, "a warrant for itself",
                    { $0.warrant($0.index, holes: $0.holes(for: $0.index - 1)) }
                ),
                (
                    .stale, "a warrant before having seen the last of it",
                    {
                        $0.warrant($0.index - 1).seeing(
                            $0.store.head(size: required($0.holes(for: $0.index - 1).last).index)
                        )
                    }
                ),
                (
                    .closed, "without the first statement",
                    {
                        $0.warrant(
                            $0.index - 1,
                            holes: Array($0.holes(for: $0.index - 1).dropFirst())
                        )
                    }
                ),
                (
                    .closed, "without the last statement",
                    { $0.warrant($0.index - 1, holes: $0.holes(for: $0.index - 1).dropLast()) }
                ),
                (
                    .closed, "with a statement about another document",
                    {
                        $0.warrant(
                            $0.index - 1,
                            holes: $0.holes(for: $0.index - 1, besides: $0.depositOf(.licence))
                        )
                    }
                ),
                (
                    .closed, "with the request itself",
                    {
                        $0.warrant(
                            $0.index - 1,
                            holes: $0.holes(for: $0.index - 1, besides: $0.index - 1)
                        )
                    }
                ),
                (
                    .closed, "with another time",
                    {
                        $0.warrant(
                            $0.index - 1,
                            holes: $0.holes(for: $0.index - 1).map {
                                Hole(
                                    index: $0.index,
                                    time: $0.time.advanced(by: 1),
                                    author: $0.author,
                                    number: $0.number
                                )
                            }
                        )
                    }
                ),
                (
                    .closed, "with another number",
                    {
                        $0.warrant(
                            $0.index - 1,
                            holes: $0.holes(for: $0.index - 1).map {
                                Hole(
                                    index: $0.index,
                                    time: $0.time,
                                    author: $0.author,
                                    number: $0.number + 1
                                )
                            }
                        )
                    }
                ),
                (
                    .closed, "with another author",
                    {
                        $0.warrant(
                            $0.index - 1,
                            holes: $0.holes(for: $0.index - 1).map {
                                Hole(
                                    index: $0.index,
                                    time: $0.time,
                                    author: Person.carl.id,
                                    number: $0.number
                                )
                            }
                        )
                    }
                ),
                (
                    .closed, "without an author",
                    {
                        $0.warrant(
                            $0.index - 1,
                            holes: $0.holes(for: $0.index - 1).map {
                                Hole(index: $0.index, time: $0.time, author: nil, number: 0)
                            }
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.erase(.olga, .diploma) },
            in: .erased,
            [
                (
                    .erasure, "a second warrant",
                    {
                        $0.warrant(
                            $0.index - 2,
                            holes: [
                                Hole(
                                    index: $0.index - 3,
                                    time: Scenario.start,
                                    author: nil,
                                    number: 0
                                )
                            ]
                        )
                    }
                )
            ]
        )

    /// The log's key and its clock.
    static let logs: [RuleCase] =
        changes(
            of: { $0.logKey() },
            in: .furnished,
            [
                (.role, "a new key by a counselor", { $0.logKey(by: .clara) }),
                (.signers, "a new key that does not sign", { $0.logKey().signed(by: [.ada]) }),
                (
                    .signature, "a new key with a forged signature",
                    { $0.logKey().with(\.isForged, true) }
                ),
                (
                    .keyName, "a new key under another name",
                    {
                        $0.logKey(
                            signer: Person(name: "second log").signer(named: "vault.example/other")
                        )
                    }
                ), (.duplicate, "the same key", { $0.logKey("log") }),
                (.duplicate, "a member's key", { $0.logKey("clara") }),
            ]
        )
        + changes(
            of: { $0.clock(Scenario.start) },
            in: .furnished,
            [
                (.role, "the clock by a counselor", { $0.clock(Scenario.start, by: .clara) }),
                (.role, "the clock by an auditor", { $0.clock(Scenario.start, by: .iris) }),
            ]
        )
        + changes(
            of: { $0.scrub() },
            in: .furnished,
            [
                (.author, "a scrub by a stranger", { $0.scrub(by: .nina) }),
                (.author, "a scrub by an owner without a key", { $0.scrub(by: .pavel) }),
                (.signature, "a forged scrub", { $0.scrub().with(\.isForged, true) }),
            ]
        )
}
