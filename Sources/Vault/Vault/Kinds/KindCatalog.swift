/// The kinds of paper that this version knows: a list that grows, and no bound on what is stored.
///
/// Codes that are not on the list are kept everywhere, and granted with care: see
/// ``rules(for:)``.
public struct KindCatalog: Hashable, Sendable {
    /// The languages of the names, in the order in which they are written.
    public static let languages = ["de", "en", "fr", "ar", "fa"]

    /// The list that comes with this library.
    public static let standard: KindCatalog = {
        guard let catalog = KindCatalog(PackageResources.kinds_json) else {
            preconditionFailure("the list of kinds in the library is in its one spelling")
        }
        return catalog
    }()

    /// The version of the list; a change of what a code means is a new one.
    public let version: Int

    /// The kinds, in the order in which they are shown.
    public let kinds: [PaperKind]

    private let places: [String: Int]

    init?(version: Int, kinds: [PaperKind]) {
        var places: [String: Int] = [:]
        for (place, kind) in kinds.enumerated() {
            guard places.updateValue(place, forKey: kind.code) == nil else { return nil }
        }
        guard places[Self.other] != nil else { return nil }
        self.version = version
        self.kinds = kinds
        self.places = places
    }

    /// The kind of papers that are of no other kind.
    private static let other = "other"

    /// A kind by its code.
    ///
    /// - Parameter code: The code.
    /// - Returns: The kind; `nil` if the list does not have it.
    public subscript(code: String) -> PaperKind? {
        places[code].map { kinds[$0] }
    }

    /// What is kept in mind when papers of a kind are granted.
    ///
    /// A code that is not on the list has the rules of the longest one that it continues
    /// (`id.passport.page` those of `id.passport`); if all that begin with its first part are of the
    /// special categories, the strictest of theirs (`asy.appeal`); else those of `other`.
    ///
    /// - Parameter code: The code of a kind, whether the list has it or not.
    /// - Returns: The rules.
    public func rules(for code: String) -> KindRules {
        var parts = code.split(separator: ".", omittingEmptySubsequences: false)[...]
        let family = parts.first.map { "\($0)." } ?? code
        while !parts.isEmpty {
            if let kind = self[parts.joined(separator: ".")] { return kind.rules }
            parts.removeLast()
        }
        let relatives = kinds.filter { $0.code.hasPrefix(family) }.map(\.rules)
        if let first = relatives.first,
            relatives.allSatisfy({ $0.sensitivity == .specialCategory })
        {
            return relatives.dropFirst().reduce(first) { $0.and($1) }
        }
        guard let other = self[Self.other] else {
            preconditionFailure("every list has the kind other")
        }
        return other.rules
    }
}
