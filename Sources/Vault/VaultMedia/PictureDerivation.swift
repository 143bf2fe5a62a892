import CPNG

/// Making new files of pictures.
struct PictureDerivation {
    private let type: StoredType
    private let task: DerivationTask

    /// The quality of a JPEG that does not have to be short.
    private static let quality = 92

    init(_ type: StoredType, _ task: DerivationTask) {
        self.type = type
        self.task = task
    }

    /// Makes a new file.
    ///
    /// - Parameter bytes: A whole file.
    /// - Returns: The new file.
    /// - Throws: ``DerivationFault``.
    func make(of bytes: Span<UInt8>) throws(DerivationFault) -> DerivedContent {
        let page = try page()
        var content: DerivedContent
        if type == .jpeg, task.stamp == nil {
            let (bare, isDamaged) = try JPEGCodec.bare(bytes)
            let framed = JPEGFrame(of: bytes).framing(bare)
            content = DerivedContent(bytes: framed, type: .jpeg, notes: isDamaged ? [.damaged] : [])
        } else {
            var picture = try DecodedPicture(of: bytes, type, page: page)
            if let stamp = task.stamp { picture.pixels.draw(stamp) }
            content = try coded(picture)
        }
        if !task.types.contains(content.type) {
            guard task.types.contains(.pdf), content.type == .jpeg else { throw .unfit }
            return try PagesOfPictures.page(of: content, fitting: task)
        }
        try Self.fit(&content, task.limit)
        return content
    }

    /// The page that is wanted.
    private func page() throws(DerivationFault) -> Int? {
        guard let pages = task.pages else { return nil }
        guard type == .tiff, pages.count == 1 else { throw .noPages }
        return pages.lowerBound
    }

    private func coded(_ picture: DecodedPicture) throws(DerivationFault) -> DerivedContent {
        let staysPNG = type == .png && !task.isJPEG && task.types.contains(.png)
        if staysPNG {
            let bytes = try Self.png(picture.pixels)
            if task.limit.map({ bytes.count <= $0 }) ?? true {
                let notes = picture.notes.subtracting([.recoded])
                return DerivedContent(bytes: bytes, type: .png, notes: notes)
            }
        }
        let bare = try JPEGCodec.encode(picture.pixels, quality: Self.quality)
        return DerivedContent(
            bytes: picture.frame.framing(bare),
            type: .jpeg,
            notes: picture.notes.union([.recoded])
        )
    }

    /// Makes a picture as short as is wanted, at the cost of dots and detail.
    ///
    /// - Parameters:
    ///   - content: A JPEG file.
    ///   - limit: How long it may be, in bytes; `nil` if that does not matter.
    /// - Throws: ``DerivationFault/unfit`` if it could not be read any more then.
    static func fit(_ content: inout DerivedContent, _ limit: Int?) throws(DerivationFault) {
        guard let limit, content.bytes.count > limit else { return }
        guard content.type == .jpeg else { throw .unfit }
        let frame = JPEGFrame(of: content.bytes.span)
        for step in ShrinkStep.all {
            let before = try JPEGCodec.header(of: content.bytes.span)
            let (bare, after) = try JPEGCodec.shrink(content.bytes.span, by: step)
            let framed = frame.framing(bare)
            guard framed.count <= limit else { continue }
            content.notes.formUnion(after.width < before.width ? [.recoded, .scaled] : [.recoded])
            content.bytes = framed
            return
        }
        throw .unfit
    }

    private static func png(_ pixels: Pixels) throws(DerivationFault) -> [UInt8] {
        guard let library = LoadedLibrary.png else {
            preconditionFailure("the worker has loaded libpng")
        }
        var image = unsafe png_image()
        unsafe image.version = UInt32(CPNG_VERSION)
        unsafe image.width = UInt32(pixels.width)
        unsafe image.height = UInt32(pixels.height)
        unsafe image.format = UInt32(CPNG_RGB)
        defer { unsafe library.png_image_free(&image) }
        // No more than the dots themselves, a byte for each row, and room for what is around.
        var count = pixels.bytes.count + pixels.bytes.count / 100 + 2 * pixels.height + 4096
        var isWritten: CInt = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            isWritten = unsafe pixels.bytes.withUnsafeBytes { dots in
                unsafe library.png_image_write_to_memory(
                    &image,
                    buffer.baseAddress,
                    &count,
                    0,
                    dots.baseAddress,
                    0,
                    nil
                )
            }
            written = isWritten != 0 ? count : 0
        }
        guard isWritten != 0 else { throw .failed }
        return bytes
    }
}
