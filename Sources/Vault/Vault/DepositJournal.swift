import Synchronization
import VaultCrypto
public import VaultLedger
import VaultSystem

/// What a client keeps of a batch of deposits, so that it can go on after an interruption although it
/// cannot open what it deposited: a counselor's uploads for an owner with a key of their own.
///
/// It is a file of mode 0600 (FORMAT.md, "Upload journals"). For each document it holds a code of the
/// content under a random key that stands in the same file, so that equal contents show nothing across
/// journals; whoever has the file and a content can tell that this content was deposited. An entry is
/// written before the document is stored, and counts only once the log has the document.
public final class DepositJournal: Sendable {
    /// The path of the file.
    public let path: String

    private let key: [UInt8]
    private let documents: Mutex<[[UInt8]: [DocumentID]]>
    private let file: GrowingFile

    private static let version = "vault/v1 upload-journal"

    /// The longest file, in bytes: more than half a million documents.
    private static let limit = 64 << 20

    /// Opens a journal, or begins one.
    ///
    /// - Parameters:
    ///   - path: The path of the file; the folders above it are made.
    ///   - now: When the batch begins, if it does.
    /// - Throws: ``VaultError/journalMalformed(path:)`` if the file is no journal;
    ///   ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)``.
    public init(path: String, now: LedgerTime) throws(VaultError) {
        let bytes: [UInt8]
        do throws(SystemError) {
            if try !Folder.exists(path) {
                try Folder.createAll(Folder.parent(of: path))
                try Folder.writeNew(path, Array(Self.head(Random.bytes(32), now).utf8).span)
            }
            bytes = try ReadableFile(path: path, followsSymbolicLink: false)
                .readAll(limit: Self.limit)
        } catch {
            throw VaultError(error, path: path)
        }
        // What a kill left of the last line was not acknowledged: nothing was stored after it.
        let end = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        guard let contents = Self.read(bytes[..<end]) else { throw .journalMalformed(path: path) }
        let file: GrowingFile
        do throws(SystemError) {
            file = try GrowingFile(path: path, keeping: end)
        } catch {
            throw VaultError(error, path: path)
        }
        self.file = file
        self.path = path
        key = contents.key
        documents = Mutex(contents.documents)
    }

    /// Whether nothing was written down yet.
    var isEmpty: Bool { documents.withLock { $0.isEmpty } }

    /// The documents that were to get a content; whether they are stored the log knows.
    func documents(with content: Digest) -> [DocumentID] {
        documents.withLock { $0[code(for: content)] ?? [] }
    }

    /// Writes down what is about to be stored, durably.
    ///
    /// - Throws: ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)``.
    func add(_ deposits: [(content: Digest, document: DocumentID)]) throws(VaultError) {
        guard !deposits.isEmpty else { return }
        let entries = deposits.map { (code: code(for: $0.content), document: $0.document) }
        let lines = entries.map { "\(Base64.encode($0.code.span, padded: true)) \($0.document)\n" }
        do throws(SystemError) {
            try file.append(Array(lines.joined().utf8).span)
        } catch {
            throw VaultError(error, path: path)
        }
        documents.withLock { documents in
            for entry in entries { documents[entry.code, default: []].append(entry.document) }
        }
    }

    /// Removes the file, at the end of a batch.
    ///
    /// - Throws: ``VaultError/io(code:path:)`` if it cannot be removed.
    public func remove() throws(VaultError) {
        do throws(SystemError) {
            try Folder.removeFile(path)
        } catch {
            throw VaultError(error, path: path)
        }
    }

    private func code(for content: Digest) -> [UInt8] {
        let (bytes, key) = (content.bytes, key)
        let code = HMACSHA256.code(for: bytes.span, key: key.span)
        return code.indices.map { code[$0] }
    }
}

// MARK: - The text

extension DepositJournal {
    private static func head(_ key: [UInt8], _ begun: LedgerTime) -> String {
        "\(version)\nkey \(Base64.encode(key.span, padded: true))\nbegun \(begun.text)\n"
    }

    private typealias Contents = (
        key: [UInt8], begun: LedgerTime, documents: [[UInt8]: [DocumentID]]
    )

    /// Reads whole lines; `nil` if one is not as it is written.
    private static func read(_ bytes: ArraySlice<UInt8>) -> Contents? {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String($0) ?? "" }
        guard lines.count >= 4, lines.last == "",
            let key = base64(lines[1], after: "key "), key.count == 32,
            lines[2].hasPrefix("begun "), let begun = LedgerTime(String(lines[2].dropFirst(6))),
            Array(lines[..<3].map { "\($0)\n" }.joined().utf8) == Array(head(key, begun).utf8)
        else { return nil }
        var documents: [[UInt8]: [DocumentID]] = [:]
        for line in lines[3...].dropLast() {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 2, let code = base64(String(words[0]), after: ""),
                code.count == 32, let document = DocumentID(String(words[1]))
            else { return nil }
            documents[code, default: []].append(document)
        }
        return (key, begun, documents)
    }

    private static func base64(_ text: String, after word: String) -> [UInt8]? {
        guard text.hasPrefix(word) else { return nil }
        return try? Base64.decode(Array(text.utf8.dropFirst(word.utf8.count)).span, padded: true)
    }
}

extension DepositJournal {
    /// Removes the journals of batches that nobody came back to.
    ///
    /// - Parameters:
    ///   - folder: Where they are; other files are left alone.
    ///   - limit: Those that began earlier go.
    public static func removeAbandoned(in folder: String, begunBefore limit: LedgerTime) {
        for name in (try? Folder.names(in: folder)) ?? [] {
            let path = "\(folder)/\(name)"
            guard
                let file = try? ReadableFile(path: path, followsSymbolicLink: false),
                let bytes = try? file.readAll(limit: Self.limit),
                let end = bytes.lastIndex(of: 0x0A),
                let contents = read(bytes[...end]), contents.begun < limit
            else { continue }
            try? Folder.removeFile(path)
        }
    }
}
