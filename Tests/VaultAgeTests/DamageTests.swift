import Testing
import VaultAge
import VaultCrypto

@Suite("Damaged files")
struct DamageTests {
    static let identity = X25519Identity(
        seed: SecretBytes(count: 32) { $0.append(repeating: 9, count: 32) }
    )
    static let plaintext = [UInt8](patternOf: 50)

    /// What a decryptor did with a file.
    struct Outcome {
        var released: [UInt8] = []
        var error: AgeError?
    }

    @Test
    func `a file cut off anywhere is an error, and nothing wrong comes out`() throws {
        let file = try Age.encrypt(Self.plaintext, to: [Self.identity.recipient])
        let payload = file.count - Self.plaintext.count - 16
        for count in file.indices {
            let expected: [AgeError] =
                count < payload ? [.headerMalformed] : [.payloadTruncated, .payloadDamaged]
            let outcome = stream(Array(file[..<count]))
            #expect(outcome.released == [])
            #expect(expected.contains(try #require(outcome.error)), "\(count) bytes")
            #expect(throws: AgeError.self) {
                try Age.decrypt(Array(file[..<count]), with: [Self.identity])
            }
        }
    }

    @Test
    func `a file with a byte changed anywhere is an error, and nothing wrong comes out`() throws {
        let file = try Age.encrypt(Self.plaintext, to: [Self.identity.recipient])
        for index in file.indices {
            for mask: UInt8 in [0x01, 0x20, 0x80] {
                var changed = file
                changed[index] ^= mask
                let outcome = stream(changed)
                #expect(outcome.released == [])
                #expect(outcome.error != nil, "byte \(index)")
                #expect(throws: AgeError.self) {
                    try Age.decrypt(changed, with: [Self.identity])
                }
            }
        }
    }

    @Test(arguments: [1, 15, 16, 17, 100])
    func `bytes after the end are an error`(count: Int) throws {
        let file = try Age.encrypt(Self.plaintext, to: [Self.identity.recipient])
        let outcome = stream(file + [UInt8](repeating: 0, count: count))
        #expect(outcome.released == [])
        #expect(outcome.error == .payloadDamaged)
    }

    @Test
    func `bytes after a last chunk that is full are an error, after its bytes`() throws {
        let plaintext = [UInt8](patternOf: 65_536)
        let file = try Age.encrypt(plaintext, to: [Self.identity.recipient])
        let outcome = stream(file + [0])
        #expect(outcome.released == plaintext)
        #expect(outcome.error == .payloadDamaged)
        #expect(throws: AgeError.payloadTruncated) {
            try Age.decrypt(file + [0], with: [Self.identity])
        }
    }

    @Test(arguments: [65_536, 131_072])
    func `whole chunks are released before a missing one`(cut: Int) throws {
        let plaintext = [UInt8](patternOf: 131_073)
        let file = try Age.encrypt(plaintext, to: [Self.identity.recipient])
        let start = file.count - 131_073 - 3 * 16
        let outcome = stream(Array(file[..<(start + cut + cut / 65_536 * 16)]))
        #expect(outcome.released == Array(plaintext[..<cut]))
        #expect(outcome.error == .payloadTruncated)
    }

    @Test
    func `chunks that changed places are an error`() throws {
        let plaintext = [UInt8](patternOf: 200_000)
        let file = try Age.encrypt(plaintext, to: [Self.identity.recipient])
        let start = file.count - 200_000 - 4 * 16
        let first = file[start..<start + 65_552]
        let second = file[start + 65_552..<start + 2 * 65_552]
        let outcome = stream(file[..<start] + second + first + file[(start + 2 * 65_552)...])
        #expect(outcome.released == [])
        #expect(outcome.error == .payloadDamaged)
    }

    @Test
    func `headers and payloads of two files do not go together`() throws {
        let first = try Age.encrypt(Self.plaintext, to: [Self.identity.recipient])
        let second = try Age.encrypt(Self.plaintext, to: [Self.identity.recipient])
        let header = try Header(parsing: first.span).bytes.count
        let outcome = stream(Array(first[..<header] + second[header...]))
        #expect(outcome.released == [])
        #expect(outcome.error == .payloadDamaged)
    }

    private func stream(_ file: some Collection<UInt8>) -> Outcome {
        let file = Array(file)
        var outcome = Outcome()
        var decryptor = AgeDecryptor(with: [Self.identity])
        do throws(AgeStreamError<Never>) {
            try decryptor.update(file.span) { outcome.released += Array(copying: $0) }
            try decryptor.finish { outcome.released += Array(copying: $0) }
        } catch {
            switch error {
            case .age(let error): outcome.error = error
            }
        }
        return outcome
    }
}
