import CPango

/// A PDF of one page in the making, in points (1/72 inch) from its upper left corner.
@safe
struct Canvas: ~Copyable {
    /// A4.
    static let size = (width: 595.276, height: 841.89)

    /// cairo's context, for ``TextBlock``.
    let context: OpaquePointer

    private let surface: OpaquePointer
    private let sink: Sink

    /// Begins a page.
    ///
    /// - Parameters:
    ///   - title: The title of the file.
    ///   - size: How wide and how high the page is.
    ///   - sink: Takes the bytes.
    init(title: String, size: (width: Double, height: Double) = Canvas.size, sink: Sink) {
        self.sink = sink
        let closure = unsafe Unmanaged.passUnretained(sink).toOpaque()
        let (width, height) = size
        unsafe surface = cairo_pdf_surface_create_for_stream(
            { closure, bytes, count in
                guard let closure = unsafe closure, let bytes = unsafe bytes else {
                    return CAIRO_STATUS_NULL_POINTER
                }
                let sink = unsafe Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
                let span = unsafe Span(_unsafeStart: bytes, count: Int(count))
                return sink.take(span) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR
            },
            closure,
            width,
            height
        )
        // No date, so that the same sheet is the same file.
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, nil)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        unsafe context = cairo_create(surface)
    }

    deinit {
        unsafe cairo_destroy(context)
        unsafe cairo_surface_destroy(surface)
    }

    /// Draws a line across.
    func rule(from start: Double, to end: Double, y: Double) {
        unsafe cairo_set_line_width(context, 0.6)
        unsafe cairo_move_to(context, start, y)
        unsafe cairo_line_to(context, end, y)
        unsafe cairo_stroke(context)
    }

    /// Draws a frame.
    func frame(x: Double, y: Double, width: Double, height: Double) {
        unsafe cairo_set_line_width(context, 0.9)
        unsafe cairo_rectangle(context, x, y, width, height)
        unsafe cairo_stroke(context)
    }

    /// Draws a QR code as rectangles, with nothing around it.
    func draw(_ code: borrowing QRCode, x: Double, y: Double, side: Double) {
        let module = side / Double(code.width)
        code.withRuns { row, columns in
            unsafe cairo_rectangle(
                context,
                x + Double(columns.lowerBound) * module,
                y + Double(row) * module,
                Double(columns.count) * module,
                module
            )
        }
        unsafe cairo_fill(context)
    }

    /// Ends the page and the file.
    ///
    /// - Throws: ``PaperError/notTaken`` or ``PaperError/drawing(status:)``.
    consuming func finish() throws(PaperError) {
        unsafe cairo_show_page(context)
        let drawn = unsafe cairo_status(context)
        unsafe cairo_surface_finish(surface)
        let finished = unsafe cairo_surface_status(surface)
        guard !sink.hasFailed else { throw .notTaken }
        for status in [finished, drawn] where status != CAIRO_STATUS_SUCCESS {
            throw .drawing(status: status.rawValue)
        }
    }
}

/// Whoever takes the bytes of a file.
final class Sink {
    /// Whether not all bytes were taken.
    ///
    /// cairo does not pass on every failure.
    private(set) var hasFailed = false

    private let write: (Span<UInt8>) -> Bool

    init(write: @escaping (Span<UInt8>) -> Bool) {
        self.write = write
    }

    /// Takes the next bytes, unless it failed before.
    ///
    /// - Returns: `false` if that is not possible.
    func take(_ bytes: Span<UInt8>) -> Bool {
        if !hasFailed { hasFailed = !write(bytes) }
        return !hasFailed
    }
}
