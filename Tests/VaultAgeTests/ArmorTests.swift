import Testing
import VaultAge

@Suite("Armor")
struct ArmorTests {
    static let begin = "-----BEGIN AGE ENCRYPTED FILE-----"
    static let end = "-----END AGE ENCRYPTED FILE-----"
    static let line = String(repeating: "A", count: 64)

    @Test(arguments: [0, 1, 2, 3, 47, 48, 49, 95, 96, 97, 1000, 100_000])
    func `is read as it was written`(count: Int) throws {
        let file = [UInt8](patternOf: count)
        let text = Armor.encode(file)
        let lines = String(decoding: text, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        #expect(lines.first == Self.begin[...])
        #expect(lines.suffix(2) == [Self.end[...], ""])
        #expect(lines.dropFirst().dropLast(3).allSatisfy { $0.utf8.count == 64 })
        #expect(try Armor.decode(text) == file)
    }

    @Test(arguments: [1, 47, 48, 49, 1000])
    func `does not care how the bytes arrive`(size: Int) throws {
        let file = [UInt8](patternOf: 10_000)
        var encoder = ArmorEncoder()
        var text: [UInt8] = []
        for start in stride(from: 0, to: file.count, by: size) {
            let run = file.span.extracting(start..<min(start + size, file.count))
            encoder.update(run) { text += Array(copying: $0) }
        }
        encoder.finish { text += Array(copying: $0) }
        #expect(text == Armor.encode(file))

        var decoder = ArmorDecoder()
        var decoded: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: size) {
            let run = text.span.extracting(start..<min(start + size, text.count))
            try decoder.update(run) { decoded += Array(copying: $0) }
        }
        try decoder.finish { decoded += Array(copying: $0) }
        #expect(decoded == file)
    }

    @Test(arguments: [
        "\(begin)\n\(line)\nAAAA\n\(end)\n", "\(begin)\n\(line)\nAAAA\n\(end)",
        "\(begin)\r\n\(line)\r\nAAAA\r\n\(end)\r\n",
        " \n\t\r\n\(begin)\n\(line)\nAAAA\n\(end)\n \n",
        String(repeating: "\n", count: 1024) + "\(begin)\n\(line)\nAAAA\n\(end)\n"
            + String(repeating: "\n", count: 1024),
    ])
    func `may have either line end, and white space around it`(text: String) throws {
        #expect(try Armor.decode(Array(text.utf8)) == [UInt8](repeating: 0, count: 51))
        let isArmored = Armor.isArmored(text.utf8.span)
        #expect(isArmored)
    }

    @Test(arguments: [
        "", "\n", begin, "\(begin)\n", "\(begin)\n\(line)\n", "\(end)\n", "\(line)\n",
        "x\(begin)\nAAAA\n\(end)\n", "x\n\(begin)\nAAAA\n\(end)\n", "\(begin)\nAAAA\n\(end)\nx",
        "\(begin)\nAAAA\n\(end)x\n", " \(begin)\nAAAA\n\(end)\n", "\(begin) \nAAAA\n\(end)\n",
        "\(begin)\nAAAA\n \(end)\n", "\(begin)\nAAAA\n\(end) \n", "\(begin)\n\n\(end)\n",
        "\(begin)\n\nAAAA\n\(end)\n", "\(begin)\nAAAA\n\n\(end)\n",
        "\(begin)\nAAAA\nAAAA\n\(end)\n",
        "\(begin)\n\(line)AAAA\n\(end)\n", "\(begin)\n AAAA\n\(end)\n", "\(begin)\nAAAA \n\(end)\n",
        "\(begin)\nAA\n\(end)\n", "\(begin)\nAB==\n\(end)\n", "\(begin)\nA=A=\n\(end)\n",
        "\(begin)\nVersion: 1\n\nAAAA\n\(end)\n", "\(begin)\nAAAA\n=AAAA\n\(end)\n",
        "\(begin)\nAAAA\n\(end)\n\(begin)\nAAAA\n\(end)\n", "\(begin)\rAAAA\r\(end)\r",
        "-----begin age encrypted file-----\nAAAA\n-----end age encrypted file-----\n",
        "-----BEGIN AGE FILE-----\nAAAA\n-----END AGE FILE-----\n",
        String(repeating: "\n", count: 1026) + "\(begin)\nAAAA\n\(end)\n",
        "\(begin)\nAAAA\n\(end)\n" + String(repeating: " ", count: 1026),
        "\(begin)\n" + String(line.dropLast(2)) + "==\nAAAA\n\(end)\n",
    ])
    func `is refused in every other spelling`(text: String) {
        #expect(throws: AgeError.armorMalformed) { try Armor.decode(Array(text.utf8)) }
    }

    @Test(arguments: [
        (1024, ["\n", " \n", "\r\n", "\t\r\n"]), (1025, ["\n"]), (1026, ["\r\n", " \n"]),
        (1028, ["\t \r\n"]),
    ])
    func `has at most 1024 bytes of white space on either side`(count: Int, lines: [String]) {
        for line in lines {
            let repeats = count / line.utf8.count
            let space =
                String(repeating: line, count: repeats)
                + String(repeating: "\n", count: count - repeats * line.utf8.count)
            let block = "\(Self.begin)\nAAAA\n\(Self.end)\n"
            let isRead = count <= 1024
            let leading = Array((space + block).utf8)
            #expect(((try? Armor.decode(leading)) != nil) == isRead)
            let isArmored = Armor.isArmored(leading.span)
            #expect(isArmored == isRead)
            #expect(((try? Armor.decode(Array((block + space).utf8))) != nil) == isRead)
        }
    }

    @Test
    func `passes on the error of a sink`() {
        struct Full: Error, Equatable {}
        #expect(throws: Full()) {
            var encoder = ArmorEncoder()
            try encoder.update([1].span) { _ throws(Full) in throw Full() }
        }
        #expect(throws: AgeStreamError<Full>.other(Full())) {
            var decoder = ArmorDecoder()
            try decoder.update(Armor.encode([1]).span) { _ throws(Full) in throw Full() }
        }
    }
}
