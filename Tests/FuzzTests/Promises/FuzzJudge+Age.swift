@testable import VaultAge
@testable import VaultCrypto

extension FuzzJudge {
    /// Who the inputs are for: fixed keys, so that an input means the same in every run.
    private static let identities: [any AgeIdentity] = [
        X25519Identity(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32).span)),
        HybridIdentity(seed: SecretBytes(copying: [UInt8](repeating: 8, count: 32).span)),
        // Up to 2^4 KiB, or the fuzzer would do nothing else than stretch passphrases.
        ScryptIdentity(passphrase: "fuzz".utf8.span, maximumLogN: 4),
    ]

    /// A header is written as it was read, at once as well as byte by byte, and every identity comes
    /// to an end with it.
    mutating func readAgeHeader(_ bytes: [UInt8]) {
        let header = try? Header(parsing: bytes.span)
        var reader = PrologueReader()
        var isRefused = false
        for byte in bytes where reader.header == nil && !isRefused {
            do throws(AgeError) {
                _ = try reader.add([byte].span)
            } catch {
                isRefused = true
            }
        }
        if header != reader.header { expect(false, else: "a header depends on how it arrives") }
        guard let header else { return }
        expect(bytes.starts(with: header.bytes), else: "a header has a second spelling")
        guard let text = try? Age.decrypt(bytes, with: Self.identities) else { return }
        expect(text.count < bytes.count, else: "a file holds more than it is long")
    }

    /// Text that decodes is encoded again as it was, but for line ends and white space around it.
    mutating func readArmor(_ bytes: [UInt8]) {
        let file = try? Armor.decode(bytes)
        if file != Self.fileByByte(bytes) {
            expect(false, else: "an armored file depends on how it arrives")
        }
        guard let file else { return }
        expect(Armor.isArmored(bytes.span), else: "an armored file is not taken for one")
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            let isLineEnd = index + 1 < bytes.count && bytes[index + 1] == Armor.lineFeed
            if byte != Armor.carriageReturn || !isLineEnd { text.append(byte) }
        }
        let end = text.lastIndex { !Armor.isWhitespace($0) } ?? -1
        let trimmed = text[...end].drop(while: Armor.isWhitespace) + [Armor.lineFeed]
        expect(Armor.encode(file) == Array(trimmed), else: "an armored file has a second spelling")
    }

    /// What comes out if every byte comes alone; `nil` if it is refused.
    private static func fileByByte(_ bytes: [UInt8]) -> [UInt8]? {
        var file: [UInt8] = []
        var decoder = ArmorDecoder()
        do {
            for byte in bytes {
                try decoder.update([byte].span) { span in
                    file.append(addingCapacity: span.count) { $0.append(copying: span) }
                }
            }
            try decoder.finish { span in
                file.append(addingCapacity: span.count) { $0.append(copying: span) }
            }
        } catch {
            return nil
        }
        return file
    }

    /// The lines of an identity file are its comments and its identities, and nothing else.
    mutating func readIdentityFile(_ bytes: [UInt8]) {
        guard let file = try? IdentityFile(parsing: bytes.span) else { return }
        let lines = bytes.split(separator: Header.lineFeed).map { line in
            line.last == Armor.carriageReturn ? Array(line.dropLast()) : Array(line)
        }
        let comment = UInt8(ascii: "#")
        expect(
            file.comments == lines.filter { $0.first == comment },
            else: "an identity file has other comments"
        )
        let identities = lines.filter { !$0.isEmpty && $0.first != comment }
        expect(
            file.identities.map(Self.encoded) == identities,
            else: "an identity has a second spelling"
        )
    }

    private static func encoded(_ identity: any AgeIdentity) -> [UInt8] {
        (identity as? any AgeKeyPair)?.withEncoded { line in
            [UInt8](capacity: line.count) { $0.append(copying: line) }
        } ?? []
    }
}
