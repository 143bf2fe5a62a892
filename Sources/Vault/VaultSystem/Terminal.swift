import Glibc

/// The terminal that a person sits at.
package enum Terminal {
    /// Whether a standard stream is a terminal, not a file or a pipe.
    ///
    /// - Parameter stream: The stream to look at.
    /// - Returns: `true` for a terminal.
    package static func isTerminal(_ stream: StandardStream) -> Bool {
        isatty(stream.descriptor) == 1
    }

    /// The width of the terminal behind a standard stream.
    ///
    /// - Parameter stream: The stream to look at.
    /// - Returns: The number of columns; `nil` if it is no terminal or does not know.
    package static func width(of stream: StandardStream) -> Int? {
        var size = winsize()
        guard unsafe ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
        return size.ws_col > 0 ? Int(size.ws_col) : nil
    }

    /// Asks for a secret on the terminal, without showing what is typed.
    ///
    /// Standard input and output are not involved, so both may be pipes. Enter ends the secret;
    /// backspace takes back one character, ^U everything; ^C gives up, as does ^D when nothing is
    /// typed, and otherwise ^D ends the secret. All other bytes belong to it. The terminal is as
    /// before when this returns or throws. A process that is killed while it asks cannot put it
    /// right.
    ///
    /// - Parameters:
    ///   - prompt: What to show before the cursor.
    ///   - maximumCount: The longest secret, in bytes.
    ///   - device: The terminal to ask on.
    ///   - body: Takes the secret, which is overwritten as soon as `body` returns.
    /// - Returns: What `body` returns.
    /// - Throws: ``SystemError`` with ``SystemError/isNoTerminal`` if there is none to ask on,
    ///   ``SystemError/isCancelled`` if the person gave up, ``SystemError/isTooLong`` if the secret
    ///   is longer than `maximumCount`; with what the kernel says otherwise.
    package static func readSecret<Result: ~Copyable>(
        prompt: String,
        maximumCount: Int,
        device: String = "/dev/tty",
        into body: (Span<UInt8>) -> Result
    ) throws(SystemError) -> Result {
        let terminal = try open(device)
        let before = try settings(of: terminal)
        try apply(hidden(before), to: terminal)
        defer {
            var settings = before
            unsafe tcsetattr(terminal.number, TCSAFLUSH, &settings)
        }

        try terminal.write(Array(prompt.utf8).span)
        var line = SecretLine(maximumCount: maximumCount)
        let end = try line.read(from: terminal)
        try terminal.write([UInt8(ascii: "\n")].span)
        switch end {
        case .complete: return line.withBytes(body)
        case .cancelled: throw SystemError(code: ECANCELED, operation: .prompt)
        case .tooLong: throw SystemError(code: EMSGSIZE, operation: .prompt)
        }
    }

    static func open(_ device: String) throws(SystemError) -> Descriptor {
        do {
            return try Descriptor(opening: device, flags: O_RDWR | O_NOCTTY)
        } catch {
            throw SystemError(code: error.code, operation: .prompt)
        }
    }

    static func settings(of terminal: borrowing Descriptor) throws(SystemError) -> termios {
        var settings = termios()
        let number = terminal.number
        try Kernel.retrying(.prompt) { unsafe tcgetattr(number, &settings) }
        return settings
    }

    /// Changes the settings.
    ///
    /// - Parameters:
    ///   - settings: The new ones.
    ///   - terminal: The terminal.
    ///   - keepingInput: Whether what was typed meanwhile stays; not before a secret, of which it could
    ///     become a part.
    /// - Throws: ``SystemError`` with what tcsetattr(3) says.
    static func apply(
        _ settings: termios,
        to terminal: borrowing Descriptor,
        keepingInput: Bool = false
    ) throws(SystemError) {
        var settings = settings
        let number = terminal.number
        let when = keepingInput ? TCSADRAIN : TCSAFLUSH
        try Kernel.retrying(.prompt) { unsafe tcsetattr(number, when, &settings) }
    }

    /// The width of a terminal; `nil` if it does not know.
    static func columns(of terminal: borrowing Descriptor) -> Int? {
        var size = winsize()
        guard unsafe ioctl(terminal.number, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
        return size.ws_col > 0 ? Int(size.ws_col) : nil
    }

    /// `settings` without echo, and with every byte handed over at once, ^C and ^Z among them: a
    /// signal would end or stop the process while the terminal still hides what is typed.
    static func hidden(_ settings: termios) -> termios {
        var hidden = settings
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
        unsafe withUnsafeMutableBytes(of: &hidden.c_cc) { characters in
            unsafe characters[Int(VMIN)] = 1
            unsafe characters[Int(VTIME)] = 0
        }
        return hidden
    }
}
