package import VaultStorage
import VaultSystem

extension VaultError {
    /// An error of the file system, about a path.
    init(_ error: SystemError, path: String) {
        if error.isFull {
            self = .diskFull(path: path)
        } else if error.exists {
            self = .exists(path: path)
        } else if error.isNotFound || error.isNotRegularFile {
            self = .fileNotFound(path: path)
        } else {
            self = .io(code: error.code, path: path)
        }
    }

    /// An error of memory that has no name; it tells no document.
    init(memory error: SystemError) {
        self = .io(code: error.code, path: Self.memoryPath)
    }

    /// ENOMEM: a passphrase can take more memory than there is.
    static let outOfMemory: Int32 = 12

    /// What stands for a path where content from inside the vault lies in memory.
    static let memoryPath = "memory"
}

extension VaultError {
    /// Whether an append that failed like this can have happened all the same.
    ///
    /// After an error of the disk the next opening of the database decides. The blob must outlive
    /// that: a writer that is dropped leaves it to the recovery, which asks the database.
    var mayHaveCommitted: Bool {
        switch self {
        case .io, .diskFull, .damaged(.database): true
        default: false
        }
    }
}

extension VaultError: StorageFailure {
    /// An error of storage, which is always about the vault itself.
    package init(_ error: StorageError) {
        self.init(error, database: "vault.sqlite")
    }

    /// An error of storage.
    ///
    /// - Parameters:
    ///   - error: The error.
    ///   - path: The database, as the caller knows it.
    init(_ error: StorageError, database path: String) {
        self =
            switch error {
            case .newerVersion(let name): .newerVersion(name: name)
            case .busy: .busy
            case .full: .diskFull(path: path)
            case .readOnly: .io(code: 30, path: path)
            case .io(let code): .io(code: code, path: path)
            case .file(let code, let path):
                VaultError(SystemError(code: code, operation: .write), path: path)
            default: .damaged(.database)
            }
    }
}
