/// A PDF as scanners make it: on every page one picture.
package enum ScannedPDF {
    /// Makes a file.
    ///
    /// - Parameter pictures: For each page what its picture says of itself, without its length, and its
    ///   bytes.
    /// - Returns: The bytes of the file, without a table of its objects, which readers make up for.
    package static func file(_ pictures: [(facts: String, bytes: [UInt8])]) -> [UInt8] {
        var file = Array("%PDF-1.7\n".utf8)
        func add(_ number: Int, _ text: String) {
            file += Array("\(number) 0 obj\n\(text)\nendobj\n".utf8)
        }
        let pages = pictures.indices.map { "\(3 + 3 * $0) 0 R" }.joined(separator: " ")
        add(1, "<< /Type /Catalog /Pages 2 0 R >>")
        add(2, "<< /Type /Pages /Kids [\(pages)] /Count \(pictures.count) >>")
        let words = "q 595 0 0 842 0 0 cm /P Do Q"
        for (index, picture) in pictures.enumerated() {
            let number = 3 + 3 * index
            add(
                number,
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(number + 1) 0 R "
                    + "/Resources << /XObject << /P \(number + 2) 0 R >> >> >>"
            )
            add(
                number + 1,
                "<< /Length \(words.utf8.count) >>\nstream\n\(words)\nendstream"
            )
            let head =
                "\(number + 2) 0 obj\n<< /Type /XObject /Subtype /Image \(picture.facts) "
                + "/Length \(picture.bytes.count) >>\nstream\n"
            file += Array(head.utf8) + picture.bytes + Array("\nendstream\nendobj\n".utf8)
        }
        return file + Array("trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n".utf8)
    }

    /// What a picture in JPEG says of itself.
    package static func jpeg(width: Int, height: Int) -> String {
        "/Width \(width) /Height \(height) /BitsPerComponent 8 /ColorSpace /DeviceRGB "
            + "/Filter /DCTDecode"
    }
}
