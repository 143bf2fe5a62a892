import VaultCrypto

/// Decrypts a file that arrives in runs, in constant memory.
///
/// ```swift
/// var decryptor = AgeDecryptor(with: [identity])
/// while let run = read() {
///     try decryptor.update(run.span) { plaintext in use(plaintext) }
/// }
/// try decryptor.finish { plaintext in use(plaintext) }
/// ```
///
/// Only verified bytes are handed out. Whether they are all there is known once
/// ``finish(write:)`` has returned: before that, what came could be the beginning of a file that was
/// cut off. After an error the decryptor must not be used again: it traps.
public struct AgeDecryptor: ~Copyable, Sendable {
    private let identities: [any AgeIdentity]
    private var prologue = PrologueReader()
    private var payload: PayloadReader?
    private var isBroken = false

    /// Waits for the first bytes of a file.
    ///
    /// - Parameter identities: Tried in this order.
    public init(with identities: [any AgeIdentity]) {
        self.identities = identities
    }

    /// Decrypts the next bytes.
    ///
    /// - Parameters:
    ///   - input: The bytes, of any number. Runs of several 64 KiB are not copied on the way.
    ///   - write: Takes the next verified bytes; called once for each chunk, perhaps never.
    /// - Throws: ``AgeStreamError/age(_:)`` with ``AgeError/headerMalformed``,
    ///   ``AgeError/limitExceeded(_:)``, ``AgeError/noMatch``, ``AgeError/headerMAC`` or
    ///   ``AgeError/payloadDamaged``, or with what the identities throw;
    ///   ``AgeStreamError/other(_:)`` with what `write` throws.
    public mutating func update<Failure: Error>(
        _ input: Span<UInt8>,
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(AgeStreamError<Failure>) {
        precondition(!isBroken, "the decryptor was used after an error")
        isBroken = true
        var offset = 0
        if payload == nil {
            do throws(AgeError) {
                offset = try readPrologue(input)
            } catch {
                throw .age(error)
            }
        }
        try payload?.update(input, from: offset, write: write)
        isBroken = false
    }

    /// Ends the file.
    ///
    /// - Parameter write: Takes the last verified bytes; called once, with no bytes for an empty file.
    /// - Throws: As ``update(_:write:)`` does, and ``AgeError/payloadTruncated``. If the chunk before
    ///   the cut is whole, `write` gets it before this is thrown.
    public consuming func finish<Failure: Error>(
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(AgeStreamError<Failure>) {
        precondition(!isBroken, "the decryptor was used after an error")
        guard payload != nil else { throw .age(.headerMalformed) }
        try payload?.finish(write: write)
    }

    /// Takes what belongs to the header, and opens it once it is complete.
    private mutating func readPrologue(_ input: Span<UInt8>) throws(AgeError) -> Int {
        let offset = try prologue.add(input)
        if prologue.isComplete {
            payload = PayloadReader(try PayloadOpener(prologue, with: identities))
        }
        return offset
    }
}
