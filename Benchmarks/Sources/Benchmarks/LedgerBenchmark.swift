import Foundation
import GRDB

@testable import Vault
@testable import VaultCrypto
@testable import VaultLedger
@testable import VaultStorage

/// A figure of the ledger beside its floor, from the same minutes of the same machine.
struct Figure {
    let name: String
    let unit: String

    /// Each measurement with the floor that was measured right beside it; 0 for none.
    var pairs: [(figure: Double, floor: Double)] = []

    /// The line of the table: both medians, and the median of their ratios.
    var cells: [String] {
        let floor = Self.median(pairs.map(\.floor))
        let ratio = Self.median(pairs.map { $0.figure / $0.floor })
        return [
            Self.number(Self.median(pairs.map(\.figure))), unit,
            floor > 0 ? Self.number(floor) : "", floor > 0 ? String(format: "%.2f", ratio) : "",
        ]
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    private static func number(_ value: Double) -> String {
        String(format: value < 1_000 ? "%.1f" : "%.0f", value)
    }
}

/// Measures the ledger: appending to it, auditing it, asking it.
struct LedgerBenchmark {
    let folder: URL
    let tool: String
    let options: Options

    /// What ``Options/only`` can ask for.
    static let names = shortNames + longNames + ["list", "memory"]
    private static let shortNames = ["audit", "durable", "batch"]
    private static let longNames = ["history", "long-audit", "flat", "grant"]

    /// Runs everything.
    ///
    /// - Returns: The figures in the order of the table.
    func run() async throws -> [Figure] {
        var figures: [Figure] = []
        if Self.shortNames.contains(where: wants) {
            let vault = try await LargeVault(at: folder.appending(path: "log").path())
            try await vault.grow(to: options.statements)
            if wants("audit") { figures.append(try audit(vault, statements: options.statements)) }
            if wants("durable") { figures.append(try await durable(vault)) }
            if wants("batch") { figures.append(try await batch(vault)) }
        }
        if wants("list") {
            figures += try await ListBenchmark(options: options, folder: folder).run()
        }
        guard options.longLog > 0, Self.longNames.contains(where: wants) else { return figures }
        let log = try await LongLog(in: options.kept ?? folder, statements: options.longLog)
        if wants("history") { figures.append(try history(log)) }
        if wants("long-audit") { figures += try longAudit(log) }
        if wants("flat") { figures += try flat(log) }
        if wants("grant") {
            let grant = GrantBenchmark(options: options, folder: folder)
            let short = try await LongLog(in: options.kept ?? folder, statements: 1_000)
            for log in [short, log] { figures.append(try await grant.run(in: log)) }
        }
        return figures
    }

    private func wants(_ name: String) -> Bool { options.wants(name) }

    // MARK: audit

    /// The rate of an audit beside that of verifying its signatures on all cores.
    private func audit(_ vault: LargeVault, statements: Int) throws -> Figure {
        var figure = Figure(name: "audit, \(statements) statements", unit: "1/s")
        let signatures = try SignatureFloor(vault: vault.path, count: statements)
        let audit = command(["audit"], vault)
        for _ in 0..<max(1, options.runs / 10) {
            let floor = signatures.rate()
            let seconds = try audit.run().milliseconds / 1_000
            figure.pairs.append((Double(statements) / seconds, floor))
        }
        return figure
    }

    /// Time and memory of an audit of the long log.
    private func longAudit(_ log: LongLog) throws -> [Figure] {
        let run = try log.command(["audit"], tool: tool).run()
        let name = "audit, \(log.facts.statements) statements"
        let rate = Double(log.facts.statements) / run.milliseconds * 1_000
        return [
            Figure(name: name, unit: "1/s", pairs: [(rate, 0)]),
            Figure(name: name, unit: "MiB", pairs: [(run.peakMemory, 0)]),
        ]
    }

    // MARK: append

    /// Single statements, each durable, beside commits of one row by the same database library.
    private func durable(_ vault: LargeVault) async throws -> Figure {
        var figure = Figure(name: "one durable statement", unit: "1/s")
        let floor = try CommitFloor(in: folder)
        let count = 20
        for _ in 0..<options.runs {
            let (desk, drafts) = try await vault.drafts(count)
            let seconds = try await measured {
                for draft in drafts { _ = try await desk.append([draft]) }
            }
            let floorSeconds = try await measured { try floor.commit(count: count) }
            figure.pairs.append((Double(count) / seconds, Double(count) / floorSeconds))
        }
        return figure
    }

    /// Batches under one head, beside signing and verifying each statement once on one core.
    private func batch(_ vault: LargeVault) async throws -> Figure {
        let count = LargeVault.batchCount
        var figure = Figure(name: "batch of \(count) statements", unit: "1/s")
        for _ in 0..<options.runs {
            let (desk, drafts) = try await vault.drafts(count)
            let seconds = try await measured { _ = try await desk.append(drafts) }
            let floor = SignatureFloor.signingRate(count: count)
            figure.pairs.append((Double(count) / seconds, floor))
        }
        return figure
    }

    // MARK: history

    /// The history of one document in the long log, beside the start of the program.
    private func history(_ log: LongLog) throws -> Figure {
        let name = "history --document, \(log.facts.statements) statements"
        var figure = Figure(name: name, unit: "ms")
        let words = ["history", "--document", log.facts.document]
        let history = log.command(words, as: log.counselor, tool: tool)
        for _ in 0..<options.runs {
            let floor = try Child(arguments: [tool, "--version"]).run().milliseconds
            figure.pairs.append((try history.run().milliseconds, floor))
        }
        return figure
    }

    // MARK: flat costs

    /// Commands in the long log beside the same commands in a vault that is nearly empty.
    ///
    /// People are named by their ids: a name is found by reading the cards of all whom one serves.
    private func flat(_ log: LongLog) throws -> [Figure] {
        let stage = try Stage(tool: tool, in: folder)
        defer { stage.strike() }
        try stage.makeFile("1KB.pdf", count: 1 << 10)
        let here = FlatCommands(
            stage: stage,
            owner: log.facts.owner,
            grantee: log.facts.organisation,
            environment: log.command([], as: log.counselor, tool: tool).environment
        )
        let there = FlatCommands(
            stage: stage,
            owner: try stage.memberID(named: stage.owner),
            grantee: try stage.memberID(named: stage.chamber),
            environment: [
                "VAULTTOOL_VAULT": stage.path("vault"),
                "VAULTTOOL_IDENTITY": stage.path("counselor.key"),
                "XDG_STATE_HOME": stage.path("state"),
            ]
        )
        let names = FlatCommands.names.map { "\($0), \(log.name)" }
        var figures = names.map { Figure(name: $0, unit: "ms") }
        for round in 0..<options.runs {
            let (long, short) = (try here.run(round), try there.run(round))
            for place in figures.indices {
                figures[place].pairs.append((long[place], short[place]))
            }
        }
        return figures
    }

    private func command(_ arguments: [String], _ vault: LargeVault) -> Child {
        Child(
            arguments: [tool] + arguments + ["--vault", vault.path],
            environment: ["XDG_STATE_HOME": folder.path()]
        )
    }

    private func measured(_ body: () async throws -> Void) async rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try await body()
        return (clock.now - start) / .seconds(1)
    }
}

/// The cost of the signatures alone.
struct SignatureFloor: Sendable {
    private struct Signed: Sendable {
        let text: [UInt8]
        let signature: [UInt8]
        let key: [UInt8]
    }

    private let all: [Signed]

    /// Takes the signatures of a vault's statements into memory.
    init(vault: String, count: Int) throws {
        let database = try VaultDatabase(openingAt: "\(vault)/vault.sqlite")
        all = try database.read { records throws(StorageError) in
            var keys: [MemberID: [UInt8]] = [:]
            for member in try records.members() { keys[member.id] = member.verifier?.publicKey }
            var all: [Signed] = []
            for index in 0..<count {
                guard
                    let bytes = try records.statement(at: index),
                    let signed = try? SignedStatement(bytes: bytes),
                    let key = keys[signed.statement.author]
                else { throw .damaged(.statement) }
                all.append(
                    Signed(
                        text: signed.note.text,
                        signature: signed.note.signatures[0].bytes,
                        key: key
                    )
                )
            }
            return all
        }
    }

    /// Verifies all of them on all cores.
    ///
    /// - Returns: Signatures a second.
    func rate() -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let cores = ProcessInfo.processInfo.activeProcessorCount
        DispatchQueue.concurrentPerform(iterations: cores) { core in
            for place in stride(from: core, to: all.count, by: cores) {
                let signed = all[place]
                precondition(
                    Ed25519.isValid(
                        signature: signed.signature.span,
                        of: signed.text.span,
                        publicKey: signed.key.span
                    )
                )
            }
        }
        return Double(all.count) / ((clock.now - start) / .seconds(1))
    }

    /// Signs and verifies texts of the length of a statement on one core.
    ///
    /// - Returns: Texts a second.
    static func signingRate(count: Int) -> Double {
        let key = Ed25519.SigningKey(seed: .random(count: Ed25519.seedCount))
        let clock = ContinuousClock()
        let start = clock.now
        for number in 0..<count {
            let text = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 500)
            let signature = key.sign(text.span)
            let publicKey = key.publicKey
            precondition(
                Ed25519.isValid(
                    signature: signature.span,
                    of: text.span,
                    publicKey: publicKey.span
                )
            )
        }
        return Double(count) / ((clock.now - start) / .seconds(1))
    }
}

/// Commits of one row through the same library, with the same settings, on the same disk.
final class CommitFloor {
    private let queue: DatabaseQueue

    init(in folder: URL) throws {
        queue = try DatabaseQueue(path: folder.appending(path: "floor.sqlite").path())
        try queue.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = ON;
                    CREATE TABLE IF NOT EXISTS statement (
                        idx INTEGER PRIMARY KEY, note TEXT NOT NULL
                    ) STRICT;
                    """
            )
        }
    }

    /// Inserts rows of the length of a statement, each in its own transaction.
    func commit(count: Int) throws {
        let note = String(repeating: "n", count: 650)
        for _ in 0..<count {
            try queue.write { database in
                try database.execute(
                    sql: "INSERT INTO statement (note) VALUES (?)",
                    arguments: [note]
                )
            }
        }
    }
}
