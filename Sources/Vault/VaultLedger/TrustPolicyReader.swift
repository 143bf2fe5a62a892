/// Reads a policy line by line and checks each against the lines before it.
struct TrustPolicyReader {
    typealias Word = TrustPolicy.Word

    private(set) var logs: [TrustPolicy.Log] = []
    private(set) var witnesses: [TrustPolicy.Witness] = []
    private(set) var groups: [TrustPolicy.Group] = []
    private(set) var quorum: Word?

    /// Names of witnesses and groups; `none` can be neither.
    private var names: Set<Word> = [.none]

    /// Names that no group has as a member so far.
    private var free: Set<Word> = []

    /// Public keys of logs and witnesses.
    private var keys: Set<[UInt8]> = []

    /// Reads all lines.
    ///
    /// - Parameter bytes: The whole text.
    /// - Throws: As ``TrustPolicy/init(parsing:)`` does, but for a quorum that is missing.
    mutating func read(_ bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= TrustPolicy.maximumCount else { throw .malformedPolicy }
        var lines = TextLines(bytes)
        while let line = lines.next() { try read(line: line) }
        guard lines.rest.isEmpty else { throw .malformedPolicy }
    }

    private mutating func read(line: ArraySlice<UInt8>) throws(LedgerError) {
        let (space, tab) = (UInt8(ascii: " "), UInt8(ascii: "\t"))
        for octet in line where octet == 0x7F || octet < space && octet != tab {
            throw .malformedPolicy
        }
        var words = line.split { $0 == space || $0 == tab }.map(Word.init(splitFrom:))
        guard let first = words.first, first.bytes[0] != UInt8(ascii: "#") else { return }
        words.removeFirst()
        switch Keyword(first) {
        case .log: try readLog(words)
        case .witness: try readWitness(words)
        case .group: try readGroup(words)
        case .quorum: try readQuorum(words)
        case nil: throw .malformedPolicy
        }
    }

    private mutating func readLog(_ words: [Word]) throws(LedgerError) {
        guard (1...2).contains(words.count) else { throw .malformedPolicy }
        let key = try key(words[0], of: .ed25519)
        logs.append(TrustPolicy.Log(key: key, url: words.count == 2 ? words[1] : nil))
    }

    private mutating func readWitness(_ words: [Word]) throws(LedgerError) {
        guard (2...3).contains(words.count) else { throw .malformedPolicy }
        let key = try key(words[1], of: .cosignature)
        let url = words.count == 3 ? words[2] : nil
        witnesses.append(TrustPolicy.Witness(name: words[0], key: key, url: url))
        try define(words[0])
    }

    private mutating func readGroup(_ words: [Word]) throws(LedgerError) {
        guard words.count >= 3, let threshold = TrustPolicy.Threshold(words[1]) else {
            throw .malformedPolicy
        }
        let group = TrustPolicy.Group(
            name: words[0],
            threshold: threshold,
            members: Array(words[2...])
        )
        guard (1...group.members.count).contains(group.requiredCount) else {
            throw .malformedPolicy
        }
        for member in group.members {
            guard free.remove(member) != nil else { throw .malformedPolicy }
        }
        groups.append(group)
        try define(group.name)
    }

    private mutating func readQuorum(_ words: [Word]) throws(LedgerError) {
        guard quorum == nil, words.count == 1, names.contains(words[0]) else {
            throw .malformedPolicy
        }
        quorum = words[0]
    }

    /// Reads a key that no line before has.
    private mutating func key(
        _ word: Word,
        of type: SignatureType
    ) throws(LedgerError) -> VerifierKey {
        let key = try VerifierKey(parsing: word.bytes)
        guard key.type == type else { throw .unsupportedKeyType(key.type.rawValue) }
        guard keys.insert(key.publicKey).inserted else { throw .malformedPolicy }
        return key
    }

    private mutating func define(_ name: Word) throws(LedgerError) {
        guard names.insert(name).inserted else { throw .malformedPolicy }
        free.insert(name)
    }
}

extension TrustPolicyReader {
    /// The first word of a line.
    private enum Keyword: String, CaseIterable {
        case log
        case witness
        case group
        case quorum

        init?(_ word: Word) {
            // Equal strings need not have equal bytes.
            let keyword = Self.allCases.first { word.bytes.elementsEqual($0.rawValue.utf8) }
            guard let keyword else { return nil }
            self = keyword
        }
    }
}
