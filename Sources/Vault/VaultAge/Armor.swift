import VaultCrypto

/// The text form of an age file, for places that take no binary: strict PEM (RFC 7468, figure 3).
///
/// ```
/// -----BEGIN AGE ENCRYPTED FILE-----
/// YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBURWlGMHlwcXIrYnB2Y3FY
/// (more lines of 64 characters, and a last one of 64 or fewer)
/// -----END AGE ENCRYPTED FILE-----
/// ```
public enum Armor {
    static let begin: [UInt8] = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    static let end: [UInt8] = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    static let columnCount = 64
    static let bytesPerLine = 48
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    /// Whether a file says of itself that it is armored.
    ///
    /// Its other lines are not looked at.
    ///
    /// - Parameter file: A file, or the first kilobytes of it.
    /// - Returns: `true` if the first bytes that are no white space are those of the first line.
    public static func isArmored(_ file: Span<UInt8>) -> Bool {
        for index in 0..<min(file.count, AgeLimits.armorWhitespaceCount + 1)
        where !isWhitespace(file[index]) {
            return file.extracting(droppingFirst: index).starts(with: begin)
        }
        return false
    }

    /// Puts a file into text form.
    ///
    /// - Parameter file: A file in binary form.
    /// - Returns: ASCII, with a line feed after each line.
    public static func encode(_ file: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var encoder = ArmorEncoder()
        encoder.update(file.span) { append($0, to: &text) }
        encoder.finish { append($0, to: &text) }
        return text
    }

    /// Reads the text form of a file.
    ///
    /// - Parameter text: ASCII, with LF or CR LF after each line; white space may surround it.
    /// - Returns: The file in binary form.
    /// - Throws: ``AgeError/armorMalformed``.
    public static func decode(_ text: [UInt8]) throws(AgeError) -> [UInt8] {
        try decode(text.span)
    }

    static func decode(_ text: Span<UInt8>) throws(AgeError) -> [UInt8] {
        var file: [UInt8] = []
        var decoder = ArmorDecoder()
        do throws(AgeStreamError<Never>) {
            try decoder.update(text) { append($0, to: &file) }
            try decoder.finish { append($0, to: &file) }
        } catch {
            switch error {
            case .age(let error): throw error
            }
        }
        return file
    }

    private static func append(_ bytes: Span<UInt8>, to array: inout [UInt8]) {
        array.append(addingCapacity: bytes.count) { $0.append(copying: bytes) }
    }

    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || 9...13 ~= byte
    }
}
