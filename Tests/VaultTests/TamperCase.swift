import Foundation
import Testing
import Vault
import VaultLedger

/// One way of tampering, under its number in the list of cases, and who finds it.
struct TamperCase: CustomTestStringConvertible, Sendable {
    /// The number of the case.
    let number: Int

    /// What is done.
    let name: String

    /// Does it, and looks whether it is found.
    let check: @Sendable () async throws -> Void

    var testDescription: String { "\(number): \(name)" }

    static let all = rows + forgeries + spellings + losses + clients + histories + folders + papers
}

/// What those find who have seen the vault before.
struct Contradiction: Sendable {
    /// The finding of an audit that begins with the head that was kept.
    let since: String?

    /// The finding of an audit by a client that remembers heads.
    let memory: String?

    /// Nothing: the log begins with what was seen.
    static let none = Contradiction(since: nil, memory: nil)

    /// The log is shorter than it was.
    static let behind = Contradiction(since: "log.behind", memory: "head.back")

    /// The log is another one from some place on.
    static let forked = Contradiction(since: "log.forked", memory: "head.forked")

    /// The vault has another log key.
    static let otherLog = Contradiction(since: "log.other", memory: "head.replaced")

    /// The vault has another genesis statement, and a shorter log under the same key.
    static let otherGenesis = Contradiction(since: "log.behind", memory: "head.replaced")
}

extension TamperCase {
    /// An attack on the folder of a vault.
    ///
    /// - Parameters:
    ///   - number: The number of the case.
    ///   - name: What is done.
    ///   - found: What an auditor has to find who sees the vault for the first time. Empty: the
    ///     vault has to pass that audit.
    ///   - contradiction: What has to be found on top by those who saw the vault before.
    ///   - attack: Does it.
    /// - Returns: The case.
    static func vault(
        _ number: Int,
        _ name: String,
        finds found: String...,
        contradicts contradiction: Contradiction = .none,
        attack: @escaping @Sendable (TamperScene) async throws -> Void
    ) -> TamperCase {
        TamperCase(number: number, name: name) {
            let scene = try await TamperScene.fresh()
            try await attack(scene)
            try await scene.kept.expect(found, contradiction, in: scene.stage)
            try await scene.expectSameOfExport(contradiction)
        }
    }

    /// An attack on an export.
    static func export(
        _ number: Int,
        _ name: String,
        finds found: String...,
        attack: @escaping @Sendable (TamperScene) async throws -> Void
    ) -> TamperCase {
        TamperCase(number: number, name: name) {
            let scene = try await TamperScene.fresh()
            try await attack(scene)
            #expect(Set(try await scene.auditExport().map(\.short)) == Set(found))
        }
    }
}

extension Remembrance {
    /// Looks what three auditors find: one who sees the vault for the first time, one with the head
    /// that was kept, and a client with a memory.
    func expect(
        _ found: [String] = [],
        _ contradiction: Contradiction,
        in stage: Stage
    ) async throws {
        let path = stage.path("vault")
        let plain = try await DocumentVault.audit(at: path, clock: .fixed(stage.time)).findings
        if found.isEmpty {
            #expect(plain == [])
        } else {
            let missing = Set(found).subtracting(plain.map(\.short))
            #expect(missing.isEmpty, "found were: \(plain.map(\.short))")
        }
        let since = try await DocumentVault.audit(
            at: path,
            clock: .fixed(stage.time),
            since: cosigned.note
        ).findings
        #expect(since.map(\.code) == plain.map(\.code) + (contradiction.since.map { [$0] } ?? []))

        // A memory is compared with heads that verify.
        guard plain.isEmpty else { return }
        let remembered = try await stage.audit(remembering: memory).findings
        #expect(remembered.map(\.code) == (contradiction.memory.map { [$0] } ?? []))
        if contradiction.memory != nil {
            await #expect(throws: VaultError.self) {
                try await stage.open(as: nil, remembering: memory)
            }
        }
    }
}

extension TamperScene {
    /// Insists that an export of the same log does not look better than the vault.
    ///
    /// It says nothing where the log does not lead to its head: there is no export then. Who kept a
    /// head finds in it what they find in the vault.
    fileprivate func expectSameOfExport(_ contradiction: Contradiction) async throws {
        let found = try await audit().map(\.short)
        let isLedToHead = !found.contains {
            ["checkpoint.", "leaf.", "statement.missing", "statement.digest"].contains(
                where: $0.hasPrefix
            )
        }
        guard isLedToHead else { return }
        let log = try log
        try log.export(to: "tampered")
        let report = try await auditTampered(by: log.verifierKey)
        #expect(report.isComplete)
        let rules = Set(Rule.allCases.map(\.rawValue)).union(["time.future"])
        let expected = found.filter { rules.contains($0.components(separatedBy: " ")[0]) }
        #expect(report.findings.map(\.short) == expected)
        let since = try await auditTampered(by: log.verifierKey, since: kept.cosigned.note)
        #expect(
            since.findings.map(\.code)
                == report.findings.map(\.code) + (contradiction.since.map { [$0] } ?? [])
        )
        try await expectSameOfIncompleteExport(expected, log.verifierKey)
    }

    /// Insists that what can be said without the whole log is said: who signed, and in what words.
    ///
    /// The first deposit is left out, on which no signature rests.
    private func expectSameOfIncompleteExport(
        _ found: [String],
        _ logKey: VerifierKey
    ) async throws {
        let deposit = stage.path("tampered/statements/7")
        guard FileManager.default.fileExists(atPath: deposit) else { return }
        try FileManager.default.removeItem(atPath: deposit)
        let report = try await auditTampered(by: logKey)
        #expect(!report.isComplete)
        let rules: [Rule] = [.malformed, .origin, .signers, .signature]
        let judgeable = found.filter { finding in
            rules.contains { finding.hasPrefix($0.rawValue) }
        }
        #expect(Set(judgeable).isSubset(of: report.findings.map(\.short)))
        for finding in found where finding.hasPrefix(Rule.author.rawValue) {
            let index = Int(finding.components(separatedBy: " ").last ?? "")
            let isKnown = report.findings.map(\.short).contains(finding)
            #expect(isKnown || report.unjudged.contains { $0 == index })
        }
    }

    private func auditTampered(
        by logKey: VerifierKey,
        since: SignedNote? = nil
    ) async throws -> ExportReport {
        try await LogExport.audit(
            at: stage.path("tampered"),
            logKey: logKey,
            clock: .fixed(stage.time),
            since: since
        )
    }
}
