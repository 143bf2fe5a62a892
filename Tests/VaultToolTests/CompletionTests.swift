import Foundation
import Testing

@Suite("Completions")
struct CompletionTests {
    /// Completes a command line in bash, with the script that the tool makes.
    private static func complete(
        _ line: String,
        in place: Workplace,
        as identity: String
    ) async throws -> [String] {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        let script = """
            export VAULTTOOL_IDENTITY=\(identity)
            vaulttool --generate-completion-script bash >completions.bash
            cat >complete.bash <<'END'
            . ./completions.bash
            COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); COMP_LINE='\(line)'
            COMP_POINT=${#COMP_LINE}
            _vaulttool vaulttool "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            END
            bash complete.bash
            """
        let outcome = try await place.run(script)
        #expect(outcome.status == 0, "\(outcome.error)")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    @Test
    func `offer members, documents and offices of the vault in bash`() async throws {
        let place = try await Workplace(isStaged: true)
        let upload = "vaulttool upload papers/diploma.pdf --owner 'A newcomer' --as counselor.key"
        let stored = try await place.run(upload)
        let document = try #require(stored.output.split(separator: " ").first.map(String.init))
        for (line, beginning) in [
            ("vaulttool grant ", "d-"), ("vaulttool grant \(document) --to m-", "m-"),
            ("vaulttool enrol --office ", "o-"),
        ] {
            let offered = try await Self.complete(line, in: place, as: "counselor.key")
            #expect(offered.contains { $0.hasPrefix(beginning) }, "\(line): \(offered)")
        }
        let documents = try await Self.complete("vaulttool open ", in: place, as: "counselor.key")
        #expect(documents.contains(document))
    }

    @Test
    func `ask for no passphrase, and offer nothing then`() async throws {
        let place = try await Workplace(isStaged: true)
        let make = """
            printf 'secret\\n' >pass
            vaulttool identity new locked.key --name Locked --passphrase-file pass --quiet
            """
        #expect(try await place.run(make).status == 0)
        let offered = try await Self.complete(
            "vaulttool open ",
            in: place,
            as: "locked.key"
        )
        #expect(!offered.contains { $0.hasPrefix("d-") })
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `are made for each shell, which reads them if it is there`(shell: String) async throws {
        let script = """
            vaulttool --generate-completion-script \(shell) >completions
            if command -v \(shell) >/dev/null; then \(shell) -n completions; fi
            """
        let outcome = try await Workplace().run(script)
        #expect(outcome.status == 0, "\(outcome.error)")
    }
}
