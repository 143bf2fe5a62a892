import ArgumentParser
import Vault
import VaultLedger
import VaultSystem

/// Verifies a receipt, without a vault.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "verify",
        abstract: "Verify a receipt, or a history from another vault. Needs no vault.",
        discussion: """
            A history is a document of kind vault.history, opened into a file: it takes --log-key, \
            and tells what happened in the old vault. \
            A receipt of some other statement verifies as well: ask for the document, the grantee \
            or the type that you expect. A receipt shows that a statement was logged, not that it \
            still holds: a grant may have been revoked since.
            """
    )

    @Argument(help: .words("The receipt."), completion: .file(extensions: ["tlog-proof"]))
    var file: String

    @Option(
        help: .words("The key of the log that you trust.", valueName: "vkey")
    )
    var logKey: VerifierKey?

    @Option(
        help: .words(
            "A policy (c2sp.org/tlog-policy): the witnesses that must have cosigned, and the logs.",
            valueName: "file"
        ),
        completion: .file()
    )
    var policy: String?

    @Option(help: .words("The statement is about this document.", valueName: "id"))
    var document: DocumentID?

    @Option(help: .words("The statement grants to this member.", valueName: "id"))
    var grantee: MemberID?

    @Option(help: .words("The statement is of this type.", valueName: "type"))
    var type: Statement.Kind?

    @OptionGroup var global: GlobalOptions

    private var question: ReceiptQuestion {
        ReceiptQuestion(document: document, grantee: grantee, kind: type)
    }

    func validate() throws {
        guard logKey != nil || policy != nil else {
            throw ValidationError(
                saying: "Say which log you trust: --log-key VKEY or --policy FILE"
            )
        }
    }

    func run() async throws {
        if let logKey, policy == nil, try isHistory() {
            guard question == ReceiptQuestion() else {
                throw ToolError.historyAsked(path: file)
            }
            return try verifyHistory(trusting: logKey)
        }
        let policy = try trustPolicy()
        let bytes = try FileReading.bytes(of: file, limit: TlogProof.maximumCount)
        let verified = try verify(bytes, by: policy)
        let isAsked = question != ReceiptQuestion()
        try global.output.show {
            verified.json(isAsked: isAsked)
        } text: { style in
            ReceiptSentence(receipt: verified, isAsked: isAsked, style: style).text
        }
    }

    /// Whether the file begins as a history does: with the name of the first file in its container.
    private func isHistory() throws(ToolError) -> Bool {
        let beginning = Array("vault-transfer\0".utf8)
        return try FileReading.about(file) { () throws(SystemError) in
            let file = try ReadableFile(path: file)
            return try [UInt8](capacity: beginning.count) { output throws(SystemError) in
                try file.read(at: 0, into: &output)
            } == beginning
        }
    }

    private func verifyHistory(trusting logKey: VerifierKey) throws {
        var receipts: [VerifiedReceipt] = []
        let (fingerprint, head) = try DocumentVault.verifyHistory(at: file, trusting: logKey) {
            receipts.append($0)
        }
        try global.output.show {
            .object([
                ("ok", .bool(true)),
                ("fingerprint", .of(fingerprint)),
                ("size", .number(head.size)),
                ("root", .of(head.root)),
                ("statements", .array(receipts.map { $0.json(isAsked: false) })),
            ])
        } text: { style in
            let width = receipts.map { String($0.index).count }.max() ?? 0
            let lines = receipts.map { receipt -> Message in
                let index = String(receipt.index)
                let padding = String(repeating: " ", count: width - index.count)
                let sentence = StatementSentence(statement: receipt.statement, style: style).text
                let time = style.time(receipt.statement.time)
                return .verbatim("\(padding)\(index)  \(time)  \(sentence)\n")
            }
            return """
                \(lines.joined())All \(receipts.count) statements are in the log, and each was signed \
                by whom it should have been
                Head: size \(head.size), root \(head.root)
                Fingerprint of the old vault: \(fingerprint)

                """
        }
    }

    /// The policy that was named; with a log key as well, its witnesses for that log alone.
    private func trustPolicy() throws(ToolError) -> TrustPolicy {
        let text = try policy.map { path throws(ToolError) in
            try FileReading.bytes(of: path, limit: TrustPolicy.maximumCount)
        }
        do throws(LedgerError) {
            switch (text, logKey) {
            case (let text?, let key?): return try TrustPolicy(parsing: text).trusting(key)
            case (let text?, nil): return try TrustPolicy(parsing: text)
            case (nil, let key?): return try TrustPolicy(trusting: key)
            case (nil, nil): throw .malformedPolicy  // validate() lets nobody come here
            }
        } catch {
            throw .policy(error, path: policy)
        }
    }

    private func verify(
        _ bytes: [UInt8],
        by policy: TrustPolicy
    ) throws(ToolError) -> VerifiedReceipt {
        do throws(LedgerError) {
            return try Receipt(parsing: bytes).verify(by: policy, answering: question)
        } catch {
            throw .receipt(error, path: file)
        }
    }
}

extension VerifiedReceipt {
    /// What the receipt shows, for programs.
    ///
    /// - Parameter isAsked: Whether it was compared with a question.
    /// - Returns: An object.
    fileprivate func json(isAsked: Bool) -> JSONValue {
        let facts = statement.facts
        return .object([
            ("ok", .bool(true)),
            ("asked", .bool(isAsked)),
            ("index", .number(index)),
            ("origin", .string(statement.origin)),
            ("type", .string(statement.kind.rawValue)),
            ("time", .of(statement.time)),
            ("author", .of(statement.author)),
            ("authorVerified", .bool(isAuthorVerified)),
            ("owner", .of(facts.owner)),
            ("document", .of(facts.document)),
            ("grantee", .of(facts.grantee)),
            ("purpose", .text(facts.purpose?.rawValue)),
            ("until", .of(facts.until)),
            ("onBehalf", .bool(facts.isOnBehalf)),
            ("size", .number(head.size)),
            ("root", .of(head.root)),
            (
                "witnesses",
                .array(
                    checkpoint.cosignatures.map { cosignature in
                        .object([
                            ("key", .of(cosignature.key)),
                            ("time", .of(cosignature.time.map(LedgerTime.init(clamping:)))),
                        ])
                    }
                )
            ),
        ])
    }
}
