import Testing
import VaultAge
import VaultCrypto

@Suite("Random access")
struct RandomAccessTests {
    static let identity = X25519Identity.generate()

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    func `reads any part of a file of any length`(count: Int) throws {
        let plaintext = [UInt8](patternOf: count)
        let file = try Age.encrypt(plaintext, to: [Self.identity.recipient])
        var reader = try AgeRandomAccessReader(AgeBytesSource(file), with: [Self.identity])
        let found = reader.count
        #expect(found == count)
        let offsets = [0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, count - 1, count, count + 9]
        for offset in offsets where offset >= 0 {
            for length in [0, 1, 17, 65_536, 70_000] {
                let part = try [UInt8](capacity: length) { output throws(AgeStreamError<Never>) in
                    try reader.read(at: offset, into: &output)
                }
                let end = min(count, offset + length)
                #expect(part == (offset < end ? Array(plaintext[offset..<end]) : []))
            }
        }
    }

    @Test
    func `verifies the last chunk before it says how long the file is`() throws {
        let plaintext = [UInt8](patternOf: 200_000)
        let file = try Age.encrypt(plaintext, to: [Self.identity.recipient])
        let start = file.count - 200_000 - 4 * 16
        for count in [start, start + 1, start + 65_552, start + 2 * 65_552, file.count - 1] {
            #expect(throws: AgeStreamError<Never>.self) {
                _ = try AgeRandomAccessReader(
                    AgeBytesSource(Array(file[..<count])),
                    with: [Self.identity]
                ).count
            }
        }
    }

    @Test
    func `reads around a damaged chunk, and not in it`() throws {
        let plaintext = [UInt8](patternOf: 200_000)
        var file = try Age.encrypt(plaintext, to: [Self.identity.recipient])
        let start = file.count - 200_000 - 4 * 16
        file[start + 65_552 + 100] ^= 1
        var reader = try AgeRandomAccessReader(AgeBytesSource(file), with: [Self.identity])
        let first = try [UInt8](capacity: 65_536) { output throws(AgeStreamError<Never>) in
            try reader.read(at: 0, into: &output)
        }
        #expect(first == Array(plaintext[..<65_536]))
        #expect(throws: AgeStreamError<Never>.age(.payloadDamaged)) {
            _ = try [UInt8](capacity: 2) { output throws(AgeStreamError<Never>) in
                try reader.read(at: 65_535, into: &output)
            }
        }
        let third = try [UInt8](capacity: 10) { output throws(AgeStreamError<Never>) in
            try reader.read(at: 131_072, into: &output)
        }
        #expect(third == Array(plaintext[131_072..<131_082]))
    }

    @Test
    func `passes on the error of its source`() throws {
        struct Unreadable: Error, Equatable {}
        struct Broken: AgeSource {
            let count = 1000

            func read(
                at offset: Int,
                into output: inout OutputSpan<UInt8>
            ) throws(Unreadable) {
                throw Unreadable()
            }
        }
        #expect(throws: AgeStreamError<Unreadable>.other(Unreadable())) {
            _ = try AgeRandomAccessReader(Broken(), with: [Self.identity]).count
        }
    }
}
