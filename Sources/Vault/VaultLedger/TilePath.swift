extension Tile {
    /// The longest path of a tile, in bytes: that of a partial one with an index of 17 digits.
    private static let maximumPathCount = 64

    /// The path below the prefix of the log: `tile/<level>/<index>[.p/<width>]`, with `entries` in
    /// place of the level for a bundle.
    ///
    /// The index stands in groups of three digits, all but the last with an `x` before them:
    /// 1234067 is `x001/x234/067`. Only a partial tile has a width.
    public var path: String {
        let folder =
            switch kind {
            case .hashes(let level): "tile/\(level)"
            case .entries: "tile/entries"
            }
        var number = Self.threeDigits(index % 1000)
        var rest = index / 1000
        while rest > 0 {
            number = "x\(Self.threeDigits(rest % 1000))/\(number)"
            rest /= 1000
        }
        return isFull ? "\(folder)/\(number)" : "\(folder)/\(number).p/\(width)"
    }

    /// Reads a path.
    ///
    /// - Parameter path: The path below the prefix of the log, without a slash before it.
    /// - Throws: ``LedgerError/malformedTile`` if ``path`` would not be written like this, or
    ///   ``init(kind:index:width:)`` refuses the coordinates.
    public init(path: some StringProtocol) throws(LedgerError) {
        let utf8 = Array(path.utf8)
        guard utf8.count <= Self.maximumPathCount else { throw .malformedTile }
        let parts = utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, let kind = Kind(word: parts[1]) else { throw .malformedTile }

        var groups = parts[2...]
        var width = Self.fullWidth
        if groups.count >= 2, groups[groups.endIndex - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let number = CanonicalText.decimal(groups.removeLast()),
                number < Self.fullWidth
            else { throw .malformedTile }
            width = number
            groups[groups.endIndex - 1].removeLast(2)
        }
        guard let index = Self.index(of: groups) else { throw .malformedTile }
        try self.init(kind: kind, index: index, width: width)
        // Whatever was read too kindly above is not written again like this.
        guard self.path.utf8.elementsEqual(utf8) else { throw .malformedTile }
    }

    /// Reads digits in groups of three, without looking at the zeros before them.
    private static func index(of groups: ArraySlice<ArraySlice<UInt8>>) -> Int? {
        var index = 0
        for group in groups {
            let digits = group.suffix(3)
            guard digits.count == 3, let value = Int(String(decoding: digits, as: UTF8.self)) else {
                return nil
            }
            let (product, productOverflows) = index.multipliedReportingOverflow(by: 1000)
            let (sum, sumOverflows) = product.addingReportingOverflow(value)
            guard !productOverflows, !sumOverflows else { return nil }
            index = sum
        }
        return index
    }

    private static func threeDigits(_ number: Int) -> String {
        String(repeating: "0", count: 3 - String(number).count) + String(number)
    }
}

extension Tile.Kind {
    /// Reads the part of a path that is a level or `entries`; `nil` if it is neither.
    init?(word: ArraySlice<UInt8>) {
        if word.elementsEqual("entries".utf8) {
            self = .entries
        } else {
            guard let level = CanonicalText.decimal(word) else { return nil }
            self = .hashes(level: level)
        }
    }
}
