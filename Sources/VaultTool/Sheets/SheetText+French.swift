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
        labels: Labels(
            member: "Membre",
            vault: "Coffre",
            vaultWords: "Le coffre en mots",
            keyWords: "La clé en mots",
            made: "Faite le",
            until: "Valable jusqu’au"
        )
    )
}
