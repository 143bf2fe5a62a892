import VaultLedger

/// What a client remembers of one origin: the vault that it found there first.
///
/// More than one vault is known only if the client made them itself, each with a genesis of its own.
struct RememberedOrigin {
    /// One head for each vault, those remembered last at the end.
    private(set) var heads: [RememberedHead] = []

    /// How many vaults of one origin are remembered at most.
    private static let capacity = 32

    /// The head of the vault with this genesis statement.
    func head(of fingerprint: Digest) -> RememberedHead? {
        heads.first { $0.fingerprint == fingerprint }
    }

    /// Remembers a head in place of what was known of its vault.
    mutating func put(_ head: RememberedHead) {
        heads.removeAll { $0.fingerprint == head.fingerprint }
        heads.append(head)
        if heads.count > Self.capacity { heads.removeFirst() }
    }
}

// MARK: - Text form

extension RememberedOrigin {
    private static let format = Array("vault/memory/v1".utf8)

    /// The lines of one vault: fingerprint, log key, and a note of five lines.
    private static let lineCount = 7

    /// The text that a ``HeadMemory`` keeps.
    ///
    /// A line with the format, one with the SHA-256 of all that follows, and for each vault a line
    /// with the fingerprint, one with the log key, and the signed head.
    var bytes: [UInt8] {
        var content: [UInt8] = []
        for head in heads {
            content += Array("\(head.fingerprint)\n\(head.logKey)\n".utf8) + head.checkpoint.bytes
        }
        return Self.format + Array("\n\(Digest.of(content.span))\n".utf8) + content
    }

    /// Reads the text; the result is `nil` if it is not what ``bytes`` writes for this origin.
    init?(parsing bytes: [UInt8], origin: String) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst(2)
        var rest = lines
        while rest.count > Self.lineCount {
            guard
                let head = RememberedHead(lines: rest.prefix(Self.lineCount), origin: origin)
            else { return nil }
            heads.append(head)
            rest = rest.dropFirst(Self.lineCount)
        }
        guard !heads.isEmpty, self.bytes == bytes else { return nil }
    }
}

extension RememberedHead {
    /// Reads the lines of one vault.
    init?(lines: ArraySlice<ArraySlice<UInt8>>, origin: String) {
        let lines = Array(lines)
        guard
            let fingerprint = Digest(hexadecimal: String(decoding: lines[0], as: UTF8.self)),
            let logKey = try? VerifierKey(parsing: Array(lines[1])),
            logKey.name.utf8.elementsEqual(origin.utf8),
            let note = try? SignedNote(parsing: lines[2...].flatMap { $0 + [0x0A] }),
            let head = try? RememberedHead(
                fingerprint: fingerprint,
                logKey: logKey,
                checkpoint: note
            )
        else { return nil }
        self = head
    }
}
