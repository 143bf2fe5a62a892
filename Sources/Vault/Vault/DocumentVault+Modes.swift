import VaultSystem

extension DocumentVault {
    /// Takes from everybody but the owner of the files what they may do in the folder of a vault.
    ///
    /// A vault is made with the modes 0700 and 0600. A copy, an archive or a careless command can widen
    /// them, and the folder holds the log key. Where only the owner gets in, the modes of the blobs
    /// below say nothing, so those are left as they are.
    ///
    /// - Parameter path: The folder of the vault.
    /// - Returns: The names of those that were open to others, `.` for the folder itself; empty if all
    ///   was well, or there is no vault.
    /// - Throws: ``VaultError/io(code:path:)`` if the modes cannot be seen, or not be changed.
    public static func closeToOthers(at path: String) throws(VaultError) -> [String] {
        let layout = VaultLayout(path: path)
        guard layout.exists else { return [] }
        var opened: [String] = []
        for (name, file) in layout.closed {
            try filing(file) { () throws(SystemError) in
                // Of a symbolic link the mode says nothing: what follows it refuses it.
                guard let status = try Folder.lookUp(file), status.kind != .other,
                    status.mode & 0o077 != 0
                else { return }
                try Folder.setMode(of: file, to: status.mode & 0o7700)
                opened.append(name)
            }
        }
        return opened
    }
}

extension VaultLayout {
    /// What must be closed to others, with the names to show.
    fileprivate var closed: [(name: String, path: String)] {
        let files = [
            "vault.sqlite", "vault.sqlite-wal", "vault.sqlite-shm", "blobs", "log.key",
            "log.key.next", "log.head", "log.policy", "log.witnesses", "log.lock",
        ]
        return [(".", "\(path)/.")] + files.map { ($0, "\(path)/\($0)") }
    }
}
