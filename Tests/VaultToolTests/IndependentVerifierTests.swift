import Testing

@Suite(
    "An independent verifier",
    .enabled(
        if: IndependentVerifier.isAvailable,
        "SKIPPED: no go command on the PATH, or Debian's golang-golang-x-mod-dev is not installed"
    ),
    .timeLimit(.minutes(10))
)
struct IndependentVerifierTests {
    private static func run(_ command: String) async throws -> Workplace.Outcome {
        try await IndependentVerifier.place.value.run(command)
    }

    @Test
    func `agrees that an export is the log that was signed`() async throws {
        let outcome = try await Self.run(
            "./verify export all $(cat log.vkey) all/checkpoint early.head late.head"
        )
        let found = try #require(
            outcome.output.firstMatch(
                of: /^([0-9]+) of ([0-9]+) statements, 3 kept heads, root ([0-9a-f]{64})\n$/
            ),
            "\(outcome.error)"
        )
        #expect(found.1 == found.2)
        #expect(try #require(Int(found.1)) > 256)
        let ours = try await Self.run(
            "vaulttool audit --export all --log-key $(cat log.vkey) --json"
        )
        #expect(ours.output.contains("\"size\":\(found.1),\"root\":\"\(found.3)\""))
    }

    @Test
    func `agrees that the export of one owner is of the log that was signed`() async throws {
        let outcome = try await Self.run("./verify export newcomer $(cat log.vkey) late.head")
        let found = try #require(
            outcome.output.firstMatch(of: /^([0-9]+) of ([0-9]+) statements, 1 kept heads/),
            "\(outcome.error)"
        )
        #expect(try #require(Int(found.1)) < (try #require(Int(found.2))))
    }

    @Test
    func `reads a grant from a receipt`() async throws {
        let outcome = try await Self.run("./verify receipt grant.tlog-proof $(cat log.vkey)")
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.hasPrefix("statement 269 of 270\n"))
        #expect(outcome.output.contains("\ntype grant\n"))
        #expect(outcome.output.contains("\npurpose recognition\n"))
    }

    /// What somebody does to an export or a receipt, and what the verifier has to say then.
    struct Tampering: CustomTestStringConvertible, Sendable {
        let command: String
        let arguments: String
        let says: String

        init(
            _ command: String,
            verify arguments: String = "export all $(cat log.vkey)",
            says: String
        ) {
            self.command = command
            self.arguments = arguments
            self.says = says
        }

        /// A change of the receipt.
        static func receipt(_ command: String) -> Tampering {
            Tampering(
                command,
                verify: "receipt grant.tlog-proof $(cat log.vkey)",
                says: "invalid transparency proof"
            )
        }

        var testDescription: String { command.isEmpty ? arguments : command }

        /// Flips a bit: `flip FILE OFFSET`.
        static let flip = #"""
            flip() {
                byte=$(od -An -tu1 -j "$2" -N 1 "$1")
                printf "\\$(printf %03o $((byte ^ 1)))" |
                    dd of="$1" bs=1 seek="$2" conv=notrunc status=none
            }
            """#

        static let all = [
            Tampering(
                "sed -i s/recognition/employment/ all/statements/269",
                says: "statements/269: not what the entry"
            ),
            Tampering(
                "cp all/statements/8 all/statements/9",
                says: "statements/9: not what the entry"
            ),
            Tampering(
                "echo >> all/statements/9",
                says: "statements/9: not what the entry"
            ),
            Tampering("rm all/statements/3", says: "has no key"),
            Tampering(
                "cp all/statements/9 all/statements/999",
                says: "statements/999: nothing explains"
            ),
            Tampering("flip all/tile/0/000 40", says: "tile/0/000: not the hashes"),
            Tampering("flip all/tile/1/000.p/1 4", says: "tile/1/000.p/1: not the hashes"),
            Tampering("rm all/tile/0/000", says: "no such file"),
            Tampering(
                "cp all/tile/0/000 all/tile/0/001",
                says: "tile/0/001: nothing explains"
            ),
            Tampering(
                "truncate -s -32 all/tile/0/000",
                says: "tile/0/000: not the hashes"
            ),
            Tampering("flip all/tile/entries/000 40", says: "do not lead to the signed root"),
            Tampering(
                "flip all/tile/entries/000 1",
                says: "tile/entries/000: entry 0 is no digest"
            ),
            Tampering(
                "truncate -s -34 all/tile/entries/000",
                says: "entry 255 is no digest"
            ),
            Tampering(
                "tail -c 34 all/tile/entries/000 >> all/tile/entries/000",
                says: "longer than its entries"
            ),
            Tampering("sed -i 2s/2/3/ all/checkpoint", says: "invalid signature"),
            Tampering("sed -i 3s/./-/ all/checkpoint", says: "invalid signature"),
            Tampering("sed -i '1s/$/s/' all/checkpoint", says: "invalid signature"),
            Tampering(
                "sed -i '5s/district /districts /' all/checkpoint",
                says: "no verifiable signatures"
            ),
            Tampering(
                "head -n 4 all/checkpoint > c; mv c all/checkpoint",
                says: "checkpoint"
            ),
            Tampering("cp early.head all/checkpoint", says: "tile/entries/001.p/12"),
            Tampering(
                "",
                verify: "export all $(cat log.vkey) early.head fork.head",
                says: "fork.head: the log does not begin with this head"
            ),
            Tampering("sed -i s/+A/+B/ log.vkey", says: "invalid verifier hash"),
            .receipt("sed -i 's/^index 269/index 268/' grant.tlog-proof"),
            .receipt("sed -i '4d' grant.tlog-proof"),
            .receipt(
                "sed -i 4y/ABCDEFGHIJKLMNOPQRSTUVWXYZ/BCDEFGHIJKLMNOPQRSTUVWXYZA/ grant.tlog-proof"
            ),
            .receipt("sed -i \"2s|.*|extra $(base64 -w 0 all/statements/268)|\" grant.tlog-proof"),
        ]
    }

    @Test(arguments: Tampering.all)
    func `refuses what somebody changed`(tampering: Tampering) async throws {
        let outcome = try await Self.run(
            """
            set -e
            copy=$(mktemp -d ./tampered.XXXXXX)
            cp -r all *.head log.vkey grant.tlog-proof "$copy"
            cd "$copy"
            \(Tampering.flip)
            before=$(find . -type f -exec sha256sum {} + | sort)
            \(tampering.command)
            after=$(find . -type f -exec sha256sum {} + | sort)
            [ "$before" != "$after" ] || \(tampering.command.isEmpty) || exit 3
            ../verify \(tampering.arguments)
            """
        )
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains(tampering.says), "\(outcome.error)")
    }
}
