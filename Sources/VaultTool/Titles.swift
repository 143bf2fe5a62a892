import Vault
import VaultLedger

/// The titles of documents, as far as the caller can open them now.
struct Titles {
    private let known: [DocumentID: String]

    /// Looks up titles.
    ///
    /// - Parameters:
    ///   - documents: Of which.
    ///   - vault: Where.
    /// - Throws: `VaultError` if the vault cannot be read or does not verify.
    init(of documents: Set<DocumentID>, in vault: DocumentVault) async throws(VaultError) {
        known = documents.isEmpty ? [:] : try await vault.titles(of: documents)
    }

    /// A document in a sentence.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - style: How to write the title.
    /// - Returns: The title with the id; the id alone if the title is not known.
    func text(_ document: DocumentID, _ style: Style) -> String {
        style.shown(known[document].map { "\($0) (\(document))" } ?? document.text)
    }

    /// A document's title for programs.
    ///
    /// - Parameter document: The document, if there is one.
    /// - Returns: The title, or `null`.
    func json(_ document: DocumentID?) -> JSONValue {
        .text(document.flatMap { known[$0] })
    }
}
