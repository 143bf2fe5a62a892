/// Reads what stands before the chunks of a file, from bytes that arrive in runs: header and nonce.
struct PrologueReader: Sendable {
    /// The length of the nonce that makes the payload key, in bytes.
    static let nonceCount = 16

    private var parser = HeaderParser()
    private var line: [UInt8] = []
    private var headerCount = 0

    /// The bytes of the nonce that have come so far.
    private(set) var nonce: [UInt8] = []

    /// The header, once it is complete; the nonce follows it.
    var header: Header? { parser.header }

    /// Whether everything has come.
    var isComplete: Bool { nonce.count == Self.nonceCount }

    /// The number of bytes that belong here: the place of the first chunk, once all have come.
    var count: Int { headerCount + nonce.count }

    /// Takes bytes as long as they belong here.
    ///
    /// - Parameter input: The next bytes of the file.
    /// - Returns: How many of them were taken: all, or fewer if ``isComplete``.
    /// - Throws: ``AgeError/headerMalformed``, ``AgeError/limitExceeded(_:)``.
    mutating func add(_ input: Span<UInt8>) throws(AgeError) -> Int {
        var offset = 0
        while header == nil, offset < input.count {
            offset = try addLine(input, from: offset)
        }
        guard header != nil else { return offset }
        while offset < input.count, !isComplete {
            nonce.append(input[offset])
            offset += 1
        }
        return offset
    }

    /// Takes the rest of a line, or as much of it as there is; returns the place after it.
    private mutating func addLine(_ input: Span<UInt8>, from start: Int) throws(AgeError) -> Int {
        let lineFeed = input.firstIndex(of: Header.lineFeed, from: start)
        let end = lineFeed ?? input.count
        headerCount += end - start + (lineFeed == nil ? 0 : 1)
        guard headerCount <= AgeLimits.headerCount else { throw .limitExceeded(.header) }
        for index in start..<end { line.append(input[index]) }
        guard lineFeed != nil else {
            // What is no age file at all is refused at its first bytes, not after megabytes.
            let isFirst = headerCount == line.count
            guard !isFirst || Header.intro.starts(with: line) else { throw .headerMalformed }
            return end
        }
        let whole = line
        line = []
        try parser.add(whole.span)
        return end + 1
    }
}

extension Header {
    /// Reads a header that is at hand as a whole.
    ///
    /// - Parameter bytes: A file. What follows the header is not looked at.
    /// - Throws: ``AgeError/headerMalformed``, ``AgeError/limitExceeded(_:)``.
    package init(parsing bytes: Span<UInt8>) throws(AgeError) {
        var reader = PrologueReader()
        _ = try reader.add(bytes)
        guard let header = reader.header else { throw .headerMalformed }
        self = header
    }
}

extension PayloadOpener {
    /// Opens a header, and prepares to open the chunks after it.
    ///
    /// - Parameters:
    ///   - prologue: What stands before the chunks.
    ///   - identities: Tried in this order.
    /// - Throws: ``AgeError/headerMalformed`` if header or nonce are not complete; what
    ///   ``Header/unlock(with:)`` throws.
    init(_ prologue: PrologueReader, with identities: [any AgeIdentity]) throws(AgeError) {
        guard let header = prologue.header, prologue.isComplete else { throw .headerMalformed }
        let fileKey = try header.unlock(with: identities)
        self.init(key: fileKey.payloadKey(nonce: prologue.nonce.span))
    }
}
