import Vault
import VaultSystem

/// Reading small files that a person named.
enum FileReading {
    /// The longest identity file, card or signed head, in bytes.
    private static let limit = 1 << 20

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - limit: The length that it may have at most, in bytes.
    /// - Returns: Its bytes.
    /// - Throws: ``ToolError/file(_:path:)`` if it is missing, no regular file, longer than `limit`
    ///   or unreadable.
    static func bytes(of path: String, limit: Int = limit) throws(ToolError) -> [UInt8] {
        try about(path) { () throws(SystemError) in
            try ReadableFile(path: path).readAll(limit: limit)
        }
    }

    /// Writes a whole new file.
    ///
    /// - Parameters:
    ///   - bytes: What it holds.
    ///   - path: The path of the file.
    ///   - mode: The permissions, before the process's mask.
    /// - Throws: ``ToolError/file(_:path:)`` if something has that name, or it cannot be written.
    static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(ToolError) {
        try about(path) { () throws(SystemError) in
            try Folder.writeNew(path, bytes.span, mode: mode)
        }
    }

    /// Whether something has a name.
    ///
    /// - Parameter path: The path.
    /// - Returns: `true` if something has it.
    /// - Throws: ``ToolError/file(_:path:)`` if nobody can tell.
    static func exists(_ path: String) throws(ToolError) -> Bool {
        try about(path) { () throws(SystemError) in try Folder.exists(path) }
    }

    /// Makes sure that a path is free, before something is done that would be in vain if not.
    ///
    /// - Parameter path: The path.
    /// - Throws: ``ToolError/file(_:path:)`` if something has that name, or nobody can tell.
    static func requireFree(_ path: String) throws(ToolError) {
        guard try !exists(path) else { throw .file(.exists(path: path), path: path) }
    }

    /// Does something with a file, and names the file if it fails.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - body: What to do.
    /// - Returns: What `body` returns.
    /// - Throws: ``ToolError/file(_:path:)``.
    static func about<Result: ~Copyable>(
        _ path: String,
        _ body: () throws(SystemError) -> Result
    ) throws(ToolError) -> Result {
        do {
            return try body()
        } catch {
            throw .file(VaultError(reading: error, path: path), path: path)
        }
    }
}

extension VaultError {
    /// What the kernel said about a file that a person named.
    fileprivate init(reading error: SystemError, path: String) {
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
}
