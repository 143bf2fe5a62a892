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

    /// What an error is about; of content from inside the vault it does not tell the name.
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
        path = VaultError.memoryPath
        content = .sealed(memory)
    }

    /// Takes a document of an archive.
    init(_ archived: ArchivedDocument) {
        fileName = archived.contents.facts.fileName
        size = archived.contents.facts.size
        path = VaultError.memoryPath
        content = .archive(archived.source, offset: archived.offset)
    }

    /// Opens a source.
    ///
    /// - Throws: ``VaultError/fileNotFound(path:)`` if it is not a regular file;
    ///   ``VaultError/nameMalformed(path:)`` if its name is not UTF-8; ``VaultError/io(code:path:)`` if
    ///   it cannot be read.
    init(_ source: DepositSource) throws(VaultError) {
        switch source {
        case .bytes(let bytes, let name):
            fileName = name
            size = bytes.count
            path = name
            content = .memory(bytes)
        case .file(let path):
            let file = try Self.file(at: path)
            size = try filing(path) { () throws(SystemError) in try file.size }
            self.path = path
            // By bytes: a combining mark behind the slash would make both one Character.
            let name = path.utf8.split(separator: UInt8(ascii: "/")).last
            fileName = name.map { String(decoding: $0, as: UTF8.self) } ?? path
            content = .file(file)
        }
    }

    private static func file(at path: String) throws(VaultError) -> ReadableFile {
        do {
            return try filing(path) { () throws(SystemError) in try ReadableFile(path: path) }
        } catch {
            guard case .fileNotFound = error, Folder.showsMalformedName(path) else { throw error }
            throw .nameMalformed(path: path)
        }
    }

    /// Replaces the content of `buffer` by `maximumCount` bytes from `offset` on; by fewer only at the
    /// end.
    private func read(
        at offset: Int,
        maximumCount: Int,
        into buffer: inout [UInt8]
    ) throws(VaultError) {
        switch content {
        case .memory(let bytes):
            buffer = Array(bytes.dropFirst(offset).prefix(maximumCount))
        case .archive(let source, let start):
            let count = min(maximumCount, size - offset)
            buffer = count > 0 ? try source.bytes(at: start + offset, maximumCount: count) : []
        case .file(let file):
            try fill(&buffer, maximumCount) { output throws(SystemError) in
                try file.read(at: offset, into: &output)
            }
        case .sealed(let memory):
            try fill(&buffer, maximumCount) { output throws(SystemError) in
                try memory.read(at: offset, into: &output)
            }
        }
    }

    /// Replaces the content of `buffer` by what `read` gives.
    ///
    /// The memory stays the same: what is given back is wiped, which takes time.
    private func fill(
        _ buffer: inout [UInt8],
        _ count: Int,
        _ read: (inout OutputSpan<UInt8>) throws(SystemError) -> Void
    ) throws(VaultError) {
        buffer.removeAll(keepingCapacity: true)
        do {
            try buffer.append(addingCapacity: count, initializingWith: read)
        } catch {
            throw VaultError(error, path: path)
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
            var file = try memoryFile()
            var bytes: [UInt8] = []
            try read(at: 0, maximumCount: InspectionSample.headCount, into: &bytes)
            try write(bytes.span, to: &file)
            let tailStart = size - InspectionSample.tailCount
            try read(at: tailStart, maximumCount: InspectionSample.tailCount, into: &bytes)
            try write(bytes.span, to: &file)
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
        var bytes: [UInt8] = []
        while offset < limit {
            let count = min(Self.readCount, limit - offset)
            try read(at: offset, maximumCount: count, into: &bytes)
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
        var bytes: [UInt8] = []
        while offset < sample.memory.count {
            try fill(&bytes, Self.readCount) { output throws(SystemError) in
                try sample.memory.read(at: offset, into: &output)
            }
            guard !bytes.isEmpty else { return }
            offset += bytes.count
            try body(bytes.span)
        }
    }

    /// Whether bytes stand at a place of a whole sample.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - offset: The place of the first.
    ///   - sample: What was read before.
    ///   - buffer: Memory to compare in.
    /// - Returns: `false` also if fewer bytes are there.
    /// - Throws: ``VaultError/io(code:path:)`` if it cannot be read.
    func holds(
        _ bytes: Span<UInt8>,
        at offset: Int,
        of sample: borrowing InspectionSample,
        buffer: inout [UInt8]
    ) throws(VaultError) -> Bool {
        do {
            return try sample.memory.holds(bytes, at: offset, buffer: &buffer)
        } catch {
            throw VaultError(error, path: path)
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
