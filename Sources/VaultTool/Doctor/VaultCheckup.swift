import Vault
import VaultSystem

/// Checks the folder of a vault: who can read it, where it lies, and which version it has.
struct VaultCheckup {
    /// The folder.
    let path: String

    /// How much room there should be, in bytes.
    private static let room = 1 << 30

    /// All checks of the folder.
    ///
    /// - Returns: What they have shown; one failure if it is none.
    func findings() -> [CheckupFinding] {
        do {
            return [try version()] + [try modes(), try space(), try fileSystem(), try unnamed()]
        } catch let error as VaultError {
            let report = Report(error, path: path)
            return [.failed(report.code, report.message, hint: report.hint)]
        } catch let error as SystemError {
            let report = Report(.io(code: error.code, path: path), path: path)
            return [.failed(report.code, report.message, hint: report.hint)]
        } catch {
            let report = Report(describing: error)
            return [.failed(report.code, report.message, hint: report.hint)]
        }
    }

    private func version() throws(VaultError) -> CheckupFinding {
        let version = try DatabaseVersion(ofVaultAt: path)
        if version.found > version.current {
            return .failed(
                "vault-version",
                "the database has version \(version.found), and this tool writes \(version.current)",
                hint: "Use a newer vaulttool"
            )
        }
        return version.found == version.current
            ? .fine("vault-version", "the database has version \(version.found), as it should")
            : .fine(
                "vault-version",
                """
                the database has version \(version.found) and becomes \(version.current) when it is \
                opened next
                """
            )
    }

    /// Whether other users are kept out.
    private func modes() throws(SystemError) -> CheckupFinding {
        var open: [String] = []
        for entry in try entries() where try Folder.mode(of: entry) & 0o077 != 0 {
            open.append(entry)
        }
        guard open.isEmpty else {
            return .failed(
                "vault-modes",
                "other users may read or change: \(open.map(Style.harmless).joined(separator: ", "))",
                hint: "chmod -R go= \(Style.harmless(path))"
            )
        }
        return .fine("vault-modes", "no other user can read or change the folder")
    }

    /// The folder, what lies in it, and the folders of contents.
    ///
    /// A policy is there to be handed out.
    private func entries() throws(SystemError) -> [String] {
        var entries = [path]
        for name in try Folder.names(in: path).sorted() where name != "log.policy" {
            entries.append("\(path)/\(name)")
        }
        for name in try Folder.names(in: "\(path)/blobs").sorted() {
            entries.append("\(path)/blobs/\(name)")
        }
        return entries
    }

    private func space() throws(SystemError) -> CheckupFinding {
        let free = try Folder.freeSpace(at: path)
        let size = Style(isTerminal: false).size(free)
        guard free >= Self.room else {
            return .warning(
                "vault-space",
                "only \(size) are free where the vault lies",
                hint: "Make room: a withdrawal and an erasure need some too"
            )
        }
        return .fine("vault-space", "\(size) are free where the vault lies")
    }

    private func fileSystem() throws(SystemError) -> CheckupFinding {
        switch try Folder.fileSystem(at: path) {
        case .disk(let name): .fine("vault-file-system", "the vault lies on \(name)")
        case .memory:
            .warning(
                "vault-file-system",
                "the vault lies in memory: it is gone when the machine stops",
                hint: "Move the folder to a disk"
            )
        case .foreign(let name):
            .warning(
                "vault-file-system",
                """
                the vault lies on \(name): whether locks hold, and what was written survives a power \
                cut, depends on who offers it
                """,
                hint: "Keep the vault on a disk of this machine, and copies elsewhere"
            )
        case .unknown(let number):
            .warning(
                "vault-file-system",
                "the vault lies on a file system that is not known here: 0x\(number)",
                hint: "Find out whether it keeps locks, and what was written (fsync)"
            )
        }
    }

    private func unnamed() throws(SystemError) -> CheckupFinding {
        try Folder.makesUnnamedFiles(in: path)
            ? .fine(
                "vault-unnamed-files",
                "a file that is cut short leaves nothing behind (O_TMPFILE)"
            )
            : .warning(
                "vault-unnamed-files",
                "a command that is killed can leave a half-written file behind (no O_TMPFILE)",
                hint: "Nothing has to be done: the next change of the vault removes it"
            )
    }
}
