import GRDB
import VaultSystem

extension VaultDatabase {
    /// Opens a database on a file system that is mounted for reading only.
    ///
    /// SQLite wants to write beside a database with a write-ahead log (sqlite.org/wal.html, section 4).
    /// Without a log that holds anything, the file is all there is, and nobody changes it: it is opened
    /// as immutable. What a killed writer has left in the log has to come into the file first.
    ///
    /// - Parameters:
    ///   - path: The path of the file; it begins with a slash or a dot.
    ///   - configuration: As for a database to be written.
    /// - Returns: `nil` if the file system can be written, so that something else is in the way.
    /// - Throws: ``StorageError/readOnly`` if something is in the log; what GRDB throws if the file
    ///   cannot be opened.
    static func readOnlyQueue(
        at path: String,
        _ configuration: Configuration
    ) throws -> DatabaseQueue? {
        let isReadOnly = try StorageError.translating(path) { () throws(SystemError) in
            try Folder.isReadOnly(at: path)
        }
        guard isReadOnly else { return nil }
        let log = try StorageError.translating(path) { () throws(SystemError) in
            try Folder.lookUp(path + "-wal")
        }
        guard log.map({ $0.size == 0 }) ?? true else { throw StorageError.readOnly }
        var configuration = configuration
        configuration.readonly = true
        return try DatabaseQueue(path: immutableURI(of: path), configuration: configuration)
    }

    /// The name by which SQLite opens a file that nobody changes (sqlite.org/uri.html, section 3).
    private static func immutableURI(of path: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        let escaped = path.utf8.flatMap { byte -> [UInt8] in
            plain.contains(byte)
                ? [byte]
                : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        // Without the two slashes, a path that begins with two would name a host.
        let scheme = path.utf8.first == UInt8(ascii: "/") ? "file://" : "file:"
        return "\(scheme)\(String(decoding: escaped, as: UTF8.self))?immutable=1"
    }
}
