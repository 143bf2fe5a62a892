import VaultAge
import VaultCrypto
import VaultLedger
import VaultSystem

/// An age file in the making, which has no name until it is published.
struct SealedFile: ~Copyable {
    private let path: String
    private var encryptor: AgeEncryptor
    private var output: Output

    /// Begins a file in the folder of `path`.
    ///
    /// - Throws: ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)``.
    init(to recipients: [any AgeRecipient], path: String) throws(VaultError) {
        let encryptor = try Self.encryptor(to: recipients, path: path)
        let file = try filing(path) { () throws(SystemError) in
            try UnnamedFile(in: Folder.parent(of: path))
        }
        var output = Output(file: file, path: path)
        let header = encryptor.header
        try output.write(header.span)
        self.path = path
        self.encryptor = encryptor
        self.output = output
    }

    private static func encryptor(
        to recipients: [any AgeRecipient],
        path: String
    ) throws(VaultError) -> AgeEncryptor {
        do {
            return try AgeEncryptor(to: recipients)
        } catch {
            // Recipients were checked when they were read; what is left is a passphrase.
            throw .io(code: VaultError.outOfMemory, path: path)
        }
    }

    /// Seals the next bytes.
    mutating func write(_ bytes: Span<UInt8>) throws(VaultError) {
        try encryptor.update(bytes) { sealed throws(VaultError) in try output.write(sealed) }
    }

    /// Ends the file, makes it durable and reads it back.
    consuming func finish() throws(VaultError) -> SealedFileReady {
        var output = output
        try encryptor.finish { sealed throws(VaultError) in try output.write(sealed) }
        return try output.finish()
    }

    /// The file, and its measure so far.
    private struct Output: ~Copyable {
        var file: UnnamedFile
        let path: String
        var hash = SHA256()
        var length = 0

        init(file: consuming UnnamedFile, path: String) {
            self.file = file
            self.path = path
        }

        mutating func write(_ bytes: Span<UInt8>) throws(VaultError) {
            hash.update(bytes)
            length += bytes.count
            do {
                try file.write(bytes)
            } catch {
                throw VaultError(error, path: path)
            }
        }

        consuming func finish() throws(VaultError) -> SealedFileReady {
            let measure = FileMeasure(digest: Digest(hash.finish()), length: length)
            do throws(SystemError) {
                try file.sync()
                guard try FileMeasure(of: file.reader()) == measure else {
                    // EIO: the disk gives back other bytes.
                    throw SystemError(code: 5, operation: .read)
                }
            } catch {
                throw VaultError(error, path: path)
            }
            return SealedFileReady(file: file, path: path, measure: measure)
        }
    }
}

/// A finished age file that waits for its name.
struct SealedFileReady: ~Copyable {
    private let file: UnnamedFile
    private let path: String

    /// What it is.
    let measure: FileMeasure

    fileprivate init(
        file: consuming UnnamedFile,
        path: String,
        measure: FileMeasure
    ) {
        self.file = file
        self.path = path
        self.measure = measure
    }

    /// Gives the file its name.
    ///
    /// - Throws: ``VaultError/exists(path:)`` if something has it by now; ``VaultError/diskFull(path:)`` or
    ///   ``VaultError/io(code:path:)``.
    consuming func publish() throws(VaultError) {
        do {
            try file.publish(as: path)
        } catch {
            throw VaultError(error, path: path)
        }
    }
}
