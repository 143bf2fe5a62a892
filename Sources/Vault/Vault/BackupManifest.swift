import VaultCrypto
import VaultLedger

/// What a backup holds, as the file `manifest` of a state says (FORMAT.md, "Backups").
struct BackupManifest: Hashable {
    /// A file of the state.
    struct File: Hashable {
        let name: String
        let length: Int
        let digest: Digest
    }

    /// When it was made, by the clock of whoever made it.
    let time: LedgerTime

    /// The name of the log.
    let origin: String

    /// The digest of the genesis statement.
    let fingerprint: Digest

    /// The head of the log in the copy.
    let head: TreeHead

    /// How many blobs the copy names, and how many bytes they have together.
    let blobs: (count: Int, bytes: Int)

    /// The files beside the manifest, by name.
    let files: [File]

    /// The longest manifest, in bytes.
    static let limit = 64 * 1_024

    /// The names that files of a state may have.
    static let names: Set<String> = [
        "log.head", "log.key", "log.policy", "log.witnesses", "vault.sqlite",
    ]

    /// The text of the file; its last line is the digest of those before.
    var bytes: [UInt8] {
        var text = """
            vault/backup/v1
            time \(time)
            origin \(origin)
            fingerprint \(fingerprint.hexadecimal)
            head \(head.size) \(head.root.base64)
            blobs \(blobs.count) \(blobs.bytes)

            """
        for file in files {
            text += "file \(file.name) \(file.length) \(file.digest.hexadecimal)\n"
        }
        let digest = Digest.of(Array(text.utf8).span)
        return Array("\(text)sum \(digest.hexadecimal)\n".utf8)
    }

    init(
        time: LedgerTime,
        origin: String,
        fingerprint: Digest,
        head: TreeHead,
        blobs: (count: Int, bytes: Int),
        files: [File]
    ) {
        self.time = time
        self.origin = origin
        self.fingerprint = fingerprint
        self.head = head
        self.blobs = blobs
        self.files = files.sorted { $0.name < $1.name }
    }

    /// Reads the text; `nil` if it is not what ``bytes`` writes.
    init?(parsing bytes: [UInt8]) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }[...]
        func take(_ key: String) -> [String]? {
            guard let line = lines.popFirst(), line.utf8.starts(with: "\(key) ".utf8) else {
                return nil
            }
            return line.split(separator: " ", omittingEmptySubsequences: false).dropFirst()
                .map(String.init)
        }
        guard
            lines.popFirst() == "vault/backup/v1",
            let time = take("time")?.first.flatMap({ LedgerTime($0) }),
            let origin = take("origin")?.first, Origin.isValid(origin),
            let fingerprint = take("fingerprint")?.first.flatMap({ Digest(hexadecimal: $0) }),
            let head = take("head"), head.count == 2, let size = Int(head[0]),
            let root = Digest(base64: Array(head[1].utf8).span),
            let blobs = take("blobs"), blobs.count == 2, let count = Int(blobs[0]),
            let length = Int(blobs[1])
        else { return nil }
        var files: [File] = []
        while lines.count > 2 {
            guard
                let words = take("file"), words.count == 3, Self.names.contains(words[0]),
                let length = Int(words[1]), let digest = Digest(hexadecimal: words[2])
            else { return nil }
            files.append(File(name: words[0], length: length, digest: digest))
        }
        self.init(
            time: time,
            origin: origin,
            fingerprint: fingerprint,
            head: TreeHead(size: size, root: root),
            blobs: (count, length),
            files: files
        )
        guard
            self.bytes == bytes, Set(files.map(\.name)).count == files.count,
            files.contains(where: { $0.name == "vault.sqlite" })
        else { return nil }
    }

    static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
