import VaultLedger
import VaultStorage

/// Compares one vault with what the client remembers of it, and keeps the memory up to date.
///
/// First ``recall()``, then look at the vault: so no other client can have gone on between the two,
/// and the memory is never ahead of an honest vault.
final class HeadKeeper {
    /// Where the client remembers.
    let memory: any HeadMemory

    private let origin: String
    private var value: [UInt8]?

    /// The value that agreed with the vault last, and the head of the vault then.
    private var agreed: (value: [UInt8], head: TreeHead)?

    init(memory: any HeadMemory, origin: String) {
        self.memory = memory
        self.origin = origin
    }

    /// Reads what is remembered.
    func recall() throws(VaultError) {
        value = try memory.value(for: origin)
    }

    /// Compares the vault with what was recalled, and remembers its head if it is later.
    ///
    /// - Throws: As ``compare(_:in:)``, or what the memory throws.
    func check(_ ledger: VerifiedLedger, in records: Records) throws(VaultError) {
        if let agreed, agreed.value == value, agreed.head == ledger.head { return }
        let found = try ledger.remembered()
        try compare(found, in: records)
        try remember(found)
    }

    /// Compares the vault with what was recalled.
    ///
    /// - Throws: ``VaultError/memoryDamaged(found:)``, ``VaultError/replaced(remembered:found:)``,
    ///   ``VaultError/wentBack(remembered:found:)`` or ``VaultError/forked(remembered:found:)``.
    func compare(_ found: RememberedHead, in records: Records) throws(VaultError) {
        guard let value else { return }
        guard let remembered = RememberedHead(parsing: value, origin: origin) else {
            throw .memoryDamaged(found: found.head)
        }
        try remembered.requireContinuation(found, in: records)
    }

    /// Remembers a head that was compared with what was recalled, unless another client has
    /// remembered something meanwhile: that is for the next use to compare.
    func remember(_ found: RememberedHead) throws(VaultError) {
        let new = found.bytes
        if new != value {
            guard try memory.replace(value, by: new, for: origin) else { return }
        }
        value = new
        agreed = (new, found.head)
    }

    /// Remembers a head in place of whatever is remembered.
    func accept(_ found: RememberedHead) throws(VaultError) {
        let new = found.bytes
        try recall()
        while new != value {
            if try memory.replace(value, by: new, for: origin) { return }
            try recall()
        }
    }
}
