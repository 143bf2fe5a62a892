import Testing
import Vault
import VaultAge
import VaultCrypto
import VaultLedger

/// Somebody with an identity who does not use our client.
struct Adversary {
    /// The identity as stock age has it.
    let age: any AgeIdentity

    private let statementSeed: [UInt8]

    init(_ identity: Identity) throws {
        let text = try identity.file(
            name: "Adversary",
            created: LedgerTime(clamping: 0),
            passphrase: nil
        )
        age = try IdentityFile(parsing: text.span).identities[0]
        let seed: [UInt8] =
            if let age = age as? X25519Identity {
                age.withSeed { seed in seed.indices.map { seed[$0] } }
            } else {
                []
            }
        let salt: [UInt8] = []
        let info = Array("vault/v1 statement key".utf8)
        statementSeed = HKDFSHA256.derive(
            from: seed.span,
            salt: salt.span,
            info: info.span,
            count: 32
        ).withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }

    /// The document key in an envelope that is sealed to this identity.
    func documentKey(in envelope: [UInt8]) throws -> any AgeIdentity {
        let text = try Age.decrypt(envelope, with: [age])
        return try IdentityFile(parsing: text.span).identities[0]
    }

    /// The key with which this identity signs in the name of `author`.
    func signer(as author: MemberID, in stage: Stage) throws -> NoteSigner {
        let origin = try LogOperator(stage).verifierKey.name.description
        return NoteSigner(
            name: try KeyName(Statement.keyName(of: author, origin: origin)),
            seed: SecretBytes(copying: statementSeed.span)
        )
    }

    /// A statement in the name of `author` that is signed by this identity, `seconds` after the time
    /// of the stage; without `seen` its author saw the last head.
    func statement(
        _ body: Statement.Body,
        as author: MemberID,
        in stage: Stage,
        number: Int = 1_000,
        later seconds: Int64 = 0,
        seen: TreeHead? = nil
    ) throws -> SignedStatement {
        let log = try LogOperator(stage)
        let statement = Statement(
            origin: log.verifierKey.name.description,
            author: author,
            number: number,
            time: stage.time.advanced(by: seconds),
            seen: try seen ?? log.head(),
            salt: .random(),
            body: body
        )
        return try SignedStatement(statement, signedBy: [signer(as: author, in: stage)])
    }

    /// Appends statements that are signed by this identity, judged or not, under a valid head, as
    /// whoever holds the log key can.
    func append(
        _ bodies: [Statement.Body],
        as author: MemberID,
        in stage: Stage,
        number first: Int = 1_000,
        later seconds: Int64 = 0
    ) throws {
        let log = try LogOperator(stage)
        let head = try log.head()
        let notes = try bodies.enumerated().map { offset, body in
            try statement(
                body,
                as: author,
                in: stage,
                number: first + offset,
                later: seconds,
                seen: head
            ).bytes
        }
        try log.append(notes)
    }

    /// What a grant to an organisation says that was granted the document itself, and its envelope.
    func grant(
        of document: DocumentID,
        to friend: (identity: Identity, id: MemberID),
        in stage: Stage
    ) throws -> Grant {
        let sealed = try #require(
            try Intruder(stage).envelope(of: document, for: stage.chamberID)
        )
        let text = try Age.decrypt(sealed, with: [age])
        let envelope = try Age.encrypt(text, to: [X25519Recipient(friend.identity.recipient)])
        return Grant(
            owner: stage.newcomer.id,
            document: document,
            generation: 1,
            purpose: .other,
            until: stage.time.advanced(by: 3_600),
            basis: .own,
            key: SealedKey(
                holder: friend.id,
                recipient: Digest.of(Array(friend.identity.recipient.utf8).span),
                envelope: Digest.of(envelope.span)
            )
        )
    }
}
