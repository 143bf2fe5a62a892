import VaultLedger
import VaultStorage
import VaultSystem

// Names, modes and leftovers in the folder of the vault.

extension Check {
    /// The files that may lie beside the database.
    private static let files: Set<String> = [
        "vault.sqlite", "vault.sqlite-wal", "vault.sqlite-shm", "log.key", "log.key.next",
        "log.head",
        "log.policy", "log.witnesses", "log.lock",
    ]

    /// Those of them, and the folders, without which the vault cannot go on.
    private static let required = ["log.key", "blobs", "blobs/staging"]

    /// Looks at every name beside the database, and at the modes of all.
    mutating func checkFiles() throws(VaultError) {
        try checkMode(of: "", as: .folder)
        for name in try names(in: "") {
            if Self.files.contains(name) {
                try checkMode(of: name, as: .file)
            } else if name == "blobs" {
                try checkMode(of: name, as: .folder)
            } else if name == Self.aside {
                try checkMode(of: name, as: .folder)
                if try status(of: name)?.kind == .folder { try checkAside() }
            } else if StagedFile.isTemporaryName(name) {
                try takeLeftover(name)
            } else {
                findings.add(.fileUnexpected, name)
            }
        }
        for name in Self.required where try status(of: name) == nil {
            // Below a link it would be made elsewhere.
            let isBelow = name == "blobs/staging"
            let hasPlace = isBelow ? try status(of: "blobs")?.kind == .folder : name != "log.key"
            let isMade = options.repairs && hasPlace && (try? make(name)) != nil
            findings.add(.fileMissing, name, isRepaired: isMade)
        }
    }

    /// Looks at what repairs have put aside, of whatever kind it is.
    private mutating func checkAside() throws(VaultError) {
        for name in try names(in: Self.aside) {
            let path = "\(Self.aside)/\(name)"
            if let kind = try status(of: path)?.kind, kind != .other {
                try checkMode(of: path, as: kind)
            }
            if name != Self.noteName { asideCount += 1 }
        }
    }

    /// Looks at every name among the blobs: its mode, and whether something explains it.
    mutating func checkBlobNames() throws(VaultError) {
        var strays: [(name: String, digest: Digest?)] = []
        var check = self
        try blobs.visitAll { name, item throws(VaultError) in
            let path = "blobs/\(name)"
            switch item {
            case .lock: try check.checkMode(of: path, as: .file)
            case .staging, .folder: try check.checkMode(of: path, as: .folder)
            case .leftover: strays.append((name, nil))
            case .unexpected: check.findings.add(.fileUnexpected, path)
            case .blob(let digest):
                try check.checkMode(of: path, as: .file)
                if try !check.isExplained(digest) { strays.append((name, digest)) }
            }
        }
        self = check
        guard !strays.isEmpty else { return }
        // A blob is there before the statement that names it. While nobody makes one, whatever
        // nothing names is left over.
        let judged = try blobs.whileUnused(waiting: Self.writersPatience) {
            () throws(VaultError) -> Check in
            var check = self
            for stray in strays { try check.judge(stray.name, stray.digest) }
            return check
        }
        if let judged { self = judged } else { wasBusy = true }
    }

    /// How long to wait for those who store documents, or sign a head.
    private static let writersPatience = Duration.seconds(2)

    /// Whether a statement names a blob, or gives it up so that it is to be removed.
    private func isExplained(_ digest: Digest) throws(VaultError) -> Bool {
        try database.read { records throws(VaultError) in
            if try stored(records.references(digest)) { return true }
            return try stored(records.owedDeletions()).contains(digest)
        }
    }

    private mutating func judge(_ name: String, _ digest: Digest?) throws(VaultError) {
        let path = "blobs/\(name)"
        guard try status(of: path) != nil else { return }
        if let digest {
            guard try !isExplained(digest) else { return }
            // Where rows are wrong it may be somebody's only copy.
            let isAside = isLogSound ? try isPutAside(path, as: .blobUnnamed) : false
            findings.add(.blobUnnamed, path, isRepaired: isAside)
        } else {
            let isAside = try isPutAside(path, as: .stagingLeftover)
            findings.add(.stagingLeftover, path, isRepaired: isAside)
        }
    }

    /// Something with a temporary name beside the database: the end of a writer of `log.head`, unless
    /// one is at work.
    private mutating func takeLeftover(_ name: String) throws(VaultError) {
        let lock: FolderLock?
        do throws(SystemError) {
            lock = try FolderLock(
                path: layout.logLock,
                .exclusive,
                patience: .atMost(Self.writersPatience)
            )
        } catch  where error.isLocked {
            // A writer that waits for a busy disk: the file may be its own.
            wasBusy = true
            return
        } catch {
            // Where no lock can be made nobody writes either.
            lock = nil
        }
        guard try status(of: name) != nil else { return }
        let isAside = try isPutAside(name, as: .stagingLeftover)
        findings.add(.stagingLeftover, name, isRepaired: isAside)
        _ = consume lock
    }

    // MARK: modes

    /// Insists on a kind and on the mode that goes with it.
    private mutating func checkMode(of name: String, as kind: Folder.Kind) throws(VaultError) {
        guard let status = try status(of: name) else { return }
        guard status.kind == kind else {
            findings.add(.fileUnexpected, name)
            return
        }
        guard let mode = kind.ownersMode, status.mode != mode else { return }
        let isSet = options.repairs && (try? Folder.setMode(of: full(name), to: mode)) != nil
        findings.add(.modeWrong, name.isEmpty ? "." : name, isRepaired: isSet)
    }

    private func full(_ name: String) -> String {
        name.isEmpty ? layout.path : "\(layout.path)/\(name)"
    }

    func status(of name: String) throws(VaultError) -> Folder.Status? {
        try filing(full(name)) { () throws(SystemError) in try Folder.lookUp(full(name)) }
    }

    private func names(in name: String) throws(VaultError) -> [String] {
        try filing(full(name)) { () throws(SystemError) in try Folder.names(in: full(name)) }
    }

    private func make(_ name: String) throws(SystemError) {
        try Folder.create(full(name), mode: 0o700)
    }

    // MARK: aside

    /// The folder for what nothing names.
    private static let aside = "aside"

    /// The file that tells what lies aside, and why.
    private static let noteName = "notes"

    /// Puts a file aside if that is wanted: it loses its name, and not a byte.
    ///
    /// - Returns: Whether it was done.
    private mutating func isPutAside(
        _ name: String,
        as finding: ScrubFinding
    ) throws(VaultError) -> Bool {
        guard options.repairs, let status = try status(of: name) else { return false }
        let place = try self.status(of: Self.aside)?.kind
        guard place == nil || place == .folder else { return false }
        let folder = full(Self.aside)
        let last = name.split(separator: "/").last.map(String.init) ?? name
        let time = clock.now()
        try filing(folder) { () throws(SystemError) in
            if try !Folder.exists(folder) { try Folder.create(folder, mode: 0o700) }
            // Said before it is done: after a kill in between the note is about a file that is
            // still in its place.
            let line = "\(time) \(finding.rawValue) \(name) -> aside/\(last)\n"
            try Folder.append(Array(line.utf8).span, to: "\(folder)/\(Self.noteName)")
        }
        for number in 1... {
            let target = number == 1 ? last : "\(last).\(number)"
            do {
                // The mode of a link is that of what it leads to.
                if let mode = status.kind.ownersMode {
                    try Folder.setMode(of: full(name), to: mode)
                }
                try Folder.moveNew(full(name), to: "\(folder)/\(target)")
                asideCount += 1
                return true
            } catch  where error.exists {
                continue
            } catch {
                throw VaultError(error, path: folder)
            }
        }
        return false
    }
}

extension Folder.Kind {
    /// The mode that keeps it to its owner; `nil` for what has none of its own.
    fileprivate var ownersMode: UInt32? {
        switch self {
        case .file: 0o600
        case .folder: 0o700
        case .other: nil
        }
    }
}
