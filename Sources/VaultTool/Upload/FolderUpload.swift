import Vault
import VaultLedger
import VaultSystem

/// The upload of everything below a folder.
struct FolderUpload {
    /// The folder, as it was typed.
    let folder: String

    /// Whose documents they become.
    let owner: Member

    /// The vault, open in the caller's name.
    let vault: DocumentVault

    /// What holds for every command.
    let global: GlobalOptions

    /// How long the journal of a batch is kept that nobody came back to, in seconds: 30 days.
    private static let journalLife: Int64 = 30 * 86_400

    /// Stores what can be stored, and tells what became of everything.
    ///
    /// - Parameters:
    ///   - description: What to say about each document.
    ///   - options: The command line.
    /// - Throws: ``ToolError/folderNotFound(path:)``; ``ToolError/notStored(_:)`` if something was not
    ///   stored; `VaultError` if nothing can be.
    func run(as description: DocumentDescription, _ options: UploadCommand) async throws {
        let entries = try listed()
        let skipped = entries.filter { $0.skipped != nil }
        let files = entries.filter { $0.skipped == nil }
        let sources = files.map { DepositSource.file(path: path(of: $0)) }
        let journal = try await journal(isNeeded: !options.dryRun)
        let progress = progress(of: files)
        let tell = progress.map { progress in
            { @Sendable (outcome: DepositOutcome) in progress.add(outcome) }
        }
        let accepted = Set(options.accepted)
        let outcomes: [DepositOutcome]
        if options.dryRun {
            outcomes = try await vault.examine(
                sources,
                for: owner.id,
                accepting: accepted,
                repeats: .skip,
                rememberedIn: journal,
                progress: tell
            )
        } else {
            outcomes = try await vault.deposit(
                sources,
                for: owner.id,
                as: description,
                accepting: accepted,
                isOriginalSeen: options.originalSeen,
                repeats: .skip,
                rememberedIn: journal,
                progress: tell
            )
        }
        progress?.end()
        let totals = UploadTotals(outcomes, skipped: skipped.count)
        let isSuccess = outcomes.allSatisfy { $0.report == nil }
        try show(outcomes, skipped, totals, isSuccess: isSuccess)
        // Whoever was not told runs the command again, and nothing may be stored twice then.
        if !options.dryRun, totals.isComplete { try journal?.remove() }
        if !isSuccess { throw ToolError.notStored(outcomes) }
    }

    private func show(
        _ outcomes: [DepositOutcome],
        _ skipped: [FolderEntry],
        _ totals: UploadTotals,
        isSuccess: Bool
    ) throws(ToolError) {
        try global.output.show(isSuccess: isSuccess) {
            .object([
                ("files", .array(outcomes.map(\.json))),
                ("skipped", .array(skipped.map { $0.json(path(of: $0)) })),
                ("totals", totals.json),
            ])
        } text: { style in
            guard !outcomes.isEmpty || !skipped.isEmpty else { return "There are no files\n" }
            let lefts = skipped.map { entry -> Message in
                "skipped  \(style.shown(path(of: entry))): \(entry.skipped ?? .verbatim(""))\n"
            }
            let table = totals.table(style).text(style)
            return (outcomes.map { $0.text(style) } + lefts + [.verbatim("\n"), table]).joined()
        }
    }

    private func listed() throws(ToolError) -> [FolderEntry] {
        do {
            return try FolderTree.entries(below: folder)
        } catch  where error.isNotFound {
            throw .folderNotFound(path: folder)
        } catch {
            throw .file(.io(code: error.code, path: folder), path: folder)
        }
    }

    private func path(of entry: FolderEntry) -> String {
        folder.utf8.last == UInt8(ascii: "/")
            ? folder + entry.path : "\(folder)/\(entry.path)"
    }

    /// Where the progress goes.
    ///
    /// - Parameter files: The files.
    /// - Returns: `nil` if nobody looks.
    private func progress(of files: [FolderEntry]) -> UploadProgress? {
        guard !global.json, !global.quiet, Terminal.isTerminal(.error) else { return nil }
        return UploadProgress(files: files.count, bytes: files.reduce(0) { $0 + $1.size })
    }

    /// The journal, if the caller cannot open what the owner has.
    ///
    /// - Parameter isNeeded: Whether to begin one if there is none.
    /// - Returns: The journal; `nil` if none is needed, or none can be kept.
    /// - Throws: ``ToolError`` or `VaultError` if it cannot be read or written.
    private func journal(isNeeded: Bool) async throws -> DepositJournal? {
        guard let me = try await vault.me(), me.id != owner.id else { return nil }
        let isInCustody = owner.isProvisional && owner.office == me.office
        guard !isInCustody else { return nil }
        guard let state = Environment.stateFolder() else {
            Report(noJournal: owner.id).write(isJSON: global.json, as: .warning)
            return nil
        }
        let origin = try await vault.summary().origin
        let resolved = try FileReading.about(folder) { () throws(SystemError) in
            try Folder.resolved(folder)
        }
        let now = try Environment.clock().now()
        let journals = "\(state)/uploads"
        DepositJournal.removeAbandoned(
            in: journals,
            begunBefore: now.advanced(by: -Self.journalLife)
        )
        let batch = "\(origin)\n\(me.id)\n\(owner.id)\n\(resolved)"
        let path = "\(journals)/\(Digest.of(Array(batch.utf8).span).hexadecimal)"
        guard try isNeeded || FileReading.exists(path) else { return nil }
        return try DepositJournal(path: path, now: now)
    }
}

extension FolderEntry {
    /// Why the entry is left out; `nil` if it is not.
    fileprivate var skipped: Message? {
        switch kind {
        case .hidden: "it is hidden"
        case .symbolicLink: "it is a symbolic link"
        case .special: "it is not a regular file"
        case .file, .unreadable: nil
        }
    }

    fileprivate var size: Int { if case .file(let size) = kind { size } else { 0 } }

    fileprivate func json(_ path: String) -> JSONValue {
        let reason =
            switch kind {
            case .hidden: "hidden"
            case .symbolicLink: "symbolic-link"
            default: "special"
            }
        return .object([("file", .string(path)), ("reason", .string(reason))])
    }
}
