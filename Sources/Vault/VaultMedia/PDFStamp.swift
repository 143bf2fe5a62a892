import CQPDF

/// Drawing a stamp over the pages of a PDF.
struct PDFStamp {
    private let target: PDFEditor
    private let form: qpdf_oh
    private let size: (width: Double, height: Double)

    /// What pages call the stamp.
    private static let name = "/VaultCopyMark"

    /// Puts a stamp into a file.
    ///
    /// - Parameters:
    ///   - stamp: A file with one page, which shows the words.
    ///   - target: The file.
    /// - Throws: ``DerivationFault/failed`` if the stamp is not such a file.
    init(_ stamp: PDFEditor, in target: PDFEditor) throws(DerivationFault) {
        guard stamp.pageCount == 1 else { throw .failed }
        let page = stamp.page(0)
        let box = Box(stamp.value("/MediaBox", of: page), of: stamp)
        guard let box, let content = stamp.content(of: page) else { throw .failed }
        let form = stamp.newStream(content)
        let dictionary = stamp.dictionary(of: form)
        stamp.set("/Type", of: dictionary, to: stamp.newName("/XObject"))
        stamp.set("/Subtype", of: dictionary, to: stamp.newName("/Form"))
        stamp.set("/BBox", of: dictionary, to: stamp.value("/MediaBox", of: page))
        stamp.set("/Resources", of: dictionary, to: stamp.value("/Resources", of: page))
        // One that is drawn as a whole lets through evenly what is below.
        let group = stamp.value("/Group", of: page)
        if stamp.isDictionary(group) { stamp.set("/Group", of: dictionary, to: group) }
        self.target = target
        self.form = target.copy(form, of: stamp)
        size = (box.width, box.height)
    }

    /// Draws it over every page.
    func draw() throws(DerivationFault) {
        for index in 0..<target.pageCount { try draw(over: target.page(index)) }
    }

    private func draw(over page: qpdf_oh) throws(DerivationFault) {
        let crop = Box(target.value("/CropBox", of: page), of: target)
        guard let box = crop ?? Box(target.value("/MediaBox", of: page), of: target) else {
            throw .damaged
        }
        let turn = target.number(target.value("/Rotate", of: page)).map { Int($0) } ?? 0
        let view = box.view(turned: ((turn % 360) + 360) % 360)
        let places = Stamp.places(onWidth: view.width, height: view.height, of: size)
        let words = places.map { place -> String in
            let map = place.then(view.map)
            let numbers = [map.a, map.b, map.c, map.d, map.e, map.f].map(Self.text)
            return "q \(numbers.joined(separator: " ")) cm \(Self.name) Do Q\n"
        }
        refer(page)
        let before = target.newStream(Array("q\n".utf8))
        let after = target.newStream(Array("\nQ\n\(words.joined())".utf8))
        let contents = target.value("/Contents", of: page)
        let old = target.isStream(contents) ? [contents] : target.items(of: contents)
        target.set("/Contents", of: page, to: target.newArray([before] + old + [after]))
    }

    /// Lets a page call the stamp.
    private func refer(_ page: qpdf_oh) {
        var resources = target.value("/Resources", of: page)
        if !target.isDictionary(resources) {
            resources = target.newDictionary()
            target.set("/Resources", of: page, to: resources)
        }
        var objects = target.value("/XObject", of: resources)
        if !target.isDictionary(objects) {
            objects = target.newDictionary()
            target.set("/XObject", of: resources, to: objects)
        }
        target.set(Self.name, of: objects, to: form)
    }

    /// A number as PDF writes it: without an exponent.
    private static func text(_ number: Double) -> String {
        let thousandths = Int((number * 100_000).rounded())
        let digits = String(thousandths.magnitude)
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return "\(thousandths < 0 ? "-" : "")\(padded.dropLast(5)).\(padded.suffix(5))"
    }
}

/// A rectangle of a PDF.
struct Box {
    let left: Double
    let bottom: Double
    let width: Double
    let height: Double

    /// Reads four numbers, the corners in any order.
    ///
    /// - Returns: `nil` if they are no rectangle of a size that a page has.
    init?(_ array: qpdf_oh, of file: PDFEditor) {
        let numbers = file.items(of: array).compactMap { file.number($0) }
        guard numbers.count == 4 else { return nil }
        left = min(numbers[0], numbers[2])
        bottom = min(numbers[1], numbers[3])
        width = abs(numbers[2] - numbers[0])
        height = abs(numbers[3] - numbers[1])
        let edges = 1.0...1_000_000
        guard edges.contains(width), edges.contains(height), abs(left) < 1e6, abs(bottom) < 1e6
        else { return nil }
    }

    /// The rectangle as it is seen when it is turned.
    ///
    /// - Parameter turn: By how many degrees, clockwise.
    /// - Returns: Its size, and what takes places in it to the page.
    func view(turned turn: Int) -> (width: Double, height: Double, map: Affine) {
        switch turn {
        case 90: (height, width, Affine(a: 0, b: 1, c: -1, d: 0, e: left + width, f: bottom))
        case 180:
            (width, height, Affine(a: -1, b: 0, c: 0, d: -1, e: left + width, f: bottom + height))
        case 270: (height, width, Affine(a: 0, b: -1, c: 1, d: 0, e: left, f: bottom + height))
        default: (width, height, Affine(a: 1, b: 0, c: 0, d: 1, e: left, f: bottom))
        }
    }
}

/// Making a PDF of a picture.
enum PagesOfPictures {
    /// A4, in points.
    private static let paper = (width: 595.276, height: 841.89)

    /// Puts a picture on a page, as large as fits on A4.
    ///
    /// - Parameters:
    ///   - content: A JPEG file.
    ///   - task: How long the result may be.
    /// - Returns: A PDF of one page.
    /// - Throws: ``DerivationFault``.
    static func page(
        of content: DerivedContent,
        fitting task: DerivationTask
    ) throws(DerivationFault) -> DerivedContent {
        var content = content
        let frame = JPEGFrame(of: content.bytes.span)
        if frame.orientation != 1 {
            // A page cannot say that a picture is to be mirrored or turned as simply as Exif does.
            let upright = try JPEGCodec.decode(content.bytes.span).0.upright(
                from: frame.orientation
            )
            content.bytes = try JPEGCodec.encode(upright, quality: 92)
            content.notes.insert(.recoded)
        }
        // The page around the picture is some hundred bytes.
        try PictureDerivation.fit(&content, task.limit.map { $0 - 2048 })
        let header = try JPEGCodec.header(of: content.bytes.span)
        let file = try PDFEditor.empty()
        let picture = file.newStream(content.bytes, filter: "/DCTDecode")
        let dictionary = file.dictionary(of: picture)
        let colors = header.isGray ? "/DeviceGray" : header.isInk ? "/DeviceCMYK" : "/DeviceRGB"
        let facts = [
            ("/Type", "/XObject"), ("/Subtype", "/Image"), ("/ColorSpace", colors),
            ("/Width", "\(header.width)"), ("/Height", "\(header.height)"),
            ("/BitsPerComponent", "8"),
        ]
        for (key, value) in facts { file.set(key, of: dictionary, to: file.parsed(value)) }
        if header.isInk {
            // Programs write these four turned around, and say so in a segment that PDF does not heed.
            file.set("/Decode", of: dictionary, to: file.parsed("[1 0 1 0 1 0 1 0]"))
        }
        try file.append(page(for: picture, header, in: file))
        return DerivedContent(bytes: try file.written(), type: .pdf, notes: content.notes)
    }

    private static func page(
        for picture: qpdf_oh,
        _ header: JPEGCodec.Header,
        in file: PDFEditor
    ) -> qpdf_oh {
        let isWide = header.width > header.height
        let room = isWide ? (paper.height, paper.width) : (paper.width, paper.height)
        let scale = min(room.0 / Double(header.width), room.1 / Double(header.height))
        let width = Int((scale * Double(header.width)).rounded())
        let height = Int((scale * Double(header.height)).rounded())
        let objects = file.newDictionary()
        file.set("/Picture", of: objects, to: picture)
        let resources = file.newDictionary()
        file.set("/XObject", of: resources, to: objects)
        let page = file.newDictionary()
        file.set("/Type", of: page, to: file.newName("/Page"))
        file.set("/MediaBox", of: page, to: file.parsed("[0 0 \(width) \(height)]"))
        file.set("/Resources", of: page, to: resources)
        let words = "q \(width) 0 0 \(height) 0 0 cm /Picture Do Q\n"
        file.set("/Contents", of: page, to: file.newStream(Array(words.utf8)))
        return file.newIndirect(page)
    }
}
