/// The words of all sheets in one language: plain, in short sentences.
///
/// What stands between backquotes is to be typed as it is.
struct SheetText {
    /// The words of one kind of sheet.
    struct Wording {
        let title: String
        let introduction: [String]
        let codeCaption: String
        let pictureCaption: String
        let stepsTitle: String
        let steps: [String]
        let warnings: [String]
    }

    /// What the lines of the table are.
    struct Labels {
        let member: String
        let vault: String
        let vaultWords: String
        let keyWords: String
        let made: String
        let until: String
    }

    /// A person's secret.
    let recovery: Wording

    /// A code by which a person takes over their keys.
    let claim: Wording

    /// What the lines of the table are.
    let labels: Labels
}
