import VaultLedger
import VaultStorage
import VaultSystem

// The log, and the files beside the database that hold its key and its last head.

extension Check {
    /// Verifies the log and all that the database holds, as an audit does; the ciphertexts come later.
    mutating func verifyLog() throws(VaultError) {
        let found = try Audit.findings(in: database, layout, at: clock.now(), progress)
        for finding in found { findings.add(finding) }
        isLogSound = found.isEmpty
    }

    /// Looks whether the key is there that the log signs with.
    mutating func checkLogKey() throws(VaultError) {
        let expected = try database.read { records throws(VaultError) in
            (try? VerifiedLedger(records))?.logKey
        }
        // One that is missing is a finding of its own.
        guard let expected, try status(of: "log.key") != nil else { return }
        do throws(VaultError) {
            _ = try layout.logKeyText(of: expected)
        } catch {
            findings.add(.fileDamaged, "log.key")
        }
    }

    /// Compares the database with the head that was signed last.
    ///
    /// The file is never ahead of an honest database. It is read again for a while, because somebody
    /// may be writing it.
    mutating func checkLogHead() async throws(VaultError) {
        for turn in 1...Self.patience.tries {
            guard let fault = try logHeadFault() else { return }
            guard turn == Self.patience.tries else {
                try? await Task.sleep(for: Self.patience.pause)
                continue
            }
            findings.add(fault, "log.head")
        }
    }

    private func logHeadFault() throws(VaultError) -> ScrubFinding? {
        let value = try LogHead.value(of: layout)
        return try database.read { records throws(VaultError) in
            guard let ledger = try? VerifiedLedger(records) else { return nil }
            do throws(VaultError) {
                try LogHead(of: layout, ledger)
                    .requireContinuation(of: value, by: ledger.head, in: records)
                return nil
            } catch {
                switch error {
                case .damaged(.logHead): return .fileDamaged
                case .wentBack, .forked: return .logBehind
                default: throw error
                }
            }
        }
    }
}
