import Vault

extension Report {
    private static let askAgain: Message = "Ask for a new one; nothing was stored"

    /// Says what is wrong with the archive of a move.
    ///
    /// - Parameter fault: The reason.
    init(_ fault: ArchiveFault) {
        switch fault {
        case .wrongKey:
            self.init(
                .notAllowed,
                "archive.wrong-key",
                "The archive is not sealed to this identity",
                hint: "Name the right one: --with FILE"
            )
        case .malformed:
            self.init(
                .refused,
                "archive.malformed",
                "The file is no archive of a vault, or not built as one is",
                hint: Self.askAgain
            )
        case .newer(let version):
            self.init(
                .inputOutput,
                "archive.newer",
                "The archive was written by a newer version: \(Self.quoted(version))",
                hint: "Use a newer vaulttool"
            )
        case .tooLong(let document):
            self.init(
                .inputOutput,
                "archive.too-long",
                "\(document) is longer than an archive can hold, which is 8 GiB",
                hint: "Hand it over by itself: vaulttool send \(document) --to RECIPIENT"
            )
        case .otherPerson(let name):
            self.init(
                .refused,
                "archive.other-person",
                "The archive is of \(Self.quoted(name)), and the owner goes by another name",
                hint: "If it is the same person, say so with the name in the archive: --name NAME"
            )
        default: self.init(unverified: fault)
        }
    }

    private init(unverified fault: ArchiveFault) {
        let (code, message): (String, Message) =
            switch fault {
            case .otherLog: ("archive.other-log", "The archive is not of the log that is trusted")
            case .receipt(let index):
                (
                    "archive.receipt",
                    "The receipt of statement \(index) does not show that the log holds it"
                )
            case .statement(let index):
                (
                    "archive.statement",
                    "Statement \(index) was not signed by whom it should have been"
                )
            case .document(let id):
                ("archive.document", "\(id) in the archive is not what was deposited")
            case .incomplete(let id): ("archive.incomplete", "\(id) is not in the archive")
            default: ("archive.damaged", "The archive is damaged, cut off, or no age file")
            }
        self.init(.damaged, code, message, hint: Self.askAgain)
    }
}
