import VaultLedger
import VaultStorage
import VaultSystem

/// One look over everything that is stored; see
/// ``DocumentVault/check(at:as:_:clock:memory:acceptingHead:progress:)``.
///
/// It begins as an audit does, for what the database holds: a key that is lost is as bad as a blob. Then it
/// looks whether each byte is still there that a statement names, and nothing else.
struct Check {
    let layout: VaultLayout
    let database: VaultDatabase
    let blobs: BlobFolder

    /// The open vault; `nil` if genesis statement or head do not verify.
    let vault: DocumentVault?

    let options: CheckOptions
    let clock: VaultClock
    let progress: CheckProgress.Handler?

    var findings = CheckFindings()
    var hashed = (blobs: 0, bytes: 0, decrypted: 0)
    var asideCount = 0
    var wasBusy = false

    /// Whether the database says what the log says, so that what no row names is named by nothing.
    var isLogSound = false

    init(
        layout: VaultLayout,
        database: VaultDatabase,
        vault: DocumentVault?,
        options: CheckOptions,
        clock: VaultClock,
        progress: CheckProgress.Handler?
    ) {
        self.layout = layout
        self.database = database
        blobs = BlobFolder(openingAt: layout.blobs)
        self.vault = vault
        self.options = options
        self.clock = clock
        self.progress = progress
    }

    /// Looks, and mends if that is wanted.
    ///
    /// - Returns: The room that is left, in bytes.
    mutating func run() async throws(VaultError) -> Int {
        if try stored(database.integrityProblems()) > 0 { findings.add(.databaseIntegrity) }
        if try stored(database.referenceProblems()) > 0 { findings.add(.databaseReference) }
        if vault == nil { findings.add(.checkpointRoot) }
        try verifyLog()
        try checkLogKey()
        try await checkLogHead()
        try checkFiles()
        try checkBlobNames()
        try await checkDocuments()
        try await checkOwed()
        return try checkSpace()
    }

    // MARK: what is owed, and room

    /// How often, and how long in between, to look whether somebody else is at work just now.
    static let patience = (tries: 10, pause: Duration.milliseconds(100))

    /// Finds blobs that should be gone: those of generations that were replaced, or of documents that
    /// were withdrawn.
    private mutating func checkOwed() async throws(VaultError) {
        for turn in 1...Self.patience.tries {
            let owed = try remaining()
            if owed.isEmpty { return }
            guard turn == Self.patience.tries else {
                try? await Task.sleep(for: Self.patience.pause)
                continue
            }
            for digest in owed {
                let isGone = options.repairs && isLogSound && (try? remove(digest)) != nil
                findings.add(.blobOwed, blobs.name(of: digest), isRepaired: isGone)
            }
        }
    }

    /// The blobs that are owed to be removed, not named again since, and still there.
    private func remaining() throws(VaultError) -> [Digest] {
        try database.read { records throws(VaultError) in
            var remaining: [Digest] = []
            for digest in try stored(records.owedDeletions())
            where try !stored(records.references(digest)) {
                if try stored(blobs.contains(digest)) { remaining.append(digest) }
            }
            return remaining
        }
    }

    /// Removes a blob that a statement has given up.
    private func remove(_ digest: Digest) throws(VaultError) {
        try stored(blobs.remove(digest))
        try database.write { records throws(VaultError) in
            try stored(records.settleDeletion(of: digest))
        }
    }

    /// Finds out whether there is room to encrypt the longest document anew.
    private mutating func checkSpace() throws(VaultError) -> Int {
        let free = try filing(layout.path) { () throws(SystemError) in
            try Folder.freeSpace(at: layout.path)
        }
        let longest = try database.read { records throws(VaultError) in
            try stored(records.storedTotals().longest)
        }
        // The length is what a row says.
        if free - Self.slack < longest { findings.add(.spaceLow) }
        return free
    }

    /// What a transaction takes at the most, in bytes: a database of some size, and its log.
    private static let slack = 16 << 20
}
