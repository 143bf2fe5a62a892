import Foundation
import TestSupport
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
    func `run nothing that the name of a member says`() async throws {
        let place = try await Workplace(isStaged: true)
        let names = ["$(touch${IFS}ran)", "`touch ran`", "it's $HOME; \"touch ran\"", "*"]
        for name in names {
            let enrol = "vaulttool enrol --provisional --name \"$NAME\" --as counselor.key --quiet"
            let quoted = name.replacing("'", with: "'\\''")
            #expect(try await place.run("NAME='\(quoted)'; \(enrol)").status == 0)
        }
        let offered = try await Self.complete(
            "vaulttool history --owner ",
            in: place,
            as: "counselor.key"
        )
        #expect(Set(names).isSubset(of: offered), "\(offered)")
        #expect(try !place.folder.names().contains("ran"))
    }

    @Test
    func `offer names of several words, and only those who fit`() async throws {
        let place = try await Workplace(isStaged: true)
        for (line, expected) in [
            ("vaulttool upload a.pdf --owner ", ["A newcomer"]),
            ("vaulttool claim-code ", ["A newcomer"]),
            (
                "vaulttool grants --member ",
                ["Chamber of Crafts", "Ms Counselor", "University", "Vault administration"]
            ),
            ("vaulttool grants --member Ch", ["Chamber of Crafts"]),
            ("vaulttool office new Town --with ", ["Vault administration"]),
            ("vaulttool leaving Aud", ["Auditor"]),
        ] {
            let offered = try await Self.complete(line, in: place, as: "counselor.key")
            let names = offered.filter { !$0.hasPrefix("m-") && !$0.hasPrefix("-") }
            #expect(names == expected, "\(line): \(offered)")
        }
    }

    @Test
    func `offer kinds, notices, relations and bundles`() async throws {
        let place = try await Workplace(isStaged: true)
        let upload = "vaulttool upload papers/diploma.pdf --owner 'A newcomer' --as counselor.key"
        let stored = try await place.run(upload)
        let document = try #require(stored.output.split(separator: " ").first.map(String.init))
        let bundle = "vaulttool bundle new 'All papers' \(document) --as counselor.key --quiet"
        #expect(try await place.run(bundle).status == 0)
        for (line, expected) in [
            ("vaulttool upload a.pdf --kind edu.voc", "edu.vocational-diploma"),
            ("vaulttool describe \(document) --kind id.", "id.passport"),
            ("vaulttool upload a.pdf --relation tr", "translationOf:\(document)"),
            ("vaulttool describe \(document) --no-relation der", "derivativeOf:\(document)"),
            ("vaulttool consent record --notice new", "newcomers-1"),
            ("vaulttool consent record --language f", "fa"),
            ("vaulttool grant --bundle All", "All papers"),
            ("vaulttool bundle show ", "All papers"),
        ] {
            let offered = try await Self.complete(line, in: place, as: "counselor.key")
            #expect(offered.contains(expected), "\(line): \(offered)")
        }
    }

    @Test(arguments: [("zsh", #"A\\b\:c"#), ("fish", #"A\b:c"#), ("bash", #"'A\b:c'"#)])
    func `are written as each shell reads them`(shell: String, line: String) async throws {
        let place = try await Workplace(isStaged: true)
        let enrol = #"vaulttool enrol --provisional --name 'A\b:c' --as counselor.key --quiet"#
        #expect(try await place.run(enrol).status == 0)
        let ask = """
            SAP_SHELL=\(shell) VAULTTOOL_IDENTITY=counselor.key \
            vaulttool ---completion history -- --owner 3 0 vaulttool history --owner ''
            """
        let outcome = try await place.run(ask)
        #expect(outcome.output.split(separator: "\n").map(String.init).contains(line))
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
