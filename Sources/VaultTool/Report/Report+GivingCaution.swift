import Vault
import VaultLedger

extension Report {
    /// What whoever gives papers away may not have thought of, once for all papers that it is said of.
    ///
    /// - Parameter given: The papers, with what is to be known of each.
    /// - Returns: The warnings.
    static func cautions(
        of given: some Sequence<(id: DocumentID, cautions: [GivingCaution])>
    ) -> [Report] {
        GivingCaution.allCases.compactMap { caution in
            let papers = given.filter { $0.cautions.contains(caution) }.map(\.id)
            guard let first = papers.first else { return nil }
            let ids = Message.list(papers.map(\.text))
            return switch caution {
            case .placeTold:
                Report(
                    .done,
                    caution.rawValue,
                    "Whoever opens it sees where it was taken: \(ids)",
                    hint: """
                        Give a version without the place: vaulttool derive \(first) --strip-location
                        """
                )
            case .copyUnmarked:
                Report(
                    .done,
                    caution.rawValue,
                    "Nothing shows that this identity paper is a copy, and for whom: \(ids)",
                    hint: "Give a marked one: vaulttool derive \(first) --mark \"Copy for …\""
                )
            }
        }
    }
}
