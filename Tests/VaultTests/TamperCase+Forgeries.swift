import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

extension TamperCase {
    /// Statements of those who may not say them, or in another's name, under a signed head.
    static let forgeries: [TamperCase] =
        grantsOfNobody + keysOfNobody + statementsOfOthers + [
            .vault(23, "an opening said to be earlier", finds: "time.behind at 14") { scene in
                try scene.chamber.append(
                    [scene.opening(of: scene.second, by: 13)],
                    as: scene.stage.chamberID,
                    in: scene.stage,
                    later: -301
                )
            },
            .vault(23, "an opening said to be later", finds: "time.future at 14") { scene in
                try scene.chamber.append(
                    [scene.opening(of: scene.second, by: 13)],
                    as: scene.stage.chamberID,
                    in: scene.stage,
                    later: 301
                )
            },
            .vault(
                23,
                "another's statement dated back",
                finds: "signature.invalid at 13",
                contradicts: .forked
            ) { scene in
                let time = "time \(scene.stage.time)"
                let earlier = "time \(scene.stage.time.advanced(by: -60))"
                try scene.rewrite(13) { $0.replacing(time, with: earlier) }
            },
        ]

    private static let grantsOfNobody: [TamperCase] = [
        .vault(10, "a grant without a signature", finds: "statement.malformed at 14") { scene in
            let forged = try forgedGrant(scene, by: scene.counselor)
            try scene.log.append([forged.note.text + [0x0A]])
        },
        .vault(10, "a grant with a key that nobody has", finds: "signature.signers at 14") {
            scene in
            let stranger = try Adversary(Identity.generate(suite: .x25519))
            try scene.log.append([try forgedGrant(scene, by: stranger).bytes])
        },
        .vault(10, "a grant with a signature of noise", finds: "signature.invalid at 14") {
            scene in
            let forged = try forgedGrant(scene, by: scene.counselor)
            let noise = NoteSignature(
                name: forged.note.signatures[0].name,
                keyID: forged.note.signatures[0].keyID,
                bytes: Array(repeating: 7, count: 64)
            )
            try scene.log.append([
                try SignedNote(text: forged.note.text, signatures: [noise]).bytes
            ])
        },
        .vault(
            10,
            "a grant without a signature, without the log key",
            finds: "statement.malformed at 14",
            "checkpoint.size at 15"
        ) { scene in
            let forged = try forgedGrant(scene, by: scene.counselor)
            try scene.log.append([forged.note.text + [0x0A]], isSigned: false)
        },
        .vault(11, "a grant in the counselor's name", finds: "signature.signers at 14") { scene in
            try scene.log.append([try forgedGrant(scene, by: scene.chamber).bytes])
        },
        .vault(
            11,
            "a grant in the name of an owner without a key",
            finds: "author.unknown at 14"
        ) { scene in
            let grant = try scene.grant(
                of: scene.second,
                to: scene.stage.chamberID,
                basis: .own
            )
            try scene.chamber.append([.grant(grant)], as: scene.stage.newcomer.id, in: scene.stage)
        },
        .vault(
            11,
            "a grant in the name of an owner with a key",
            finds: "signature.signers at 15"
        ) { scene in
            let owner = try await scene.stage.open(as: scene.stage.counselor).enrol(
                Identity.generate(suite: .x25519).card(name: "An owner"),
                as: .owner
            )
            let grant = try scene.grant(
                of: scene.second,
                to: scene.stage.chamberID,
                basis: .own
            )
            try scene.chamber.append([.grant(grant)], as: owner.id, in: scene.stage)
        },
    ]

    private static let keysOfNobody: [TamperCase] = [
        .vault(12, "an auditor without the word of the other", finds: "signature.signers at 14") {
            scene in try scene.log.append([secondAuditor(scene, with: []).bytes])
        },
        .vault(12, "an auditor with the word of a counselor", finds: "signature.signers at 14") {
            scene in
            let counselor = (scene.stage.counselor, scene.stage.counselorID)
            try scene.log.append([secondAuditor(scene, with: [counselor]).bytes])
        },
        .vault(
            12,
            "a member who enrols himself and grants",
            finds: "author.unknown at 14",
            "author.unknown at 15"
        ) { scene in try appendEnrolment(scene, inTheNameOf: nil) },
        .vault(
            12,
            "a member whom the admin is said to have enrolled",
            finds: "signature.signers at 14",
            "author.unknown at 15"
        ) { scene in try appendEnrolment(scene, inTheNameOf: scene.stage.adminID) },
        .vault(13, "another key in the row of a member", finds: "projection.changed") { scene in
            let key = try Adversary(Identity.generate(suite: .x25519))
                .signer(as: scene.stage.chamberID, in: scene.stage).verifierKey
            let changed = try scene.intruder.run(
                "UPDATE p_member SET verifier = ? WHERE id = ?",
                [key.description, scene.stage.chamberID.text]
            )
            #expect(changed == 1)
        },
        .vault(
            13,
            "another key in the enrolment of a member",
            finds: "signature.invalid at 4",
            "author.unknown at 10",
            contradicts: .forked
        ) { scene in
            let mine = try Adversary(Identity.generate(suite: .x25519))
                .signer(as: scene.stage.chamberID, in: scene.stage).verifierKey
            let theirs = try scene.chamber
                .signer(as: scene.stage.chamberID, in: scene.stage).verifierKey
            try scene.rewrite(4) { $0.replacing("\(theirs)", with: "\(mine)") }
        },
    ]

    /// The enrolment of a second auditor, signed by the admin and by whoever else signs along.
    static func secondAuditor(
        _ scene: TamperScene,
        with others: [(identity: Identity, id: MemberID)]
    ) throws -> SignedStatement {
        let identity = Identity.generate(suite: .x25519)
        let id = MemberID.random()
        let enrolment = Enrolment(
            member: id,
            role: .auditor,
            office: nil,
            card: Digest.of(Array("a card".utf8).span),
            recipient: Digest.of(Array(identity.recipient.utf8).span),
            verifier: try Adversary(identity).signer(as: id, in: scene.stage).verifierKey,
            witness: nil,
            custody: nil,
            keys: []
        )
        let admin = try Adversary(scene.stage.admin)
        let signed = try admin.statement(
            .enrol(enrolment),
            as: scene.stage.adminID,
            in: scene.stage
        )
        let along = try others.map { other in
            try Adversary(other.identity).signer(as: other.id, in: scene.stage)
        }
        return try SignedStatement(
            signed.statement,
            signedBy: [admin.signer(as: scene.stage.adminID, in: scene.stage)] + along
        )
    }

    private static let statementsOfOthers: [TamperCase] = [
        .vault(28, "a statement of another vault", finds: "statement.origin at 14") { scene in
            _ = try await DocumentVault.create(
                at: scene.stage.path("other"),
                origin: "vault.example/other",
                as: scene.stage.admin,
                name: "Vault administration",
                clock: .fixed(scene.stage.time)
            )
            let other = try LogOperator(scene.stage, vault: "other").notes()
            try scene.log.append([other[1]])
        },
        .vault(
            28,
            "a statement of another vault of the same name",
            finds: "author.unknown at 14"
        ) { scene in try scene.log.append([LogOperator(try await Stage()).notes()[3]]) },
        personal("a title", line: "title \"Diploma\""),
        personal("a name", line: "name \"A newcomer\""),
        personal(
            "a digest of the content",
            line: "plaintext \(Digest.of(Array("The first".utf8).span).base64)"
        ),
    ]

    /// A statement that says more of a person than it may, signed by its author and by the log.
    private static func personal(_ name: String, line: String) -> TamperCase {
        .vault(36, "\(name) in a statement", finds: "statement.malformed at 14") { scene in
            let grant = try forgedGrant(scene, by: scene.counselor)
            let text = grant.note.text + Array("\(line)\n".utf8)
            let signer = try scene.counselor.signer(as: scene.stage.counselorID, in: scene.stage)
            try scene.log.append([try SignedNote(text: text, signers: [signer]).bytes])
        }
    }

    /// A grant in the name of the counselor, signed by whoever it is.
    private static func forgedGrant(
        _ scene: TamperScene,
        by adversary: Adversary
    ) throws -> SignedStatement {
        let office = try #require(scene.stage.newcomer.office)
        let grant = try scene.grant(
            of: scene.first,
            to: scene.stage.chamberID,
            basis: .custody(office)
        )
        return try adversary.statement(.grant(grant), as: scene.stage.counselorID, in: scene.stage)
    }

    /// Enrols an intruder as a counselor, who then grants.
    private static func appendEnrolment(
        _ scene: TamperScene,
        inTheNameOf author: MemberID?
    ) throws {
        let identity = Identity.generate(suite: .x25519)
        let intruder = try Adversary(identity)
        let id = MemberID.random()
        let office = try #require(scene.stage.newcomer.office)
        let enrolment = Enrolment(
            member: id,
            role: .counselor,
            office: office,
            card: Digest.of(Array("a card".utf8).span),
            recipient: Digest.of(Array(identity.recipient.utf8).span),
            verifier: try intruder.signer(as: id, in: scene.stage).verifierKey,
            witness: nil,
            custody: nil,
            keys: []
        )
        let grant = try scene.grant(
            of: scene.second,
            to: scene.stage.chamberID,
            basis: .custody(office)
        )
        try intruder.append([.enrol(enrolment)], as: author ?? id, in: scene.stage)
        try intruder.append([.grant(grant)], as: id, in: scene.stage, number: 2_000)
    }
}
