import VaultCrypto
import VaultLedger

/// The first file of an archive: where the papers come from, and what follows.
struct TransferManifest: Hashable, Sendable {
    /// The name of the file in the container.
    static let fileName = "vault-transfer"

    /// The longest manifest, in bytes.
    static let maximumCount = 64 * 1_024

    private static let versionPrefix = "vault/transfer/v"
    private static let version = "vault/transfer/v1"

    /// The name of the log that the papers come from.
    let origin: String

    /// Its key.
    let logKey: VerifierKey

    /// The digest of its genesis statement.
    let fingerprint: Digest

    /// The head that all receipts lead to.
    let head: TreeHead

    /// Whose papers they are there.
    let owner: MemberID

    /// The owner's name.
    let name: String

    /// When the archive was made.
    let made: LedgerTime

    /// 32 random bytes for the facts of the document that keeps the history.
    let blind: [UInt8]

    /// How many receipts follow.
    let statements: Int

    /// How many documents follow after them.
    let documents: Int

    /// The file.
    var bytes: [UInt8] {
        let lines = [
            Self.version,
            "origin \(origin)",
            "log-key \(logKey)",
            "fingerprint \(fingerprint.base64)",
            "head \(head.size) \(head.root.base64)",
            "owner \(owner)",
            "name \(JSONString.encode(name))",
            "made \(made)",
            "blind \(Base64.encode(blind.span, padded: true))",
            "statements \(statements)",
            "documents \(documents)",
        ]
        return lines.flatMap { Array("\($0)\n".utf8) }
    }

    /// Reads a manifest.
    ///
    /// - Throws: ``VaultError/archive(_:)`` with ``ArchiveFault/newer(_:)`` if a later version wrote
    ///   it, ``ArchiveFault/malformed`` if ``bytes`` would not have.
    init(_ bytes: [UInt8]) throws(VaultError) {
        var lines = ManifestLines(bytes)
        let first = lines.line()
        if first != Self.version {
            let digits = first.dropFirst(Self.versionPrefix.count)
            guard first.hasPrefix(Self.versionPrefix), (1...9).contains(digits.utf8.count),
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { throw .archive(.malformed) }
            throw .archive(.newer(first))
        }
        let origin = lines.value("origin")
        let logKey = try? VerifierKey(lines.value("log-key"))
        let fingerprint = Digest(base64: Array(lines.value("fingerprint").utf8).span)
        let head = lines.value("head").split(separator: " ").map(String.init)
        let owner = MemberID(lines.value("owner"))
        let name = JSONString.decode(Array(lines.value("name").utf8))
        let made = LedgerTime(lines.value("made"))
        let blind = try? Base64.decode(Array(lines.value("blind").utf8).span, padded: true)
        let statements = Int(lines.value("statements"))
        let documents = Int(lines.value("documents"))
        guard
            let logKey, let fingerprint, head.count == 2, let size = Int(head[0]),
            let root = Digest(base64: Array(head[1].utf8).span), let owner,
            let name, PersonName.isValid(name), let made, let blind, blind.count == 32,
            let statements, let documents, size > 0, documents >= 0,
            (1...size).contains(statements)
        else { throw .archive(.malformed) }
        self.init(
            origin: origin,
            logKey: logKey,
            fingerprint: fingerprint,
            head: TreeHead(size: size, root: root),
            owner: owner,
            name: name,
            made: made,
            blind: blind,
            statements: statements,
            documents: documents
        )
        guard self.bytes == bytes else { throw .archive(.malformed) }
    }

    init(
        origin: String,
        logKey: VerifierKey,
        fingerprint: Digest,
        head: TreeHead,
        owner: MemberID,
        name: String,
        made: LedgerTime,
        blind: [UInt8],
        statements: Int,
        documents: Int
    ) {
        self.origin = origin
        self.logKey = logKey
        self.fingerprint = fingerprint
        self.head = head
        self.owner = owner
        self.name = name
        self.made = made
        self.blind = blind
        self.statements = statements
        self.documents = documents
    }
}

/// Takes lines of a key and a value one by one; what does not fit shows when all is written again.
private struct ManifestLines {
    private var lines: ArraySlice<ArraySlice<UInt8>>

    init(_ bytes: [UInt8]) {
        lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
    }

    mutating func line() -> String {
        lines.popFirst().map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The value of the next line; empty if its key is another.
    mutating func value(_ key: String) -> String {
        guard let line = lines.popFirst(), line.starts(with: "\(key) ".utf8) else { return "" }
        return String(decoding: line.dropFirst(key.utf8.count + 1), as: UTF8.self)
    }
}

extension DocumentContents {
    /// The file `facts` of a document in an archive: what an envelope says beside the key.
    var transferBytes: [UInt8] { lines.flatMap { $0.body + [UInt8(ascii: "\n")] } }

    /// Reads such a file; `nil` if ``transferBytes`` would not have written it, or a description in
    /// it is not acceptable.
    init?(transferBytes bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.last?.isEmpty == true else { return nil }
        var reader = CommentReader(lines.dropLast().map { Array("# ".utf8) + $0 })
        self.init(reading: &reader)
        guard
            facts.size >= 0, (try? description.validate()) != nil, transferBytes == bytes
        else { return nil }
    }
}
