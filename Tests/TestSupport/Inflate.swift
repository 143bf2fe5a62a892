/// Decompression of zlib streams (RFC 1950, RFC 1951), for fixtures that come compressed.
///
/// It is small rather than fast, and there is no checksum: the tests compare what comes out.
package struct Inflate {
    /// A stream that does not follow the format.
    package struct Malformed: Error {}

    private let input: [UInt8]
    private var position: Int
    private var bitBuffer: UInt32 = 0
    private var bitCount: UInt32 = 0
    private var output: [UInt8] = []

    /// Decompresses a stream.
    ///
    /// - Parameter stream: A zlib stream without a preset dictionary.
    /// - Returns: The bytes.
    /// - Throws: ``Malformed``.
    package static func zlib(_ stream: some Collection<UInt8>) throws -> [UInt8] {
        var inflate = Inflate(input: Array(stream), position: 2)
        let header = inflate.input.prefix(2)
        guard header.count == 2, inflate.input[0] & 15 == 8, inflate.input[1] & 32 == 0 else {
            throw Malformed()
        }
        while try inflate.block() {}
        return inflate.output
    }

    private init(input: [UInt8], position: Int) {
        self.input = input
        self.position = position
    }
}

extension Inflate {
    /// Reads a number of up to 16 bits, lowest first.
    private mutating func bits(_ count: Int) throws -> Int {
        while bitCount < count {
            guard position < input.count else { throw Malformed() }
            bitBuffer |= UInt32(input[position]) << bitCount
            position += 1
            bitCount += 8
        }
        let value = bitBuffer & (1 << UInt32(count) - 1)
        bitBuffer >>= UInt32(count)
        bitCount -= UInt32(count)
        return Int(value)
    }

    /// Reads a block; says whether another one follows.
    private mutating func block() throws -> Bool {
        let isFinal = try bits(1) == 1
        switch try bits(2) {
        case 0: try stored()
        case 1: try compressed(Self.fixedLiterals, Self.fixedDistances)
        case 2: try dynamic()
        default: throw Malformed()
        }
        return !isFinal
    }

    private mutating func stored() throws {
        _ = try bits(Int(bitCount % 8))
        let count = try bits(16)
        guard try bits(16) == count ^ 0xffff else { throw Malformed() }
        for _ in 0..<count { output.append(UInt8(try bits(8))) }
    }

    private mutating func dynamic() throws {
        let literalCount = try bits(5) + 257
        let distanceCount = try bits(5) + 1
        let orderCount = try bits(4) + 4
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var meta = [Int](repeating: 0, count: 19)
        for place in order.prefix(orderCount) { meta[place] = try bits(3) }
        let code = HuffmanCode(lengths: meta)
        var lengths: [Int] = []
        while lengths.count < literalCount + distanceCount {
            switch try symbol(code) {
            case 16:
                guard let last = lengths.last else { throw Malformed() }
                lengths += repeatElement(last, count: try bits(2) + 3)
            case 17: lengths += repeatElement(0, count: try bits(3) + 3)
            case 18: lengths += repeatElement(0, count: try bits(7) + 11)
            case let length: lengths.append(length)
            }
        }
        try compressed(
            HuffmanCode(lengths: Array(lengths[..<literalCount])),
            HuffmanCode(lengths: Array(lengths[literalCount...]))
        )
    }

    /// Reads literals and matches up to the end of a block.
    private mutating func compressed(_ literals: HuffmanCode, _ distances: HuffmanCode) throws {
        while true {
            let value = try symbol(literals)
            switch value {
            case ..<256: output.append(UInt8(value))
            case 256: return
            case ..<286:
                let length = try number(value - 257, Self.lengths)
                try copy(length, from: try number(try symbol(distances), Self.distances))
            default: throw Malformed()
            }
        }
    }

    private mutating func copy(_ length: Int, from distance: Int) throws {
        guard distance <= output.count else { throw Malformed() }
        var left = length
        while left > 0 {
            let count = min(left, distance)
            let start = output.count - distance
            output += Array(output[start..<start + count])
            left -= count
        }
    }

    private mutating func symbol(_ code: HuffmanCode) throws -> Int {
        var word = 1
        while word < 1 << 15 {
            word = word << 1 | (try bits(1))
            if code.symbols[word] >= 0 { return code.symbols[word] }
        }
        throw Malformed()
    }

    private mutating func number(_ index: Int, _ table: [(base: Int, extra: Int)]) throws -> Int {
        guard table.indices.contains(index) else { throw Malformed() }
        return table[index].base + (try bits(table[index].extra))
    }
}

extension Inflate {
    private static let fixedLiterals = HuffmanCode(
        lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
    )

    private static let fixedDistances = HuffmanCode(lengths: [Int](repeating: 5, count: 30))

    /// RFC 1951, section 3.2.5: four lengths share a number of extra bits, and 258 has its own code.
    private static let lengths = table(from: 3, count: 28, perExtra: 4) + [(base: 258, extra: 0)]

    private static let distances = table(from: 1, count: 30, perExtra: 2)

    private static func table(
        from start: Int,
        count: Int,
        perExtra: Int
    ) -> [(base: Int, extra: Int)] {
        var base = start
        return (0..<count).map { index in
            let extra = max(0, index / perExtra - 1)
            defer { base += 1 << extra }
            return (base, extra)
        }
    }
}

/// A canonical Huffman code (RFC 1951, section 3.2.2).
private struct HuffmanCode {
    /// The symbols by their bits, with a one before the first bit; -1 where there is none.
    private(set) var symbols = [Int](repeating: -1, count: 1 << 16)

    init(lengths: [Int]) {
        var word = 0
        for length in 1...15 {
            word <<= 1
            for (symbol, ownLength) in lengths.enumerated() where ownLength == length {
                symbols[1 << length | word] = symbol
                word += 1
            }
        }
    }
}
