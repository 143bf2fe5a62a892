import ArgumentParser
import Vault
import VaultLedger

/// Verifies a receipt, without a vault.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "verify",
        abstract: "Verify a receipt, and that it answers what you ask. Needs no vault.",
        discussion: """
            A receipt of some other statement verifies as well: ask for the document, the grantee \
            or the type that you expect. A receipt shows that a statement was logged, not that it \
            still holds: a grant may have been revoked since.
            """
    )

    @Argument(help: "The receipt.", completion: .file(extensions: ["tlog-proof"]))
    var file: String

    @Option(
        help: ArgumentHelp("The key of the log that you trust.", valueName: "vkey")
    )
    var logKey: VerifierKey?

    @Option(
        help: ArgumentHelp(
            "A policy (c2sp.org/tlog-policy): the witnesses that must have cosigned, and the logs.",
            valueName: "file"
        ),
        completion: .file()
    )
    var policy: String?

    @Option(help: ArgumentHelp("The statement is about this document.", valueName: "id"))
    var document: DocumentID?

    @Option(help: ArgumentHelp("The statement grants to this member.", valueName: "id"))
    var grantee: MemberID?

    @Option(help: ArgumentHelp("The statement is of this type.", valueName: "type"))
    var type: Statement.Kind?

    @OptionGroup var global: GlobalOptions

    private var question: ReceiptQuestion {
        ReceiptQuestion(document: document, grantee: grantee, kind: type)
    }

    func validate() throws {
        guard logKey != nil || policy != nil else {
            throw ValidationError("Say which log you trust: --log-key VKEY or --policy FILE")
        }
    }

    func run() async throws {
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
