/// The lines of a text that must all end in U+000A, from the first to the last.
struct TextLines {
    /// What has not been taken yet.
    private(set) var rest: ArraySlice<UInt8>

    /// Begins with the first line.
    ///
    /// - Parameter bytes: The whole text.
    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// Takes the next line.
    ///
    /// - Returns: The line without its newline; `nil` if nothing is left, or what is left does not
    ///   end.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    /// Takes the next line if it begins with a word and a space.
    ///
    /// - Parameter word: The word.
    /// - Returns: What follows the space; `nil` if the line is another one, which then stays.
    mutating func next(after word: String) -> ArraySlice<UInt8>? {
        let key = word.utf8
        guard rest.count > key.count, rest[rest.startIndex + key.count] == UInt8(ascii: " "),
            rest.starts(with: key)
        else { return nil }
        return next()?.dropFirst(key.count + 1)
    }

    /// Takes lines that are hashes in base64, up to and with the empty line that ends them.
    ///
    /// - Returns: The hashes; `nil` if a line is something else, there are more than 63, which no
    ///   tree needs, or the empty line is missing.
    mutating func hashes() -> [Digest]? {
        var hashes: [Digest] = []
        while let line = next() {
            if line.isEmpty { return hashes }
            guard hashes.count < MerkleTree.maximumPathCount,
                let bytes = CanonicalText.base64(line), let hash = Digest(bytes)
            else { return nil }
            hashes.append(hash)
        }
        return nil
    }

    /// Writes hashes as lines in base64, without the empty line that ends them.
    ///
    /// - Parameter hashes: The hashes.
    /// - Returns: The lines.
    static func lines(of hashes: [Digest]) -> [UInt8] {
        Array(hashes.map { "\($0.base64)\n" }.joined().utf8)
    }
}
