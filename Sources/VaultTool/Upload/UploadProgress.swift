import Synchronization
import Vault
import VaultSystem

/// The line on a terminal that tells how far the upload of a folder has come.
final class UploadProgress: Sendable {
    private struct State {
        var files = 0
        var bytes = 0
        var seen = 0
    }

    private let files: Int
    private let bytes: Int
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// Begins.
    ///
    /// - Parameters:
    ///   - files: How many files there are.
    ///   - bytes: How long they are together.
    init(files: Int, bytes: Int) {
        self.files = files
        self.bytes = bytes
    }

    /// Takes note of a file and shows the line anew.
    ///
    /// - Parameter outcome: What became of the file.
    func add(_ outcome: DepositOutcome) {
        let now = state.withLock { state in
            state.files += 1
            state.bytes += outcome.size ?? 0
            return state
        }
        let elapsed = start.duration(to: .now)
        Self.write(line(files: now.files, bytes: now.bytes, after: elapsed).text)
    }

    /// Takes the line away.
    func end() { Self.write("") }

    /// The line: files, bytes, rate and what is left.
    ///
    /// - Parameters:
    ///   - done: How many files are done.
    ///   - size: How long they are together.
    ///   - elapsed: How long that took.
    /// - Returns: The text; without rate and rest in the first half second.
    func line(files done: Int, bytes size: Int, after elapsed: Duration) -> Message {
        let style = Style(isTerminal: false)
        let part: Message = "\(done) of \(files) files, \(style.size(size)) of \(style.size(bytes))"
        let milliseconds =
            elapsed.components.seconds * 1_000
            + elapsed.components.attoseconds / 1_000_000_000_000_000
        guard milliseconds >= 500, size > 0 else { return part }
        let rate = size * 1_000 / Int(milliseconds)
        guard rate > 0 else { return part }
        let rest = max(0, bytes - size) / rate
        return "\(part), \(style.size(rate))/s, \(Self.time(rest)) left"
    }

    private static func time(_ seconds: Int) -> String {
        seconds < 90 ? "\(seconds) s" : "\((seconds + 30) / 60) min"
    }

    private static func write(_ text: String) {
        let width = Terminal.width(of: .error) ?? 80
        let line = "\r\u{1B}[K" + DisplayWidth.cut(text, to: width - 1)
        try? StandardStreams.write(Array(line.utf8).span, to: .error)
    }
}
