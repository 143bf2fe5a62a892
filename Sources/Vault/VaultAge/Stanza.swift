import VaultCrypto

/// A part of a header: the key of the file, wrapped for one recipient (c2sp.org/age).
public struct Stanza: Sendable, Hashable {
    /// The kind of recipient, the first argument: printable ASCII, not empty.
    public let type: String

    /// The other arguments: printable ASCII without spaces, none of them empty.
    public let arguments: [String]

    /// The rest, of any length.
    public let body: [UInt8]

    /// Creates a stanza.
    ///
    /// - Parameters:
    ///   - type: The kind of recipient. It must consist of the bytes 0x21 to 0x7e, at least one.
    ///   - arguments: The other arguments, which must do so as well.
    ///   - body: The rest, of any length.
    public init(type: String, arguments: [String], body: [UInt8]) {
        precondition(Self.isArgument(type), "a type is printable ASCII")
        precondition(arguments.allSatisfy(Self.isArgument), "an argument is printable ASCII")
        self.type = type
        self.arguments = arguments
        self.body = body
    }

    private static func isArgument(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isVisible)
    }

    /// Whether a byte can be part of an argument: `VCHAR` of RFC 5234.
    static func isVisible(_ byte: UInt8) -> Bool { 0x21...0x7e ~= byte }
}

extension Stanza {
    /// The length of a full line of a body, in characters; 48 bytes.
    static let columnCount = 64

    /// The bytes of the first argument behind the type, which is base64 without padding.
    ///
    /// - Parameter count: How many bytes it must have.
    /// - Returns: The bytes.
    /// - Throws: ``AgeError/headerMalformed`` if there are more or fewer, or the spelling is not
    ///   canonical.
    func firstArgument(count: Int) throws(AgeError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(CryptoError) {
            bytes = try Base64.decode(arguments[0].utf8.span, padded: false)
        } catch {
            throw .headerMalformed
        }
        guard bytes.count == count else { throw .headerMalformed }
        return bytes
    }

    /// Appends the stanza as it stands in a header.
    func write(to header: inout [UInt8]) {
        header += "-> \(([type] + arguments).joined(separator: " "))\n".utf8
        let bytesPerLine = Self.columnCount / 4 * 3
        // The last line is shorter than the others, and empty where there is nothing left for it.
        for line in 0...body.count / bytesPerLine {
            let start = line * bytesPerLine
            let piece = body.span.extracting(start..<min(start + bytesPerLine, body.count))
            Base64.append(piece, padded: false, to: &header)
            header.append(Header.lineFeed)
        }
    }
}
