import Glibc
import Testing

/// A terminal of which the test is the keyboard and the screen.
final class PseudoTerminal {
    /// The path under which a program opens it.
    let device: String

    /// Everything that the screen has shown.
    private(set) var shown: [UInt8] = []

    private let keyboard: CInt

    /// The program's side, kept open: without it the terminal would hang up between two programs.
    private let line: CInt

    init() throws {
        let keyboard = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        try #require(keyboard >= 0, "no pseudo terminals here")
        var number: CInt = 0
        var unlocked: CInt = 0
        // ioctl_tty(2): TIOCGPTN and TIOCSPTLCK, which glibc does not offer here.
        try #require(unsafe ioctl(keyboard, 0x8004_5430, &number) == 0)
        try #require(unsafe ioctl(keyboard, 0x4004_5431, &unlocked) == 0)
        let device = "/dev/pts/\(number)"
        let line = unsafe open(device, O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(line >= 0)
        self.device = device
        self.keyboard = keyboard
        self.line = line
    }

    deinit {
        close(keyboard)
        close(line)
    }

    /// The local flags of the terminal: echo, line editing, signals.
    func flags() throws -> tcflag_t {
        var settings = termios()
        try #require(unsafe tcgetattr(line, &settings) == 0)
        return settings.c_lflag
    }

    /// Types.
    func type(_ bytes: [UInt8]) throws {
        try #require(unsafe write(keyboard, bytes, bytes.count) == bytes.count)
    }

    /// Waits until the screen ends with `text`.
    ///
    /// - Returns: `false` if it does not after ten seconds.
    func output(until text: String) async throws -> Bool {
        for _ in 0..<5000 {
            var buffer = [UInt8](repeating: 0, count: 256)
            let count = unsafe read(keyboard, &buffer, buffer.count)
            if count > 0 { shown += buffer[..<count] }
            if shown.suffix(text.utf8.count).elementsEqual(text.utf8) { return true }
            try await Task.sleep(for: .milliseconds(2))
        }
        return false
    }
}
