import Foundation
import Glibc

@testable import Vault
@testable import VaultCrypto
@testable import VaultLedger
@testable import VaultStorage

/// Granting inside a process that goes on running, as an application does it.
struct GrantBenchmark {
    let options: Options
    let folder: URL

    /// Grants documents one by one, each durable, beside a commit of one row by the same database
    /// library and one sealing to an X-Wing key.
    ///
    /// - Parameter log: Where the documents are.
    /// - Returns: Milliseconds for each grant.
    func run(in log: LongLog) async throws -> Figure {
        let name = "grant in a process, \(log.facts.statements) statements"
        var figure = Figure(name: name, unit: "ms")
        let file = try Data(contentsOf: URL(filePath: log.counselor))
        let vault = try await DocumentVault.open(
            at: log.path,
            as: try Identity(file: Array(file)),
            memory: HeadMemoryFolder(path: log.folder.appending(path: "library").path())
        )
        guard let owner = MemberID(log.facts.owner), let to = MemberID(log.facts.organisation)
        else { throw CocoaError(.coderInvalidValue) }
        let documents = try await vault.list(owner: owner).map(\.id)
        let floor = try CommitFloor(in: folder)
        let publicKey = SecretBytes.random(count: XWingHPKE.seedCount)
            .withBytes { XWingHPKE.publicKey(ofSeed: $0) }
        let message = [UInt8](repeating: 1, count: 16)
        // The first one in a process reads what is kept for the next ones.
        _ = try await vault.grant([documents[0]], to: to, for: .recognition)
        for round in 0..<options.runs {
            let floor = try milliseconds {
                try floor.commit(count: 1)
                _ = try XWingHPKE.seal(message.span, to: publicKey.span, info: [UInt8]().span)
            }
            let clock = ContinuousClock()
            let start = clock.now
            let document = documents[round % documents.count]
            _ = try await vault.grant([document], to: to, for: .recognition)
            figure.pairs.append(((clock.now - start) / .milliseconds(1), floor))
        }
        return figure
    }
}

/// Unlocking an identity, beside what stretching the passphrase alone costs.
struct UnlockBenchmark {
    let options: Options

    /// Unlocks a file under a passphrase of the standard cost.
    func run() throws -> Figure {
        var figure = Figure(name: "unlocking an identity", unit: "ms")
        let passphrase = Passphrase("an invented passphrase")
        let file = try Identity.generate().file(
            name: "Somebody",
            created: LedgerTime(clamping: 1_700_000_000),
            passphrase: passphrase
        )
        let salt = [UInt8](repeating: 7, count: 16)
        for _ in 0..<max(1, options.runs / 3) {
            let floor = try milliseconds {
                _ = try passphrase.secret.withBytes { secret in
                    try Scrypt.derive(
                        from: secret,
                        salt: salt.span,
                        cost: Scrypt.Cost(logN: 18),
                        count: 32
                    ).count
                }
            }
            let unlock = try milliseconds { _ = try Identity(file: file, passphrase: passphrase) }
            figure.pairs.append((unlock, floor))
        }
        return figure
    }
}

/// Times some work.
func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try work()
    return (clock.now - start) / .milliseconds(1)
}
