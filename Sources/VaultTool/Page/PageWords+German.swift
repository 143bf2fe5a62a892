import Vault
import VaultLedger

extension PageWords {
    static let german = PageWords(
        language: "de",
        isRightToLeft: false,
        title: "Unterlagen von {name}",
        made: "Erstellt am {time} aus dem Tresor {origin}.",
        warning: """
            In diesem Ordner ist nichts verschlüsselt. Wer den Ordner öffnen kann, kann alles \
            lesen: Bewahren Sie ihn sicher auf und löschen Sie ihn, wenn Sie ihn nicht mehr brauchen.
            """,
        documents: "Dokumente",
        noDocuments: "Es gibt keine Dokumente.",
        kind: "Art",
        stored: "Abgelegt",
        size: "Größe",
        originalName: "Ursprünglicher Name",
        given: "Wer was bekommen hat",
        noneGiven: "Es wurde niemandem etwas gegeben.",
        document: "Dokument",
        recipient: "Gegeben an",
        purpose: "Zweck",
        until: "Bis",
        state: "Stand",
        openings: "Geöffnet",
        noEnd: "ohne Ende",
        outside: "jemand außerhalb, Fingerabdruck {fingerprint}",
        history: "Was geschehen ist",
        historyNote: """
            Hier steht, was freigegeben und was über den Tresor geöffnet wurde. Was jemand in einer \
            Kopie gelesen hat, kann hier nicht stehen.
            """,
        time: "Zeit",
        event: "Ereignis",
        somebody: "jemand",
        onBehalf: "im Auftrag",
        signedAlong: "{member} hat mitunterschrieben",
        byRecovery: "durch eine Wiederherstellung mit zwei Anteilen",
        office: "Geschäftsstelle",
        outcomes: [.deleted: "alle Kopien gelöscht", .kept: "eine Kopie bleibt"],
        states: [
            .live: "kann geöffnet werden", .expired: "abgelaufen", .revoked: "widerrufen",
            .retired: "beendet: Empfänger ausgeschieden", .withdrawn: "Dokument zurückgezogen",
        ],
        purposes: [
            .counseling: "Beratung", .recognition: "Anerkennung", .admission: "Zulassung",
            .employment: "Beschäftigung", .benefits: "Leistungen", .residence: "Aufenthalt",
            .languageCourse: "Sprachkurs", .other: "Sonstiges",
        ],
        deeds: [
            .genesis: "{actor} hat den Tresor angelegt",
            .office: "{actor} hat eine Gruppe mit gemeinsamem Schlüssel angelegt",
            .enrol: "{actor} hat {member} aufgenommen",
            .deposit: "{actor} hat {document} abgelegt",
            .grant: "{actor} hat {document} für {member} freigegeben",
            .revoke: "{actor} hat die Freigabe von {document} für {member} widerrufen",
            .rekey: "{actor} hat {document} neu verschlüsselt",
            .describe: "{actor} hat die Beschreibung von {document} geändert",
            .open: "{actor} hat {document} über den Tresor geöffnet",
            .send: "{actor} hat {document} aus dem Tresor herausgegeben",
            .withdraw: "{actor} hat {document} für alle unlesbar gemacht",
            .deletionRequest: "{actor} hat um die Löschung aller Kopien von {document} gebeten",
            .deletionAnswer: "{actor} hat auf die Bitte um Löschung von {document} geantwortet",
            .retire: "{actor} hat die Mitgliedschaft von {member} beendet",
            .rotate: "{actor} hat neue Schlüssel für {member} eingesetzt",
            .invite: "{actor} hat einen Code zur Übernahme für {member} ausgegeben",
            .claim: "{actor} hat die Unterlagen mit eigenem Schlüssel übernommen",
            .recoveryPlan:
                "{actor} hat eine Wiederherstellung durch Vertrauenspersonen vorbereitet",
            .recover: "{actor} hat eine Wiederherstellung beantragt",
            .veto: "{actor} hat eine Wiederherstellung gestoppt",
            .erase: "{actor} hat eine Löschung beantragt",
            .warrant: "{actor} hat eine Löschung bestätigt",
            .clock: "{actor} hat die Uhr des Protokolls zurückgestellt",
            .logKey: "{actor} hat den Schlüssel des Protokolls ersetzt",
            .scrub: "{actor} hat das Gespeicherte überprüft",
        ]
    )
}
