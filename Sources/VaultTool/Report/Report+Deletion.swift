import Vault

extension Report {
    /// Says what is wrong with a request for the deletion of copies.
    ///
    /// - Parameter error: An error about such a request.
    init(deletion error: VaultError) {
        switch error {
        case .releaseNotFound(let document):
            self.init(
                .notFound,
                "release-not-found",
                "\(document) was never granted or handed out to them",
                hint: "See who was given it: vaulttool grants --all --document \(document)"
            )
        case .deletionOpen(let index, let due):
            self.init(
                .cannotCreate,
                "deletion-open",
                "They were asked already, by request \(index), and have time to answer until \(due)",
                hint: "See what was answered with: vaulttool deletion list"
            )
        case .deletionNotFound(let index):
            self.init(
                .notFound,
                "deletion-not-found",
                "There is no request for deletion \(index) that you may see",
                hint: "Use a number from: vaulttool deletion list"
            )
        default: self.init(.unexpected, "unexpected", "Something unexpected happened")
        }
    }
}
