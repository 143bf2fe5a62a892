import VaultCrypto

/// The composition of a page, from its top down.
struct Page {
    /// How large letters are, against their normal size.
    let scale: Double

    /// Whether anything is drawn, or only measured.
    let isDrawing: Bool

    private static let margin = 54.0
    private static let width = Canvas.size.width - 2 * margin
    private static let gutter = 18.0
    private static let pictureSide = 132.0

    private var y = margin

    /// Whether all that was composed lies on the page.
    var fits: Bool { y <= Canvas.size.height - Self.margin }

    init(scale: Double, isDrawing: Bool) {
        self.scale = scale
        self.isDrawing = isDrawing
    }

    /// Composes a sheet.
    mutating func compose(
        _ sheet: borrowing Sheet,
        _ code: borrowing QRCode,
        on canvas: borrowing Canvas
    ) {
        let setting = TextBlock.Setting(language: sheet.language, direction: sheet.direction)
        let body = TextBlock.Style(size: 10.5)
        add(sheet.title, .init(size: 20, isBold: true), setting, on: canvas)
        y += 4 * scale
        if isDrawing { canvas.rule(from: Self.margin, to: Self.margin + Self.width, y: y) }
        y += 10 * scale
        for paragraph in sheet.introduction {
            add(paragraph, body, setting, on: canvas)
            y += 6 * scale
        }
        y += 4 * scale
        addCode(sheet.code, setting, on: canvas)
        y += 14 * scale
        addFacts(sheet, code, setting, on: canvas)
        y += 12 * scale
        add(sheet.stepsTitle, .init(size: 12, isBold: true), setting, on: canvas)
        y += 4 * scale
        for (index, step) in sheet.steps.enumerated() {
            addStep(index + 1, step, body, setting, on: canvas)
            y += 4 * scale
        }
        y += 6 * scale
        for warning in sheet.warnings {
            add(warning, .init(size: 10.5, isBold: true), setting, on: canvas)
            y += 5 * scale
        }
    }
}

extension Page {
    private func sized(_ style: TextBlock.Style) -> TextBlock.Style {
        var style = style
        style.size *= scale
        return style
    }

    /// The left edge of something at the side where lines begin, or where they end.
    private func x(
        _ direction: Sheet.Direction,
        offset: Double,
        width: Double
    ) -> Double {
        direction == .leftToRight
            ? Self.margin + offset : Self.margin + Self.width - offset - width
    }

    /// Adds a paragraph over the whole width.
    private mutating func add(
        _ text: String,
        _ style: TextBlock.Style,
        _ setting: TextBlock.Setting,
        on canvas: borrowing Canvas
    ) {
        y += place(text, style, setting, offset: 0, width: Self.width, y: y, on: canvas)
    }

    /// Puts a paragraph somewhere.
    ///
    /// - Returns: Its height.
    private func place(
        _ text: String,
        _ style: TextBlock.Style,
        _ setting: TextBlock.Setting,
        offset: Double,
        width: Double,
        y: Double,
        on canvas: borrowing Canvas
    ) -> Double {
        var setting = setting
        setting.width = width
        let block = TextBlock(text, sized(style), setting, on: canvas)
        if isDrawing {
            block.draw(x: x(setting.direction, offset: offset, width: width), y: y)
        }
        return block.size.height
    }

    /// Adds a step, and before it its number, on the line on which the step begins.
    private mutating func addStep(
        _ number: Int,
        _ text: String,
        _ style: TextBlock.Style,
        _ setting: TextBlock.Setting,
        on canvas: borrowing Canvas
    ) {
        let indent = 20 * scale
        var setting = setting
        setting.width = indent
        let label = TextBlock("\(number).", sized(style), setting, on: canvas)
        setting.width = Self.width - indent
        let step = TextBlock(text, sized(style), setting, on: canvas)
        if isDrawing {
            let direction = setting.direction
            label.draw(
                x: x(direction, offset: 0, width: indent),
                y: y + step.baseline - label.baseline
            )
            step.draw(x: x(direction, offset: indent, width: Self.width - indent), y: y)
        }
        y += step.size.height
    }

    /// Adds the groups in a frame, each with its number before it, from left to right.
    private mutating func addCode(
        _ code: borrowing Sheet.Code,
        _ setting: TextBlock.Setting,
        on canvas: borrowing Canvas
    ) {
        let top = y
        let inset = 10 * scale
        y += inset
        y += place(
            code.caption,
            .init(size: 10.5, isBold: true),
            setting,
            offset: inset,
            width: Self.width - 2 * inset,
            y: y,
            on: canvas
        )
        y += 6 * scale
        let cell = (Self.width - 2 * inset) / Double(code.columns)
        let plain = TextBlock.Setting(language: "en", direction: .leftToRight)
        let style = sized(.init(size: code.columns > 5 ? 12 : 14, isCode: true))
        let small = sized(.init(size: 7))
        let row = style.size * 1.75
        code.text.withBytes { text in
            var number = 0
            var start = 0
            while start < text.count {
                var end = start
                while end < text.count, text[end] != 0x2D, text[end] != 0x20 { end += 1 }
                let left = Self.margin + inset + Double(number % code.columns) * cell
                let above = y + Double(number / code.columns) * row
                number += 1
                if isDrawing {
                    let label = TextBlock("\(number)", small, plain, on: canvas)
                    label.draw(x: left + 11 * scale - label.size.width, y: above + style.size * 0.5)
                    TextBlock(text.extracting(start..<end), style, plain, on: canvas)
                        .draw(x: left + 14 * scale, y: above)
                }
                start = end + 1
            }
            y += Double((number + code.columns - 1) / code.columns) * row
        }
        y += inset / 2
        if isDrawing {
            canvas.frame(x: Self.margin, y: top, width: Self.width, height: y - top)
        }
    }

    /// Adds the table, and the picture at the side where lines end.
    private mutating func addFacts(
        _ sheet: borrowing Sheet,
        _ code: borrowing QRCode,
        _ setting: TextBlock.Setting,
        on canvas: borrowing Canvas
    ) {
        let top = y
        // Four modules around the code stay white, as the standard asks for.
        let side = Self.pictureSide
        let quiet = side / Double(code.width) * 4
        let offset = Self.width - side
        if isDrawing {
            canvas.draw(
                code,
                x: x(setting.direction, offset: offset, width: side),
                y: top,
                side: side
            )
        }
        let below = top + side + quiet
        let caption = TextBlock.Style(size: 8)
        let captionHeight = place(
            sheet.picture.caption,
            caption,
            setting,
            offset: offset,
            width: side,
            y: below,
            on: canvas
        )
        let width = offset - max(Self.gutter, quiet)
        for fact in sheet.facts {
            let label = TextBlock.Style(size: 8)
            y += place(fact.label, label, setting, offset: 0, width: width, y: y, on: canvas)
            let value = TextBlock.Style(size: fact.isCode ? 10 : 11, isBold: !fact.isCode)
            let text = fact.isCode ? "`\(fact.value)`" : fact.value
            y += place(text, value, setting, offset: 0, width: width, y: y, on: canvas)
            y += 6 * scale
        }
        y = max(y, below + captionHeight)
    }
}
