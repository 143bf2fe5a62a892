import VaultCrypto

/// Bytes that can be read from any place: a file, or an array.
public protocol AgeSource: ~Copyable {
    /// What can go wrong while reading; `Never` for bytes in memory.
    associatedtype Failure: Error

    /// The number of bytes.
    var count: Int { get }

    /// Reads bytes.
    ///
    /// - Parameters:
    ///   - offset: The place of the first one.
    ///   - output: Where they are appended: as many as fit, or up to the end if that comes first.
    /// - Throws: ``Failure``.
    borrowing func read(
        at offset: Int,
        into output: inout OutputSpan<UInt8>
    ) throws(Failure)
}

/// An array as a source.
public struct AgeBytesSource: AgeSource, Sendable {
    private let bytes: [UInt8]

    /// Wraps bytes.
    ///
    /// - Parameter bytes: A file.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The number of bytes.
    public var count: Int { bytes.count }

    /// Copies bytes.
    ///
    /// - Parameters:
    ///   - offset: The place of the first one.
    ///   - output: Where they are appended.
    public func read(at offset: Int, into output: inout OutputSpan<UInt8>) {
        let end = min(bytes.count, offset + output.freeCapacity)
        guard offset < end else { return }
        output.append(copying: bytes.span.extracting(offset..<end))
    }
}

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

/// Where the chunks of a file are, and the key that opens them.
private struct SealedChunks: ~Copyable {
    /// The length of the plaintext in bytes, if the file is whole.
    let plaintextCount: Int

    private let start: Int
    private let sealedCount: Int
    private let opener: PayloadOpener

    init<Source: AgeSource & ~Copyable>(
        of source: borrowing Source,
        with identities: [any AgeIdentity]
    ) throws(AgeStreamError<Source.Failure>) {
        let prologue = try Self.readPrologue(source)
        let sealedCount = source.count - prologue.count
        let opener = try Self.unlock(prologue, with: identities, as: Source.Failure.self)
        guard let plaintextCount = Payload.plaintextCount(ofSealed: sealedCount) else {
            throw .age(.payloadTruncated)
        }
        self.plaintextCount = plaintextCount
        self.sealedCount = sealedCount
        self.opener = opener
        start = prologue.count
    }

    /// The place of the last chunk, counted from zero.
    var lastPlace: Int { max(0, plaintextCount - 1) / Payload.chunkCount }

    /// Replaces `opened` by the plaintext of a chunk; `sealed` is memory to read it to.
    func open<Source: AgeSource & ~Copyable>(
        _ place: Int,
        of source: borrowing Source,
        sealed: inout [UInt8],
        into opened: inout [UInt8]
    ) throws(AgeStreamError<Source.Failure>) {
        let offset = place * Payload.sealedChunkCount
        let count = min(Payload.sealedChunkCount, sealedCount - offset)
        try Self.read(source, at: start + offset, count: count, into: &sealed)
        let isLast = place == lastPlace
        var isAuthentic = false
        opened.removeAll(keepingCapacity: true)
        opened.append(addingCapacity: count) { output in
            isAuthentic = opener.open(
                sealed.span,
                place: UInt64(place),
                isLast: isLast,
                into: &output
            )
        }
        guard isAuthentic else { throw .age(.payloadDamaged) }
    }

    private static func unlock<Failure: Error>(
        _ prologue: PrologueReader,
        with identities: [any AgeIdentity],
        as: Failure.Type
    ) throws(AgeStreamError<Failure>) -> PayloadOpener {
        do throws(AgeError) {
            return try PayloadOpener(prologue, with: identities)
        } catch {
            throw .age(error)
        }
    }

    /// Reads as far as the header goes, 4 KiB at a time.
    private static func readPrologue<Source: AgeSource & ~Copyable>(
        _ source: borrowing Source
    ) throws(AgeStreamError<Source.Failure>) -> PrologueReader {
        var prologue = PrologueReader()
        var bytes: [UInt8] = []
        while !prologue.isComplete {
            try read(source, at: prologue.count, count: 4096, into: &bytes)
            guard !bytes.isEmpty else { break }
            do throws(AgeError) {
                _ = try prologue.add(bytes.span)
            } catch {
                throw .age(error)
            }
        }
        return prologue
    }

    /// Replaces the content of `buffer` by bytes of the source.
    private static func read<Source: AgeSource & ~Copyable>(
        _ source: borrowing Source,
        at offset: Int,
        count: Int,
        into buffer: inout [UInt8]
    ) throws(AgeStreamError<Source.Failure>) {
        buffer.removeAll(keepingCapacity: true)
        do throws(Source.Failure) {
            try buffer.append(addingCapacity: count) { output throws(Source.Failure) in
                try source.read(at: offset, into: &output)
            }
        } catch {
            throw .other(error)
        }
    }
}
