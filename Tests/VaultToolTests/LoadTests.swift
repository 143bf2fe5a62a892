import Foundation
import TestSupport
import Testing
import Vault
import VaultLedger

/// Four processes of the real tool and fifty tasks of this one at work on a vault at the same time.
///
/// Each does one round, or goes on for as many minutes as `VAULT_LOAD_MINUTES` says.
@Suite("A vault under load")
struct LoadTests {
    private static let minutes =
        ProcessInfo.processInfo.environment["VAULT_LOAD_MINUTES"].flatMap { Double($0) } ?? 0

    /// What somebody stored, and whether the chamber's access to it was ended.
    private struct Paper: Sendable {
        let document: DocumentID
        let content: [UInt8]
        let isRevoked: Bool
    }

    private static let until = LedgerTime("2027-03-01T23:59:59Z")

    /// The people at the vault, in this process.
    private struct People: Sendable {
        let vault: String
        let counselor: Identity
        let chamber: Identity
        let clock: VaultClock

        init(at place: Workplace) throws {
            vault = place.folder.file("vault")
            counselor = try Identity(file: place.folder.bytes("counselor.key"))
            chamber = try Identity(file: place.folder.bytes("chamber.key"))
            clock = .fixed(try #require(LedgerTime("2026-11-24T10:00:00Z")))
        }

        func open(as identity: Identity) async throws -> DocumentVault {
            try await DocumentVault.open(
                at: vault,
                as: identity,
                clock: clock,
                inspection: .inProcess
            )
        }
    }

    /// Tries again what others were quicker with, as a person would.
    private static func patiently<Result>(
        _ deed: () async throws -> Result
    ) async throws -> Result {
        for _ in 1...20 {
            do {
                return try await deed()
            } catch let error as VaultError {
                switch error {
                case .busy, .rejected: try await Task.sleep(for: .milliseconds(50))
                default: throw error
                }
            }
        }
        return try await deed()
    }

    /// One life of a document: deposit, grant, open, and for every second one the end.
    private static func life(
        _ number: Int,
        at desk: DocumentVault,
        _ chamber: DocumentVault,
        _ newcomer: MemberID,
        _ chamberID: MemberID
    ) async throws -> Paper {
        let content = Array("Paper number \(number)".utf8)
        let document = try await patiently {
            let outcomes = try await desk.deposit(
                [.bytes(content, fileName: "\(number).txt")],
                for: newcomer
            )
            switch outcomes.first?.result {
            case .stored(let document)?: return document
            case .failed(let error)?: throw error
            default: throw FaultyDisk.Failure(text: "\(outcomes)")
            }
        }
        let until = try #require(until)
        _ = try await patiently {
            try await desk.grant([document], to: chamberID, for: .recognition, until: until)
        }
        #expect(try await bytes(of: document, in: chamber) == content)
        let isRevoked = number.isMultiple(of: 2)
        if isRevoked {
            _ = try await patiently { try await desk.revoke([document], from: chamberID) }
        }
        return Paper(document: document, content: content, isRevoked: isRevoked)
    }

    private static func bytes(
        of document: DocumentID,
        in vault: DocumentVault
    ) async throws -> [UInt8] {
        let target = "\(vault.path)-\(UUID()).out"
        defer { try? FileManager.default.removeItem(atPath: target) }
        _ = try await patiently { try await vault.open(document, to: .file(path: target)) }
        return try Array(Data(contentsOf: URL(filePath: target)))
    }

    /// One process after the other: what the tool acknowledged stands in `done-N`, and what it said when
    /// it must not fail and did, in `failures`.
    private static func shell(_ number: Int, until deadline: Int) -> String {
        """
        n=0
        sound() {
            "$@" >answer-\(number) 2>&1
            status=$?
            [ $status = 0 ] || {
                echo "failed with $status in round $n: $*"
                cat answer-\(number)
            } >>failures
        }
        while :; do
            n=$((n + 1))
            echo "paper \(number)-$n" >paper-\(number)-$n.txt
            answer=$(vaulttool upload paper-\(number)-$n.txt --owner 'A newcomer' \
                --as counselor.key --json 2>>errors) || continue
            document=$(echo "$answer" | sed 's/.*"document":"\\([^"]*\\)".*/\\1/')
            echo "$document paper-\(number)-$n.txt" >>done-\(number)
            vaulttool grant "$document" --to University --purpose recognition \
                --until 2027-03-01 --as counselor.key --quiet 2>>errors
            vaulttool open "$document" -o - --as university.key 2>>errors >/dev/null
            vaulttool list --as counselor.key --quiet 2>>errors >/dev/null
            sound vaulttool check --quiet
            sound vaulttool backup copies-\(number) --quiet
            vaulttool revoke "$document" --from University --as counselor.key --quiet 2>>errors
            [ "$(date +%s)" -lt \(deadline) ] || break
        done
        """
    }

    @Test(.enabled(if: Workplace.isDebugBuild, "a release build takes no fixed clock"))
    func `keeps all that it acknowledged, and lets nobody open more than they may`() async throws {
        let place = try await Workplace(isStaged: true)
        let people = try People(at: place)
        let desk = try await people.open(as: people.counselor)
        let granted = try await people.open(as: people.chamber)
        let members = try await desk.members()
        let newcomer = try #require(members.first { $0.isProvisional }).id
        let chamber = try #require(members.first { $0.name == "Chamber of Crafts" }).id
        let deadline = Date().addingTimeInterval(Self.minutes * 60)
        let seconds = Int(deadline.timeIntervalSince1970)
        let papers = try await withThrowingTaskGroup(of: [Paper].self) { group in
            for number in 0..<4 {
                group.addTask {
                    _ = try await place.run(Self.shell(number, until: seconds))
                    return []
                }
            }
            for task in 0..<50 {
                group.addTask {
                    var papers: [Paper] = []
                    repeat {
                        let number = task * 100_000 + papers.count
                        papers.append(
                            try await Self.life(number, at: desk, granted, newcomer, chamber)
                        )
                    } while Date() < deadline
                    return papers
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(papers.count >= 50)
        try await compare(papers, place, people)
        if Self.minutes > 0 { print("\(papers.count) papers of tasks") }
    }

    private func compare(_ papers: [Paper], _ place: Workplace, _ people: People) async throws {
        let desk = try await people.open(as: people.counselor)
        let kept = try await people.open(as: people.chamber)
        _ = try await desk.finishPending()
        let mine = Set(try await desk.list().map(\.id))
        let granted = Set(try await kept.list().map(\.id))
        #expect(mine.isSuperset(of: papers.map(\.document)))
        #expect(granted == Set(papers.filter { !$0.isRevoked }.map(\.document)))
        for paper in papers.prefix(20) {
            #expect(try await Self.bytes(of: paper.document, in: desk) == paper.content)
        }
        let outcome = try await place.run(
            """
            cat done-* | while read document file; do
                vaulttool open $document -o - --as counselor.key | cmp - $file || echo lost $document
            done
            vaulttool list --as university.key | grep -c '^d-'
            [ ! -e failures ] || { cat failures >&2; false; } && echo sound
            vaulttool audit --quiet && vaulttool check --quiet --deep --as counselor.key && echo whole
            cat done-* | wc -l
            """
        )
        let lines = outcome.output.split(separator: "\n").map(String.init)
        let what: Comment = "\(outcome.output)\(outcome.error)"
        #expect(!outcome.output.contains("lost"), what)
        #expect(lines.suffix(4).prefix(3) == ["0", "sound", "whole"], what)
        #expect((lines.last.flatMap { Int($0) } ?? 0) >= 4, what)
    }
}
