import Vault
import VaultLedger

extension PageWords {
    static let french = PageWords(
        language: "fr",
        isRightToLeft: false,
        title: "Documents de {name}",
        made: "Établi le {time} à partir du coffre {origin}.",
        warning: """
            Rien n’est chiffré dans ce dossier. Qui peut l’ouvrir peut tout lire : gardez-le en lieu \
            sûr et supprimez-le quand vous n’en avez plus besoin.
            """,
        documents: "Documents",
        noDocuments: "Il n’y a pas de documents.",
        kind: "Type",
        stored: "Déposé",
        size: "Taille",
        originalName: "Nom d’origine",
        given: "Qui a reçu quoi",
        noneGiven: "Rien n’a été donné à personne.",
        document: "Document",
        recipient: "Donné à",
        purpose: "But",
        until: "Jusqu’au",
        state: "État",
        openings: "Ouvert",
        noEnd: "sans fin",
        outside: "une personne extérieure, empreinte {fingerprint}",
        history: "Ce qui s’est passé",
        historyNote: """
            On voit ici ce qui a été autorisé et ce qui a été ouvert par le coffre. Ce que quelqu’un \
            a lu dans une copie ne peut pas y figurer.
            """,
        time: "Date",
        event: "Événement",
        somebody: "quelqu’un",
        onBehalf: "au nom du titulaire",
        signedAlong: "{member} a signé aussi",
        byRecovery: "par une récupération avec deux parts",
        office: "service",
        outcomes: [
            .deleted: "toutes les copies sont supprimées", .kept: "une copie est conservée",
        ],
        states: [
            .live: "peut être ouvert", .expired: "terminé", .revoked: "révoqué",
            .retired: "terminé : le destinataire est parti", .withdrawn: "document retiré",
        ],
        purposes: [
            .counseling: "conseil", .recognition: "reconnaissance", .admission: "admission",
            .employment: "emploi", .benefits: "prestations", .residence: "séjour",
            .languageCourse: "cours de langue", .other: "autre",
        ],
        deeds: [
            .genesis: "{actor} a créé le coffre",
            .office: "{actor} a créé un groupe qui a une clé commune",
            .enrol: "{actor} a inscrit {member}",
            .deposit: "{actor} a déposé {document}",
            .grant: "{actor} a permis à {member} d’ouvrir {document}",
            .revoke: "{actor} a mis fin à l’accès de {member} à {document}",
            .rekey: "{actor} a chiffré {document} à nouveau",
            .describe: "{actor} a corrigé la description de {document}",
            .open: "{actor} a ouvert {document} par le coffre",
            .send: "{actor} a remis {document} hors du coffre",
            .withdraw: "{actor} a rendu {document} illisible pour tous",
            .deletionRequest: "{actor} a demandé la suppression de toutes les copies de {document}",
            .deletionAnswer: "{actor} a répondu à la demande de suppression de {document}",
            .retire: "{actor} a mis fin à la participation de {member}",
            .rotate: "{actor} a mis en place de nouvelles clés pour {member}",
            .invite: "{actor} a remis un code de reprise pour {member}",
            .claim: "{actor} a repris les documents avec sa propre clé",
            .recoveryPlan: "{actor} a préparé une récupération par des personnes de confiance",
            .recover: "{actor} a demandé une récupération",
            .veto: "{actor} a arrêté une récupération",
            .erase: "{actor} a demandé un effacement",
            .warrant: "{actor} a confirmé un effacement",
            .clock: "{actor} a retardé l’horloge du journal",
            .logKey: "{actor} a remplacé la clé du journal",
            .scrub: "{actor} a vérifié ce qui est stocké",
        ]
    )
}
