import Vault

/// What kinds of paper are called.
enum KindName {
    /// The name of a kind, in the language that the tool speaks.
    ///
    /// - Parameter code: Its code.
    /// - Returns: The name; `nil` if the list does not have the kind.
    static func text(_ code: String) -> String? {
        KindCatalog.standard[code]?.names[Language.spoken.rawValue]
    }
}
