import Testing
import VaultCrypto
import VaultLedger

/// One worked example: a log of five entries, its signed checkpoint and a witness.
///
/// The values were computed from the definitions of RFC 6962, RFC 8032 and c2sp.org/signed-note
/// without this library, and the note was accepted by Go's x/mod.
enum Example {
    static let entries = ["alpha", "bravo", "charlie", "delta", "echo"].map { Array($0.utf8) }

    static let leafHashes = entries.map { MerkleTree.leafHash(of: $0.span) }

    static let root = "27fb5ac1b7d728b57862f8db5ad1fdb3f6f8f9281552842c2242cfaba97f8646"

    static let origin = "vault.example/district-7/ledger"

    static let text = """
        vault.example/district-7/ledger
        5
        J/tawbfXKLV4YvjbWtH9s/b4+SgVUoQsIkLPq6l/hkY=

        """

    static let signatureLine = """
        \u{2014} vault.example/district-7/ledger d+HeTTd3mpdAkm8wBqVA3Bs/mshFcWu2yYCI5KVBu4iPhaNk\
        nyYBXkKZK3m4ZbwZUGmAtct6eyQQAE+OO0JxgO+sVwA=

        """

    static let cosignatureLine = """
        \u{2014} witness.example/w1 IDJKvgAAAABqGKUAAkPDxJm4Yn7e9ygHg7du/EAYkAVig8Gz+0BOAjaPJ5g61\
        pOqhUOAGh61VkLp/a7ve2xYd5W9Hysb5cnvt2CACw==

        """

    /// The checkpoint with the signature of the log.
    static let note = text + "\n" + signatureLine

    /// The checkpoint with the signatures of the log and of the witness.
    static let cosignedNote = note + cosignatureLine

    /// The time in the cosignature.
    static let time: Int64 = 1_780_000_000

    static let logKey =
        "vault.example/district-7/ledger+77e1de4d+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"

    static let witnessKey =
        "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
}

/// Makes a secret of 32 bytes that count up.
func seed(from first: UInt8) -> SecretBytes {
    SecretBytes(copying: Array(first..<first + 32).span)
}

/// Makes the signer of the example log, or one with the same key and another name.
func logSigner(name: String = Example.origin) throws -> NoteSigner {
    NoteSigner(name: try KeyName(name), seed: seed(from: 0))
}

extension SignedNote {
    /// Reads a note from text.
    init(_ text: String) throws(LedgerError) {
        try self.init(parsing: Array(text.utf8))
    }
}

extension String {
    /// The text with the first occurrence of `part` replaced, compared byte by byte.
    ///
    /// Traps if there is none, so that a test never runs on unchanged text.
    func changing(_ part: String, to other: String) -> String {
        let bytes = Array(utf8)
        let wanted = Array(part.utf8)
        for start in 0...(bytes.count - wanted.count)
        where bytes[start..<start + wanted.count].elementsEqual(wanted) {
            let changed = bytes[..<start] + Array(other.utf8) + bytes[(start + wanted.count)...]
            return String(decoding: changed, as: UTF8.self)
        }
        preconditionFailure("\(part) does not occur")
    }

    /// The text without its first line that has this key.
    ///
    /// Traps if there is none.
    func removingLine(_ key: String) -> String {
        var lines = dropLast().components()
        lines.remove(at: required(lines.firstIndex { $0.hasPrefix(key + " ") }))
        return lines.map { $0 + "\n" }.joined()
    }
}

extension Substring {
    /// The lines of a text of ASCII.
    func components() -> [String] {
        split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

/// A text that is not quite right, shown on one line in the list of tests.
struct Spelling: CustomTestStringConvertible, Sendable {
    let text: String
    var testDescription: String { text.debugDescription }
    var utf8: [UInt8] { Array(text.utf8) }
}
