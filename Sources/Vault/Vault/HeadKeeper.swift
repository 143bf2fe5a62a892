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
        guard let known = try known(found), let last = known.heads.last else { return }
        let remembered = known.head(of: found.fingerprint) ?? last
        try remembered.requireContinuation(found, in: records)
    }

    /// What was recalled; `nil` if that is nothing.
    ///
    /// - Throws: ``VaultError/memoryDamaged(found:)`` if it does not read as a memory.
    private func known(_ found: RememberedHead) throws(VaultError) -> RememberedOrigin? {
        guard let value else { return nil }
        guard let known = RememberedOrigin(parsing: value, origin: origin) else {
            throw .memoryDamaged(found: found.head)
        }
        return known
    }

    /// Remembers a head that was compared with what was recalled, unless another client has
    /// remembered something meanwhile: that is for the next use to compare.
    func remember(_ found: RememberedHead) throws(VaultError) {
        var known = try known(found) ?? RememberedOrigin()
        known.put(found)
        let new = known.bytes
        if new != value {
            guard try memory.replace(value, by: new, for: origin) else { return }
        }
        value = new
        agreed = (new, found.head)
    }

    /// Remembers the head of a vault that the client has just made, beside others of its origin.
    func add(_ made: RememberedHead) throws(VaultError) {
        try recall()
        _ = try known(made)
        try keep(made) { _ in true }
    }

    /// Remembers a head in place of what is remembered of its vault.
    ///
    /// If that is another vault than those remembered, or nobody can read what is, it is the only one
    /// from now on.
    func accept(_ found: RememberedHead) throws(VaultError) {
        try keep(found) { known in known.head(of: found.fingerprint) != nil }
    }

    /// Remembers a head, whatever other clients do meanwhile.
    ///
    /// - Parameters:
    ///   - head: What to remember.
    ///   - isKept: Whether what is remembered already stays beside it.
    /// - Throws: What the memory throws.
    private func keep(
        _ head: RememberedHead,
        beside isKept: (RememberedOrigin) -> Bool
    ) throws(VaultError) {
        while true {
            try recall()
            let known = value.flatMap { RememberedOrigin(parsing: $0, origin: origin) }
            var next = known.flatMap { isKept($0) ? $0 : nil } ?? RememberedOrigin()
            next.put(head)
            let new = next.bytes
            if new == value { return }
            if try memory.replace(value, by: new, for: origin) { return }
        }
    }
}
