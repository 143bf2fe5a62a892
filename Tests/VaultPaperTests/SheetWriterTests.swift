import Testing
import VaultCrypto
import VaultPaper

@Suite("A sheet")
struct SheetWriterTests {
    private static func sheet(
        paragraphs: Int = 1,
        payload: Int = 40,
        direction: Sheet.Direction = .leftToRight
    ) -> Sheet {
        let groups = Array("ABCDE-FGHJK-MNPQR".utf8)
        return Sheet(
            language: direction == .leftToRight ? "en" : "ar",
            direction: direction,
            title: "Title",
            introduction: (0..<paragraphs).map { "Paragraph \($0) with `code --in it`." },
            code: Sheet.Code(
                caption: "Groups",
                text: SecretBytes(copying: groups.span),
                columns: 2
            ),
            facts: [Sheet.Fact("Label", "value", isCode: true), Sheet.Fact("Label", "value")],
            picture: Sheet.Picture(
                caption: "Picture",
                payload: SecretBytes(copying: Array(repeating: 0x61, count: payload).span)
            ),
            stepsTitle: "Steps",
            steps: ["First", "Second"],
            warnings: ["Warning"]
        )
    }

    private static func write(_ sheet: consuming Sheet) throws(PaperError) -> [UInt8] {
        var bytes: [UInt8] = []
        try SheetWriter.write(sheet) { span in
            for index in span.indices { bytes.append(span[index]) }
            return true
        }
        return bytes
    }

    @Test(arguments: [Sheet.Direction.leftToRight, .rightToLeft])
    func `is a PDF, the same each time and without a date`(direction: Sheet.Direction) throws {
        let bytes = try Self.write(Self.sheet(direction: direction))
        #expect(bytes.starts(with: Array("%PDF-1.5\n".utf8)))
        #expect(try Self.write(Self.sheet(direction: direction)) == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("/Count 1"))
        #expect(!text.contains("CreationDate"))
        #expect(!text.contains("ModDate"))
    }

    @Test
    func `has one page, or is refused`() throws {
        #expect(try !Self.write(Self.sheet(paragraphs: 20)).isEmpty)
        #expect(throws: PaperError.tooLong) { try Self.write(Self.sheet(paragraphs: 60)) }
    }

    @Test
    func `is refused with more than a QR code holds`() {
        #expect(throws: PaperError.payloadTooLong) { try Self.write(Self.sheet(payload: 3_000)) }
    }

    @Test
    func `says so when nobody takes it`() throws {
        let count = try Self.write(Self.sheet()).count
        for limit in [0, 1, count / 2, count - 1] {
            var taken = 0
            let error = #expect(throws: PaperError.self) {
                try SheetWriter.write(Self.sheet()) { span in
                    taken += span.count
                    return taken <= limit
                }
            }
            #expect(error == .notTaken, "\(limit)")
        }
    }
}
