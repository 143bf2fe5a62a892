import TestSupport
import Testing
import Vault
import VaultAge
import VaultCrypto
import VaultLedger
import VaultStorage

/// The vault that FORMAT.md shows piece by piece.
@Suite("The vault in FORMAT")
struct FormatExampleTests {
    private let document: Document

    /// The statements, in the order of the log.
    private let statements: [SignedStatement]

    init() throws {
        document = try Document("FORMAT.md")
        statements = try document.code("statement")
            .map { try SignedStatement(bytes: Array($0.utf8)) }
            .sorted {
                ($0.statement.time, $0.statement.number) < ($1.statement.time, $1.statement.number)
            }
    }

    private func only(_ language: String) throws -> String {
        let texts = document.code(language)
        try #require(texts.count == 1)
        return texts[0]
    }

    private func bodies<Body>(_ body: (Statement.Body) -> Body?) -> [Body] {
        statements.compactMap { body($0.statement.body) }
    }

    private func genesis() throws -> Genesis {
        guard case .genesis(let genesis) = statements[0].statement.body else {
            throw Missing(what: "genesis")
        }
        return genesis
    }

    /// The log's first key and the one after it.
    private func logKeys() throws -> [VerifierKey] {
        [try genesis().logKey]
            + bodies { body in
                if case .logKey(let change) = body { change.logKey } else { nil }
            }
    }

    private func rekeying() throws -> Rekeying {
        let all = bodies { body in
            if case .rekey(let rekeying) = body { rekeying } else { nil }
        }
        return try #require(all.first)
    }

    struct Missing: Error {
        let what: String
    }

    // MARK: statements and log

    @Test
    func `has a statement of each type`() {
        #expect(Set(statements.map(\.statement.kind)) == Set(Statement.Kind.allCases))
    }

    @Test
    func `shows each statement in its one spelling`() throws {
        for text in document.code("statement") {
            #expect(try SignedStatement(bytes: Array(text.utf8)).bytes == Array(text.utf8))
        }
    }

    @Test(arguments: Statement.Kind.allCases)
    func `describes every line of a type, in its order`(kind: Statement.Kind) {
        let rows = document.table("line", in: "### \(kind.rawValue)").map { $0[0] }
        #expect(rows.isEmpty == (kind == .clock))
        let known = rows.flatMap(\.codeWords)
        let required = Set(
            rows.filter { !$0.hasPrefix("[") && !$0.contains("`key`") }
                .flatMap(\.codeWords)
        )
        for signed in statements where signed.statement.kind == kind {
            let keys = signed.statement.text.split(separator: "\n").dropFirst(7)
                .map { String($0.prefix { $0 != " " }) }
            let found = keys.compactMap(known.firstIndex(of:))
            #expect(found.count == keys.count)
            #expect(found == found.sorted())
            #expect(required.isSubset(of: keys))
        }
    }

    @Test
    func `describes the lines that all statements have`() {
        let rows = document.table("line", in: "## Statements").flatMap { $0[0].codeWords }
        let keys = statements[0].statement.text.split(separator: "\n").dropFirst().prefix(6)
        #expect(Array(rows.prefix(6)) == keys.map { String($0.prefix { $0 != " " }) })
    }

    @Test
    func `replays without a finding, to the head that is signed`() throws {
        let folder = try TemporaryFolder()
        let database = try VaultDatabase.create(at: folder.file("vault.sqlite"))
        let statements = statements
        let root = try database.write { (records: inout Records) throws(StorageError) in
            for (index, signed) in statements.enumerated() {
                #expect(try Replay.apply(signed, at: index, to: &records) == nil)
                _ = try records.append(signed)
            }
            return try records.root(size: statements.count)
        }
        let note = try SignedNote(parsing: Array(only("checkpoint").utf8))
        let checkpoint = try Checkpoint(verifying: note, by: logKeys()[1])
        #expect(checkpoint.head == TreeHead(size: statements.count, root: root))
    }

    @Test
    func `has the fingerprint that is printed`() throws {
        #expect(document.lines.contains { $0.contains(statements[0].digest.hexadecimal) })
    }

    // MARK: keys

    @Test
    func `has the keys of the log`() throws {
        let keys = try document.code("logkey").map { text in
            try LogKey(parsing: SecretBytes(copying: Array(text.utf8).span)).verifierKey
        }
        #expect(try keys == logKeys())
    }

    @Test
    func `has a policy in the form that the tool writes`() throws {
        let text = Array(try only("policy").utf8)
        let policy = try TrustPolicy(parsing: text)
        #expect(try policy.logs.map(\.key) == [logKeys()[1]])
        let written = try TrustPolicy(
            logs: policy.logs,
            witnesses: policy.witnesses,
            groups: policy.groups,
            quorum: policy.quorum
        )
        #expect(written.bytes == text)
    }

    @Test
    func `has a head that the witness of the policy has cosigned`() throws {
        let text = try only("witnesses")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rest = lines[2...].joined(separator: "\n")
        #expect(lines[0] == "vault/witnesses/v1")
        #expect(lines[1] == Digest.of(Array(rest.utf8).span).hexadecimal)
        #expect(lines.count == 12 && lines[11].isEmpty)

        let policy = try TrustPolicy(parsing: Array(try only("policy").utf8))
        let key = try #require(policy.witnesses.first).key
        let note = try SignedNote(parsing: Array(lines[5...].joined(separator: "\n").utf8))
        let verified = try policy.verify(note)
        #expect(lines[2] == "witness \(key)")
        #expect(lines[3] == "asked \(verified.checkpoint.head.size)")
        #expect(lines[4] == "size \(verified.checkpoint.head.size)")
        #expect(verified.checkpoint.head.size == statements.count)
        #expect(note.bytes.starts(with: Array(try only("checkpoint").utf8)))
    }

    @Test
    func `has the identities that were enrolled, and those that members go on with`() throws {
        let verifiers =
            [try genesis().verifier]
            + bodies { body in
                switch body {
                case .enrol(let enrolment): enrolment.verifier
                case .claim(let claim): claim.keys.verifier
                case .rotate(let rotation): rotation.keys.verifier
                default: nil
                }
            }
        let identities = try document.code("identity").map { try Identity(file: Array($0.utf8)) }
        #expect(
            identities.prefix(3).map(\.name)
                == ["Vault administration", "Ms Counselor", "Chamber of Crafts"]
        )
        let cards = try identities.map { identity in
            String(decoding: try identity.card(name: identity.name ?? "").bytes, as: UTF8.self)
        }
        #expect(cards.count == verifiers.count)
        for verifier in verifiers {
            let key = Base64.encode(verifier.publicKey.span, padded: true)
            #expect(cards.count { $0.contains("\nstatement-key \(key)\n") } == 1)
        }
    }

    @Test
    func `has a card of the third of them`() throws {
        let bytes = Array(try only("card").utf8)
        let card = try Card(bytes: bytes)
        #expect(card.bytes == bytes)
        let file = try #require(document.code("identity").dropFirst(2).first)
        let identity = try Identity(file: Array(file.utf8))
        let again = try identity.card(name: card.name)
        let (left, right) = (lines(of: card), lines(of: again))
        #expect(left.prefix(5) == right.prefix(5))
        let rows = document.table("line", in: "## Cards").flatMap { $0[0].codeWords }
        #expect(rows == left.prefix(6).map { String($0.prefix { $0 != " " }) })
    }

    @Test
    func `has the third of them on paper`() throws {
        let text = try only("recovery").filter { $0 != "\n" }
        let code = try RecoveryCode(Array(text.utf8).span)
        let file = try #require(document.code("identity").dropFirst(2).first)
        let identity = try Identity(file: Array(file.utf8))
        #expect(Identity(code).recipient == identity.recipient)
        let again = identity.recoveryCode.withText { span in span.indices.map { span[$0] } }
        #expect(again == Array(text.utf8))
        let words = identity.fingerprint.words.joined(separator: " ")
        #expect(document.lines.contains(words))
    }

    @Test
    func `has a claim code that leads to the identity beside it`() throws {
        let lines = try only("claim").split(separator: "\n").map(String.init)
        try #require(lines.count == 3)
        let code = try ClaimCode(Array(lines[0].utf8).span)
        let identity = code.identity(suite: .x25519)
        let line = identity.withSecretLine { span in span.indices.map { span[$0] } }
        #expect(line == Array(lines[1].utf8))
        #expect(identity.recipient == lines[2])
    }

    private func lines(of card: Card) -> [Substring] {
        String(decoding: card.bytes, as: UTF8.self).split(separator: "\n")
    }

    // MARK: envelope and blob

    @Test
    func `opens down to the content, and agrees with its statements`() throws {
        let rekeying = try rekeying()
        let files = try document.code("age").map { try Armor.decode(Array($0.utf8)) }
        try #require(files.count == 2)
        let digests = files.map { Digest.of($0.span) }
        #expect(rekeying.holders.map(\.envelope) == [digests[0]])
        #expect(rekeying.content.ciphertext == digests[1])
        #expect(rekeying.content.length == files[1].count)

        let text = try Age.decrypt(files[0], with: [identity(try only("secret"))])
        #expect(try text == Array(only("envelope").utf8))
        let envelope = try EnvelopeText(text)
        #expect(envelope.values["subject"] == rekeying.document.text)
        #expect(envelope.values["generation"] == String(rekeying.generation))
        #expect(envelope.values["holder"] == rekeying.owner.text)
        #expect(envelope.contentDigest == rekeying.content.content)
        #expect(document.lines.contains(rekeying.content.content.base64))

        let content = try Age.decrypt(files[1], with: [identity(envelope.secret)])
        #expect(envelope.values["size"] == String(content.count))
        let hash = Digest.of(content.span)
        #expect(envelope.values["sha256"] == hash.hexadecimal)
        #expect(files[1].count == content.count + 16 + 184)
    }

    @Test
    func `describes every line of the envelope, in its order`() throws {
        let envelope = try EnvelopeText(Array(only("envelope").utf8))
        let rows = document.table("key").map { $0[0] }.filter { $0 != "`statement key`" }
        // What is in brackets may be missing.
        let there = rows.filter { row in
            !row.hasPrefix("[") || envelope.keys.contains(row.codeWords[0])
        }
        #expect(envelope.keys == there.flatMap(\.codeWords))

        let description = try only("description").split(separator: "\n").map {
            String($0.dropFirst(2).prefix { $0 != " " })
        }
        let all = rows.drop { $0 != "`owner-name`" }.dropLast().flatMap(\.codeWords)
        let once = description.indices.filter { $0 == 0 || description[$0] != description[$0 - 1] }
        #expect(once.map { description[$0] } == all)
    }

    private func identity(_ line: String) throws -> any AgeIdentity {
        let text = Array(line.utf8.prefix { $0 != 0x0A })
        return try Age.identity(encoded: text.span)
    }
}
