import VaultSystem

/// Where results go: standard output, as words for people or as one JSON document.
struct Output {
    /// Whether results are JSON.
    let isJSON: Bool

    /// Whether success is silent.
    let isQuiet: Bool

    /// How values are written for people.
    let style = Style(
        isTerminal: Terminal.isTerminal(.output),
        width: Terminal.isTerminal(.output) ? Terminal.width(of: .output) : nil
    )

    /// Shows a result, in the form that was asked for.
    ///
    /// - Parameters:
    ///   - isSuccess: Whether everything went well; only then ``isQuiet`` counts.
    ///   - json: The result for programs.
    ///   - text: The result for people, with line endings.
    /// - Throws: ``ToolError/output(_:)`` if standard output cannot be written.
    func show(
        isSuccess: Bool = true,
        json: () -> JSONValue,
        text: (Style) -> Message
    ) throws(ToolError) {
        if isQuiet, isSuccess { return }
        if isJSON {
            try write(json().text + "\n")
        } else {
            let words = text(style).text
            try write(style.width.map { LineWrap.wrapped(words, to: $0) } ?? words)
        }
    }

    /// A part of a list.
    struct Part {
        /// The entries for programs.
        let json: () -> [JSONValue]

        /// The entries for people, with line endings.
        let text: (Style) -> Message
    }

    /// Shows a list as ``show(isSuccess:json:text:)`` does, but part by part, so that a long one takes
    /// no more memory than a short one.
    ///
    /// - Parameter next: Makes the next part; `nil` at the end. What it throws once something was
    ///   written leaves half a list behind.
    /// - Throws: What `next` throws; ``ToolError/output(_:)`` if standard output cannot be written.
    func show(parts next: () async throws -> Part?) async throws {
        var part = try await next()
        var separator = "["
        while let shown = part {
            if isJSON, !isQuiet {
                var text = ""
                for entry in shown.json() {
                    text += separator + entry.text
                    separator = ","
                }
                try write(text)
            } else {
                try show(json: { .array([]) }, text: shown.text)
            }
            part = try await next()
        }
        guard isJSON, !isQuiet else { return }
        try write(separator == "[" ? "[]\n" : "]\n")
    }

    /// Writes text to standard output as it is.
    ///
    /// - Parameter text: The text.
    /// - Throws: ``ToolError/output(_:)`` if standard output cannot be written.
    func write(_ text: String) throws(ToolError) {
        do {
            try StandardStreams.write(Array(text.utf8).span, to: .output)
        } catch {
            throw .output(error)
        }
    }
}
