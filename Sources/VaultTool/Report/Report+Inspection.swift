import Vault

extension Report {
    /// Says why no file can be looked at.
    ///
    /// - Parameter fault: The reason.
    init(inspection fault: InspectionFault) {
        let words = Self.words(for: fault)
        self.init(.inputOutput, words.code, words.message, hint: words.hint)
    }

    private static func words(
        for fault: InspectionFault
    ) -> (code: String, message: Message, hint: Message) {
        switch fault {
        case .modeMissing:
            (
                "inspection.mode", "The vault was opened without saying where to look at files",
                "Say it when the vault is opened"
            )
        case .database:
            (
                "inspection.database", "libmagic finds no rules on this machine",
                "Install them: on Debian the package libmagic-mgc"
            )
        case .library:
            (
                "inspection.library",
                "A library that reads files is missing, or of another version",
                """
                Install qpdf, libheif, libjpeg-turbo, libpng, libwebp and libtiff: vaulttool doctor \
                says which package is missing
                """
            )
        case .worker(let code):
            (
                "inspection.worker",
                "The process that looks at files does not start: \(words(for: code))",
                "Check that vaulttool is whole, and that there is memory for one more process"
            )
        case .sandbox(let code):
            (
                "inspection.sandbox",
                "The kernel does not confine the process that looks at files: \(words(for: code))",
                "Run it on Linux 5.13 or later, with Landlock and seccomp allowed"
            )
        case .memory(let code):
            (
                "inspection.memory", "There is no memory for a file: \(words(for: code))",
                "Free some memory, try again"
            )
        }
    }

    private static func words(for code: Int32) -> Message {
        "system error \(code)"
    }
}
