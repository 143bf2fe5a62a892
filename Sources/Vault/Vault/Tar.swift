import VaultLedger

/// The container of an archive: the smallest part of POSIX ustar (POSIX.1-1988) that holds named
/// regular files, in one spelling.
///
/// Every header says mode 0600, no owner, no time and no link, so name and length are all that it can
/// say. Reading is writing again: a block that is spelled otherwise is none of ours.
enum Tar {
    /// The length of a header, and of what contents are filled up to, in bytes.
    static let blockCount = 512

    /// The longest file: eleven octal digits.
    static let maximumSize = 0o77777777777

    /// The longest name, in bytes.
    private static let maximumNameCount = 100

    /// The two blocks of zeros that end a container.
    static let end = [UInt8](repeating: 0, count: 2 * blockCount)

    /// The header of a file.
    ///
    /// - Parameters:
    ///   - name: Its name: 1 to 100 bytes of printable ASCII.
    ///   - size: Its length in bytes, at most ``maximumSize``.
    /// - Returns: One block.
    static func header(_ name: String, size: Int) -> [UInt8] {
        precondition(
            isName(name) && 0...maximumSize ~= size,
            "names and lengths are checked before"
        )
        var block = [UInt8](repeating: 0, count: blockCount)
        put(name, into: &block, at: 0)
        put("0000600", into: &block, at: 100)
        put("0000000", into: &block, at: 108)
        put("0000000", into: &block, at: 116)
        put(octal(size, digits: 11), into: &block, at: 124)
        put("00000000000", into: &block, at: 136)
        put("        ", into: &block, at: 148)
        put("0", into: &block, at: 156)
        put("ustar", into: &block, at: 257)
        put("00", into: &block, at: 263)
        put("0000000", into: &block, at: 329)
        put("0000000", into: &block, at: 337)
        // The sum of all bytes, with spaces in its own place.
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, digits: 6) + "\0 ", into: &block, at: 148)
        return block
    }

    /// The zeros after the contents of a file.
    static func padding(after size: Int) -> Int {
        (blockCount - size % blockCount) % blockCount
    }

    /// Reads a header; `nil` if ``header(_:size:)`` would not have written it.
    static func file(_ block: [UInt8]) -> (name: String, size: Int)? {
        guard block.count == blockCount else { return nil }
        let name = String(decoding: block[..<maximumNameCount].prefix { $0 != 0 }, as: UTF8.self)
        var size = 0
        for byte in block[124..<135] {
            guard (0x30...0x37).contains(byte) else { return nil }
            size = size * 8 + Int(byte - 0x30)
        }
        guard isName(name), header(name, size: size) == block else { return nil }
        return (name, size)
    }

    private static func isName(_ name: String) -> Bool {
        (1...maximumNameCount).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func octal(_ number: Int, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    private static func put(_ text: String, into block: inout [UInt8], at offset: Int) {
        for (place, byte) in text.utf8.enumerated() { block[offset + place] = byte }
    }
}
