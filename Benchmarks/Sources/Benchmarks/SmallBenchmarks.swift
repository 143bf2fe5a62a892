import Foundation
import Glibc

@testable import Vault
@testable import VaultAge
@testable import VaultCrypto

/// How long the tool takes to start and end.
struct StartBenchmark {
    let options: Options

    /// Times `--version` beside a program that does nothing.
    func run() throws -> Figure {
        var figure = Figure(name: "start of the tool (--version)", unit: "ms")
        for _ in 0..<options.runs {
            let floor = try Child(arguments: ["/bin/true"]).run().milliseconds
            let start = try Child(arguments: [options.tool, "--version"]).run().milliseconds
            figure.pairs.append((start, floor))
        }
        return figure
    }
}

/// Sealing and opening of payloads on one core, beside the primitives of OpenSSL.
struct CryptoBenchmark {
    let options: Options

    /// The size of the payload, in mebibytes.
    private static let size = 64

    /// Measures payloads alone, and with the hashes that a deposit computes over both sides.
    func run() throws -> [Figure] {
        var seal = Figure(name: "payload, sealing", unit: "MiB/s")
        var open = Figure(name: "payload, opening", unit: "MiB/s")
        var both = Figure(name: "payload, sealing with both hashes", unit: "MiB/s")
        let identity = X25519Identity.generate()
        let plaintext = [UInt8](repeating: 7, count: Self.size << 20)
        for _ in 0..<max(1, options.runs / 3) {
            let output = try Child(arguments: [options.floor, "crypto", "\(Self.size)"]).output()
            let rates = String(decoding: output, as: UTF8.self).split(
                whereSeparator: \.isWhitespace
            )
            .compactMap { Double($0) }
            let sealed = try Self.sealed(plaintext, to: identity)
            seal.pairs.append((try Self.rate { try Self.seal(plaintext, to: identity) }, rates[0]))
            open.pairs.append((try Self.rate { try Self.open(sealed, with: identity) }, rates[1]))
            let bound = 1 / (1 / rates[0] + 2 / rates[2])
            both.pairs.append(
                (try Self.rate { try Self.seal(plaintext, to: identity, hashing: true) }, bound)
            )
        }
        return [seal, open, both]
    }

    private static func rate(_ work: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try work()
        return Double(size) / ((clock.now - start) / .seconds(1))
    }

    private static func seal(
        _ plaintext: [UInt8],
        to identity: X25519Identity,
        hashing: Bool = false
    ) throws {
        var encryptor = try AgeEncryptor(to: [identity.recipient])
        var hashes = (SHA256(), SHA256())
        for start in stride(from: 0, to: plaintext.count, by: 256 << 10) {
            let run = plaintext.span.extracting(start..<min(plaintext.count, start + 256 << 10))
            if hashing { hashes.0.update(run) }
            encryptor.update(run) { if hashing { hashes.1.update($0) } }
        }
        encryptor.finish { if hashing { hashes.1.update($0) } }
        _ = (hashes.0.finish(), hashes.1.finish())
    }

    private static func sealed(
        _ plaintext: [UInt8],
        to identity: X25519Identity
    ) throws -> [UInt8] {
        var encryptor = try AgeEncryptor(to: [identity.recipient])
        var sealed = encryptor.header
        let append = { (bytes: Span<UInt8>) in
            sealed.append(addingCapacity: bytes.count) { $0.append(copying: bytes) }
        }
        encryptor.update(plaintext.span, write: append)
        encryptor.finish(write: append)
        return sealed
    }

    private static func open(_ sealed: [UInt8], with identity: X25519Identity) throws {
        var decryptor = AgeDecryptor(with: [identity])
        for start in stride(from: 0, to: sealed.count, by: 256 << 10) {
            let run = sealed.span.extracting(start..<min(sealed.count, start + 256 << 10))
            try decryptor.update(run) { _ in }
        }
        try decryptor.finish { _ in }
    }
}

/// Listing documents, beside the openings of their envelopes alone.
struct ListBenchmark {
    let options: Options
    let folder: URL

    /// Lists few and many documents.
    func run() async throws -> [Figure] {
        var figures: [Figure] = []
        for count in [100, options.listed] {
            let log = try await LongLog(in: options.kept ?? folder, documents: count)
            let list = log.command(["list"], as: log.counselor, tool: options.tool)
            var figure = Figure(name: "list, \(count) documents", unit: "ms")
            for _ in 0..<max(1, options.runs / 3) {
                let floor = try Self.openings(count)
                figure.pairs.append((try list.run().milliseconds, floor))
            }
            figures.append(figure)
        }
        return figures
    }

    /// Opens X-Wing ciphertexts on two threads.
    ///
    /// - Returns: Milliseconds.
    private static func openings(_ count: Int) throws -> Double {
        let seed = SecretBytes.random(count: XWingHPKE.seedCount)
        let publicKey = seed.withBytes { XWingHPKE.publicKey(ofSeed: $0) }
        let message = [UInt8](repeating: 1, count: 16)
        let info: [UInt8] = []
        let sealed = try XWingHPKE.seal(message.span, to: publicKey.span, info: info.span)
        let encoded = seed.withBytes { seed in seed.indices.map { seed[$0] } }
        let clock = ContinuousClock()
        let start = clock.now
        DispatchQueue.concurrentPerform(iterations: 2) { thread in
            for _ in stride(from: thread, to: count, by: 2) {
                let count = try? XWingHPKE.ExpandedKey(seed: encoded.span).open(
                    sealed.ciphertext.span,
                    encapsulatedKey: sealed.encapsulatedKey.span,
                    info: info.span
                ).count
                precondition(count == message.count)
            }
        }
        return (clock.now - start) / .milliseconds(1)
    }
}
