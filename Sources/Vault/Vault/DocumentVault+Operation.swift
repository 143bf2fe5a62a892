import VaultCrypto
import VaultLedger
import VaultStorage
import VaultSystem

/// What an admin who runs the log does.
extension DocumentVault {
    /// Puts a new key in the place of the log's, such as after a theft.
    ///
    /// The new key is on the disk before the statement is said that it signs along, so the log can
    /// go on after a kill at any moment. Heads from this statement on are signed by the new key: tell
    /// everybody who verifies receipts or exports.
    ///
    /// - Returns: The new verifier key, in its text form.
    /// - Throws: ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)`` if the caller is no admin;
    ///   ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)`` if the key cannot be written;
    ///   otherwise as ``me()``.
    public func replaceLogKey() async throws(VaultError) -> String {
        guard let name = try? KeyName(ledger.origin) else { throw .damaged(.logKey) }
        let layout = VaultLayout(path: path)
        let (_, key) = try append { _, ring throws(VaultError) in
            guard ring.me.role == .admin else { throw .notAllowed(.role(ring.me.role)) }
            let signer = try layout.stageLogKey(.generate(name: name))
            let draft = Draft(
                body: .logKey(LogKeyChange(logKey: signer.verifierKey)),
                cosigners: [signer],
                logSigner: signer
            )
            return ([draft], signer.verifierKey)
        }
        // In a transaction again, so that nobody stages another key meanwhile.
        _ = try database.write { records throws(VaultError) in
            try ledger.refresh(records)
            return try layout.logSigner(for: ledger.logKey)
        }
        return key.description
    }

    /// Sets log time to this machine's clock, after a member's clock ran ahead.
    ///
    /// Grants that have expired by the wrong clock stay ended.
    ///
    /// - Throws: ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)`` if the caller is no admin;
    ///   otherwise as ``me()``.
    public func resetLogTime() async throws(VaultError) {
        _ = try append { _, ring throws(VaultError) in
            guard ring.me.role == .admin else { throw .notAllowed(.role(ring.me.role)) }
            return ([Draft(body: .clock)], ())
        }
    }
}
