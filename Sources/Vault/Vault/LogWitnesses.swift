import VaultLedger
import VaultStorage
import VaultSystem

/// What the cosigners of the log have seen of it, in a file beside its key and outside the database.
///
/// A database that was restored from a backup does not know what it had shown to witnesses. A log that
/// went on from there would show them two histories, so it signs nothing while a witness is ahead.
struct LogWitnesses {
    private let file: ValueFile
    private let logKey: VerifierKey

    /// The largest size of the file, in bytes: some hundreds of cosigners.
    private static let limit = 256 * 1_024

    /// Names the file of a vault, which need not be there.
    init(of layout: VaultLayout, logKey: VerifierKey) {
        file = ValueFile(path: layout.logWitnesses, lock: layout.logLock, limit: Self.limit)
        self.logKey = logKey
    }

    /// Reads what is known.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/logWitnesses`` if the file is not as this
    ///   program writes it; ``VaultError/io(code:path:)`` if it cannot be read.
    func records() throws(VaultError) -> WitnessRecords {
        let value = try filing(file.path) { () throws(SystemError) in try file.read() }
        guard let value else { return WitnessRecords() }
        return try records(in: value)
    }

    /// Checks that the log has what its cosigners have seen of it.
    ///
    /// - Parameters:
    ///   - head: The head of the database, verified.
    ///   - records: Its tree.
    /// - Throws: ``VaultError/witnessAhead(witness:size:found:)`` or
    ///   ``VaultError/witnessForked(witness:cosigned:found:)`` about the first that has seen more;
    ///   otherwise as ``records()``.
    func requireContinuation(_ head: TreeHead, in records: Records) throws(VaultError) {
        for record in try self.records().all { try record.requireContinuation(head, in: records) }
    }

    /// Changes what is known, durably.
    ///
    /// - Parameter change: The change, which is made again if somebody else was quicker.
    /// - Throws: ``VaultError/notCosigned(_:)`` with ``CosignatureFault/full`` if it gets too long;
    ///   ``VaultError/busy``, ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)`` if the file
    ///   cannot be written; otherwise as ``records()``.
    func update(_ change: (inout WitnessRecords) -> Void) throws(VaultError) {
        try file.change { value throws(VaultError) in
            var records = WitnessRecords()
            if let value { records = try self.records(in: value) }
            change(&records)
            let bytes = records.bytes
            guard bytes.count <= Self.limit else { throw .notCosigned(.full) }
            return bytes
        }
    }

    /// Forgets, as far as the file can be written, what disagrees with a head that was accepted: the
    /// log goes on from it whatever witnesses have seen.
    func accept(_ head: TreeHead, in records: Records) {
        try? file.change { value throws(VaultError) in
            guard let value else { return nil }
            var known = (try? self.records(in: value)) ?? WitnessRecords()
            for record in known.all
            where try record.standing(beside: head, in: records).isContradiction {
                known[record.key] = WitnessRecord(key: record.key)
            }
            return known.bytes
        }
    }

    private func records(in value: [UInt8]) throws(VaultError) -> WitnessRecords {
        guard let records = WitnessRecords(parsing: value, origin: logKey.name) else {
            throw .damaged(.logWitnesses)
        }
        return records
    }
}

extension ValueFile {
    /// Replaces the value by another, durably, whoever else replaces it meanwhile.
    ///
    /// - Parameter next: Makes the new value from the present one; `nil` stands for no file, and as a
    ///   result for no change.
    /// - Throws: What `next` throws; ``VaultError/busy`` if others replace it for two seconds;
    ///   ``VaultError/diskFull(path:)`` or ``VaultError/io(code:path:)`` if it cannot be written.
    func change(
        _ next: ([UInt8]?) throws(VaultError) -> [UInt8]?
    ) throws(VaultError) {
        while true {
            let value = try filing(path) { () throws(SystemError) in try read() }
            guard let new = try next(value), new != value else { return }
            do throws(SystemError) {
                if try replace(value, by: new, .lasting) { return }
            } catch  where error.isLocked {
                throw .busy
            } catch  where error.isFull {
                throw .diskFull(path: path)
            } catch {
                throw .io(code: error.code, path: path)
            }
        }
    }
}
