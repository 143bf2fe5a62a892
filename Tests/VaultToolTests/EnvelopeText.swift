import VaultCrypto
import VaultLedger

/// The plaintext of a document's envelope, read by what FORMAT.md says and nothing else.
struct EnvelopeText {
    /// The keys of the comments, in their order.
    let keys: [String]

    /// The values of the comments.
    let values: [String: String]

    /// The line of the identity.
    let secret: String

    private let lines: [String]

    /// Why a text is none.
    struct Malformed: Error {
        let line: String
    }

    init(_ bytes: [UInt8]) throws {
        let all = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        guard let secret = all.last, secret.hasPrefix("AGE-SECRET-KEY-") else {
            throw Malformed(line: all.last ?? "")
        }
        let comments = Array(all.dropLast())
        var keys: [String] = []
        var values: [String: String] = [:]
        for line in comments {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            guard words.count == 3, words[0] == "#", words[2].first == "\"", words[2].last == "\""
            else { throw Malformed(line: line) }
            keys.append(words[1])
            values[words[1]] = String(words[2].dropFirst().dropLast())
        }
        let count = comments.reduce(0) { $0 + $1.utf8.count + 1 }
        let padding = values["padding"]?.utf8.count ?? .max
        guard keys.last == "padding", count % 1_024 == 0, padding < 1_024 else {
            throw Malformed(line: "padding")
        }
        self.keys = keys
        self.values = values
        self.secret = secret
        lines = comments
    }

    /// `SHA-256("vault/v1 content" || blind || facts)`.
    var contentDigest: Digest? {
        let blindText = Array((values["blind"] ?? "").utf8)
        guard
            let blind = try? Base64.decode(blindText.span, padded: true),
            let first = keys.firstIndex(of: "file-name"), first + 6 <= lines.count
        else { return nil }
        let facts = lines[first..<(first + 6)].map { $0 + "\n" }.joined()
        return Digest.of((Array("vault/v1 content".utf8) + blind + Array(facts.utf8)).span)
    }
}
