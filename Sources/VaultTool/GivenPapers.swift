import Vault
import VaultLedger

/// Files that tell whoever gets them where a photo was taken: at home, or in a shelter.
enum ToldPlace {
    /// Finds those among documents.
    ///
    /// - Parameters:
    ///   - ids: The documents, which the caller can open.
    ///   - vault: The vault.
    /// - Returns: Those whose file has a place in it, in the same order.
    /// - Throws: `VaultError` if one cannot be read.
    static func documents(
        among ids: [DocumentID],
        in vault: DocumentVault
    ) async throws(VaultError) -> [DocumentID] {
        var telling: [DocumentID] = []
        for id in ids where isTold(by: try await vault.details(of: id).document) {
            telling.append(id)
        }
        return telling
    }

    /// Whether a document has a place in it.
    static func isTold(by document: Document) -> Bool {
        document.reasons.contains(ContentWarning.imageGPS.rawValue)
    }

    /// Warns of documents that were given to somebody.
    ///
    /// - Parameters:
    ///   - ids: The documents that tell a place; without one nothing is said.
    ///   - isJSON: Whether programs read it.
    static func warn(of ids: [DocumentID], isJSON: Bool) {
        guard let first = ids.first else { return }
        let ids = Message.list(ids.map(\.text))
        Report(
            .done,
            "place-told",
            "Whoever opens it sees where it was taken: \(ids)",
            hint: "Give a version without the place: vaulttool derive \(first) --strip-location"
        )
        .write(isJSON: isJSON, as: .warning)
    }
}
