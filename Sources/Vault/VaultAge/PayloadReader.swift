import VaultCrypto

/// The payload half of a decryptor.
struct PayloadReader: ~Copyable, Sendable {
    private let opener: PayloadOpener
    private var place: UInt64 = 0
    private var pending = ChunkBuffer(capacity: Payload.sealedChunkCount)
    private var opened: [UInt8] = []

    init(_ opener: consuming PayloadOpener) {
        self.opener = opener
    }

    /// Opens every chunk that is known not to be the last, because a byte follows it.
    mutating func update<Failure: Error>(
        _ input: Span<UInt8>,
        from start: Int,
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(AgeStreamError<Failure>) {
        var offset = start
        if !pending.isEmpty {
            offset = pending.add(input, from: offset)
            guard offset < input.count else { return }
            let chunk = pending.take()
            try release(chunk.span, isLast: false, write: write)
            pending.recycle(chunk)
        }
        while input.count - offset > Payload.sealedChunkCount {
            let chunk = input.extracting(offset..<offset + Payload.sealedChunkCount)
            try release(chunk, isLast: false, write: write)
            offset += Payload.sealedChunkCount
        }
        _ = pending.add(input, from: offset)
    }

    /// Opens the last chunk.
    mutating func finish<Failure: Error>(
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(AgeStreamError<Failure>) {
        let chunk = pending.take()
        try release(chunk.span, isLast: true, write: write)
    }

    /// Opens a chunk; says what is wrong with it.
    private func open(
        _ chunk: Span<UInt8>,
        isLast: Bool,
        into output: inout OutputSpan<UInt8>
    ) -> AgeError? {
        do throws(AgeError) {
            if isLast {
                try opener.openLast(chunk, place: place, into: &output)
            } else {
                try opener.openInner(chunk, place: place, into: &output)
            }
            return nil
        } catch {
            return error
        }
    }

    /// Opens a chunk and hands out what could be verified, even if an error follows.
    private mutating func release<Failure: Error>(
        _ chunk: Span<UInt8>,
        isLast: Bool,
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(AgeStreamError<Failure>) {
        var failure: AgeError?
        // The buffer is a local variable meanwhile, since the closure below reads `self`.
        var buffer: [UInt8] = []
        swap(&buffer, &opened)
        buffer.removeAll(keepingCapacity: true)
        buffer.append(addingCapacity: chunk.count) { output in
            failure = open(chunk, isLast: isLast, into: &output)
        }
        swap(&buffer, &opened)
        place += 1
        if failure == nil || !opened.isEmpty {
            do throws(Failure) {
                try write(opened.span)
            } catch {
                throw .other(error)
            }
        }
        if let failure { throw .age(failure) }
    }
}
