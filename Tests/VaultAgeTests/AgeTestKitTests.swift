import Foundation
import Testing
import VaultAge
import VaultCrypto

@Suite(
    "age test kit",
    .enabled(if: AgeVector.isPresent, "SKIPPED: no test kit at \(AgeVector.folder.path())")
)
struct AgeTestKitTests {
    /// What became of a file.
    struct Result: Equatable {
        var outcome: AgeVector.Outcome
        var payload: String
    }

    @Test
    func `has cases`() throws {
        #expect(try !AgeVector.all().isEmpty)
    }

    @Test(arguments: try AgeVector.all())
    func `comes out as it says, however the file arrives`(vector: AgeVector) throws {
        let expected = Result(outcome: vector.expected, payload: vector.payload)
        // One byte at a time is slow without the optimiser; the long files have many chunks anyway.
        let sizes = vector.file.count < 200_000 ? [1, 7, 1000] : []
        for size in sizes + [65_535, 65_536, 65_552, 65_553, vector.file.count + 1] {
            #expect(try stream(vector, runs: size) == expected, "runs of \(size) bytes")
        }
    }

    @Test(arguments: try AgeVector.all())
    func `comes out as it says at once and at random`(vector: AgeVector) throws {
        let identities = try vector.identities()
        let file: [UInt8]
        do {
            file = vector.isArmored ? try Armor.decode(vector.file) : vector.file
        } catch {
            #expect(AgeVector.Outcome(error) == vector.expected)
            return
        }
        let ways: [(String, () throws(AgeError) -> [UInt8])] = [
            ("at once", { () throws(AgeError) in try Age.decrypt(file, with: identities) }),
            ("as a secret", { () throws(AgeError) in try secretly(file, with: identities) }),
            ("at random", { () throws(AgeError) in try randomly(file, with: identities) }),
        ]
        for (way, decrypt) in ways where way != "as a secret" || file.count < 200_000 {
            do throws(AgeError) {
                let plaintext = try decrypt()
                #expect(vector.expected == .success, "\(way)")
                #expect(Hexadecimal.encode(SHA256.hash(plaintext.span).span) == vector.payload)
            } catch {
                #expect(AgeVector.Outcome(error) == vector.expected, "\(way): \(error)")
            }
        }
    }

    @Test(arguments: try AgeVector.all())
    func `has headers that are written back byte by byte`(vector: AgeVector) throws {
        let file = vector.isArmored ? (try? Armor.decode(vector.file)) ?? [] : vector.file
        guard let header = try? Header(parsing: file.span) else {
            #expect([.headerFailure, .armorFailure].contains(vector.expected))
            return
        }
        #expect(header.bytes == Array(file.prefix(header.bytes.count)))
    }

    @Test(arguments: try AgeVector.all())
    func `has armor that says the same when written anew`(vector: AgeVector) throws {
        guard vector.isArmored, vector.expected != .armorFailure else { return }
        let file = try Armor.decode(vector.file)
        #expect(try Armor.decode(Armor.encode(file)) == file)
    }

    /// Decrypts a file that arrives in runs, through the armor decoder if it is armored.
    private func stream(_ vector: AgeVector, runs size: Int) throws -> Result {
        var decryptor = AgeDecryptor(with: try vector.identities())
        var hash = SHA256()
        var outcome = AgeVector.Outcome.success
        do throws(AgeError) {
            let file = vector.isArmored ? try unarmor(vector.file, runs: size) : vector.file
            do throws(AgeStreamError<Never>) {
                for start in stride(from: 0, to: file.count, by: size) {
                    let run = file.span.extracting(start..<min(start + size, file.count))
                    try decryptor.update(run) { hash.update($0) }
                }
                try decryptor.finish { hash.update($0) }
            } catch {
                switch error {
                case .age(let error): throw error
                }
            }
        } catch {
            outcome = AgeVector.Outcome(error)
        }
        return Result(outcome: outcome, payload: Hexadecimal.encode(hash.finish().span))
    }

    private func unarmor(_ text: [UInt8], runs size: Int) throws(AgeError) -> [UInt8] {
        var decoder = ArmorDecoder()
        var file: [UInt8] = []
        do throws(AgeStreamError<Never>) {
            for start in stride(from: 0, to: text.count, by: size) {
                let run = text.span.extracting(start..<min(start + size, text.count))
                try decoder.update(run) { file += Array(copying: $0) }
            }
            try decoder.finish { file += Array(copying: $0) }
        } catch {
            switch error {
            case .age(let error): throw error
            }
        }
        return file
    }

    private func secretly(
        _ file: [UInt8],
        with identities: [any AgeIdentity]
    ) throws(AgeError) -> [UInt8] {
        let secret = try Age.decryptSecret(
            file.span,
            with: identities,
            maximumCount: file.count
        )
        return secret.withBytes { Array(copying: $0) }
    }

    private func randomly(
        _ file: [UInt8],
        with identities: [any AgeIdentity]
    ) throws(AgeError) -> [UInt8] {
        do throws(AgeStreamError<Never>) {
            var reader = try AgeRandomAccessReader(AgeBytesSource(file), with: identities)
            let count = reader.count
            return try [UInt8](capacity: count) { output throws(AgeStreamError<Never>) in
                try reader.read(at: 0, into: &output)
            }
        } catch {
            switch error {
            case .age(let error): throw error
            }
        }
    }
}
