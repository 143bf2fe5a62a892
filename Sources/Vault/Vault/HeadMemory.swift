import VaultCrypto
import VaultLedger
import VaultSystem

/// Where a client keeps, outside of all vaults, what it must not forget about them: for each origin
/// one small value, the last head that it verified.
///
/// Nothing inside a vault can show that its own end was cut off; only what is remembered elsewhere
/// can. The value is text for ``RememberedHead`` alone to read. An implementation keeps it as it is,
/// also when several clients use one memory at a time.
public protocol HeadMemory: Sendable {
    /// Reads the value of an origin.
    ///
    /// - Parameter origin: The name of the log.
    /// - Returns: The value; `nil` if there is none.
    /// - Throws: ``VaultError`` if the memory cannot be read.
    func value(for origin: String) throws(VaultError) -> [UInt8]?

    /// Replaces the value of an origin, unless another client did meanwhile.
    ///
    /// Comparison and replacement are one step, so that nobody takes the memory back.
    ///
    /// - Parameters:
    ///   - old: The value to be replaced; `nil` for none.
    ///   - new: The value to keep, at most 64 KiB.
    ///   - origin: The name of the log.
    /// - Returns: `false` if the value is not `old`; nothing is changed then.
    /// - Throws: ``VaultError`` if the memory cannot be written.
    func replace(
        _ old: [UInt8]?,
        by new: [UInt8],
        for origin: String
    ) throws(VaultError) -> Bool
}

/// A memory of heads in a folder: one file for each origin.
///
/// The name of a file is the SHA-256 of its origin in hexadecimal digits. Files are replaced by
/// renaming, under a lock, and are for their owner alone (mode 0600).
public struct HeadMemoryFolder: HeadMemory {
    /// The path of the folder.
    public let path: String

    /// The longest value, in bytes.
    private static let limit = 64 * 1_024

    /// Names a folder, which is made when there is something to remember.
    ///
    /// - Parameter path: The path of the folder.
    public init(path: String) {
        self.path = path
    }

    /// The path of the file in which the value of an origin is kept.
    ///
    /// - Parameter origin: The name of the log.
    /// - Returns: The path, whether there is such a file or not.
    public func path(for origin: String) -> String {
        "\(path)/\(Digest.of(Array(origin.utf8).span).hexadecimal)"
    }

    /// Reads the file of an origin; see ``HeadMemory``.
    ///
    /// - Parameter origin: The name of the log.
    /// - Returns: The value; `nil` if there is no file.
    /// - Throws: ``VaultError/io(code:path:)`` or ``VaultError/fileNotFound(path:)`` if something is
    ///   there that cannot be read.
    public func value(for origin: String) throws(VaultError) -> [UInt8]? {
        try filing(path(for: origin)) { () throws(SystemError) in try file(for: origin).read() }
    }

    /// Replaces the file of an origin; see ``HeadMemory``.
    ///
    /// - Parameters:
    ///   - old: The value to be replaced; `nil` for none.
    ///   - new: The value to keep.
    ///   - origin: The name of the log.
    /// - Returns: `false` if the value is not `old`; nothing is changed then.
    /// - Throws: ``VaultError/busy`` if others replace values for two seconds;
    ///   ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)`` if it cannot be written.
    public func replace(
        _ old: [UInt8]?,
        by new: [UInt8],
        for origin: String
    ) throws(VaultError) -> Bool {
        do throws(SystemError) {
            try Folder.createAll(path)
            return try file(for: origin).replace(old, by: new)
        } catch  where error.isLocked {
            throw .busy
        } catch  where error.isFull {
            throw .diskFull(path: path)
        } catch {
            throw .io(code: error.code, path: path(for: origin))
        }
    }

    private func file(for origin: String) -> ValueFile {
        ValueFile(path: path(for: origin), lock: "\(path)/lock", limit: Self.limit)
    }
}
