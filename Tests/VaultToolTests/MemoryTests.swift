import Foundation
import TestSupport
import Testing
import VaultAge
import VaultCrypto

/// What is left in the memory of the built tool when a command has ended, by a picture of it that a
/// debug build takes of itself.
@Suite(
    "The memory of the tool",
    .enabled(
        if: Workplace.isDebugBuild
            && FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"),
        "SKIPPED: needs a debug build and sqlite3"
    )
)
struct MemoryTests {
    private static let passphrase = "nine-Horses+under.one=Staple"
    private static let plaintext = "The plaintext of a diploma, to be found nowhere"

    /// A secret, and what to call it.
    private struct Secret {
        let name: String
        let bytes: [UInt8]
    }

    /// A vault of either suite with a paper, whose people have a passphrase; the plain identity files
    /// are kept for the test alone.
    private static func place(_ suite: String) async throws -> Workplace {
        let place = try await Workplace()
        _ = try place.folder.write(Array((passphrase + "\n").utf8), to: "word")
        // Longer than what the C library keeps of freed memory as it is: see SECURITY.md.
        let paper = (1...200).map { "\($0): \(plaintext)\n" }.joined()
        _ = try place.folder.write(Array(paper.utf8), to: "paper.txt")
        let outcome = try await place.run(
            """
            set -e
            for name in admin counselor chamber; do
                vaulttool identity new $name.key --name "The $name" --card $name.card --no-passphrase \\
                    --suite \(suite) --quiet
                cp $name.key $name.plain
                vaulttool identity passphrase $name.key --new-passphrase-file word --quiet
            done
            export VAULTTOOL_IDENTITY=admin.key
            set -- --passphrase-file word --quiet
            vaulttool init vault --origin vault.example/memory --suite \(suite) "$@"
            vaulttool enrol counselor.card --role counselor "$@"
            vaulttool enrol chamber.card --role organisation "$@"
            export VAULTTOOL_IDENTITY=counselor.key
            vaulttool enrol --provisional --name "A newcomer" "$@"
            vaulttool upload paper.txt --owner "A newcomer" --title "A title" "$@"
            document=$(vaulttool list --passphrase-file word | sed -n '2s/ .*//p')
            vaulttool grant $document --to "The chamber" --purpose recognition --until 2027-01-01 "$@"
            echo $document >document
            """
        )
        #expect(outcome.status == 0, "\(outcome.error)")
        return place
    }

    /// The identities, the passphrase, and the keys that the chamber's envelopes hold.
    private static func secrets(in place: Workplace) async throws -> [Secret] {
        let query = """
            SELECT hex(body) FROM envelope JOIN p_document_key AS k ON k.envelope = digest
            JOIN p_grant AS g ON g.document = k.document AND g.grantee = k.holder
            """
        let outcome = try await place.run("sqlite3 vault/vault.sqlite \"\(query)\"")
        return try secrets(in: place.folder, envelope: outcome.output)
    }

    private static func secrets(
        in folder: TemporaryFolder,
        envelope: String
    ) throws -> [Secret] {
        var secrets = [
            Secret(name: "passphrase", bytes: Array(passphrase.utf8))
        ]
        var chamber: [any AgeIdentity] = []
        for name in ["admin", "counselor", "chamber"] {
            chamber = try identities(in: folder.bytes("\(name).plain"))
            secrets += try Self.secrets(of: chamber[0], named: name)
        }
        let digits = Array(envelope.filter(\.isHexDigit).lowercased().utf8)
        let text = try Age.decrypt(Hexadecimal.decode(digits.span), with: chamber)
        return try secrets + Self.secrets(of: identities(in: text)[0], named: "document")
    }

    private static func identities(in file: [UInt8]) throws -> [any AgeIdentity] {
        try IdentityFile(parsing: file.span).identities
    }

    private static func secrets(of identity: any AgeIdentity, named name: String) throws -> [Secret]
    {
        let pair = try #require(identity as? any AgeKeyPair)
        let line = pair.withEncoded { line in line.indices.map { line[$0] } }
        var seed: [UInt8] = []
        switch identity {
        case let identity as HybridIdentity:
            seed = identity.withSeed { seed in seed.indices.map { seed[$0] } }
        case let identity as X25519Identity:
            seed = identity.withSeed { seed in seed.indices.map { seed[$0] } }
        default: break
        }
        #expect(seed.count == 32)
        return [
            // A part of the line, for pieces of it are as good.
            Secret(name: "line of \(name)", bytes: Array(line.dropFirst(24).prefix(24))),
            Secret(name: "seed of \(name)", bytes: seed),
        ]
    }

    /// How many lines of the paper fit into the pieces that the C library keeps as they are.
    private static let kept = 40

    private static func count(of text: String, in image: Data) -> Int {
        let text = Data(text.utf8)
        var (count, rest) = (0, image[...])
        while let found = rest.range(of: text) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }

    private static let commands = [
        "whoami --as chamber.key --passphrase-file word",
        "list --as chamber.key --passphrase-file word",
        "open $(cat document) -o copy --as chamber.key --passphrase-file word",
        "open $(cat document) -o copy2 --as counselor.key --passphrase-file word",
        "upload paper.txt --owner \"A newcomer\" --title other --as counselor.key --passphrase-file word",
        "describe $(cat document) --title New --as counselor.key --passphrase-file word",
        "revoke $(cat document) --from \"The chamber\" --as counselor.key --passphrase-file word",
        "list --as admin.plain",
        "list --as chamber.key --passphrase-file document",
        "identity passphrase admin.key --passphrase-file word --new-passphrase-file word",
    ]

    @Test(.timeLimit(.minutes(5)), arguments: ["hybrid", "x25519"])
    func `holds no identity, document key, passphrase or page of plaintext in the end`(
        suite: String
    ) async throws {
        let place = try await Self.place(suite)
        let secrets = try await Self.secrets(in: place)
        for (number, command) in Self.commands.enumerated() {
            _ = try await place.run("VAULTTOOL_MEMORY_IMAGE=image-\(number) vaulttool \(command)")
            let image = Data(try place.folder.bytes("image-\(number)"))
            #expect(image.count > 1 << 20)
            // The picture shows what is there: the arguments, at least.
            let word = try #require(command.split(separator: " ").first)
            #expect(image.range(of: Data(word.utf8)) != nil)
            for secret in secrets {
                #expect(
                    image.range(of: Data(secret.bytes)) == nil,
                    "\(secret.name) after \(command)"
                )
            }
            let lines = Self.count(of: Self.plaintext, in: image)
            #expect(lines <= Self.kept, "\(lines) lines of plaintext after \(command)")
            try FileManager.default.removeItem(atPath: place.folder.file("image-\(number)"))
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `and its files, its errors and its folders for state and for the moment tell nothing`()
        async throws
    {
        let place = try await Self.place("hybrid")
        let secrets = try await Self.secrets(in: place)
        let outcome = try await place.run(
            """
            mkdir moment
            export TMPDIR="$PWD/moment" TMP="$PWD/moment"
            {
                \(Self.commands.map { "vaulttool \($0)" }.joined(separator: "\n"))
                vaulttool open "$(cat document)" -o copy3 --as admin.key --passphrase-file document
                for blob in vault/blobs/??/*; do printf damaged. | dd of=$blob bs=1 seek=900 conv=notrunc; done
                vaulttool open "$(cat document)" -o copy4 --as counselor.key --passphrase-file word
                vaulttool audit --json
            } >said 2>&1
            rm -f copy copy2 word paper.txt ./*.plain
            grep -c Error said
            find moment -type f
            """
        )
        #expect(outcome.output.first?.isNumber == true && !outcome.output.hasPrefix("0"))
        #expect(!outcome.output.contains("moment/"))
        let words =
            secrets + [
                Secret(name: "file name", bytes: Array("paper.txt".utf8)),
                Secret(name: "name", bytes: Array("A newcomer".utf8)),
                Secret(name: "plaintext", bytes: Array(Self.plaintext.utf8)),
            ]
        for file in try place.files() {
            let bytes = Data(try place.folder.bytes(file))
            // What was said to the person may name what the person may know.
            for secret in file == "said" ? secrets : words {
                #expect(bytes.range(of: Data(secret.bytes)) == nil, "\(secret.name) in \(file)")
            }
        }
    }
}

extension Workplace {
    /// All regular files below the folder, but what the test links to.
    fileprivate func files() throws -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap {
            $0 as? String
        }
        return (names ?? []).filter { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder.file(name))
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }
    }
}
