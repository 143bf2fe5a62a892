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

    /// What stands for a kind in a table: its name, or its code if the list does not have it.
    ///
    /// - Parameters:
    ///   - code: Its code; `nil` for none.
    ///   - style: How texts are shown.
    /// - Returns: What stands there.
    static func cell(_ code: String?, _ style: Style) -> String {
        code.map { style.shown(text($0) ?? $0) } ?? "–"
    }
}
