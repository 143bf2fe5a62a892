import Vault

// What is in the way at a path, or not there.

extension Report {
    init(path error: VaultError) {
        switch error {
        case .vaultNotFound(let path):
            self.init(
                .notFound,
                "vault-not-found",
                "There is no vault in \(Self.quoted(path))",
                hint: "Create one with: vaulttool init DIR --origin ORIGIN"
            )
        case .isBackup(let path):
            self.init(
                .notFound,
                "is-backup",
                "\(Self.quoted(path)) is a backup, not a vault",
                hint: "Make a vault of it with: vaulttool restore BACKUP NEW"
            )
        case .backupNotFound(let path):
            self.init(
                .notFound,
                "backup-not-found",
                "There is no complete backup in \(Self.quoted(path))",
                hint: "Make one with: vaulttool backup DIR"
            )
        case .backupOfAnother(let path):
            self.init(
                .cannotCreate,
                "backup-of-another",
                "The backup in \(Self.quoted(path)) is that of another vault",
                hint: "Choose another folder"
            )
        case .fileNotFound(let path):
            self.init(
                .notFound,
                "file-not-found",
                "There is no file \(Self.quoted(path)), or it is not a regular file",
                hint: "Check the path"
            )
        case .folderNotFound(let path): self.init(ToolError.folderNotFound(path: path))
        case .inside(let path, let folder):
            self.init(
                .cannotCreate,
                "inside",
                """
                \(Self.quoted(path)) would lie within \(Self.quoted(folder)), which is a vault or a \
                backup
                """,
                hint: "Choose a folder outside"
            )
        case .inUse(let path):
            self.init(
                .cannotCreate,
                "in-use",
                """
                \(Self.quoted(path)) is the folder you are in, or a mount point, and a new folder \
                cannot take its place
                """,
                hint: "Name a folder that is not there yet"
            )
        case .nameMalformed(let path):
            self.init(
                .notFound,
                "file-name",
                "The name of \(Self.quoted(path)) is not valid UTF-8, so it cannot be reached",
                hint: "Rename it, such as with mv or convmv, and run the command again"
            )
        case .exists(let path):
            self.init(
                .cannotCreate,
                "exists",
                "\(Self.quoted(path)) exists already, and nothing is ever overwritten",
                hint: "Choose another name"
            )
        default: self.init(storage: error)
        }
    }
}
