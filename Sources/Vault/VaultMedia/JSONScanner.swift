/// Decides whether bytes are JSON (RFC 8259), or the beginning of it.
struct JSONScanner {
    private enum Expectation {
        case value
        case firstMember
        case member
        case colon
        case end
    }

    /// How deep objects and arrays may lie in each other.
    private static let maximumDepth = 512

    private let bytes: [UInt8]
    private var offset: Int
    private var open: [UInt8] = []
    private var expected = Expectation.value

    private init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        offset = start
    }

    /// Whether `bytes` are one JSON object or array.
    ///
    /// - Parameters:
    ///   - bytes: The text, in UTF-8.
    ///   - start: Where the text begins, behind a byte order mark.
    ///   - isWhole: Whether this is all of the text; otherwise a beginning will do.
    /// - Returns: `false` for a bare string or number too, which is plain text as well.
    static func accepts(_ bytes: [UInt8], from start: Int, isWhole: Bool) -> Bool {
        var scanner = JSONScanner(bytes, from: start)
        scanner.skipSpace()
        guard let first = scanner.next, first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return false }
        while scanner.next != nil {
            guard scanner.step() else { return !isWhole && scanner.next == nil }
            scanner.skipSpace()
        }
        return !isWhole || scanner.open.isEmpty && scanner.expected == .end
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = next,
            byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B && byte != 0x0C
        {
            offset += 1
        }
    }

    /// Reads one token; `false` if it is wrong here, or if the bytes end within it.
    private mutating func step() -> Bool {
        switch expected {
        case .value: readValue()
        case .firstMember: next == UInt8(ascii: "}") ? close(UInt8(ascii: "{")) : readName()
        case .member: readName()
        case .colon: readColon()
        case .end: readSeparator()
        }
    }

    private mutating func readColon() -> Bool {
        guard next == UInt8(ascii: ":") else { return false }
        offset += 1
        expected = .value
        return true
    }

    private mutating func readName() -> Bool {
        guard readString() else { return false }
        expected = .colon
        return true
    }

    private mutating func readSeparator() -> Bool {
        switch (next, open.last) {
        case (UInt8(ascii: ","), UInt8(ascii: "{")): expected = .member
        case (UInt8(ascii: ","), UInt8(ascii: "[")): expected = .value
        case (UInt8(ascii: "}"), _): return close(UInt8(ascii: "{"))
        case (UInt8(ascii: "]"), _): return close(UInt8(ascii: "["))
        default: return false
        }
        offset += 1
        return true
    }

    private mutating func close(_ opening: UInt8) -> Bool {
        guard open.last == opening else { return false }
        open.removeLast()
        offset += 1
        expected = .end
        return true
    }
}

extension JSONScanner {
    private mutating func readValue() -> Bool {
        switch next {
        case UInt8(ascii: "{"): return begin(.firstMember)
        case UInt8(ascii: "["):
            guard begin(.value) else { return false }
            skipSpace()
            return next == UInt8(ascii: "]") ? close(UInt8(ascii: "[")) : true
        case UInt8(ascii: "\""):
            guard readString() else { return false }
        case UInt8(ascii: "t"):
            guard readWord("true") else { return false }
        case UInt8(ascii: "f"):
            guard readWord("false") else { return false }
        case UInt8(ascii: "n"):
            guard readWord("null") else { return false }
        default:
            guard readNumber() else { return false }
        }
        expected = .end
        return true
    }

    private mutating func begin(_ expectation: Expectation) -> Bool {
        guard open.count < Self.maximumDepth else { return false }
        open.append(bytes[offset])
        offset += 1
        expected = expectation
        return true
    }

    private mutating func readWord(_ word: String) -> Bool {
        for byte in word.utf8 {
            guard next == byte else { return false }
            offset += 1
        }
        return true
    }

    private mutating func readString() -> Bool {
        guard next == UInt8(ascii: "\"") else { return false }
        offset += 1
        while let byte = next {
            guard byte >= 0x20 else { return false }
            offset += 1
            if byte == UInt8(ascii: "\"") { return true }
            if byte == UInt8(ascii: "\\"), !readEscape() { return false }
        }
        return false
    }

    private mutating func readEscape() -> Bool {
        guard let byte = next else { return false }
        offset += 1
        guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
        for _ in 0..<4 {
            guard let digit = next, "0123456789abcdefABCDEF".utf8.contains(digit) else {
                return false
            }
            offset += 1
        }
        return true
    }

    /// Reads a number as RFC 8259, section 6, spells it.
    private mutating func readNumber() -> Bool {
        if next == UInt8(ascii: "-") { offset += 1 }
        if next == UInt8(ascii: "0") {
            offset += 1
        } else if !readDigits() {
            return false
        }
        if next == UInt8(ascii: ".") {
            offset += 1
            guard readDigits() else { return false }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            offset += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
            guard readDigits() else { return false }
        }
        return true
    }

    private mutating func readDigits() -> Bool {
        let start = offset
        while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
        return offset > start
    }
}
