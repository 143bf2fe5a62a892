import Vault

extension Report {
    /// Says what is wrong with a report about a member who leaves.
    ///
    /// - Parameters:
    ///   - error: What is wrong.
    ///   - path: The file.
    init(leaving error: VaultError, path: String?) {
        let file = Self.file(path)
        if error == .reportMalformed {
            self.init(
                .refused,
                "report-malformed",
                "\(file) is not a report about a member who leaves",
                hint: "Use a file from: vaulttool leaving MEMBER --report FILE"
            )
        } else {
            self.init(
                .damaged,
                "report-wrong",
                """
                \(file) is not true of this vault: it is of another, not signed by an admin, or does \
                not agree with the log
                """,
                hint: "Do not rely on it; ask an admin for another"
            )
        }
    }
}
