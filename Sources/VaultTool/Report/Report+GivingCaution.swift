import Vault
import VaultLedger

extension Report {
    /// Warns whoever gives papers away of what they may not have thought of, once of all papers that it
    /// is true of.
    ///
    /// - Parameters:
    ///   - given: The papers, with what is to be known of each.
    ///   - isJSON: Whether programs read it.
    static func warn(of given: [(id: DocumentID, cautions: [GivingCaution])], isJSON: Bool) {
        for caution in GivingCaution.allCases {
            let papers = given.filter { $0.cautions.contains(caution) }.map(\.id)
            warning(caution, papers)?.write(isJSON: isJSON, as: .warning)
        }
    }

    private static func warning(_ caution: GivingCaution, _ papers: [DocumentID]) -> Report? {
        guard let first = papers.first else { return nil }
        let ids = Message.list(papers.map(\.text))
        return switch caution {
        case .placeTold:
            Report(
                .done,
                caution.rawValue,
                "Whoever opens it sees where it was taken: \(ids)",
                hint: "Give a version without the place: vaulttool derive \(first) --strip-location"
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
