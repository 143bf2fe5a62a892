extension SheetText {
    /// French.
    static let french = SheetText(
        recovery: Wording(
            title: "Feuille de récupération",
            introduction: [
                """
                Cette feuille contient la clé de vos documents. Qui la détient est vous : il peut \
                lire tout ce que vous pouvez lire et agir en votre nom.
                """,
                """
                Gardez-la en lieu sûr, loin de votre téléphone et de votre ordinateur. Ne la montrez \
                à personne. Personne ne peut la remplacer : ni un service, ni un conseiller, ni \
                l’exploitant du coffre.
                """,
            ],
            codeCaption: "Votre clé en 14 groupes",
            pictureCaption: "La même clé pour un appareil photo",
            stepsTitle: "Si vous perdez votre téléphone ou votre ordinateur",
            steps: [
                "Prenez un ordinateur sûr, avec le programme `vaulttool`.",
                "Tapez : `vaulttool identity restore -o new.key --name NAME`",
                """
                Tapez les 14 groupes. Majuscules et minuscules sont égales. O est lu comme 0, I et L \
                comme 1. Le dernier caractère de chaque groupe sert de contrôle : si un groupe est \
                faux, le programme donne son numéro.
                """,
                """
                Au lieu de taper, vous pouvez numériser cette feuille et ajouter \
                `--scan picture.png`. Effacez ensuite l’image.
                """,
                """
                Comparez les mots que le programme affiche avec les mots de la clé sur cette \
                feuille. Ils doivent être les mêmes.
                """,
                """
                Si quelqu’un d’autre peut avoir votre appareil, continuez avec une nouvelle clé : \
                `vaulttool identity rekey newer.key --as new.key`. Imprimez ensuite une nouvelle feuille.
                """,
            ],
            warnings: [
                "Si quelqu’un d’autre a vu cette feuille, dites-le tout de suite à votre conseiller."
            ]
        ),
        claim: Wording(
            title: "Feuille de prise en main",
            introduction: [
                """
                Avec ce code, vous prenez la clé de vos documents. Jusque-là, votre service de \
                conseil la garde pour vous.
                """,
                "Qui tape le code en premier obtient votre clé. Gardez-le pour vous.",
            ],
            codeCaption: "Votre code en 6 groupes",
            pictureCaption: "Le même code pour un appareil photo",
            stepsTitle: "Comment faire",
            steps: [
                "Prenez un ordinateur qui est à vous, avec le programme `vaulttool`.",
                """
                Tapez : `vaulttool claim --identity me.key --vault DOSSIER`. \
                Votre conseiller dit quel dossier.
                """,
                """
                Tapez les 6 groupes. Majuscules et minuscules sont égales. Le dernier caractère de \
                chaque groupe sert de contrôle : si un groupe est faux, le programme donne son numéro.
                """,
                """
                Choisissez une phrase secrète. Imprimez ensuite une feuille de récupération et \
                gardez-la à part.
                """,
            ],
            warnings: [
                """
                Le code sert une seule fois, jusqu’au jour indiqué sur cette feuille. Demandez-en \
                ensuite un nouveau.
                """
            ]
        ),
        share: Wording(
            title: "Part d’une clé",
            introduction: [
                """
                Vous gardez une des trois parts de la clé d’une personne. Votre part seule n’ouvre \
                rien. Deux des trois parts sont la clé entière.
                """,
                """
                Deux détenteurs ensemble peuvent tout reprendre. Le délai d’attente et le veto lient \
                le coffre, pas deux détenteurs qui réunissent leurs parts ailleurs.
                """,
            ],
            codeCaption: "La part en 33 mots",
            pictureCaption: "La même part pour un appareil photo",
            stepsTitle: "Ce que vous faites",
            steps: [
                "Gardez cette feuille en lieu sûr. N’en prenez pas de photo.",
                "Ne la donnez qu’à la personne dont c’est la clé, et seulement en main propre.",
                "Si la personne est malade ou décédée, parlez-en ouvertement avec les deux autres.",
                "Si vous ne voulez plus la garder, rendez-la. Ne la jetez pas.",
            ],
            warnings: [
                """
                Si cette feuille est perdue, dites-le tout de suite à la personne : il faut de \
                nouvelles parts.
                """
            ]
        ),
        labels: Labels(
            member: "Membre",
            vault: "Coffre",
            vaultWords: "Le coffre en mots",
            keyWords: "La clé en mots",
            made: "Faite le",
            until: "Valable jusqu’au",
            share: "Part"
        )
    )
}
