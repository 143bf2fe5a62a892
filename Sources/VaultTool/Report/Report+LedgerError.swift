import VaultLedger

extension Report {
    /// A code and what is the matter, to follow a colon.
    private typealias Reason = (code: String, words: Message)

    /// Says why a receipt does not show what it has to show.
    ///
    /// - Parameters:
    ///   - error: What does not hold.
    ///   - path: The file.
    init(receipt error: LedgerError, path: String) {
        let reason = Self.reason(for: error)
        let hint: Message =
            if case .questionMismatch = error {
                """
                See what it says without --document, --grantee and --type, and do not take it for an \
                answer
                """
            } else {
                "Do not rely on it; ask whoever gave it to you for another"
            }
        self.init(
            .damaged,
            "receipt.\(reason.code)",
            "The receipt \(Self.quoted(path)) does not hold: \(reason.words)",
            hint: hint
        )
    }

    /// Says that a history was asked what only a receipt can be asked.
    ///
    /// - Parameter path: The file.
    init(askedHistoryAt path: String) {
        self.init(
            .damaged,
            "receipt.question",
            "\(Self.quoted(path)) is a history of many statements, and answers no question about one",
            hint: "Leave out --document, --grantee and --type"
        )
    }

    /// Says why what was named cannot be trusted.
    ///
    /// - Parameters:
    ///   - error: What is wrong.
    ///   - path: The policy; `nil` if it is about the key of the log alone.
    init(policy error: LedgerError, path: String?) {
        guard let path else {
            self.init(
                .usage,
                "invalid.log-key",
                "The key is not one with which logs sign",
                hint: "Use the log key that vaulttool init or vaulttool audit shows"
            )
            return
        }
        self.init(
            .refused,
            "policy-malformed",
            "\(Self.quoted(path)) is not a policy: \(Self.reason(for: error).words)",
            hint: "See c2sp.org/tlog-policy"
        )
    }

    /// Says that a file is no signed head.
    ///
    /// - Parameter path: The file.
    init(headAt path: String) {
        self.init(
            .refused,
            "head-malformed",
            "\(Self.quoted(path)) is not a signed head",
            hint: "Use a file from vaulttool audit --witness, or the checkpoint of an export"
        )
    }

    private static func reason(for error: LedgerError) -> Reason {
        switch error {
        case .questionMismatch(let parts): ("question", words(for: parts))
        case .unknownSigner: ("signer", "the log that you trust has not signed it")
        case .badSignature: ("signature", "a signature of the log or of a witness does not hold")
        case .originMismatch: ("origin", "the statement belongs to another log than the head")
        case .quorumNotMet: ("quorum", "too few of your witnesses have cosigned")
        case .rootMismatch: ("root", "the proof does not lead to the signed root")
        case .malformedProof: ("proof", "the proof does not fit the index and the size of the log")
        case .ambiguousSigner: ("signer", "two keys of the policy cannot be told apart")
        default: malformedReason(for: error)
        }
    }

    /// Says what of a question a statement does not answer: no more than whoever asked can see in it.
    private static func words(for parts: [ReceiptQuestion.Part]) -> Message {
        let differing = parts.map { part -> Message in
            switch part {
            case .document: "not this document"
            case .grantee: "not this grantee"
            case .kind: "not this type"
            }
        }
        return "the statement does not say what you ask: \(differing.joined(separator: ", "))"
    }

    private static func malformedReason(for error: LedgerError) -> Reason {
        switch error {
        case .malformedStatement: ("statement", "it holds no statement in the one right spelling")
        case .malformedNote, .malformedCheckpoint, .unsupportedExtension:
            ("head", "it holds no signed head in the one right spelling")
        case .malformedPolicy:
            ("policy", "a line is unknown, incomplete, twice there or in the wrong place")
        case .malformedKey, .malformedName, .unsupportedKeyType:
            ("key", "a key is malformed, or not of the type that it has to be")
        default: ("malformed", "the bytes are not in the one right spelling")
        }
    }
}
