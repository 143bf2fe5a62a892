import Foundation
import Vault
import VaultAge
import VaultCrypto
import VaultLedger
import VaultStorage

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

    /// Appends statements that are signed by this identity, judged or not, under a valid head, as
    /// whoever holds the log key can.
    func append(
        _ bodies: [Statement.Body],
        as author: MemberID,
        in stage: Stage,
        number first: Int = 1_000
    ) throws {
        let database = try VaultDatabase(openingAt: stage.path("vault/vault.sqlite"))
        let text = try stage.bytes("vault/log.key")
        let logKey = try LogKey(parsing: SecretBytes(copying: text.span))
        let origin = logKey.name.description
        let signer = NoteSigner(
            name: try KeyName(Statement.keyName(of: author, origin: origin)),
            seed: SecretBytes(copying: statementSeed.span)
        )
        try database.write { records throws(StorageError) in
            let size = try records.size()
            let seen = TreeHead(size: size, root: try records.root(size: size))
            for (offset, body) in bodies.enumerated() {
                let statement = Statement(
                    origin: origin,
                    author: author,
                    number: first + offset,
                    time: stage.time,
                    seen: seen,
                    salt: .random(),
                    body: body
                )
                guard let signed = try? SignedStatement(statement, signedBy: [signer]) else {
                    throw .notFound
                }
                _ = try Replay.apply(signed, at: try records.size(), to: &records)
                try records.append(signed)
            }
            let head = TreeHead(
                size: try records.size(),
                root: try records.root(size: try records.size())
            )
            guard
                let checkpoint = try? Checkpoint(origin: logKey.name, head: head),
                let note = try? checkpoint.signed(by: logKey.signer)
            else { throw .notFound }
            try records.put(checkpoint: note.bytes, size: head.size)
        }
    }
}
