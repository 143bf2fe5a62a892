import VaultCrypto
package import VaultLedger
import VaultSystem

/// An open blob, as a file.
final class BlobFileReader: BlobReader {
    private let file: ReadableFile

    /// Where the file is, or is to be.
    private let path: String

    let size: Int

    /// Reads an open file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - path: Where it is.
    /// - Throws: ``SystemError`` if its size cannot be told.
    init(_ file: consuming ReadableFile, path: String) throws(SystemError) {
        self.path = path
        size = try file.size
        self.file = file
    }

    /// Opens a file, which must be a regular one and no symbolic link.
    ///
    /// - Parameter path: The path of the file.
    /// - Throws: ``StorageError/notFound``; ``StorageError/damaged(_:)`` if it is anything else.
    convenience init(path: String) throws(StorageError) {
        do {
            try self.init(try ReadableFile(path: path, followsSymbolicLink: false), path: path)
        } catch {
            throw StorageError(error, path: path)
        }
    }

    func read(at offset: Int, into output: inout OutputSpan<UInt8>) throws(StorageError) {
        do {
            try file.read(at: offset, into: &output)
        } catch {
            throw StorageError(error, path: path)
        }
    }
}

extension BlobReader {
    /// Reads the next bytes.
    ///
    /// - Parameter offset: Where to begin, in bytes.
    /// - Returns: At most 64 KiB; fewer only at the end of the blob.
    /// - Throws: ``StorageError``.
    private func chunk(at offset: Int) throws(StorageError) -> [UInt8] {
        try [UInt8](capacity: 64 * 1024) { output throws(StorageError) in
            try read(at: offset, into: &output)
        }
    }

    /// The SHA-256 of all bytes.
    ///
    /// - Returns: The digest by which the blob is to be named.
    /// - Throws: ``StorageError`` if it cannot be read.
    package func digest() throws(StorageError) -> Digest {
        var hash = SHA256()
        var offset = 0
        while true {
            let chunk = try chunk(at: offset)
            guard !chunk.isEmpty else { return Digest(hash.finish()) }
            hash.update(chunk.span)
            offset += chunk.count
        }
    }

    /// Whether another blob has the same bytes.
    ///
    /// - Parameter other: The other blob.
    /// - Returns: `true` if neither length nor bytes differ.
    /// - Throws: ``StorageError`` if one cannot be read.
    func hasSameBytes(as other: any BlobReader) throws(StorageError) -> Bool {
        guard size == other.size else { return false }
        var offset = 0
        while true {
            let chunk = try chunk(at: offset)
            guard try chunk == other.chunk(at: offset) else { return false }
            guard !chunk.isEmpty else { return true }
            offset += chunk.count
        }
    }
}
