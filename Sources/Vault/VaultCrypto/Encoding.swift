/// What the text encodings share.
enum Encoding {
    /// Turns an alphabet around.
    ///
    /// - Parameter alphabet: ASCII characters; the place of each is its value.
    /// - Returns: 256 values by character; 0xff for a character outside the alphabet.
    static func values(of alphabet: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: 0xff, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        return values
    }
}
