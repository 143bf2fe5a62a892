import Vault
import VaultLedger

extension PageWords {
    static let english = PageWords(
        language: "en",
        isRightToLeft: false,
        title: "Papers of {name}",
        made: "Made on {time} from the vault {origin}.",
        warning: """
            Nothing in this folder is encrypted. Whoever can open the folder can read everything: \
            keep it in a safe place, and delete it when you no longer need it.
            """,
        documents: "Documents",
        noDocuments: "There are no documents.",
        kind: "Kind",
        stored: "Stored",
        size: "Size",
        originalName: "Original name",
        given: "Who was given what",
        noneGiven: "Nothing was given to anybody.",
        document: "Document",
        recipient: "Given to",
        purpose: "Purpose",
        until: "Until",
        state: "State",
        openings: "Opened",
        noEnd: "no end",
        outside: "somebody outside, fingerprint {fingerprint}",
        history: "What happened",
        historyNote: """
            This shows what was granted and what was opened through the vault. It cannot show what \
            somebody read in a copy.
            """,
        time: "Time",
        event: "Event",
        somebody: "somebody",
        onBehalf: "on behalf",
        signedAlong: "{member} signed along",
        byRecovery: "by two shares of a recovery",
        office: "office",
        outcomes: [.deleted: "all copies are deleted", .kept: "a copy is kept"],
        states: [
            .live: "can be opened", .expired: "ended", .revoked: "revoked",
            .retired: "ended: the recipient left", .withdrawn: "document withdrawn",
        ],
        purposes: [
            .counseling: "counseling", .recognition: "recognition", .admission: "admission",
            .employment: "employment", .benefits: "benefits", .residence: "residence",
            .languageCourse: "language course", .other: "other",
        ],
        deeds: [
            .genesis: "{actor} made the vault",
            .office: "{actor} made a group that holds a common key",
            .enrol: "{actor} enrolled {member}",
            .deposit: "{actor} stored {document}",
            .grant: "{actor} let {member} open {document}",
            .revoke: "{actor} ended the access of {member} to {document}",
            .rekey: "{actor} encrypted {document} anew",
            .describe: "{actor} mended the description of {document}",
            .open: "{actor} opened {document} through the vault",
            .send: "{actor} handed {document} out of the vault",
            .withdraw: "{actor} made {document} unreadable for everyone",
            .deletionRequest: "{actor} asked for all copies of {document} to be deleted",
            .deletionAnswer: "{actor} answered the request to delete copies of {document}",
            .retire: "{actor} ended the membership of {member}",
            .rotate: "{actor} put new keys in place for {member}",
            .invite: "{actor} handed out a claim code for {member}",
            .claim: "{actor} took the papers over with a key of their own",
            .recoveryPlan: "{actor} prepared a recovery by people of their choice",
            .recover: "{actor} asked for a recovery",
            .veto: "{actor} stopped a recovery",
            .erase: "{actor} asked for an erasure",
            .warrant: "{actor} signed off an erasure",
            .clock: "{actor} set the clock of the log back",
            .logKey: "{actor} put another key in the place of the log's",
            .scrub: "{actor} looked over what is stored",
        ]
    )
}
