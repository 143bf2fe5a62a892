import CPango

/// A paragraph that Pango has set.
@safe
final class TextBlock {
    /// How letters look.
    struct Style {
        var size: Double
        var isBold = false
        var isCode = false
    }

    /// Where and how a text is set.
    struct Setting {
        var language: String
        var direction: Sheet.Direction
        /// The width in which lines break, in points; `nil` for one line.
        var width: Double?
    }

    private static let families = "Noto Sans, Noto Sans Arabic, DejaVu Sans, sans-serif"
    private static let codeFamilies = "Noto Sans Mono, DejaVu Sans Mono, monospace"

    private let context: OpaquePointer
    private let layout: OpaquePointer

    /// Sets a text with marks of code in it.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - style: How it looks.
    ///   - setting: Where it is set.
    ///   - canvas: The page, which has to outlive this value.
    init(_ text: String, _ style: Style, _ setting: Setting, on canvas: borrowing Canvas) {
        unsafe context = canvas.context
        unsafe layout = pango_cairo_create_layout(context)
        let marked = MarkedText(text, isIsolated: setting.direction == .rightToLeft)
        marked.withUTF8 { set($0) }
        if !style.isCode { setCodeFamily(in: marked.codeRanges) }
        apply(style, setting)
    }

    /// Sets characters as they are, without a copy in Swift's memory.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - style: How it looks.
    ///   - setting: Where it is set.
    ///   - canvas: The page, which has to outlive this value.
    convenience init(
        _ text: Span<UInt8>,
        _ style: Style,
        _ setting: Setting,
        on canvas: borrowing Canvas
    ) {
        unsafe self.init(text, style, setting, in: canvas.context)
    }

    /// Sets characters as they are.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - style: How it looks.
    ///   - setting: Where it is set.
    ///   - context: cairo's context, which has to outlive this value.
    init(_ text: Span<UInt8>, _ style: Style, _ setting: Setting, in context: OpaquePointer) {
        unsafe self.context = context
        unsafe layout = pango_cairo_create_layout(context)
        set(text)
        apply(style, setting)
    }

    deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// The size, in points.
    var size: (width: Double, height: Double) {
        var width: CInt = 0
        var height: CInt = 0
        unsafe pango_layout_get_size(layout, &width, &height)
        return (Double(width) / Double(CPANGO_SCALE), Double(height) / Double(CPANGO_SCALE))
    }

    /// How many letters no font has.
    var unknownLetters: Int { Int(unsafe pango_layout_get_unknown_glyphs_count(layout)) }

    /// How far below the top the first line stands, in points.
    var baseline: Double { Double(unsafe pango_layout_get_baseline(layout)) / Double(CPANGO_SCALE) }

    /// Makes the outlines of the letters cairo's path, their upper left corner at a point.
    func outline(x: Double, y: Double) {
        unsafe cairo_move_to(context, x, y)
        unsafe pango_cairo_layout_path(context, layout)
    }

    /// Draws the text, its upper left corner at a point.
    func draw(x: Double, y: Double) {
        unsafe cairo_move_to(context, x, y)
        unsafe pango_cairo_show_layout(context, layout)
    }
}

extension TextBlock {
    private func set(_ text: Span<UInt8>) {
        unsafe text.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            let characters = unsafe base.assumingMemoryBound(to: CChar.self)
            unsafe pango_layout_set_text(layout, characters, CInt(bytes.count))
        }
    }

    private func setCodeFamily(in ranges: [Range<Int>]) {
        let attributes = unsafe pango_attr_list_new()
        for range in ranges {
            guard let attribute = unsafe pango_attr_family_new(Self.codeFamilies) else { continue }
            unsafe attribute.pointee.start_index = UInt32(range.lowerBound)
            unsafe attribute.pointee.end_index = UInt32(range.upperBound)
            unsafe pango_attr_list_insert(attributes, attribute)
        }
        unsafe pango_layout_set_attributes(layout, attributes)
        unsafe pango_attr_list_unref(attributes)
    }

    private func apply(_ style: Style, _ setting: Setting) {
        let description = unsafe pango_font_description_new()
        let families = style.isCode ? Self.codeFamilies : Self.families
        unsafe pango_font_description_set_family(description, families)
        unsafe pango_font_description_set_absolute_size(
            description,
            style.size * Double(CPANGO_SCALE)
        )
        if style.isBold {
            let bold = CInt(CPANGO_WEIGHT_BOLD)
            unsafe pango_font_description_set_weight(description, bold)
        }
        unsafe pango_layout_set_font_description(layout, description)
        unsafe pango_font_description_free(description)

        let isRightToLeft = setting.direction == .rightToLeft
        let surroundings = unsafe pango_layout_get_context(layout)
        let language = unsafe pango_language_from_string(setting.language)
        unsafe pango_context_set_language(surroundings, language)
        let direction = isRightToLeft ? CPANGO_DIRECTION_RTL : CPANGO_DIRECTION_LTR
        unsafe pango_context_set_base_dir(surroundings, CInt(direction))
        unsafe setExactMetrics(of: surroundings)
        unsafe pango_layout_context_changed(layout)

        // The direction is that of the language, also for a line that begins with a foreign word.
        unsafe pango_layout_set_auto_dir(layout, 0)
        let alignment = isRightToLeft ? CPANGO_ALIGN_RIGHT : CPANGO_ALIGN_LEFT
        unsafe pango_layout_set_alignment(layout, CInt(alignment))
        unsafe pango_layout_set_wrap(layout, CInt(CPANGO_WRAP_WORD_CHAR))
        if let width = setting.width {
            unsafe pango_layout_set_width(layout, CInt(width * Double(CPANGO_SCALE)))
        }
    }

    /// Takes the shapes and widths of letters as the font has them: there are no pixels here.
    private func setExactMetrics(of surroundings: OpaquePointer?) {
        let options = unsafe cairo_font_options_create()
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe pango_cairo_context_set_font_options(surroundings, options)
        unsafe pango_context_set_round_glyph_positions(surroundings, 0)
        unsafe cairo_font_options_destroy(options)
    }
}

/// A text whose pieces between backquotes are code.
private struct MarkedText {
    private var text = ""

    /// Where code stands, in bytes of UTF-8.
    private(set) var codeRanges: [Range<Int>] = []

    /// Takes a text apart.
    ///
    /// - Parameters:
    ///   - marked: The text with its marks.
    ///   - isIsolated: Whether code is isolated from its surroundings (U+2066, U+2069), as it has to
    ///     be where these run from right to left.
    init(_ marked: String, isIsolated: Bool) {
        let pieces = marked.split(separator: "`", omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
            guard index % 2 == 1 else {
                text += piece
                continue
            }
            if isIsolated { text += "\u{2066}" }
            let start = text.utf8.count
            text += piece
            codeRanges.append(start..<text.utf8.count)
            if isIsolated { text += "\u{2069}" }
        }
    }

    func withUTF8(_ body: (Span<UInt8>) -> Void) {
        body(text.utf8.span)
    }
}
