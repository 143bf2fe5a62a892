import Testing
import VaultAge
import VaultCrypto

@Suite("Streaming")
struct StreamTests {
    static let identity = X25519Identity(
        seed: SecretBytes(count: 32) { $0.append(repeating: 7, count: 32) }
    )

    /// Lengths around the borders of chunks.
    static let counts = [
        0, 1, 2, 15, 16, 17, 65_519, 65_520, 65_535, 65_536, 65_537, 65_552, 131_071, 131_072,
        131_073, 196_608, 200_000,
    ]

    @Test(arguments: counts)
    func `gives back every length, and as many bytes as the format says`(count: Int) throws {
        let plaintext = [UInt8](patternOf: count)
        let file = try encrypt(plaintext, runs: [count])
        let chunks = max(1, (count + 65_535) / 65_536)
        let header = try Header(parsing: file.span).bytes.count
        #expect(file.count == header + 16 + count + 16 * chunks)
        #expect(try decrypt(file, runs: [file.count]) == plaintext)
        #expect(try Age.decrypt(file, with: [Self.identity]) == plaintext)
        let other = try Age.encrypt(plaintext, to: [Self.identity.recipient])
        #expect(other.count == file.count)
        #expect(try decrypt(other, runs: [other.count]) == plaintext)
    }

    @Test(arguments: [
        [1000], [65_535, 1], [65_536], [65_537], [1, 65_536], [65_552, 3], [65_553],
        [0, 1, 0, 7000],
        [30_000, 70_000, 1],
    ])
    func `does not care how the bytes arrive`(runs: [Int]) throws {
        let plaintext = [UInt8](patternOf: 200_000)
        let file = try encrypt(plaintext, runs: runs)
        #expect(try decrypt(file, runs: runs) == plaintext)
        #expect(try Age.decrypt(file, with: [Self.identity]) == plaintext)
    }

    @Test
    func `hands out whole chunks, and no byte before a later one has come`() throws {
        let file = try encrypt([UInt8](patternOf: 131_073), runs: [131_073])
        let start = file.count - 131_073 - 3 * 16
        var decryptor = AgeDecryptor(with: [Self.identity])
        var counts: [Int] = []
        try decryptor.update(file.span.extracting(0..<start + 65_552)) { counts.append($0.count) }
        #expect(counts == [])
        try decryptor.update(file.span.extracting(start + 65_552..<start + 65_553)) {
            counts.append($0.count)
        }
        #expect(counts == [65_536])
        try decryptor.update(file.span.extracting(start + 65_553..<file.count)) {
            counts.append($0.count)
        }
        try decryptor.finish { counts.append($0.count) }
        #expect(counts == [65_536, 65_536, 1])
    }

    @Test
    func `uses another key for each file`() throws {
        let plaintext = [UInt8](patternOf: 100)
        let first = try encrypt(plaintext, runs: [100])
        let second = try encrypt(plaintext, runs: [100])
        #expect(first.count == second.count)
        #expect(first.suffix(116) != second.suffix(116))
    }

    @Test
    func `passes on the error of a sink`() throws {
        struct Full: Error, Equatable {}
        let bytes = [UInt8](patternOf: 70_000)
        #expect(throws: Full()) {
            var encryptor = try AgeEncryptor(to: [Self.identity.recipient])
            try encryptor.update(bytes.span) { _ throws(Full) in throw Full() }
            encryptor.finish { _ in }
        }
        let file = try encrypt(bytes, runs: [70_000])
        #expect(throws: AgeStreamError<Full>.other(Full())) {
            var decryptor = AgeDecryptor(with: [Self.identity])
            try decryptor.update(file.span) { _ throws(Full) in throw Full() }
        }
        #expect(throws: AgeStreamError<Full>.other(Full())) {
            var decryptor = AgeDecryptor(with: [Self.identity])
            try decryptor.update(file.span) { _ in }
            try decryptor.finish { _ throws(Full) in throw Full() }
        }
    }

    @Test
    func `traps when an encryptor is used after an error`() async {
        await #expect(processExitsWith: .failure) {
            struct Full: Error {}
            let bytes = [UInt8](repeating: 0, count: 70_000)
            var encryptor = try AgeEncryptor(to: [X25519Identity.generate().recipient])
            try? encryptor.update(bytes.span) { _ throws(Full) in throw Full() }
            encryptor.finish { _ in }
        }
    }

    @Test
    func `traps when a decryptor is used after an error`() async {
        await #expect(processExitsWith: .failure) {
            var decryptor = AgeDecryptor(with: [])
            try? decryptor.update("no age file".utf8.span) { _ in }
            try decryptor.finish { _ in }
        }
    }

    private func encrypt(_ plaintext: [UInt8], runs: [Int]) throws -> [UInt8] {
        var encryptor = try AgeEncryptor(to: [Self.identity.recipient])
        var file = encryptor.header
        for range in ranges(plaintext.count, runs: runs) {
            encryptor.update(plaintext.span.extracting(range)) { file += Array(copying: $0) }
        }
        encryptor.finish { file += Array(copying: $0) }
        return file
    }

    private func decrypt(_ file: [UInt8], runs: [Int]) throws -> [UInt8] {
        var decryptor = AgeDecryptor(with: [Self.identity])
        var plaintext: [UInt8] = []
        for range in ranges(file.count, runs: runs) {
            try decryptor.update(file.span.extracting(range)) { plaintext += Array(copying: $0) }
        }
        try decryptor.finish { plaintext += Array(copying: $0) }
        return plaintext
    }

    /// Cuts `count` bytes into runs of the given lengths, over and over.
    private func ranges(_ count: Int, runs: [Int]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < count {
            let end = min(count, start + runs[ranges.count % runs.count])
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }
}
