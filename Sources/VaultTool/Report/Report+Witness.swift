import Vault
import VaultLedger

extension Report {
    /// Says what stands between the log and a witness.
    ///
    /// - Parameter error: One of the errors about witnesses.
    init(witness error: VaultError) {
        switch error {
        case .witnessAhead(let witness, let size, let found):
            self.init(
                .damaged,
                "witness.ahead",
                """
                The log has lost statements: it has size \(found.size), and the witness \
                \(Self.quoted(witness)) has seen size \(size); nothing more is signed
                """,
                hint: """
                    Put the right state of the vault back. Only if a backup was restored on \
                    purpose: --accept-head \(found.root)
                    """
            )
        case .witnessForked(let witness, let cosigned, let found):
            self.init(
                .damaged,
                "witness.forked",
                """
                The log has another history: it has size \(found.size), root \(found.root), which \
                does not continue size \(cosigned.size), root \(cosigned.root), cosigned by \
                \(Self.quoted(witness)); nothing more is signed
                """,
                hint: """
                    Put the right state of the vault back. Only if this is the right one: \
                    --accept-head \(found.root)
                    """
            )
        case .notCosigned(let fault): self.init(fault)
        case .policyEdited:
            self.init(
                .refused,
                "policy-edited",
                "The file log.policy was written by hand, in a form that this would spoil",
                hint: "Edit it by hand again, or remove it and name all witnesses anew"
            )
        case .alreadyWitness(let name):
            self.init(
                .cannotCreate,
                "already-witness",
                "The key is in the policy already, as \(Self.quoted(name))",
                hint: "See who is with: vaulttool witness list"
            )
        case .witnessNotFound(let name):
            self.init(
                .notFound,
                "witness-not-found",
                "No witness in the policy goes by \(Self.quoted(name))",
                hint: "See who is with: vaulttool witness list"
            )
        default: self.init(.unexpected, "unexpected", "Something unexpected happened")
        }
    }

    private init(_ fault: CosignatureFault) {
        let askAgain: Message = "Ask again with: vaulttool witness request WITNESS -o FILE"
        switch fault {
        case .malformed:
            self.init(
                .refused,
                "cosignature.malformed",
                "The answer is neither cosignatures nor a size, in the one right spelling",
                hint: "Keep the body of an answer with status 200 or 409 as it came, byte for byte"
            )
        case .notAsked:
            self.init(
                .notFound,
                "cosignature.not-asked",
                "No request to this witness waits for an answer",
                hint: askAgain
            )
        case .log:
            self.init(
                .damaged,
                "cosignature.log",
                "The head is not signed by the log of this vault",
                hint: "Take a head that vaulttool audit --witness has written about this vault"
            )
        case .signer:
            self.init(
                .damaged,
                "cosignature.signer",
                """
                No cosignature is by whom it should be: the witness that was asked, or else an \
                enrolled auditor or a witness of the policy
                """,
                hint: "See who is with: vaulttool witness list"
            )
        case .signature:
            self.init(
                .damaged,
                "cosignature.signature",
                "The cosignature does not hold for the head that was asked for",
                hint: askAgain
            )
        case .full:
            self.init(
                .refused,
                "cosignature.full",
                "There is no room for more cosignatures",
                hint: "Take the next head, with fewer witnesses"
            )
        }
    }
}
