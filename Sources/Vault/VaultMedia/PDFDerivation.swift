import CQPDF

/// Making new files of the pages of a PDF.
///
/// Pages go into a file of their own, with what they show and nothing else: no bookmarks, no scripts, no
/// forms, no pages that were left out.
struct PDFDerivation {
    private let task: DerivationTask

    init(_ task: DerivationTask) {
        self.task = task
    }

    /// Makes a new file.
    ///
    /// - Parameter bytes: A whole file.
    /// - Returns: The new file.
    /// - Throws: ``DerivationFault``.
    func make(of bytes: Span<UInt8>) throws(DerivationFault) -> DerivedContent {
        if task.isScan { return try scan(in: bytes) }
        guard !task.isJPEG else { throw .noPicture }
        guard task.types.contains(.pdf) else { throw .unfit }
        let reasons = PDFStructure.read(bytes).reasons
        guard !reasons.contains(.parserFailed) else { throw .failed }
        var notes: Set<DerivationNote> = []
        if reasons.contains(.signed) { notes.insert(.signature) }
        if reasons.contains(.pdfOwnerPassword) { notes.insert(.restrictions) }
        if reasons.contains(.fileTruncated) { notes.insert(.damaged) }
        if reasons.contains(.pdfActive) { notes.insert(.interaction) }
        let result = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(DerivationFault) in unsafe try make(of: buffer, notes) }
        }
        return try result.get()
    }

    private func make(
        of bytes: UnsafeRawBufferPointer,
        _ notes: Set<DerivationNote>
    ) throws(DerivationFault) -> DerivedContent {
        let content = unsafe try make(of: bytes, shrinking: nil, notes)
        guard let limit = task.limit, content.bytes.count > limit else { return content }
        for step in ShrinkStep.all {
            let smaller = unsafe try make(of: bytes, shrinking: step, notes)
            if smaller.bytes.count <= limit { return smaller }
        }
        throw .unfit
    }

    private func make(
        of bytes: UnsafeRawBufferPointer,
        shrinking step: ShrinkStep?,
        _ notes: Set<DerivationNote>
    ) throws(DerivationFault) -> DerivedContent {
        let source = unsafe try PDFEditor(bytes)
        let range = try indexes(of: source)
        var notes = notes
        if range.count < source.pageCount { notes.insert(.pages) }
        if PDFPages.isInteractive(source) { notes.insert(.interaction) }
        var pictures = PDFPictures(source, step: step)
        let target = try PDFEditor.empty()
        for index in range {
            let page = source.page(index)
            PDFPages.clean(page, of: source)
            pictures.walk(page)
            try target.append(page, of: source)
        }
        PDFPages.keepLayers(of: source, in: target)
        if let stamp = task.stamp {
            let result = unsafe stamp.page.withUnsafeBytes { bytes in
                Result { () throws(DerivationFault) in
                    unsafe try PDFStamp(PDFEditor(bytes), in: target).draw()
                }
            }
            try result.get()
        }
        notes.formUnion(pictures.notes)
        return DerivedContent(bytes: try target.written(), type: .pdf, notes: notes)
    }

    /// What a scanner made of a paper.
    private func scan(in bytes: Span<UInt8>) throws(DerivationFault) -> DerivedContent {
        let result = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(DerivationFault) in
                let source = unsafe try PDFEditor(buffer)
                return try PDFScan(source).picture(on: try indexes(of: source))
            }
        }
        return try result.get()
    }

    /// The pages that are wanted, counted from 0.
    private func indexes(of source: PDFEditor) throws(DerivationFault) -> Range<Int> {
        let count = source.pageCount
        guard count > 0 else { throw .damaged }
        guard let pages = task.pages else { return 0..<count }
        guard pages.lowerBound >= 1, pages.upperBound <= count else {
            throw .pageMissing(count: count)
        }
        return pages.lowerBound - 1..<pages.upperBound
    }
}

/// Leaving of a page what it shows.
enum PDFPages {
    /// What a page keeps (ISO 32000-2, table 31).
    private static let pageKeys: Set<String> = [
        "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox",
        "/ArtBox", "/Contents", "/Rotate", "/Group", "/UserUnit", "/Annots",
    ]

    /// What a picture, or anything else on a page, says of itself beside what it shows.
    static let hiddenKeys = ["/Metadata", "/PieceInfo", "/LastModified"]

    /// What a thing that lies on a page keeps.
    private static let annotationKeys = ["/Rect", "/F", "/AS", "/OC"]

    /// The flag of an annotation that is not shown (ISO 32000-2, table 167), and that of one that is
    /// shown only when it is printed or not at all.
    private static let hidden = 2 | 32

    /// Whether a file does more than show pages.
    static func isInteractive(_ file: PDFEditor) -> Bool {
        file.keys(of: file.root).contains {
            ["/AcroForm", "/Outlines", "/OpenAction", "/Names", "/AA"].contains($0)
        }
    }

    /// Takes everything from a page that is not seen.
    static func clean(_ page: qpdf_oh, of file: PDFEditor) {
        for key in file.keys(of: page) where !pageKeys.contains(key) {
            file.remove(key, of: page)
        }
        let shown = file.items(of: file.value("/Annots", of: page)).compactMap {
            picture(of: $0, file)
        }
        file.remove("/Annots", of: page)
        if !shown.isEmpty { file.set("/Annots", of: page, to: file.newArray(shown)) }
    }

    /// What a field, a stamp or a note looks like, as a thing that does nothing.
    private static func picture(of annotation: qpdf_oh, _ file: PDFEditor) -> qpdf_oh? {
        guard file.isDictionary(annotation) else { return nil }
        let look = file.value("/N", of: file.value("/AP", of: annotation))
        let flags = file.number(file.value("/F", of: annotation)).map { Int($0) } ?? 0
        guard file.isStream(look) || file.isDictionary(look), flags & hidden == 0 else {
            return nil
        }
        let shown = file.newDictionary()
        file.set("/Type", of: shown, to: file.newName("/Annot"))
        file.set("/Subtype", of: shown, to: file.newName("/Stamp"))
        for key in annotationKeys where file.keys(of: annotation).contains(key) {
            file.set(key, of: shown, to: file.value(key, of: annotation))
        }
        let looks = file.newDictionary()
        file.set("/N", of: looks, to: look)
        file.set("/AP", of: shown, to: looks)
        return shown
    }

    /// Keeps which layers are shown: without that, those show which are hidden.
    static func keepLayers(of source: PDFEditor, in target: PDFEditor) {
        guard source.keys(of: source.root).contains("/OCProperties") else { return }
        let layers = source.value("/OCProperties", of: source.root)
        let copy = target.copy(source.newIndirect(layers), of: source)
        target.set("/OCProperties", of: target.root, to: copy)
    }
}

/// The pictures on pages.
struct PDFPictures {
    private let file: PDFEditor
    private let step: ShrinkStep?
    private var known: Set<Int64> = []
    private var knownParts: Set<Int64> = []

    /// What the pictures lost.
    private(set) var notes: Set<DerivationNote> = []

    init(_ file: PDFEditor, step: ShrinkStep?) {
        self.file = file
        self.step = step
    }

    /// Looks at the pictures of a page.
    mutating func walk(_ page: qpdf_oh) {
        var known = known
        file.walkObjects(in: file.value("/Resources", of: page), known: &known) {
            object,
            dictionary,
            isPicture in
            for key in PDFPages.hiddenKeys { file.remove(key, of: dictionary) }
            if isPicture { change(object, dictionary) }
        }
        self.known = known
        stripRest(of: page)
    }

    /// Takes the place out of the pictures that a page has elsewhere than among what it draws by name: in
    /// patterns, masks and stamps, and beside other pictures.
    private mutating func stripRest(of page: qpdf_oh) {
        var parts = knownParts
        file.walkDictionaries(below: page, known: &parts) { dictionary, stream in
            for key in PDFPages.hiddenKeys { file.remove(key, of: dictionary) }
            guard let stream, file.identity(stream).map({ !known.contains($0) }) ?? true,
                let bytes = file.jpeg(of: stream, dictionary)
            else { return }
            strip(stream, bytes)
        }
        knownParts = parts
    }

    private mutating func change(_ image: qpdf_oh, _ dictionary: qpdf_oh) {
        if let bytes = file.jpeg(of: image, dictionary) {
            if let step { shrink(image, dictionary, bytes, step) } else { strip(image, bytes) }
        } else if let step,
            file.filters(of: dictionary).allSatisfy({ $0 == "/FlateDecode" || $0 == "/LZWDecode" })
        {
            code(image, dictionary, step)
        }
    }

    private mutating func strip(_ image: qpdf_oh, _ bytes: [UInt8]) {
        let (bare, isDamaged) = (try? JPEGCodec.bare(bytes.span)) ?? ([], true)
        let rest = isDamaged ? JPEGStructure.withoutExif(bytes.span) : bare
        file.replace(image, by: rest, filter: "/DCTDecode")
    }

    private mutating func shrink(
        _ image: qpdf_oh,
        _ dictionary: qpdf_oh,
        _ bytes: [UInt8],
        _ step: ShrinkStep
    ) {
        guard let before = try? JPEGCodec.header(of: bytes.span),
            let (small, after) = try? JPEGCodec.shrink(bytes.span, by: step),
            small.count < bytes.count
        else {
            strip(image, bytes)
            return
        }
        file.replace(image, by: small, filter: "/DCTDecode")
        file.set("/Width", of: dictionary, to: file.newNumber(after.width))
        file.set("/Height", of: dictionary, to: file.newNumber(after.height))
        notes.formUnion(after.width < before.width ? [.recoded, .scaled] : [.recoded])
    }

    /// Codes dots as JPEG that are packed without loss.
    private mutating func code(_ image: qpdf_oh, _ dictionary: qpdf_oh, _ step: ShrinkStep) {
        let colors = file.name(file.value("/ColorSpace", of: dictionary))
        guard colors == "/DeviceRGB" || colors == "/DeviceGray",
            file.number(file.value("/BitsPerComponent", of: dictionary)) == 8,
            !file.keys(of: dictionary).contains("/Decode"),
            let width = file.number(file.value("/Width", of: dictionary)).map({ Int($0) }),
            let height = file.number(file.value("/Height", of: dictionary)).map({ Int($0) }),
            (try? Pixels.check(width, height)) != nil,
            let dots = file.bytes(of: image, isDecoded: true)
        else { return }
        let isGray = colors == "/DeviceGray"
        guard dots.count == width * height * (isGray ? 1 : 3),
            let packed = file.bytes(of: image, isDecoded: false),
            let coded = try? JPEGCodec.encode(
                dots.span,
                width: width,
                height: height,
                isGray: isGray,
                quality: 95
            ),
            let (small, after) = try? JPEGCodec.shrink(coded.span, by: step),
            small.count < packed.count
        else { return }
        file.replace(image, by: small, filter: "/DCTDecode")
        file.set("/Width", of: dictionary, to: file.newNumber(after.width))
        file.set("/Height", of: dictionary, to: file.newNumber(after.height))
        notes.formUnion(after.width < width ? [.recoded, .scaled] : [.recoded])
    }
}
