extension SheetText {
    /// English.
    static let english = SheetText(
        recovery: Wording(
            title: "Recovery sheet",
            introduction: [
                """
                This sheet holds the key to your papers. Whoever holds it is you: they can read \
                everything that you can read, and act in your name.
                """,
                """
                Keep it in a safe place, apart from your phone and your computer. Show it to nobody. \
                Nobody can replace it: no office, no counselor, and not who runs the vault.
                """,
            ],
            codeCaption: "Your key in 14 groups",
            pictureCaption: "The same key for a camera",
            stepsTitle: "If your phone or your computer is lost",
            steps: [
                "Use a computer that you trust, with the program `vaulttool`.",
                "Type: `vaulttool identity restore -o new.key --name NAME`",
                """
                Type the 14 groups. Small and capital letters are the same. O is read as 0, I and L \
                as 1. The last character of a group is a check: if you mistype a group, the program \
                says which.
                """,
                """
                Instead of typing you can scan this sheet and add `--scan picture.png`. Delete the \
                picture afterwards.
                """,
                """
                Compare the words that the program shows with the words of your key on this sheet. \
                They have to be the same.
                """,
                """
                If somebody else may have your device, go on with a new key: \
                `vaulttool identity rekey newer.key --as new.key`. Then print a new sheet.
                """,
            ],
            warnings: ["If somebody else has seen this sheet, tell your counselor at once."]
        ),
        claim: Wording(
            title: "Claim sheet",
            introduction: [
                """
                With this code you take over the key to your papers. Until then your counseling \
                office keeps it for you.
                """,
                "Whoever types the code first gets your key. Keep it to yourself.",
            ],
            codeCaption: "Your code in 6 groups",
            pictureCaption: "The same code for a camera",
            stepsTitle: "How to claim",
            steps: [
                "Use a computer that is yours, with the program `vaulttool`.",
                """
                Type: `vaulttool claim --identity me.key --vault FOLDER`. \
                Your counselor tells you the folder.
                """,
                """
                Type the 6 groups. Small and capital letters are the same. The last character of a \
                group is a check: if you mistype a group, the program says which.
                """,
                "Choose a passphrase. Then print a recovery sheet and keep it apart.",
            ],
            warnings: [
                "The code is good for one time, until the day on this sheet. Then ask for a new one."
            ]
        ),
        labels: Labels(
            member: "Member",
            vault: "Vault",
            vaultWords: "The vault in words",
            keyWords: "The key in words",
            made: "Made on",
            until: "Good until"
        )
    )
}
