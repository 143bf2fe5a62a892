public import VaultLedger

/// What a backup holds, or what was restored from one.
public struct BackupRecord: Hashable, Sendable {
    /// The head of the log in it.
    public let head: TreeHead

    /// How many stored files it has.
    public let files: Int

    /// How many bytes they have together.
    public let bytes: Int

    /// How many of them were copied now; the others were there, and were read and found whole.
    public let copied: Int

    /// How many bytes were copied.
    public let copiedBytes: Int

    /// How many stored files were removed from the backup because nothing names them any more.
    public let removed: Int

    /// Whether the key of the log is in it.
    public let hasLogKey: Bool

    /// The documents whose content was left out of a restored vault, because the backup has it no more, in
    /// the order of their deposits.
    public let missingDocuments: [DocumentID]

    /// The names of other files that were left out for the same reason, such as `log.head`.
    public let missingFiles: [String]
}

extension DocumentVault {
    /// Copies a vault into a folder for backups, while others use it.
    ///
    /// The copy is that of one moment: of the database, and of every blob that this names. A blob that
    /// the folder has already is not copied again, but read and verified; so a second backup is a
    /// short one. What was written is read back. An earlier backup stays until the new one is
    /// complete, whatever happens; then it goes, with the blobs that nothing names any more.
    ///
    /// - Parameters:
    ///   - path: The folder of the vault.
    ///   - target: The folder of the backup: one that this has made, an empty one, or none.
    ///   - withLogKey: Whether to copy the key of the log. Without it a restored vault can be read, and
    ///     says nothing more until the key is put back.
    ///   - clock: Where to get the time from.
    ///   - acceptedRoot: The root of the head that the vault has, to replace a backup that it does not
    ///     continue.
    ///   - progress: Told how far the log of the copy is verified.
    /// - Returns: What the backup holds.
    /// - Throws: ``VaultError/vaultNotFound(path:)``; ``VaultError/isBackup(path:)``;
    ///   ``VaultError/folderNotFound(path:)`` if the folder that the new one is to lie in is missing;
    ///   ``VaultError/inside(path:folder:)`` if it would lie within a vault or a backup;
    ///   ``VaultError/exists(path:)`` if something is in the folder that no backup has;
    ///   ``VaultError/backupOfAnother(path:)``;
    ///   ``VaultError/wentBack(remembered:found:)`` or ``VaultError/forked(remembered:found:)`` if the
    ///   vault does not continue the backup, or the head that its log signed last;
    ///   ``VaultError/unclean(_:)`` if an audit of its database has findings; ``VaultError/damaged(_:)``
    ///   if the vault has lost something that no earlier backup has, or the backup cannot be read;
    ///   ``VaultError/busy`` if another backup goes on, or documents are encrypted anew faster than they
    ///   can be copied;
    ///   ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)``. The earlier backup stays then.
    /// - Complexity: O(*n*) in statements and bytes of ciphertext.
    public static func backUp(
        at path: String,
        to target: String,
        withLogKey: Bool = true,
        clock: VaultClock = .system,
        acceptingHead acceptedRoot: Digest? = nil,
        progress: CheckProgress.Handler? = nil
    ) async throws(VaultError) -> BackupRecord {
        let layout = VaultLayout(path: path)
        try layout.requireVault()
        var backup = Backup(
            layout: layout,
            folder: BackupFolder(path: target),
            withLogKey: withLogKey,
            clock: clock,
            acceptedRoot: acceptedRoot,
            progress: progress
        )
        return try backup.run()
    }

    /// Makes a vault from a backup, in a new folder.
    ///
    /// All bytes are verified while they are copied: the files of the state by the manifest, the blobs
    /// by the statements, and the head by the log key. The vault may be behind what clients remember
    /// of it: opening it then says so.
    ///
    /// - Parameters:
    ///   - source: The folder of the backup.
    ///   - path: The folder to make; an empty one may be there.
    ///   - leavesOutDamage: Whether to go on without what is missing or altered in the backup: contents of
    ///     documents, and files other than the database and the manifest. A check of the vault finds
    ///     those contents missing. Without `log.key` it says nothing more, and without `log.policy` it
    ///     asks for no cosignatures.
    /// - Returns: What was restored, and what was left out.
    /// - Throws: ``VaultError/backupNotFound(path:)`` if there is no complete one;
    ///   ``VaultError/folderNotFound(path:)`` if the folder that the new one is to lie in is missing;
    ///   ``VaultError/inside(path:folder:)`` if it would lie within a vault or a backup;
    ///   ``VaultError/exists(path:)`` if something is in the way; ``VaultError/inUse(path:)`` if the
    ///   folder cannot be replaced; ``VaultError/damaged(_:)`` with what is missing or altered;
    ///   ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)``. Nothing remains then.
    public static func restore(
        from source: String,
        to path: String,
        leavingOutDamage leavesOutDamage: Bool = false
    ) async throws(VaultError) -> BackupRecord {
        let restoration = Restoration(
            source: BackupFolder(path: source),
            path: path,
            leavesOutDamage: leavesOutDamage
        )
        return try restoration.run()
    }
}
