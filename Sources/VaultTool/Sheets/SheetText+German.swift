extension SheetText {
    /// German.
    static let german = SheetText(
        recovery: Wording(
            title: "Wiederherstellungsblatt",
            introduction: [
                """
                Auf diesem Blatt steht der Schlüssel zu Ihren Unterlagen. Wer dieses Blatt hat, gilt \
                als Sie: Er kann alles lesen, was Sie lesen können, und in Ihrem Namen handeln.
                """,
                """
                Bewahren Sie es an einem sicheren Ort auf, getrennt von Ihrem Telefon und Ihrem \
                Computer. Zeigen Sie es niemandem. Niemand kann es ersetzen: kein Amt, keine \
                Beratung, und auch nicht, wer den Tresor betreibt.
                """,
            ],
            codeCaption: "Ihr Schlüssel in 14 Gruppen",
            pictureCaption: "Derselbe Schlüssel für eine Kamera",
            stepsTitle: "Wenn Ihr Telefon oder Ihr Computer weg ist",
            steps: [
                "Nehmen Sie einen Computer, dem Sie vertrauen, mit dem Programm `vaulttool`.",
                "Tippen Sie: `vaulttool identity restore -o new.key --name NAME`",
                """
                Tippen Sie die 14 Gruppen ab. Groß oder klein ist gleich. O gilt als 0, I und L \
                gelten als 1. Das letzte Zeichen jeder Gruppe ist eine Prüfung: Ist eine Gruppe \
                falsch, nennt das Programm ihre Nummer.
                """,
                """
                Statt zu tippen können Sie dieses Blatt einscannen: mit `--scan picture.png`. Löschen \
                Sie das Bild danach.
                """,
                """
                Vergleichen Sie die Wörter, die das Programm zeigt, mit den Wörtern des Schlüssels \
                auf diesem Blatt. Sie müssen gleich sein.
                """,
                """
                Hat vielleicht jemand anderes Ihr Gerät, machen Sie mit einem neuen Schlüssel weiter: \
                `vaulttool identity rekey newer.key --as new.key`. Drucken Sie dann ein neues Blatt.
                """,
            ],
            warnings: [
                "Hat jemand anders dieses Blatt gesehen, sagen Sie es sofort Ihrer Beratung."
            ]
        ),
        claim: Wording(
            title: "Übernahmeblatt",
            introduction: [
                """
                Mit diesem Code übernehmen Sie den Schlüssel zu Ihren Unterlagen. Bis dahin bewahrt \
                ihn Ihre Beratungsstelle für Sie auf.
                """,
                """
                Wer den Code zuerst eingibt, bekommt Ihren Schlüssel. Behalten Sie ihn für sich.
                """,
            ],
            codeCaption: "Ihr Code in 6 Gruppen",
            pictureCaption: "Derselbe Code für eine Kamera",
            stepsTitle: "So übernehmen Sie",
            steps: [
                "Nehmen Sie einen Computer, der Ihnen gehört, mit dem Programm `vaulttool`.",
                """
                Tippen Sie: `vaulttool claim --identity me.key --vault ORDNER`. \
                Den Ordner nennt Ihre Beratung.
                """,
                """
                Tippen Sie die 6 Gruppen ab. Groß oder klein ist gleich. Das letzte Zeichen jeder \
                Gruppe ist eine Prüfung: Ist eine Gruppe falsch, nennt das Programm ihre Nummer.
                """,
                """
                Wählen Sie ein Passwort. Drucken Sie dann ein Wiederherstellungsblatt und bewahren \
                Sie es getrennt auf.
                """,
            ],
            warnings: [
                """
                Der Code gilt ein einziges Mal, bis zu dem Tag auf diesem Blatt. Danach brauchen Sie \
                einen neuen.
                """
            ]
        ),
        labels: Labels(
            member: "Mitglied",
            vault: "Tresor",
            vaultWords: "Der Tresor in Wörtern",
            keyWords: "Der Schlüssel in Wörtern",
            made: "Erstellt am",
            until: "Gültig bis"
        )
    )
}
