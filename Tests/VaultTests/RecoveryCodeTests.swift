import Testing
import Vault
import VaultCrypto
import VaultLedger

@Suite("An identity on paper")
struct RecoveryCodeTests {
    private static func text(_ code: RecoveryCode) -> String {
        code.withText { span in String(decoding: span.indices.map { span[$0] }, as: UTF8.self) }
    }

    private static func read(_ text: String) throws(VaultError) -> RecoveryCode {
        let bytes = Array(text.utf8)
        return try RecoveryCode(bytes.span)
    }

    @Test(arguments: VaultLedger.Suite.allCases)
    func `comes back from its groups`(suite: VaultLedger.Suite) throws {
        for _ in 0..<5 {
            let identity = Identity.generate(suite: suite)
            let text = Self.text(identity.recoveryCode)
            #expect(text.split(separator: "-").count == RecoveryCode.groupCount)
            let again = try Identity(Self.read(text.lowercased()))
            #expect(again.recipient == identity.recipient)
            #expect(again.suite == suite)
            #expect(again.fingerprint == Digest.of(Array(identity.recipient.utf8).span))
            #expect(Self.text(again.recoveryCode) == text)
        }
    }

    @Test(arguments: VaultLedger.Suite.allCases)
    func `comes back from its line`(suite: VaultLedger.Suite) throws {
        let identity = Identity.generate(suite: suite)
        let line = identity.withSecretLine { span in span.indices.map { span[$0] } }
        #expect(try Identity(secretLine: line.span).recipient == identity.recipient)
        for wrong in [line.dropLast(), line + [0x0A], [0x20] + line, []] {
            let wrong = Array(wrong)
            #expect(throws: VaultError.code(.line)) { try Identity(secretLine: wrong.span) }
        }
    }

    @Test
    func `says which groups are mistyped`() throws {
        let text = Self.text(Identity.generate(suite: .x25519).recoveryCode)
        var groups = text.split(separator: "-").map(String.init)
        for index in [3, 8] { groups[index] = groups[index] == "7ABCU" ? "7ABCV" : "7ABCU" }
        #expect(throws: VaultError.code(.mistyped(groups: [4, 9]))) {
            try Self.read(groups.joined(separator: " "))
        }
        #expect(throws: VaultError.code(.length(found: 69, expected: 70))) {
            try Self.read(String(text.filter { $0 != "-" }.dropLast()))
        }
    }

    @Test
    func `of a kind that is not known yet is refused by name`() {
        var symbols = [UInt8](repeating: 0, count: 52)
        symbols[0] = 2 << 1
        let code = TypedGroups.encode(
            SecretBytes(copying: symbols.span),
            label: "vault/v1 recovery code"
        )
        #expect(throws: VaultError.code(.unknown)) {
            try code.withBytes { text throws(VaultError) in try RecoveryCode(text) }
        }
    }

    @Test
    func `is another thing than a claim code`() throws {
        let claim = ClaimCode.generate().withText { span in span.indices.map { span[$0] } }
        #expect(throws: VaultError.code(.length(found: 30, expected: 70))) {
            try RecoveryCode(claim.span)
        }
        let symbols = SecretBytes.random(count: 20).withBytes { random in
            SecretBytes(count: 20) { output in
                for index in random.indices { output.append(random[index] & 31) }
            }
        }
        let other = TypedGroups.encode(symbols, label: "vault/v1 recovery code")
        #expect(throws: VaultError.code(.mismatch)) {
            try other.withBytes { text throws(VaultError) in try ClaimCode(text) }
        }
    }

    @Test
    func `follows from a claim code, the same each time`() throws {
        let code = ClaimCode.generate()
        let text = code.withText { span in span.indices.map { span[$0] } }
        #expect(text.split(separator: UInt8(ascii: "-")).count == ClaimCode.groupCount)
        let again = try ClaimCode(text.span)
        for suite in VaultLedger.Suite.allCases {
            let recipient = code.identity(suite: suite).recipient
            #expect(again.identity(suite: suite).recipient == recipient)
            #expect(ClaimCode.generate().identity(suite: suite).recipient != recipient)
        }
    }

    @Test
    func `has a fingerprint in words of ten bits`() throws {
        let zeros = try #require(Digest([UInt8](repeating: 0, count: 32)))
        #expect(zeros.words == Array(repeating: "academic", count: 12))
        let ones = try #require(Digest([UInt8](repeating: 255, count: 32)))
        #expect(ones.words == Array(repeating: "zero", count: 12))
        for bit in 0..<120 {
            var bytes = [UInt8](repeating: 0, count: 32)
            bytes[bit / 8] = 0x80 >> UInt8(bit % 8)
            let words = try #require(Digest(bytes)).words
            #expect(words.indices.filter { words[$0] != "academic" } == [bit / 10])
        }
    }
}
