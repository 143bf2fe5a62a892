public import VaultLedger
import VaultStorage
import VaultSystem

extension DocumentVault {
    /// Looks over everything that is stored: whether anything was lost, and whether anything is left
    /// over.
    ///
    /// Verifies the log and all that the database holds, as
    /// ``audit(at:clock:memory:acceptingHead:since:progress:)`` does, and the files beside the database;
    /// reads every blob and compares it with the digest that its statement names; and compares the folder
    /// with what may lie in it. It needs no key.
    ///
    /// A deep check decrypts each document that the caller can open, and compares the content with
    /// what was deposited. It is no opening and is not said to be one: no byte of the content leaves
    /// the process or reaches a caller. The statement about the check tells how many were decrypted.
    ///
    /// A check by a member is said in the log. One without an identity is not.
    ///
    /// - Parameters:
    ///   - path: The folder of the vault.
    ///   - identity: In whose name to look.
    ///   - options: Whether to decrypt, and whether to mend. A mend deletes nothing but what a
    ///     statement has given up: what nothing names is moved into the folder `aside` of the vault. No
    ///     blob is moved or removed while the database does not say what the log says.
    ///   - clock: Where to get the time from.
    ///   - memory: What the client remembers of vaults.
    ///   - acceptedRoot: The root of the head to go on from, whatever is remembered.
    ///   - progress: Told how far it has come.
    /// - Returns: What was found.
    /// - Throws: ``VaultError/identityMissing`` for a deep check without an identity;
    ///   ``VaultError/notAllowed(_:)`` for one by somebody who is not enrolled;
    ///   ``VaultError/damaged(_:)`` with ``Damage/database`` if the database as such cannot be read;
    ///   otherwise as ``open(at:as:clock:inspection:memory:acceptingHead:)``, but for what is damaged.
    /// - Complexity: O(*n*) in statements and bytes of ciphertext; the memory does not grow with
    ///   them.
    public static func check(
        at path: String,
        as identity: Identity? = nil,
        _ options: CheckOptions = CheckOptions(),
        clock: VaultClock = .system,
        memory: (any HeadMemory)? = nil,
        acceptingHead acceptedRoot: Digest? = nil,
        progress: CheckProgress.Handler? = nil
    ) async throws(VaultError) -> CheckReport {
        guard !options.isDeep || identity != nil else { throw .identityMissing }
        let layout = VaultLayout(path: path)
        try layout.requireVault()
        var vault: DocumentVault?
        do throws(VaultError) {
            vault = try await open(
                at: path,
                as: identity,
                clock: clock,
                memory: memory,
                acceptingHead: acceptedRoot
            )
        } catch {
            guard case .damaged = error else { throw error }
        }
        let database =
            if let vault { vault.database } else {
                try stored(VaultDatabase(openingAt: layout.database), about: layout.database)
            }
        if options.isDeep { try await vault?.requireEnrolment() }
        var check = Check(
            layout: layout,
            database: database,
            vault: vault,
            options: options,
            clock: clock,
            progress: progress
        )
        let freeSpace = try await check.run()
        return try await Self.conclude(check, identity: identity, freeSpace: freeSpace)
    }

    /// Finishes what can be finished, says what was found, and reports.
    private static func conclude(
        _ check: Check,
        identity: Identity?,
        freeSpace: Int
    ) async throws(VaultError) -> CheckReport {
        let decrypted = check.options.isDeep ? check.hashed.decrypted : nil
        var index: Int?
        var failure: VaultError?
        if identity != nil {
            do throws(VaultError) {
                guard let vault = check.vault else { throw .damaged(.checkpoint) }
                if check.options.repairs { _ = try await vault.finishPending() }
                index = try await vault.say(
                    Scrub(
                        blobs: check.hashed.blobs,
                        bytes: check.hashed.bytes,
                        decrypted: decrypted,
                        findings: check.findings.all
                    )
                )
            } catch {
                failure = error
            }
        }
        return CheckReport(
            blobs: check.hashed.blobs,
            bytes: check.hashed.bytes,
            decrypted: decrypted,
            findings: check.findings.named,
            counts: check.findings.all,
            open: check.findings.open,
            freeSpace: freeSpace,
            asideCount: check.asideCount,
            wasBusy: check.wasBusy,
            pending: try? await check.vault?.pending(),
            index: index,
            failure: failure
        )
    }

    /// Says what a check has found.
    private func say(_ scrub: Scrub) throws(VaultError) -> Int? {
        try append { _, _ throws(VaultError) in ([Draft(body: .scrub(scrub))], ()) }.indexes.first
    }

    /// Insists that the caller is a member.
    private func requireEnrolment() throws(VaultError) {
        try read { records throws(VaultError) in _ = try ring(records) }
    }

    /// The closed envelope of a document with the keys that open it; `nil` if the caller has no path
    /// to it.
    func checkKey(
        of id: DocumentID
    ) throws(VaultError) -> (sealed: SealedDocumentKey, holder: KeyPair)? {
        try read { records throws(VaultError) in
            do throws(VaultError) {
                let access = try access(to: id, ring(records), records)
                return (try access.sealedKey(records), access.holderKeys)
            } catch {
                switch error {
                case .notAllowed, .withdrawn, .erased, .documentNotFound: return nil
                default: throw error
                }
            }
        }
    }
}
