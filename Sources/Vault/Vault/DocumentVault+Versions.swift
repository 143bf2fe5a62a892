public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// The documents that were made of another one or belong to it, as their descriptions say, and those
    /// that were made of these: what stays when the document goes.
    ///
    /// Bundles are not among them: they hold no content of what is put together in them.
    ///
    /// - Parameter id: The document.
    /// - Returns: The documents, by the place of their deposit in the log; `nil` if the caller is neither
    ///   the owner nor has the custody of the owner, or if something about the owner's documents does not
    ///   verify, so that nobody can tell.
    /// - Throws: ``VaultError/documentNotFound(_:)``; otherwise as ``me()``.
    /// - Complexity: One unsealing for each document of the owner.
    public func versions(of id: DocumentID) async throws(VaultError) -> [DocumentID]? {
        let owner = try read { records throws(VaultError) -> MemberID? in
            guard let document = try stored(records.document(id)) else {
                throw try absence(of: id, records)
            }
            let access = try standingAccess(to: document, ring(records), records)
            return access?.document.owner
        }
        guard let owner else { return nil }
        let documents: [Document]
        do throws(VaultError) {
            documents = try await list(owner: owner)
        } catch .damaged {
            return nil
        }
        var found: Set = [id]
        var count = 0
        while count < found.count {
            count = found.count
            found.formUnion(documents.filter { $0.stems(from: found) }.map(\.id))
        }
        return documents.map(\.id).filter { $0 != id && found.contains($0) }
    }
}

extension Document {
    /// Whether it was made of one of some documents, or belongs to one.
    fileprivate func stems(from documents: Set<DocumentID>) -> Bool {
        description.relations.contains {
            $0.kind != .contains && documents.contains($0.document)
        }
    }
}
