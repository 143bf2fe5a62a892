import Vault
import VaultSystem

/// The line on a terminal that tells how far a long operation has come.
enum ProgressLine {
    /// How many statements take so long that somebody wants to see that it goes on.
    private static let longLog = 5_000

    /// Writes the line over the one before; the last of a step stays.
    ///
    /// - Parameter progress: How far it is.
    static func show(_ progress: PendingProgress) {
        guard progress.total > 1 || progress.step == .documents else { return }
        let (done, total) = (progress.done, progress.total)
        let words: Message =
            switch progress.step {
            case .groups: "Replaced the keys of \(done) of \(total) groups"
            case .owners: "Took the keys of \(done) of \(total) owners anew"
            case .documents: "Encrypted \(done) of \(total) documents anew"
            }
        let end = progress.done == progress.total ? "\n" : ""
        try? StandardStreams.write(Array("\r\u{1B}[K\(words)\(end)".utf8).span, to: .error)
    }

    /// Writes how much of an audit or a check is done over the line before; the last of a step stays.
    ///
    /// - Parameter progress: How far it is.
    static func show(_ progress: CheckProgress) {
        guard progress.step == .bytes || progress.total >= longLog else { return }
        let percent = progress.total == 0 ? 100 : progress.done * 100 / progress.total
        let words: Message =
            switch progress.step {
            case .statements: "Verified \(percent) % of the statements"
            case .bytes: "Read \(percent) % of what is stored"
            }
        let end = progress.done >= progress.total ? "\n" : ""
        try? StandardStreams.write(Array("\r\u{1B}[K\(words)\(end)".utf8).span, to: .error)
    }
}
