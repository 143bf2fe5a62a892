import Vault
import VaultLedger
import VaultSystem

/// Checks what the tool finds around it: terminal, locale, clock, and the folder of what it remembers.
enum ToolCheckup {
    /// No clock is right that shows an earlier moment: this version was not written then.
    private static let earliest = LedgerTime("2026-11-01T00:00:00Z")

    /// No clock is right that shows a later moment, as far as anybody can tell.
    private static let latest = LedgerTime("2100-01-01T00:00:00Z")

    /// All checks of the surroundings.
    ///
    /// - Parameter style: How values are written.
    /// - Returns: What they have shown.
    static func findings(_ style: Style) -> [CheckupFinding] {
        [terminal, locale, clock(style), state]
    }

    private static var terminal: CheckupFinding {
        guard Terminal.isTerminal(.output), let width = Terminal.width(of: .output) else {
            return .fine("terminal", "none: passphrases have to come from files")
        }
        guard width >= 80 else {
            return .warning(
                "terminal",
                "it has \(width) columns, and tables are made for 80",
                hint: "Make the window wider, or use --json"
            )
        }
        return .fine("terminal", "it has \(width) columns")
    }

    private static var locale: CheckupFinding {
        let named = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(Environment.value).first ?? "C"
        let characters = named.lowercased().filter { $0 != "-" }
        guard characters.contains("utf8") else {
            return .warning(
                "locale",
                "\(Report.quoted(named)) is not a locale with UTF-8: names in other scripts may not show",
                hint: "Set LANG to a locale that ends in UTF-8, such as C.UTF-8 or de_DE.UTF-8"
            )
        }
        return .fine("locale", "\(Report.quoted(named)), with UTF-8")
    }

    private static func clock(_ style: Style) -> CheckupFinding {
        guard let now = try? Environment.clock().now(), let earliest, let latest,
            (earliest...latest).contains(now)
        else {
            return .failed(
                "clock",
                "the clock of this machine is wrong: grants would end at the wrong time",
                hint: "Set it right, and let it be kept right over the network (NTP)"
            )
        }
        return .fine("clock", "it is \(style.time(now)); compare with your watch")
    }

    /// Whether heads can be remembered, without which nobody notices a vault that went back.
    private static var state: CheckupFinding {
        let hint: Message = "Set XDG_STATE_HOME to a folder that you can write"
        guard let folder = Environment.stateFolder() else {
            return .failed("state", "neither XDG_STATE_HOME nor HOME is set", hint: hint)
        }
        let nearest = nearestFolder(folder)
        do {
            _ = try Folder.makesUnnamedFiles(in: nearest)
            let mode = try Folder.mode(of: nearest)
            guard nearest != folder || mode & 0o077 == 0 else {
                return .warning(
                    "state",
                    "\(Report.quoted(folder)) can be read or changed by other users",
                    hint: "chmod 700 \(Style.harmless(folder))"
                )
            }
        } catch {
            return .failed(
                "state",
                """
                in \(Report.quoted(folder)) nothing can be written, so nobody would notice if a vault went \
                back: \(Report.words(for: error))
                """,
                hint: hint
            )
        }
        return .fine("state", "what was seen of vaults is remembered in \(Report.quoted(folder))")
    }

    /// The folder, or what there is of the way to it.
    private static func nearestFolder(_ path: String) -> String {
        var path = path
        while path.utf8.count > 1, (try? Folder.exists(path)) == false {
            path = Folder.parent(of: path)
        }
        return path
    }
}
