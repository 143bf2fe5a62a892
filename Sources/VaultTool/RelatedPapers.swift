import Vault
import VaultLedger

/// Documents that say of themselves how they stand to another: its translation, a version of it, a
/// bundle that it is in.
struct RelatedPapers {
    private let found: [(document: Document, relation: DocumentRelation)]

    /// Looks for documents among those of the same owner that the caller can open now.
    ///
    /// - Parameters:
    ///   - document: What they are related to.
    ///   - vault: Where.
    /// - Throws: `VaultError` if the vault cannot be read. That another document of the owner does not
    ///   verify is for an audit to tell: nothing is found then.
    init(to document: Document, in vault: DocumentVault) async throws(VaultError) {
        do throws(VaultError) {
            found = try await vault.list(owner: document.owner).flatMap { other in
                other.description.relations.filter { $0.document == document.id }
                    .map { (other, $0) }
            }
        } catch .damaged {
            found = []
        }
    }

    /// What was found, for programs.
    var json: JSONValue {
        .array(
            found.map { document, relation in
                .object([
                    ("document", .of(document.id)),
                    ("title", .text(document.description.title)),
                    ("type", .string(relation.kind.rawValue)),
                ])
            }
        )
    }

    /// What was found, in words.
    ///
    /// - Parameter style: How to write titles.
    /// - Returns: For each its title, its id and the relation.
    func words(_ style: Style) -> [Message] {
        found.map { document, relation in
            "\(document.shownTitle(style)) (\(document.id)): \(relation.words)"
        }
    }
}
