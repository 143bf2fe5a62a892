import Vault
import VaultLedger

/// Papers that were given to somebody, with what is to be known of that.
struct GivenPapers {
    private let papers: [Document]

    /// Looks at papers.
    ///
    /// - Parameters:
    ///   - ids: The documents, which the caller can open.
    ///   - vault: The vault.
    /// - Throws: `VaultError` if one cannot be read.
    init(_ ids: [DocumentID], in vault: DocumentVault) async throws(VaultError) {
        var papers: [Document] = []
        for id in ids { papers.append(try await vault.details(of: id).document) }
        self.papers = papers
    }

    /// Whether the file tells whoever gets it where a photo was taken: at home, or in a shelter.
    static func tellsPlace(_ paper: Document) -> Bool {
        paper.reasons.contains(ContentWarning.imageGPS.rawValue)
    }

    /// Whether nothing shows that an identity paper is a copy, and for whom; of what was made of another
    /// document that is not known.
    private static func isUnmarked(_ paper: Document) -> Bool {
        paper.description.rules?.isCopyRestricted == true
            && !paper.description.relations.contains {
                $0.kind == .derivativeOf || $0.kind == .redactionOf
            }
    }

    /// Warns of what the caller may not have thought of.
    ///
    /// - Parameter isJSON: Whether programs read it.
    func warn(isJSON: Bool) {
        Self.told(papers.filter(Self.tellsPlace))?.write(isJSON: isJSON, as: .warning)
        Self.unmarked(papers.filter(Self.isUnmarked))?.write(isJSON: isJSON, as: .warning)
    }

    private static func told(_ papers: [Document]) -> Report? {
        guard let first = papers.first?.id else { return nil }
        let ids = Message.list(papers.map(\.id.text))
        return Report(
            .done,
            "place-told",
            "Whoever opens it sees where it was taken: \(ids)",
            hint: "Give a version without the place: vaulttool derive \(first) --strip-location"
        )
    }

    private static func unmarked(_ papers: [Document]) -> Report? {
        guard let first = papers.first?.id else { return nil }
        let ids = Message.list(papers.map(\.id.text))
        return Report(
            .done,
            "copy-unmarked",
            "Nothing shows that this identity paper is a copy, and for whom: \(ids)",
            hint: "Give a marked one: vaulttool derive \(first) --mark \"Copy for …\""
        )
    }
}
