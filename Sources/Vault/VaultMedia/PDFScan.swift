import CQPDF

/// The largest picture of a PDF: of a file from a scanner it is the paper.
struct PDFScan {
    /// A picture on a page.
    private struct Found {
        let object: qpdf_oh
        let dictionary: qpdf_oh
        let width: Int
        let height: Int
    }

    private let file: PDFEditor

    /// The quality of a picture that is coded.
    private static let quality = 92

    init(_ file: PDFEditor) {
        self.file = file
    }

    /// The largest picture as JPEG.
    ///
    /// - Parameter pages: The pages to look at, counted from 0.
    /// - Returns: The picture, coded anew only if it is no JPEG in the PDF.
    /// - Throws: ``DerivationFault/noPicture`` if there is none, or none of a coding that is known;
    ///   as `JPEGCodec.encode`.
    func picture(on pages: Range<Int>) throws(DerivationFault) -> DerivedContent {
        var found: [Found] = []
        var known: Set<Int64> = []
        for page in pages {
            let resources = file.value("/Resources", of: file.page(page))
            file.walkObjects(in: resources, known: &known) { object, dictionary, isPicture in
                guard isPicture, let width = number("/Width", of: dictionary),
                    let height = number("/Height", of: dictionary),
                    (try? Pixels.check(width, height)) != nil
                else { return }
                found.append(
                    Found(object: object, dictionary: dictionary, width: width, height: height)
                )
            }
        }
        for picture in found.sorted(by: { $0.width * $0.height > $1.width * $1.height }) {
            if let content = try content(of: picture) { return content }
        }
        throw .noPicture
    }

    private func content(of picture: Found) throws(DerivationFault) -> DerivedContent? {
        let filters = file.filters(of: picture.dictionary)
        if filters == ["/DCTDecode"] {
            guard let bytes = file.bytes(of: picture.object, isDecoded: false) else { return nil }
            _ = try JPEGCodec.header(of: bytes.span)
            return DerivedContent(bytes: bytes, type: .jpeg, notes: [])
        }
        if filters == ["/CCITTFaxDecode"] { return try faxed(picture) }
        guard let dots = dots(of: picture) else { return nil }
        return try coded(dots.bytes, picture, isGray: dots.isGray)
    }

    /// The dots of a picture that is packed without loss, a byte for each part of a color.
    private func dots(of picture: Found) -> (bytes: [UInt8], isGray: Bool)? {
        guard let parts = parts(of: picture), let bits = bits(of: picture),
            let bytes = file.bytes(of: picture.object, isDecoded: true)
        else { return nil }
        let rowCount = (picture.width * parts * bits + 7) / 8
        guard bytes.count >= rowCount * picture.height else { return nil }
        switch (bits, parts) {
        case (8, _): return (Array(bytes.prefix(rowCount * picture.height)), parts == 1)
        case (1, 1):
            var dots: [UInt8] = []
            dots.reserveCapacity(picture.width * picture.height)
            for row in 0..<picture.height {
                for column in 0..<picture.width {
                    let byte = bytes[row * rowCount + column / 8]
                    let isLight = byte >> (7 - column % 8) & 1 == 1
                    dots.append(isLight != isTurned(picture) ? 255 : 0)
                }
            }
            return (dots, true)
        default: return nil
        }
    }

    /// How many bits a number of a color has; a mask, which is drawn in black where it is 0, has one.
    private func bits(of picture: Found) -> Int? {
        isMask(picture) ? 1 : number("/BitsPerComponent", of: picture.dictionary)
    }

    private func isMask(_ picture: Found) -> Bool {
        file.isTrue(file.value("/ImageMask", of: picture.dictionary))
    }

    /// Whether light and dark have changed places (ISO 32000-2, 8.9.5.2).
    private func isTurned(_ picture: Found) -> Bool {
        let ranges = file.value("/Decode", of: picture.dictionary)
        return file.isArray(ranges) && file.items(of: ranges).first.flatMap { file.number($0) } == 1
    }

    /// How many numbers a color has: 1 for gray, 3 for red, green and blue.
    private func parts(of picture: Found) -> Int? {
        if isMask(picture) { return 1 }
        let colors = file.value("/ColorSpace", of: picture.dictionary)
        let items = file.isArray(colors) ? file.items(of: colors) : [colors]
        switch items.first.flatMap({ file.name($0) }) {
        case "/DeviceGray", "/CalGray": return 1
        case "/DeviceRGB", "/CalRGB": return 3
        case "/ICCBased":
            guard items.count == 2, file.isStream(items[1]),
                let parts = number("/N", of: file.dictionary(of: items[1])),
                parts == 1 || parts == 3
            else { return nil }
            return parts
        default: return nil
        }
    }

    /// A picture coded as fax machines do (ITU-T T.6), which libtiff decodes.
    private func faxed(_ picture: Found) throws(DerivationFault) -> DerivedContent? {
        let value = file.value("/DecodeParms", of: picture.dictionary)
        let parameters = file.isArray(value) ? file.items(of: value).first ?? value : value
        guard file.isDictionary(parameters), number("/K", of: parameters) ?? 0 < 0,
            let bytes = file.bytes(of: picture.object, isDecoded: false)
        else { return nil }
        let isBlackOne = file.isTrue(file.value("/BlackIs1", of: parameters))
        let tiff = Self.tiff(
            bytes,
            picture.width,
            picture.height,
            isTurned: isBlackOne != isTurned(picture)
        )
        let decoded = try DecodedPicture(of: tiff.span, .tiff, page: nil)
        return try coded(decoded.pixels.bytes, picture, isGray: false)
    }

    /// A TIFF file (TIFF 6.0, sections 2 and 11) of one strip.
    private static func tiff(
        _ strip: [UInt8],
        _ width: Int,
        _ height: Int,
        isTurned: Bool
    ) -> [UInt8] {
        func bytes(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        // What the code calls white is 0 there.
        let entries: [(tag: Int, value: Int)] = [
            (256, width), (257, height), (258, 1), (259, 4), (262, isTurned ? 1 : 0),
            (273, 8 + 2 + 10 * 12 + 4), (277, 1), (278, height), (279, strip.count), (293, 0),
        ]
        let head = Array("II*\0".utf8) + bytes(8, 4) + bytes(entries.count, 2)
        let fields = entries.flatMap {
            bytes($0.tag, 2) + bytes(4, 2) + bytes(1, 4) + bytes($0.value, 4)
        }
        return head + fields + bytes(0, 4) + strip
    }

    private func coded(
        _ dots: [UInt8],
        _ picture: Found,
        isGray: Bool
    ) throws(DerivationFault) -> DerivedContent {
        let bytes = try JPEGCodec.encode(
            dots.span,
            width: picture.width,
            height: picture.height,
            isGray: isGray,
            quality: Self.quality
        )
        return DerivedContent(bytes: bytes, type: .jpeg, notes: [.recoded])
    }

    private func number(_ key: String, of dictionary: qpdf_oh) -> Int? {
        file.number(file.value(key, of: dictionary)).flatMap { Int(exactly: $0) }
    }
}
