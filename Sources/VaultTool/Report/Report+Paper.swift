import Vault
import VaultPaper

extension Report {
    /// Says what is wrong with a code from paper.
    init(_ fault: CodeFault) {
        switch fault {
        case .mistyped(let groups):
            self.init(
                .refused,
                "code.mistyped",
                groups.count == 1
                    ? "Group \(.list(groups.map(String.init))) is mistyped"
                    : "Groups \(.list(groups.map(String.init))) are mistyped",
                hint: "Compare with the sheet, character by character, and try again"
            )
        case .length(let found, let expected):
            self.init(
                .refused,
                "code.length",
                "There are \(found) characters, and the code has \(expected)",
                hint: "Type every group; hyphens and spaces do not count"
            )
        case .mismatch:
            self.init(
                .refused,
                "code.mismatch",
                "Each group is right by itself, but together they are not this kind of code",
                hint: "Check that it is a recovery sheet, and compare every group with it"
            )
        case .unknown:
            self.init(
                .refused,
                "code.unknown",
                "The code is for a kind of key that this version does not know",
                hint: "Use the version that made the sheet, or a later one"
            )
        case .line:
            self.init(
                .refused,
                "code.line",
                "This is not the line of an identity",
                hint: "It begins with AGE-SECRET-KEY-"
            )
        }
    }

    /// Says why a sheet cannot be drawn, or a picture not be read.
    init(paper error: ToolError) {
        switch error {
        case .picture(.pictureTooLarge, let path):
            self.init(
                .refused,
                "picture-too-large",
                "\(Self.quoted(path)) has more than 64 megapixels",
                hint: "Make it smaller, or take one of the code alone"
            )
        case .picture(.decoderMissing, let path):
            self.init(
                .refused,
                "picture-unreadable",
                "\(Self.quoted(path)) is a JPEG, and libjpeg-turbo is not installed to read it",
                hint: "Save the picture as PNG, or type the groups"
            )
        case .picture(.codeReaderMissing, let path):
            self.init(
                .refused,
                "picture-unreadable",
                "ZBar is not installed to look for a code in \(Self.quoted(path))",
                hint: "Install libzbar0, or type the groups"
            )
        case .picture(_, let path):
            self.init(
                .refused,
                "picture-malformed",
                "\(Self.quoted(path)) is not a picture in PNG or JPEG, and no PDF",
                hint: "Save the picture as PNG, or type the groups"
            )
        case .pictureMissing(let path):
            self.init(
                .refused,
                "picture-missing",
                "\(Self.quoted(path)) is a PDF without a picture that can be read",
                hint: "Scan the paper, or save the page as PNG, or type the groups"
            )
        case .pictureEmpty(let path):
            self.init(
                .refused,
                "picture-empty",
                "\(Self.quoted(path)) does not show the code of exactly one recovery sheet",
                hint: "Take a sharp picture of the square code, or type the groups"
            )
        default:
            self.init(
                .unexpected,
                "sheet",
                "The sheet could not be drawn",
                hint: "Check that cairo, Pango and a font are installed"
            )
        }
    }
}

extension Report {
    /// Says what is wrong with the shares of a recovery key.
    init(_ fault: RecoveryShareFault) {
        switch fault {
        case .unknownWord(let place):
            self.init(
                .refused,
                "share.word",
                "Word \(place) is none that a share can have",
                hint: "Compare it with the paper: the first four letters tell the words apart"
            )
        case .mistyped:
            self.init(
                .refused,
                "share.mistyped",
                "The words are not those of a share: one is another, or some are missing",
                hint: "Compare all of them with the paper; a share has 33 words"
            )
        case .tooFew(let found):
            self.init(
                .refused,
                "share.too-few",
                found == 1
                    ? "There is one share, and two different ones are needed"
                    : "There is no share, and two different ones are needed",
                hint: "Ask another holder"
            )
        case .sealed:
            self.init(
                .notAllowed,
                "share.sealed",
                "The file is not a share that is sealed to this identity",
                hint: "Use the identity whose card was named when the shares were made"
            )
        case .mixed:
            self.init(
                .refused,
                "share.mixed",
                "The shares do not belong together",
                hint: "Use shares that were handed out on the same day"
            )
        }
    }

    /// Says that there is no recovery to stop, or to go on with.
    ///
    /// - Parameter error: Which of the two.
    init(recovery error: VaultError) {
        if error == .recoveryNotWaiting {
            self.init(
                .notFound,
                "recovery-not-waiting",
                "No recovery of your key waits, so there is nothing to stop",
                hint: "To make shares worthless that were handed out: vaulttool identity rekey"
            )
        } else {
            self.init(
                .notFound,
                "recovery-not-found",
                "There is no plan of recovery in force, or the shares are not those of it",
                hint: "A plan ends with new keys, a veto or another plan: ask for the latest shares"
            )
        }
    }
}
