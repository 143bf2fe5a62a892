/// Files that one program takes for one thing and another program for another.
enum Polyglot {
    /// How far into a file readers look for the header of a PDF (ISO 32000-2, Annex I), in bytes.
    private static let reach = 1024

    /// Whether a PDF file begins here, or behind white space or a byte order mark.
    static func isPDF(_ head: [UInt8]) -> Bool {
        let start = head.has([0xEF, 0xBB, 0xBF]) ? 3 : 0
        let blank = head[start...].prefix(reach).prefix { $0 == 0x20 || TextContent.isLayout($0) }
        return head.has("%PDF-", at: blank.endIndex)
    }

    /// Whether readers find a PDF behind something else.
    ///
    /// A text that only mentions the header has no objects.
    static func hidesPDF(_ head: [UInt8]) -> Bool {
        guard !isPDF(head),
            let offset = head.firstOffset(of: Array("%PDF-".utf8)), offset <= reach
        else { return false }
        return head.firstOffset(of: Array(" obj".utf8), from: offset) != nil
    }

    /// Whether a file that is stored as `type` is an archive as well.
    ///
    /// A ZIP archive is found from its end (APPNOTE.TXT 6.3.10 of PKWARE, 4.3.16).
    ///
    /// - Parameters:
    ///   - type: What the beginning of the file says.
    ///   - head: The beginning of the file.
    ///   - tail: Its end.
    /// - Returns: `false` for kinds that are ZIP archives by themselves.
    static func isPresent(as type: StoredType, head: [UInt8], tail: [UInt8]) -> Bool {
        !type.isZip && endRecord(in: tail) != nil
    }

    /// Where the last record of a ZIP archive stands in the end of a file.
    ///
    /// It tells how long the comment behind it is, which ends with the file, and how long the list of
    /// members before it is. Programs disagree on which of the two counts, so one will do.
    ///
    /// - Parameter tail: The end of the file.
    /// - Returns: The offset of the record in `tail`; `nil` if there is none.
    static func endRecord(in tail: [UInt8]) -> Int? {
        var offset = tail.firstOffset(of: [0x50, 0x4B, 0x05, 0x06])
        while let start = offset {
            if let comment = tail.littleEndian16(at: start + 20),
                let list = tail.littleEndian32(at: start + 12),
                start + 22 + comment == tail.count
                    || list > 0 && tail.has([0x50, 0x4B, 0x01, 0x02], at: start - list)
            {
                return start
            }
            offset = tail.firstOffset(of: [0x50, 0x4B, 0x05, 0x06], from: start + 4)
        }
        return nil
    }
}
