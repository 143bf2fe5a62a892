import Vault

extension Report {
    /// Says why what a document is does not allow something.
    ///
    /// - Parameter denial: The reason.
    /// - Returns: A code, what happened, and what to do.
    static func kindWords(for denial: Denial) -> (code: String, message: String, hint: String) {
        switch denial {
        case .copyRestricted(let document):
            (
                "copy-restricted",
                "\(document) is an identity paper: only its owner may pass a copy on",
                "The owner can grant it, once they hold their own key: vaulttool claim"
            )
        case .specialCategory(let document):
            (
                "special-category",
                "\(document) is of a special category, such as health or asylum",
                "If its owner has agreed to this very document, add --confirm-special"
            )
        case .noBulkGrant(let document):
            (
                "no-bulk-grant",
                "\(document) is granted by itself, not together with another one of its sort",
                "Grant each with a command of its own"
            )
        case .otherOwner(let document):
            (
                "other-owner", "\(document) belongs to another owner",
                "Relate documents of one owner; see them with: vaulttool list --owner MEMBER"
            )
        default: ("unexpected", "This is not allowed", "See: vaulttool --help")
        }
    }
}
