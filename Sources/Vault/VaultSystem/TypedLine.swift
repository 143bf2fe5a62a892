import Glibc

/// A line in the making, from the keys that a person presses.
///
/// Enter ends it, as does ^D if something is typed; ^C, or ^D on an empty line, gives up. Backspace
/// takes back a character, ^W a word, ^U everything. Arrows and other keys that send more than a
/// character are passed over, and so are the remaining controls.
package struct TypedLine: ~Copyable {
    /// How a line came to its end.
    package enum End {
        case complete
        case cancelled
    }

    /// The longest line, in bytes; what is typed beyond is dropped.
    package static let maximumCount = 8_192

    private var bytes: [UInt8] = []
    private var sequence = Sequence.none

    /// A sequence of an arrow or function key (ECMA-48 §5.4), as far as it has come.
    private enum Sequence {
        case none
        case escape
        case parameters
        case last
    }

    /// Creates an empty line.
    package init() {}

    /// What is typed so far.
    ///
    /// Bytes that are not UTF-8 show as U+FFFD.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Takes a key, or one byte of it.
    ///
    /// - Parameter key: The byte.
    /// - Returns: How the line ends; `nil` if it goes on.
    package mutating func take(_ key: UInt8) -> End? {
        guard !passesOver(key) else { return nil }
        switch key {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return .complete
        case 0x03: return .cancelled
        case 0x04: return bytes.isEmpty ? .cancelled : .complete
        case 0x08, 0x7F: removeLastCharacter()
        case 0x15: bytes = []
        case 0x17: removeLastWord()
        case 0x1B: sequence = .escape
        case 0x00..<0x20: break
        default: if bytes.count < Self.maximumCount { bytes.append(key) }
        }
        return nil
    }

    private mutating func passesOver(_ key: UInt8) -> Bool {
        switch sequence {
        case .none: return false
        case .escape where key == UInt8(ascii: "["): sequence = .parameters
        case .escape where key == UInt8(ascii: "O"): sequence = .last
        case .escape where key < 0x20:
            // The escape key itself, and then another key.
            sequence = .none
            return false
        case .parameters where (0x20...0x3F).contains(key): break
        case .escape, .parameters, .last: sequence = .none
        }
        return true
    }

    private mutating func removeLastCharacter() {
        var text = text
        guard !text.isEmpty else { return }
        text.removeLast()
        bytes = Array(text.utf8)
    }

    private mutating func removeLastWord() {
        let space = UInt8(ascii: " ")
        while bytes.last == space { bytes.removeLast() }
        while let last = bytes.last, last != space { bytes.removeLast() }
    }
}

extension Terminal {
    /// Asks for a line on the terminal, and shows what is typed.
    ///
    /// Standard input and output are not involved. The keys are those of ``TypedLine``. The terminal
    /// is as before when this returns or throws.
    ///
    /// - Parameters:
    ///   - device: The terminal to ask on.
    ///   - drawn: The whole line as the terminal is to show it, from what is typed and the number of
    ///     columns. It must fit into one row.
    /// - Returns: The line.
    /// - Throws: ``SystemError`` with ``SystemError/isNoTerminal`` if there is none to ask on,
    ///   ``SystemError/isCancelled`` if the person gave up or the terminal went away; with what the
    ///   kernel says otherwise.
    package static func readLine(
        device: String = "/dev/tty",
        drawn: (_ typed: String, _ columns: Int) -> String
    ) throws(SystemError) -> String {
        let terminal = try open(device)
        let before = try settings(of: terminal)
        try apply(hidden(before), to: terminal, keepingInput: true)
        defer { try? apply(before, to: terminal, keepingInput: true) }

        let columns = columns(of: terminal) ?? 80
        var line = TypedLine()
        var end: TypedLine.End?
        while end == nil {
            let row = "\r\u{1B}[K" + drawn(line.text, columns)
            try terminal.write(Array(row.utf8).span)
            guard let key = try FirstLine.nextByte(of: terminal) else { break }
            end = line.take(key)
        }
        let row = "\r\u{1B}[K" + drawn(line.text, columns) + "\n"
        try terminal.write(Array(row.utf8).span)
        guard case .complete = end else {
            throw SystemError(code: ECANCELED, operation: .prompt)
        }
        return line.text
    }

    /// Shows text on the terminal.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - device: The terminal.
    /// - Throws: ``SystemError`` with ``SystemError/isNoTerminal`` if there is none.
    package static func show(
        _ text: String,
        device: String = "/dev/tty"
    ) throws(SystemError) {
        try open(device).write(Array(text.utf8).span)
    }
}
