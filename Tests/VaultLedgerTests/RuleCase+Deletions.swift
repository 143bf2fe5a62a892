import LedgerSupport
import VaultLedger

extension RuleCase {
    /// Requests to delete copies, and answers to them.
    static let deletions = deletionRequests + deletionAnswers

    private static let deletionRequests: [RuleCase] =
        changes(
            of: { $0.askDeletion(.diploma, release: $0.index - 1) },
            in: .granted,
            [
                (.document, "that there is not", { $0.askDeletion(.fresh, release: 0) }),
                (
                    .owner, "of another owner",
                    { $0.askDeletion(.diploma, release: $0.index - 1, owner: .omar) }
                ),
                (
                    .basis, "by another owner",
                    { $0.askDeletion(.diploma, release: $0.index - 1, by: .omar) }
                ),
                (
                    .basis, "by a counselor of an owner with a key",
                    {
                        $0.askDeletion(
                            .diploma,
                            release: $0.index - 1,
                            basis: .custody(Group.townHall),
                            by: .clara
                        )
                    }
                ),
                (
                    .basis, "by the grantee",
                    {
                        $0.askDeletion(
                            .diploma,
                            release: $0.index - 1,
                            basis: .grant($0.index - 1),
                            by: .university
                        )
                    }
                ),
                (
                    .grant, "for a deposit",
                    { $0.askDeletion(.diploma, release: $0.depositOf(.diploma)) }
                ),
                (.grant, "for what was not said", { $0.askDeletion(.diploma, release: $0.index) }),
                (
                    .grant, "for a grant of another document",
                    { $0.askDeletion(.licence, release: $0.index - 1, by: .omar) }
                ),
                (
                    .stale, "before having seen the grant",
                    {
                        $0.askDeletion(.diploma, release: $0.index - 1).seeing(
                            $0.store.head(size: $0.index - 1)
                        )
                    }
                ),
                (
                    .until, "by yesterday",
                    {
                        $0.askDeletion(
                            .diploma,
                            release: $0.index - 1,
                            due: required($0.store.state).time.advanced(by: -1)
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.askDeletion(.diploma, release: $0.index - 2) },
            in: .withdrawn,
            [(.grant, "for a withdrawal", { $0.askDeletion(.diploma, release: $0.index - 1) })]
        )

    /// An answer by whoever was asked, and the answer that the owner writes down.
    private static let deletionAnswers: [RuleCase] =
        changes(
            of: { answer(to: $0.index - 1, in: $0) },
            in: .asked,
            [
                (
                    .document, "about a document that there is not",
                    { $0.answerDeletion(.fresh, request: $0.index - 1) }
                ),
                (
                    .owner, "about a document of another owner",
                    { answer(to: $0.index - 1, in: $0, owner: .omar) }
                ),
                (.deletion, "to a grant", { answer(to: $0.index - 2, in: $0) }),
                (.deletion, "to what was not said", { answer(to: $0.index, in: $0) }),
                (
                    .deletion, "to a request about another document",
                    { $0.answerDeletion(.licence, request: $0.index - 1, by: .omar) }
                ),
                (
                    .stale, "before having seen the request",
                    { answer(to: $0.index - 1, in: $0).seeing($0.store.head(size: $0.index - 1)) }
                ),
                (
                    .grant, "by another grantee",
                    { answer(to: $0.index - 1, in: $0, by: .chamber) }
                ),
                (
                    .grant, "by another grantee on the grant of their own",
                    { answer(to: $0.index - 1, in: $0, grant: $0.index - 2, by: .chamber) }
                ),
                (
                    .grant, "on another grant",
                    { answer(to: $0.index - 1, in: $0, grant: $0.index - 2) }
                ),
                (
                    .basis, "by the grantee as if by the owner",
                    { $0.answerDeletion(.diploma, request: $0.index - 1, by: .university) }
                ),
                (
                    .basis, "by whoever deposited the document",
                    {
                        $0.answerDeletion(
                            .diploma,
                            request: $0.index - 1,
                            basis: .deposit,
                            by: .clara
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.answerDeletion(.diploma, request: $0.index - 1) },
            in: .asked,
            [
                (
                    .owner, "written down about another owner",
                    { $0.answerDeletion(.diploma, request: $0.index - 1, owner: .omar) }
                ),
                (
                    .basis, "written down by another owner",
                    { $0.answerDeletion(.diploma, request: $0.index - 1, by: .omar) }
                ),
            ]
        )

    private static func answer(
        to request: Int,
        in scenario: Scenario,
        owner: Person? = nil,
        grant: Int? = nil,
        by author: Person = .university
    ) -> Draft {
        scenario.answerDeletion(
            .diploma,
            request: request,
            owner: owner,
            outcome: .kept,
            basis: .grant(grant ?? scenario.index - 4),
            by: author
        )
    }
}
