import LedgerSupport
import VaultCrypto
import VaultLedger

/// The statements with which documents leave the vault, and those about the log itself.
extension Scenario {
    func send(
        _ paper: Paper,
        owner: Person? = nil,
        generation: Int? = nil,
        basis: Basis = .own,
        by author: Person? = nil
    ) -> Draft {
        let sending = Sending(
            owner: (owner ?? paper.owner).id,
            document: paper.id,
            generation: generation ?? store.documents[paper.id]?.generation ?? 1,
            purpose: .employment,
            basis: basis,
            recipient: digest(of: "somebody outside"),
            ciphertext: digest(of: "file \(index)"),
            length: 1_000
        )
        return draft(.send(sending), by: author ?? paper.owner)
    }

    func withdraw(
        _ paper: Paper,
        owner: Person? = nil,
        basis: Basis = .own,
        by author: Person? = nil
    ) -> Draft {
        let withdrawal = Withdrawal(
            owner: (owner ?? paper.owner).id,
            document: paper.id,
            basis: basis
        )
        return draft(.withdraw(withdrawal), by: author ?? paper.owner)
    }

    /// A request to delete the copies that the statement at `release` led to.
    func askDeletion(
        _ paper: Paper,
        release: Int,
        owner: Person? = nil,
        due: LedgerTime? = nil,
        basis: Basis = .own,
        by author: Person? = nil
    ) -> Draft {
        let request = DeletionRequest(
            owner: (owner ?? paper.owner).id,
            document: paper.id,
            release: release,
            due: due ?? required(store.state).time.advanced(by: 86_400),
            basis: basis
        )
        return draft(.deletionRequest(request), by: author ?? paper.owner)
    }

    /// An answer to the request at `request`.
    func answerDeletion(
        _ paper: Paper,
        request: Int,
        owner: Person? = nil,
        outcome: DeletionOutcome = .deleted,
        basis: Basis = .own,
        by author: Person? = nil
    ) -> Draft {
        let answer = DeletionAnswer(
            owner: (owner ?? paper.owner).id,
            document: paper.id,
            request: request,
            outcome: outcome,
            basis: basis
        )
        return draft(.deletionAnswer(answer), by: author ?? paper.owner)
    }

    func erase(
        _ owner: Person,
        _ paper: Paper? = nil,
        by author: Person = .ada
    ) -> Draft {
        let request = ErasureRequest(
            owner: owner.id,
            document: paper?.id,
            ground: .consentWithdrawn
        )
        return draft(.erase(request), by: author)
    }

    /// A warrant for the request at `index`, with the frames of everything about its subject as the
    /// log itself says, which no state is asked for.
    func warrant(
        _ index: Int,
        holes: [Hole]? = nil,
        by author: Person = .iris
    ) -> Draft {
        let warrant = ErasureWarrant(request: index, holes: holes ?? self.holes(for: index))
        return draft(.warrant(warrant), by: author)
    }

    /// What is to remain of the statements about the subject of a request.
    func holes(for request: Int) -> [Hole] {
        guard case .erase(let erasure) = statement(at: request)?.body else { return [] }
        return log.indices.compactMap { index in
            guard
                store.hole(at: index) == nil, let statement = statement(at: index),
                statement.isErased(by: erasure)
            else { return nil }
            let isOwn = erasure.document == nil && statement.author == erasure.owner
            return Hole(
                index: index,
                time: statement.time,
                author: isOwn ? nil : statement.author,
                number: isOwn ? 0 : statement.number
            )
        }
    }

    func statement(at index: Int) -> Statement? {
        log.indices.contains(index) ? try? SignedStatement(bytes: log[index]).statement : nil
    }

    func clock(_ time: LedgerTime, by author: Person = .ada) -> Draft {
        draft(.clock, by: author).with(\.time, time)
    }

    /// Someone looks over what is stored.
    func scrub(by author: Person = .university) -> Draft {
        let findings = [Scrub.Count(finding: .blobMissing, count: 2)]
        let scrub = Scrub(blobs: 4, bytes: 1_000, decrypted: nil, findings: findings)
        return draft(.scrub(scrub), by: author)
    }

    /// The log goes on under the key of someone who is not a member.
    func logKey(
        _ name: String = "second log",
        signer: NoteSigner? = nil,
        by author: Person = .ada
    ) -> Draft {
        let key = signer ?? Person(name: name).signer(named: Person.origin)
        var draft = draft(.logKey(LogKeyChange(logKey: key.verifierKey)), by: author)
        draft.signers.append(key)
        return draft
    }
}

extension Statement {
    /// Whether this says something about the subject of an erasure, told from the words of FORMAT.
    func isErased(by erasure: ErasureRequest) -> Bool {
        if let document = erasure.document { return kind != .erase && body.document == document }
        return switch body {
        case .erase, .warrant: false
        case .rotate(let body): body.member == erasure.owner
        case .invite(let body): body.member == erasure.owner
        case .claim, .recoveryPlan, .recover, .veto, .scrub: author == erasure.owner
        default: body.owner == erasure.owner
        }
    }
}
