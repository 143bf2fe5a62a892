import VaultCrypto

/// Reads a header line by line and keeps to the grammar of c2sp.org/age to the letter.
struct HeaderParser: Sendable {
    private enum Expected {
        case intro
        case stanzaOrCode
        case body
        case nothing
    }

    private var expected = Expected.intro
    private var stanzas: [Stanza] = []
    private var arguments: [String] = []
    private var body: [UInt8] = []

    /// The header, once its last line has been added.
    private(set) var header: Header?

    /// Takes the next line.
    ///
    /// - Parameter line: The line without its line feed.
    /// - Throws: ``AgeError/headerMalformed``; ``AgeError/limitExceeded(_:)`` if there are too many
    ///   stanzas.
    mutating func add(_ line: Span<UInt8>) throws(AgeError) {
        switch expected {
        case .intro:
            guard line.count == Header.intro.count, line.starts(with: Header.intro) else {
                throw .headerMalformed
            }
            expected = .stanzaOrCode
        case .stanzaOrCode where line.starts(with: Header.codeMark):
            try addCode(line)
        case .stanzaOrCode:
            try addArguments(line)
        case .body:
            try addBody(line)
        case .nothing:
            throw .headerMalformed
        }
    }

    /// `--- ` and 32 bytes in base64.
    private mutating func addCode(_ line: Span<UInt8>) throws(AgeError) {
        let start = Header.codeMark.count
        guard !stanzas.isEmpty, line.count > start, line[start] == Header.space else {
            throw .headerMalformed
        }
        let code = try Self.decode(line.extracting(droppingFirst: start + 1))
        guard code.count == Header.codeCount else { throw .headerMalformed }
        header = Header(stanzas: stanzas, code: code)
        expected = .nothing
    }

    /// `->` and at least one argument, with one space before each.
    private mutating func addArguments(_ line: Span<UInt8>) throws(AgeError) {
        guard line.starts(with: Array("-> ".utf8)) else { throw .headerMalformed }
        guard stanzas.count < AgeLimits.stanzaCount else { throw .limitExceeded(.stanzas) }
        var argument: [UInt8] = []
        for index in 3..<line.count {
            if Stanza.isVisible(line[index]) {
                argument.append(line[index])
            } else {
                guard line[index] == Header.space else { throw .headerMalformed }
                try addArgument(&argument)
            }
        }
        try addArgument(&argument)
        expected = .body
    }

    private mutating func addArgument(_ argument: inout [UInt8]) throws(AgeError) {
        guard !argument.isEmpty else { throw .headerMalformed }
        arguments.append(String(decoding: argument, as: UTF8.self))
        argument = []
    }

    /// 64 characters of base64, or fewer on the last line.
    private mutating func addBody(_ line: Span<UInt8>) throws(AgeError) {
        guard line.count <= Stanza.columnCount else { throw .headerMalformed }
        body += try Self.decode(line)
        guard line.count < Stanza.columnCount else { return }
        stanzas.append(
            Stanza(type: arguments[0], arguments: Array(arguments[1...]), body: body)
        )
        arguments = []
        body = []
        expected = .stanzaOrCode
    }

    private static func decode(_ text: Span<UInt8>) throws(AgeError) -> [UInt8] {
        do throws(CryptoError) {
            return try Base64.decode(text, padded: false)
        } catch {
            throw .headerMalformed
        }
    }
}
