import VaultCrypto
import VaultLedger
import VaultSystem

/// What tells a file from others.
struct FileMeasure: Hashable, Sendable {
    /// The SHA-256 of the file.
    let digest: Digest

    /// Its length in bytes.
    let length: Int
}

extension FileMeasure {
    /// Reads a file from beginning to end.
    ///
    /// - Parameters:
    ///   - path: The file; no symbolic link.
    ///   - take: Takes the next bytes.
    /// - Throws: ``SystemError`` with what open(2) or pread(2) says; what `take` throws.
    init(
        path: String,
        _ take: (Span<UInt8>) throws(SystemError) -> Void
    ) throws(SystemError) {
        try self.init(of: ReadableFile(path: path, followsSymbolicLink: false), take)
    }

    /// Reads an open file from beginning to end.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - take: Takes the next bytes.
    /// - Throws: ``SystemError`` with what pread(2) says; what `take` throws.
    init(
        of file: borrowing ReadableFile,
        _ take: (Span<UInt8>) throws(SystemError) -> Void = { _ throws(SystemError) in }
    ) throws(SystemError) {
        var hash = SHA256()
        var length = 0
        while true {
            let chunk = try [UInt8](capacity: 1 << 20) { output throws(SystemError) in
                try file.read(at: length, into: &output)
            }
            guard !chunk.isEmpty else { break }
            hash.update(chunk.span)
            length += chunk.count
            try take(chunk.span)
        }
        self.init(digest: Digest(hash.finish()), length: length)
    }
}
