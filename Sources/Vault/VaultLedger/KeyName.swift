/// The name of a key in a signed note, and the origin of a log, which has the same form.
///
/// The rules are those of c2sp.org/signed-note: UTF-8, not empty, no white space and no plus sign.
/// Control characters are refused too, because no note could hold them. Names are equal if their
/// bytes are: two Unicode spellings of one word are two names.
public struct KeyName: Hashable, Sendable {
    /// The name in UTF-8.
    public let utf8: [UInt8]

    /// Creates a name from text.
    ///
    /// - Parameter text: The name.
    /// - Throws: ``LedgerError/malformedName`` if the text breaks the rules of the form.
    public init(_ text: String) throws(LedgerError) {
        try self.init(utf8: text.utf8)
    }

    /// Creates a name from bytes.
    ///
    /// - Parameter bytes: The name in UTF-8.
    /// - Throws: ``LedgerError/malformedName`` if the bytes are not UTF-8 or break the rules of the
    ///   form.
    public init(utf8 bytes: some Collection<UInt8>) throws(LedgerError) {
        guard !bytes.isEmpty else { throw .malformedName }
        utf8 = Array(bytes)
        // Almost all names are ASCII, and the rest of Unicode takes long to look up.
        guard !utf8.allSatisfy(Self.isAllowed) else { return }
        guard let text = String(validating: utf8, as: UTF8.self) else { throw .malformedName }
        for scalar in text.unicodeScalars where !Self.isAllowed(scalar) { throw .malformedName }
    }

    /// Whether a byte is a printable ASCII character that may stand in a name.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7e).contains(byte) && byte != UInt8(ascii: "+")
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar != "+" && !scalar.properties.isWhitespace
    }
}

extension KeyName: CustomStringConvertible {
    /// The name as text.
    public var description: String { String(decoding: utf8, as: UTF8.self) }
}
