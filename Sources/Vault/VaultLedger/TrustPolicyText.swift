extension TrustPolicy {
    /// A word of a policy: the name of a witness or group, or a URL.
    ///
    /// It is a run of any octets but white space and control characters, compared byte by byte.
    public struct Word: Hashable, Sendable {
        /// The octets of the word.
        public let bytes: [UInt8]

        /// Creates a word from text.
        ///
        /// - Parameter text: The text; the result is `nil` if it is empty or holds a space or a
        ///   control character.
        public init?(_ text: String) {
            let bytes = Array(text.utf8)
            guard !bytes.isEmpty, bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
            self.bytes = bytes
        }

        /// Creates a word out of a line whose octets are allowed.
        init(splitFrom bytes: ArraySlice<UInt8>) {
            self.bytes = Array(bytes)
        }

        /// The name that stands for no quorum.
        static let none = Word(splitFrom: Array("none".utf8)[...])
    }

    /// Writes a line of words with one space between them.
    static func line(_ keyword: String, _ words: [Word]) -> [UInt8] {
        var line = Array(keyword.utf8)
        for word in words { line += [UInt8(ascii: " ")] + word.bytes }
        return line + [0x0A]
    }
}

extension TrustPolicy.Word: CustomStringConvertible {
    /// The word as text; octets that are not UTF-8 are replaced.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension TrustPolicy.Word {
    /// The word that a key or a number makes.
    init(of value: some CustomStringConvertible) {
        self.init(splitFrom: Array(value.description.utf8)[...])
    }
}

extension TrustPolicy.Log {
    /// The line, with its newline.
    var line: [UInt8] {
        TrustPolicy.line("log", [TrustPolicy.Word(of: key)] + (url.map { [$0] } ?? []))
    }
}

extension TrustPolicy.Witness {
    /// The line, with its newline.
    var line: [UInt8] {
        let words = [name, TrustPolicy.Word(of: key)]
        return TrustPolicy.line("witness", words + (url.map { [$0] } ?? []))
    }
}

extension TrustPolicy.Group {
    /// The line, with its newline.
    var line: [UInt8] {
        TrustPolicy.line("group", [name, TrustPolicy.Word(of: threshold)] + members)
    }

    /// How many members are enough.
    var requiredCount: Int {
        switch threshold {
        case .any: 1
        case .all: members.count
        case .atLeast(let count): count
        }
    }
}

extension TrustPolicy.Threshold: CustomStringConvertible {
    /// The word in a policy: `any`, `all` or the number.
    public var description: String {
        switch self {
        case .any: "any"
        case .all: "all"
        case .atLeast(let count): String(count)
        }
    }

    /// Reads the word; `nil` if it is none of these.
    init?(_ word: TrustPolicy.Word) {
        if word.bytes.elementsEqual("any".utf8) {
            self = .any
        } else if word.bytes.elementsEqual("all".utf8) {
            self = .all
        } else {
            guard let count = CanonicalText.decimal(word.bytes[...]) else { return nil }
            self = .atLeast(count)
        }
    }
}
