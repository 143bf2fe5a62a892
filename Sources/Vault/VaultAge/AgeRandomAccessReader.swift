import VaultCrypto

/// Decrypts any part of a file, a chunk of 64 KiB at a time.
///
/// The source must not change meanwhile.
public struct AgeRandomAccessReader<Source: AgeSource & ~Copyable>: ~Copyable {
    /// The length of the plaintext, in bytes.
    ///
    /// It is verified, not computed: the last chunk was opened.
    public let count: Int

    private let source: Source
    private let chunks: SealedChunks
    private var sealed: [UInt8] = []
    private var opened: [UInt8] = []
    private var openedPlace: Int?

    /// Opens the header and the last chunk.
    ///
    /// - Parameters:
    ///   - source: A file in binary form.
    ///   - identities: Tried in this order.
    /// - Throws: ``AgeStreamError/age(_:)`` with ``AgeError/headerMalformed``,
    ///   ``AgeError/limitExceeded(_:)``, ``AgeError/noMatch``, ``AgeError/headerMAC``,
    ///   ``AgeError/payloadDamaged`` or ``AgeError/payloadTruncated``, or with what the identities
    ///   throw; ``AgeStreamError/other(_:)`` with what the source throws.
    public init(
        _ source: consuming Source,
        with identities: [any AgeIdentity]
    ) throws(AgeStreamError<Source.Failure>) {
        let chunks = try SealedChunks(of: source, with: identities)
        // Whoever cut off whole chunks would otherwise choose the length. No plaintext before this.
        try chunks.open(chunks.lastPlace, of: source, sealed: &sealed, into: &opened)
        openedPlace = chunks.lastPlace
        count = chunks.plaintextCount
        self.chunks = chunks
        self.source = source
    }

    /// Decrypts bytes.
    ///
    /// - Parameters:
    ///   - offset: The place of the first one in the plaintext, not negative.
    ///   - output: Where they are appended: as many as fit, or up to the end if that comes first.
    /// - Throws: ``AgeStreamError/age(_:)`` with ``AgeError/payloadDamaged`` or
    ///   ``AgeError/payloadTruncated``; ``AgeStreamError/other(_:)`` with what the source throws.
    /// - Complexity: A chunk is opened for each begun 64 KiB, except for the one opened last.
    public mutating func read(
        at offset: Int,
        into output: inout OutputSpan<UInt8>
    ) throws(AgeStreamError<Source.Failure>) {
        precondition(offset >= 0, "a place is not negative")
        var offset = offset
        while offset < count, output.freeCapacity > 0 {
            let place = offset / Payload.chunkCount
            try open(place)
            let start = offset - place * Payload.chunkCount
            let end = min(opened.count, start + output.freeCapacity)
            output.append(copying: opened.span.extracting(start..<end))
            offset += end - start
        }
    }

    /// Opens a chunk, unless it is the one that is open.
    private mutating func open(_ place: Int) throws(AgeStreamError<Source.Failure>) {
        guard place != openedPlace else { return }
        openedPlace = nil
        try chunks.open(place, of: source, sealed: &sealed, into: &opened)
        openedPlace = place
    }
}
