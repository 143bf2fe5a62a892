import VaultLedger

extension DocumentDescription {
    /// What is kept in mind when the document leaves its owner's hands: the strictest of what its kind
    /// and its earlier kinds ask for; `nil` if it never had a kind.
    public var rules: KindRules? {
        let catalog = KindCatalog.standard
        let all = ([kind].compactMap { $0 } + earlierKinds).map { catalog.rules(for: $0) }
        guard let first = all.first else { return nil }
        return all.dropFirst().reduce(first) { $0.and($1) }
    }

    /// Insists that the kind of a document allows it to be granted or handed out.
    ///
    /// - Parameters:
    ///   - access: Who acts for the owner, and on what ground.
    ///   - isConfirmed: Whether the owner has agreed to this very document.
    /// - Throws: ``VaultError/notAllowed(_:)`` with ``Denial/copyRestricted(_:)`` or
    ///   ``Denial/specialCategory(_:)``.
    func requireMayLeave(_ access: Access, isConfirmed: Bool) throws(VaultError) {
        guard let rules else { return }
        let id = access.document.id
        if rules.isCopyRestricted {
            guard access.basis == .own else { throw .notAllowed(.copyRestricted(id)) }
        }
        guard rules.sensitivity < .specialCategory || isConfirmed else {
            throw .notAllowed(.specialCategory(id))
        }
    }

    /// The description with another kind.
    ///
    /// What somebody mends on the owner's behalf does not lift what the kind before asked for: that
    /// kind is kept beside the new one, until the owner mends it.
    ///
    /// - Parameters:
    ///   - new: The new kind.
    ///   - basis: On what ground it is mended.
    mutating func change(kind new: String, on basis: Basis) {
        if basis == .own {
            earlierKinds = []
        } else if let kind, kind != new, KindCatalog.standard.rules(for: kind).isGuarded,
            !earlierKinds.contains(kind)
        {
            earlierKinds.append(kind)
        }
        earlierKinds.removeAll { $0 == new }
        kind = new
    }
}

extension KindRules {
    /// Whether more is asked for than an end.
    fileprivate var isGuarded: Bool {
        isCopyRestricted || !allowsBulkGrant || sensitivity == .specialCategory
    }
}
