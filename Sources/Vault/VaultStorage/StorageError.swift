import GRDB
import GRDBSQLite
import VaultSystem

/// Why the storage of a vault did not do what was asked.
///
/// No case carries a value or SQL, and the only paths are those of the vault's own files: an error can be
/// logged as it is.
@nonexhaustive
package enum StorageError: Error, Hashable {
    /// A part of the storage: a table, or one of the files.
    package enum Part: String, Sendable, CaseIterable {
        case file
        case schema
        case blob
        case statement
        case leaf
        case node
        case checkpoint
        case envelope
        case card
        case recipient
        case garbage
        case ledger = "p_ledger"
        case member = "p_member"
        case office = "p_office"
        case groupKey = "p_group_key"
        case document = "p_document"
        case documentKey = "p_document_key"
        case grant = "p_grant"
        case event = "p_event"
        case memberKey = "p_member_key"
        case logKey = "p_log_key"
        case invitation = "p_invitation"
        case recoveryPlan = "p_recovery_plan"
        case recovery = "p_recovery"
        case erasure = "p_erasure"
        case hole = "p_hole"
    }

    /// The database belongs to another program, or nothing was ever stored in it.
    case notAVault

    /// The database was written by a later version; the name is that of its last migration.
    case newerVersion(String)

    /// Others hold a lock for longer than the caller was willing to wait.
    case busy

    /// The disk of the database, or the user's share of it, is full.
    case full

    /// The database cannot be written: its file system is mounted for reading only.
    case readOnly

    /// The kernel refuses to do something with a file or folder, with its `errno`.
    case file(code: CInt, path: String)

    /// Bytes of this part are not what the vault has written, or are missing.
    case damaged(Part)

    /// The database does not do as it is told about durability: a commit could be lost.
    case notDurable

    /// Something has this name or key already.
    case exists

    /// There is no such file, row or blob.
    case notFound

    /// Anything else, with the extended result code of SQLite.
    case io(code: CInt)
}

/// An error type that a failure of the storage can be turned into.
///
/// Whoever borrows the database throws one type of error, with the storage's own failures in it.
package protocol StorageFailure: Error {
    /// Translates a failure of the storage.
    init(_ error: StorageError)
}

extension StorageError: StorageFailure {
    /// Takes the error as it is.
    package init(_ error: StorageError) { self = error }
}

// MARK: - Where errors come from

extension StorageError {
    /// Translates an extended result code (sqlite.org/rescode.html).
    init(sqlite code: CInt) {
        switch ResultCode(rawValue: code) {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_FULL: self = .full
        // The index of the write-ahead log is a file whose pages SQLite takes by writing to them.
        case .SQLITE_IOERR_SHMSIZE: self = .full
        case .SQLITE_READONLY: self = .readOnly
        // The file is there: what cannot be made is one of those that SQLite keeps beside it.
        case .SQLITE_CANTOPEN: self = .readOnly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(.file)
        // See VaultDatabase.maximumRowCount.
        case .SQLITE_TOOBIG: self = .damaged(.file)
        // A statement of ours that does not compile: a table or a column is missing.
        case .SQLITE_ERROR: self = .damaged(.schema)
        case .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_UNIQUE: self = .exists
        default: self = .io(code: code)
        }
    }

    /// Translates what GRDB throws.
    init(any error: any Error) {
        switch error {
        case let error as StorageError: self = error
        case let error as DatabaseError: self.init(sqlite: error.extendedResultCode.rawValue)
        default: self.init(sqlite: SQLITE_INTERNAL)
        }
    }

    /// Translates a failure of the file system.
    ///
    /// - Parameters:
    ///   - error: What the kernel said.
    ///   - path: What it was about.
    init(_ error: SystemError, path: String) {
        if error.isLocked {
            self = .busy
        } else if error.isUnwantedLink || error.isNotRegularFile {
            self = .damaged(.blob)
        } else if error.isNotFound {
            self = .notFound
        } else if error.exists {
            self = .exists
        } else {
            self = .file(code: error.code, path: path)
        }
    }

    /// Does something with the file or folder at a path, with the failures of the file system translated.
    static func translating<T: ~Copyable>(
        _ path: String,
        _ body: () throws(SystemError) -> T
    ) throws(StorageError) -> T {
        do {
            return try body()
        } catch {
            throw StorageError(error, path: path)
        }
    }
}
