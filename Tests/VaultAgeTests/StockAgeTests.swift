import Foundation
import Testing
import VaultAge
import VaultCrypto

@Suite(
    "Stock age",
    .enabled(if: StockAge.path != nil, "SKIPPED: no age command on the PATH"),
    .timeLimit(.minutes(5))
)
final class StockAgeTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "vault-age-\(UUID().uuidString)", directoryHint: .isDirectory)

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    static let counts = [0, 1, 65_536, 200_000]

    @Test(arguments: counts, [false, true])
    func `reads what we write`(count: Int, isArmored: Bool) async throws {
        let identity = X25519Identity.generate()
        let plaintext = [UInt8](patternOf: count)
        let file = try Age.encrypt(plaintext, to: [identity.recipient])
        try write(isArmored ? Armor.encode(file) : file, to: "file.age")
        try write(line(of: identity), to: "key.txt")
        // Where nothing comes out, age leaves its output file as it is.
        try write([], to: "plain")
        try await StockAge.run(["-d", "-i", path("key.txt"), "-o", path("plain"), path("file.age")])
        #expect(try read("plain") == plaintext)
    }

    @Test(arguments: counts, [false, true])
    func `writes what we read`(count: Int, isArmored: Bool) async throws {
        let identity = X25519Identity.generate()
        let other = X25519Identity.generate().recipient.description
        let plaintext = [UInt8](patternOf: count)
        try write(plaintext, to: "plain")
        let recipients = ["-r", other, "-r", identity.recipient.description]
        let form = isArmored ? ["-a"] : []
        try await StockAge.run(form + recipients + ["-o", path("file.age"), path("plain")])
        let file = try read("file.age")
        let binary = isArmored ? try Armor.decode(file) : file
        #expect(try Age.decrypt(binary, with: [identity]) == plaintext)
        if isArmored { #expect(Armor.encode(binary) == file) }
    }

    @Test
    func `refuses what we refuse`() async throws {
        let identity = X25519Identity.generate()
        var file = try Age.encrypt([1, 2, 3], to: [identity.recipient])
        file[file.count - 1] ^= 1
        try write(file, to: "file.age")
        try write(line(of: identity), to: "key.txt")
        await #expect(throws: StockAge.Failure.self) {
            try await StockAge.run(["-d", "-i", path("key.txt"), path("file.age")])
        }
    }

    @Test(
        .enabled(if: StockAge.terminal != nil, "SKIPPED: no script command to type a passphrase"),
        arguments: [false, true]
    )
    func `opens our passphrase files`(isIdentity: Bool) async throws {
        let lock = ScryptRecipient(passphrase: "open sesame", workFactor: .insecureForTesting)
        let identity = X25519Identity.generate()
        let plaintext = [UInt8](patternOf: 1000)
        let arguments: [String]
        if isIdentity {
            let text = IdentityFile.text(of: identity, comments: [Array("mine".utf8)])
            try write(Armor.encode(Age.encrypt(secret: text, to: [lock])), to: "key.age")
            try write(Age.encrypt(plaintext, to: [identity.recipient]), to: "file.age")
            arguments = ["-i", path("key.age")]
        } else {
            try write(Age.encrypt(plaintext, to: [lock]), to: "file.age")
            arguments = []
        }
        try await StockAge.run(
            ["-d"] + arguments + ["-o", path("plain"), path("file.age")],
            typing: ["open sesame"]
        )
        #expect(try read("plain") == plaintext)
    }

    @Test(.enabled(if: StockAge.terminal != nil, "SKIPPED: no script command"))
    func `makes passphrase files that we open`() async throws {
        let plaintext = [UInt8](patternOf: 1000)
        try write(plaintext, to: "plain")
        try await StockAge.run(
            ["-p", "-o", path("file.age"), path("plain")],
            typing: ["open sesame", "open sesame"]
        )
        let identity = ScryptIdentity(passphrase: "open sesame")
        #expect(try Age.decrypt(read("file.age"), with: [identity]) == plaintext)
    }

    @Test(.enabled(if: StockAge.isHybrid, "SKIPPED: age is older than 1.3 and has no hybrid keys"))
    func `understands our hybrid keys, and we its files`() async throws {
        let identity = HybridIdentity.generate()
        let plaintext = [UInt8](patternOf: 70_000)
        try write(Age.encrypt(plaintext, to: [identity.recipient]), to: "ours.age")
        try write(plaintext, to: "plain")
        try write(line(of: identity), to: "key.txt")
        try await StockAge.run(["-d", "-i", path("key.txt"), "-o", path("out"), path("ours.age")])
        #expect(try read("out") == plaintext)
        let recipient = identity.recipient.description
        try await StockAge.run(["-r", recipient, "-o", path("its.age"), path("plain")])
        #expect(try Age.decrypt(read("its.age"), with: [identity]) == plaintext)
    }

    private func path(_ name: String) -> String {
        folder.appending(path: name).path()
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: folder.appending(path: name))
    }

    private func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    private func line(of identity: some AgeKeyPair) -> [UInt8] {
        identity.withEncoded { Array(copying: $0) }
    }
}
