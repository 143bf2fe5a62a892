import Vault
import VaultPaper
import VaultSystem

/// Checks what the kernel and the libraries of this machine offer.
enum MachineCheckup {
    /// The least memory that a user should be able to lock, in bytes: secrets are small, but each
    /// takes pages of its own.
    private static let lockedMemory = 1 << 20

    /// All checks of the machine.
    ///
    /// - Returns: What they have shown.
    static func findings() -> [CheckupFinding] {
        [inspection, sandbox, fonts, memory, dumps] + ["age", "sqlite3"].map(program)
    }

    /// Looks at a small text as if it were to be stored: by the worker, in its sandbox.
    private static var inspection: CheckupFinding {
        do {
            try InspectionMode.thisProgram.check()
            return .fine(
                "inspection",
                "a process apart looks at files, with libmagic and its rules, qpdf, libheif and libexif"
            )
        } catch {
            let report = Report(error, path: nil)
            return .failed(report.code, report.message, hint: report.hint)
        }
    }

    private static var sandbox: CheckupFinding {
        guard let version = Machine.landlockVersion else {
            return .failed(
                "landlock",
                "the kernel has no Landlock, so no file can be stored",
                hint:
                    "Run it on Linux 5.13 or later, with landlock among the security modules (lsm=)"
            )
        }
        guard version >= 4 else {
            return .warning(
                "landlock",
                "Landlock has version \(version): files are out of reach, network by seccomp alone",
                hint: "A kernel of 6.7 or later takes the network away twice"
            )
        }
        return .fine("landlock", "Landlock has version \(version)")
    }

    /// Whether sheets can be set in every language they are written in.
    private static var fonts: CheckupFinding {
        let lacking = Language.allCases.filter { language in
            !SheetFonts.cover(
                language.sheet.recovery.title,
                language: language.rawValue,
                direction: language.direction
            )
        }
        guard lacking.isEmpty else {
            return .warning(
                "fonts",
                """
                letters are missing for sheets in these languages: \
                \(lacking.map(\.rawValue).joined(separator: ", "))
                """,
                hint: "Install fonts: on Debian the packages fonts-noto-core and fonts-dejavu-core"
            )
        }
        return .fine("fonts", "sheets can be set in all languages")
    }

    private static var memory: CheckupFinding {
        guard let limit = Machine.lockedMemoryLimit, limit < lockedMemory else {
            return .fine("locked-memory", "secrets are kept out of the swap space")
        }
        return .warning(
            "locked-memory",
            "only \(limit) bytes can be locked, so secrets may be written to the swap space",
            hint: "Raise the limit (ulimit -l), or encrypt the swap space or switch it off"
        )
    }

    private static var dumps: CheckupFinding {
        ProcessHardening.isApplied
            ? .fine("core-dumps", "a crash writes no memory to the disk")
            : .failed(
                "core-dumps",
                "a crash would write secrets to the disk",
                hint: "Allow prctl and setrlimit in the container or service that runs this"
            )
    }

    /// Programs with which papers come out of a vault without this one.
    private static func program(_ name: String) -> CheckupFinding {
        let folders = Environment.value("PATH")?.split(separator: ":") ?? []
        let found = folders.contains { (try? Folder.exists("\($0)/\(name)")) == true }
        guard !found else {
            return .fine(name, "\(name) is there, for the way out without this tool")
        }
        return .warning(
            name,
            "\(name) is not there; the way out of a vault without this tool needs it",
            hint: "Install it: on Debian the package \(name)"
        )
    }
}
