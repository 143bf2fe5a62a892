import VaultLedger
import VaultStorage

/// What the log knows of one cosigner: how far it has followed.
struct WitnessRecord: Hashable {
    /// The key of the cosigner.
    let key: VerifierKey

    /// The size of the head that the witness was asked to cosign last; 0 for none.
    var asked = 0

    /// The size at which the witness stands, by a cosignature or by its own word; 0 for none.
    ///
    /// The next request proves from there.
    var size = 0

    /// The largest head that it has cosigned.
    var cosigned: CosignedRecord?

    /// Takes down a cosignature, unless one over a larger head is known.
    mutating func add(_ new: CosignedRecord) {
        size = max(size, new.head.size)
        if let cosigned, cosigned.head.size > new.head.size { return }
        cosigned = new
    }

    /// The largest size that the cosigner has seen; 0 for none.
    var largest: Int { max(size, cosigned?.head.size ?? 0) }

    /// Compares what the cosigner has seen with the log.
    ///
    /// - Parameters:
    ///   - found: The head of the log, verified.
    ///   - records: Its tree.
    /// - Returns: How that fits the log.
    /// - Throws: ``VaultError`` if the tree cannot be read.
    func standing(
        beside found: TreeHead,
        in records: Records
    ) throws(VaultError) -> WitnessState.Standing {
        guard largest <= found.size else { return .ahead }
        guard let cosigned else { return .silent }
        do {
            try cosigned.head.requireContinuation(found, in: records)
            return .agrees
        } catch .forked {
            return .forked
        }
    }

    /// Checks that the log has what the cosigner has seen of it.
    ///
    /// - Parameters:
    ///   - found: The head of the log, verified.
    ///   - records: Its tree.
    /// - Throws: ``VaultError/witnessAhead(witness:size:found:)`` if the log is shorter;
    ///   ``VaultError/witnessForked(witness:cosigned:found:)`` if it has another history.
    func requireContinuation(_ found: TreeHead, in records: Records) throws(VaultError) {
        let witness = key.name.description
        switch try standing(beside: found, in: records) {
        case .agrees, .silent: return
        case .ahead: throw .witnessAhead(witness: witness, size: largest, found: found)
        case .forked:
            let head = cosigned?.head ?? .empty
            throw .witnessForked(witness: witness, cosigned: head, found: found)
        }
    }
}

/// A head that a cosigner has cosigned, as evidence.
struct CosignedRecord: Hashable {
    /// The checkpoint, with the line of the log and that of the cosigner.
    let note: SignedNote

    /// The head.
    let head: TreeHead

    /// When it was cosigned.
    let time: LedgerTime

    /// Keeps a cosigned head; the result is `nil` unless both have signed.
    init?(_ note: SignedNote, by key: VerifierKey, of logKey: VerifierKey) {
        let own = note.signatures.filter { signature in
            [logKey, key].contains { $0.id == signature.keyID && $0.name == signature.name }
        }
        guard (try? Checkpoint(verifying: note, by: logKey)) != nil,
            let own = try? SignedNote(text: note.text, signatures: own)
        else { return nil }
        self.init(kept: own, by: key, origin: logKey.name)
    }

    /// Reads what was kept; the result is `nil` if the cosignature does not hold.
    ///
    /// The signature of the log was verified when the head was taken down.
    init?(kept note: SignedNote, by key: VerifierKey, origin: KeyName) {
        guard
            note.signatures.count == 2,
            let time = try? note.verified(by: [key]).first?.time,
            let checkpoint = try? Checkpoint(parsing: note.text), checkpoint.origin == origin
        else { return nil }
        self.note = note
        head = checkpoint.head
        self.time = LedgerTime(clamping: time)
    }
}

// MARK: - Text form

/// What the log knows of all its cosigners.
struct WitnessRecords: Hashable {
    /// One record for each cosigner, in the order in which they came.
    private(set) var all: [WitnessRecord] = []

    private static let format = Array("vault/witnesses/v1".utf8)

    /// The lines of a cosigned checkpoint.
    private static let noteLineCount = 6

    /// Knows nothing.
    init() {}

    /// What is known of a cosigner.
    subscript(key: VerifierKey) -> WitnessRecord {
        get { all.first { $0.key == key } ?? WitnessRecord(key: key) }
        set {
            if let place = all.firstIndex(where: { $0.key == key }) {
                all[place] = newValue
            } else {
                all.append(newValue)
            }
        }
    }

    /// The text of the file.
    ///
    /// A line with the format, one with the SHA-256 of all that follows, and for each cosigner lines
    /// with its key and the two sizes, and the cosigned head if there is one.
    var bytes: [UInt8] {
        var content: [UInt8] = []
        for record in all {
            content += Array(
                "witness \(record.key)\nasked \(record.asked)\nsize \(record.size)\n".utf8
            )
            content += record.cosigned?.note.bytes ?? []
        }
        return Self.format + Array("\n\(Digest.of(content.span))\n".utf8) + content
    }

    /// Reads the text; the result is `nil` if it is not what ``bytes`` writes for this origin.
    init?(parsing bytes: [UInt8], origin: KeyName) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst(2)
        while lines.count > 1 {
            guard
                let key = Self.value(of: "witness", in: lines.popFirst()),
                let asked = Self.value(of: "asked", in: lines.popFirst()),
                let size = Self.value(of: "size", in: lines.popFirst()),
                let key = try? VerifierKey(key), key.type == .cosignature,
                let asked = Int(asked), let size = Int(size), asked >= 0, size >= 0
            else { return nil }
            var record = WitnessRecord(key: key, asked: asked, size: size)
            if lines.count > 1, Self.value(of: "witness", in: lines.first) == nil {
                let note = lines.prefix(Self.noteLineCount).flatMap { $0 + [0x0A] }
                guard
                    let note = try? SignedNote(parsing: note),
                    let cosigned = CosignedRecord(kept: note, by: key, origin: origin)
                else { return nil }
                record.cosigned = cosigned
                lines = lines.dropFirst(Self.noteLineCount)
            }
            guard !all.contains(where: { $0.key == key }) else { return nil }
            all.append(record)
        }
        guard self.bytes == bytes else { return nil }
    }

    private static func value(of word: String, in line: ArraySlice<UInt8>?) -> String? {
        let start = Array("\(word) ".utf8)
        guard let line, line.starts(with: start) else { return nil }
        return String(decoding: line.dropFirst(start.count), as: UTF8.self)
    }
}
