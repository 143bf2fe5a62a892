import CPango

/// Words to be laid over pages, as a page of PDF and as dots.
package struct CopyStamp: Sendable {
    /// A PDF file of one page, as large as the words.
    package let page: [UInt8]

    /// How many dots the picture of the words is wide.
    package let width: Int

    /// How many dots it is high.
    package let height: Int

    /// For every dot how light it is and how much it covers, row by row from the top.
    package let dots: [UInt8]

    /// How large letters are set, in points; the words are scaled to the page.
    private static let letterSize = 48.0

    /// The room around the words, in points.
    private static let margin = 6.0

    /// How wide the words may be, in points.
    private static let maximumWidth = 3900.0

    /// Draws words: dark, with light around them, so that they show on any ground, and half seen
    /// through, so that what is below can be read.
    ///
    /// - Parameter text: The words.
    /// - Throws: ``PaperError/tooLong`` if they do not fit on one line, ``PaperError/notTaken`` or
    ///   ``PaperError/drawing(status:)``.
    package init(_ text: String) throws(PaperError) {
        let (width, height) = try Self.size(of: text)
        page = try Self.page(text, width, height)
        (self.width, self.height) = (Int(2 * width), Int(2 * height))
        dots = try Self.dots(text, self.width, self.height)
    }

    /// Draws at the origin of a context, which is as large as ``size(of:)`` says.
    private static func draw(_ text: String, in context: OpaquePointer) {
        let block = unsafe block(text, in: context)
        unsafe cairo_push_group(context)
        block.outline(x: margin, y: margin)
        unsafe cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        unsafe cairo_set_line_width(context, 5)
        unsafe cairo_set_source_rgb(context, 1, 1, 1)
        unsafe cairo_stroke_preserve(context)
        unsafe cairo_set_source_rgb(context, 0.25, 0.25, 0.25)
        unsafe cairo_fill(context)
        unsafe cairo_pop_group_to_source(context)
        unsafe cairo_paint_with_alpha(context, 0.45)
    }

    private static func block(_ text: String, in context: OpaquePointer) -> TextBlock {
        unsafe TextBlock(
            text.utf8.span,
            TextBlock.Style(size: letterSize, isBold: true),
            TextBlock.Setting(language: "", direction: .leftToRight, width: nil),
            in: context
        )
    }

    /// How large the words are with the room around them, in whole points.
    private static func size(of text: String) throws(PaperError) -> (Double, Double) {
        let surface = unsafe cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
        let context = unsafe cairo_create(surface)
        defer {
            unsafe cairo_destroy(context)
            unsafe cairo_surface_destroy(surface)
        }
        guard let context = unsafe context else { throw .drawing(status: 1) }
        let size = unsafe block(text, in: context).size
        guard size.width > 0, size.width <= maximumWidth else { throw .tooLong }
        return (
            (size.width + 2 * margin).rounded(.up), (size.height + 2 * margin).rounded(.up)
        )
    }

    private static func page(
        _ text: String,
        _ width: Double,
        _ height: Double
    ) throws(PaperError) -> [UInt8] {
        let box = Collected()
        let sink = Sink { bytes in
            box.append(bytes)
            return true
        }
        let canvas = Canvas(title: "", size: (width, height), sink: sink)
        unsafe draw(text, in: canvas.context)
        try canvas.finish()
        return box.bytes
    }

    private static func dots(
        _ text: String,
        _ width: Int,
        _ height: Int
    ) throws(PaperError) -> [UInt8] {
        let surface = unsafe cairo_image_surface_create(
            CAIRO_FORMAT_ARGB32,
            CInt(width),
            CInt(height)
        )
        let context = unsafe cairo_create(surface)
        defer {
            unsafe cairo_destroy(context)
            unsafe cairo_surface_destroy(surface)
        }
        guard let context = unsafe context else { throw .drawing(status: 1) }
        unsafe cairo_scale(context, 2, 2)
        unsafe draw(text, in: context)
        unsafe cairo_surface_flush(surface)
        let status = unsafe cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS,
            let data = unsafe cairo_image_surface_get_data(surface)
        else { throw .drawing(status: status.rawValue) }
        let stride = unsafe Int(cairo_image_surface_get_stride(surface))
        var dots: [UInt8] = []
        dots.reserveCapacity(2 * width * height)
        for row in 0..<height {
            let line = unsafe UnsafeRawPointer(data + row * stride)
            for column in 0..<width {
                // cairo counts light by how much the dot covers.
                let dot = unsafe line.load(fromByteOffset: 4 * column, as: UInt32.self)
                let (cover, light) = (dot >> 24, dot & 0xFF)
                dots.append(cover == 0 ? 0 : UInt8(min(255, light * 255 / cover)))
                dots.append(UInt8(cover))
            }
        }
        return dots
    }
}

/// Bytes that were taken.
private final class Collected {
    private(set) var bytes: [UInt8] = []

    func append(_ more: Span<UInt8>) {
        for index in more.indices { bytes.append(more[index]) }
    }
}
