import VaultCrypto

/// Where the chunks of a file are, and the key that opens them.
struct SealedChunks: ~Copyable {
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
