import VaultCrypto
public import VaultLedger

extension Digest {
    /// The first 120 bits as twelve English words, to be read aloud and compared.
    ///
    /// The words are those of SLIP-39, ten bits each; none begins with the same four letters as
    /// another. Who looks for something else with the same words has to try 2^120 times. Who may make
    /// both needs only 2^60: where that matters compare all of the digest.
    public var words: [String] {
        var words: [String] = []
        var bits: UInt32 = 0
        var bitCount = 0
        for index in 0..<15 {
            bits = bits << 8 | UInt32(bytes[index])
            bitCount += 8
            guard bitCount >= SLIP39WordList.bitsPerWord else { continue }
            bitCount -= SLIP39WordList.bitsPerWord
            let word = SLIP39WordList.words[Int(bits >> UInt32(bitCount) & 1023)]
            words.append(String(decoding: word, as: UTF8.self))
        }
        return words
    }
}
