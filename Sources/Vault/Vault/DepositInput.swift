import VaultMedia
import VaultSystem

/// The bytes of a source.
struct DepositInput: ~Copyable {
    /// The name of the file, nothing cleaned.
    let fileName: String

    /// The length in bytes when it was opened.
    let size: Int

    /// How much to read at a time, in bytes.
    private static let readCount = 256 * 1_024

    private let path: String
    private let content: Content

    private enum Content: ~Copyable {
        case file(ReadableFile)
        case memory([UInt8])
        case archive(any ArchiveSource, offset: Int)
        case sealed(SealedMemory)
    }

    /// Takes a file that was made here.
    init(_ memory: consuming SealedMemory, fileName: String) {
        self.fileName = fileName
        size = memory.count
        path = fileName
        content = .sealed(memory)
    }

    /// Takes a document of an archive.
    init(_ archived: ArchivedDocument) {
        fileName = archived.contents.facts.fileName
        size = archived.contents.facts.size
        path = fileName
        content = .archive(archived.source, offset: archived.offset)
    }

    /// Opens a source.
    ///
    /// - Throws: ``VaultError/fileNotFound(path:)`` if it is not a regular file;
    ///   ``VaultError/io(code:path:)`` if it cannot be read.
    init(_ source: DepositSource) throws(VaultError) {
        switch source {
        case .bytes(let bytes, let name):
            fileName = name
            size = bytes.count
            path = name
            content = .memory(bytes)
        case .file(let path):
            let file = try filing(path) { () throws(SystemError) in try ReadableFile(path: path) }
            size = try filing(path) { () throws(SystemError) in try file.size }
            self.path = path
            // By bytes: a combining mark behind the slash would make both one Character.
            let name = path.utf8.split(separator: UInt8(ascii: "/")).last
            fileName = name.map { String(decoding: $0, as: UTF8.self) } ?? path
            content = .file(file)
        }
    }

    /// Reads from `offset` on.
    ///
    /// - Returns: `maximumCount` bytes; fewer only at the end.
    private func bytes(at offset: Int, maximumCount: Int) throws(VaultError) -> [UInt8] {
        switch content {
        case .memory(let bytes):
            return Array(bytes.dropFirst(offset).prefix(maximumCount))
        case .archive(let source, let start):
            let count = min(maximumCount, size - offset)
            return count > 0 ? try source.bytes(at: start + offset, maximumCount: count) : []
        case .file(let file):
            do {
                return try [UInt8](capacity: maximumCount) { output throws(SystemError) in
                    try file.read(at: offset, into: &output)
                }
            } catch {
                throw VaultError(error, path: path)
            }
        case .sealed(let memory):
            do {
                return try [UInt8](capacity: maximumCount) { output throws(SystemError) in
                    try memory.read(at: offset, into: &output)
                }
            } catch {
                throw VaultError(error, path: path)
            }
        }
    }
}

extension DepositInput {
    /// Reads what is to be inspected into memory that nobody changes.
    ///
    /// - Returns: The whole content, so that what is inspected is what is stored; of a content longer
    ///   than ``InspectionSample/wholeCount`` the beginning and the end.
    /// - Throws: ``VaultError/io(code:path:)`` if it cannot be read, or does not fit into memory.
    func sample() throws(VaultError) -> InspectionSample {
        if size > InspectionSample.wholeCount {
            let head = try bytes(at: 0, maximumCount: InspectionSample.headCount)
            let tailStart = size - InspectionSample.tailCount
            let tail = try bytes(at: tailStart, maximumCount: InspectionSample.tailCount)
            var file = try memoryFile()
            try write(head.span, to: &file)
            try write(tail.span, to: &file)
            return InspectionSample(try sealed(file), size: size)
        }
        var file = try memoryFile()
        // A file that grows meanwhile is stored as long as it was when it was opened.
        try forEachPart(limit: size) { bytes throws(VaultError) in try write(bytes, to: &file) }
        let memory = try sealed(file)
        let count = memory.count
        return InspectionSample(memory, size: count)
    }

    /// Passes over the content.
    ///
    /// - Parameters:
    ///   - limit: How many bytes to take at most.
    ///   - body: Takes the next bytes.
    /// - Throws: ``VaultError/io(code:path:)`` if it cannot be read; what `body` throws.
    func forEachPart(
        limit: Int = .max,
        _ body: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) {
        var offset = 0
        while offset < limit {
            let count = min(Self.readCount, limit - offset)
            let bytes = try bytes(at: offset, maximumCount: count)
            guard !bytes.isEmpty else { return }
            offset += bytes.count
            try body(bytes.span)
        }
    }

    /// Passes over a whole sample.
    ///
    /// - Parameters:
    ///   - sample: What was read before.
    ///   - body: Takes the next bytes.
    /// - Throws: ``VaultError/io(code:path:)`` if it cannot be read; what `body` throws.
    func forEachPart(
        of sample: borrowing InspectionSample,
        _ body: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) {
        var offset = 0
        while offset < sample.memory.count {
            let bytes: [UInt8]
            do {
                bytes = try [UInt8](capacity: Self.readCount) { output throws(SystemError) in
                    try sample.memory.read(at: offset, into: &output)
                }
            } catch {
                throw VaultError(error, path: path)
            }
            guard !bytes.isEmpty else { return }
            offset += bytes.count
            try body(bytes.span)
        }
    }

    private func memoryFile() throws(VaultError) -> MemoryFile {
        do { return try MemoryFile() } catch { throw VaultError(error, path: path) }
    }

    private func write(_ bytes: Span<UInt8>, to file: inout MemoryFile) throws(VaultError) {
        do { try file.write(bytes) } catch { throw VaultError(error, path: path) }
    }

    private func sealed(_ file: consuming MemoryFile) throws(VaultError) -> SealedMemory {
        do { return try file.seal() } catch { throw VaultError(error, path: path) }
    }
}
