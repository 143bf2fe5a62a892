import Synchronization

/// Rows that one transaction leaves to the next one on the same connection, so that it need not read them.
///
/// They are true as long as nobody else has written meanwhile. SQLite tells: its `data_version` is another
/// one after a commit by another connection (sqlite.org/pragma.html#pragma_data_version).
final class LeftRows: Sendable {
    private struct Left: Sendable {
        /// The number of the last commit by another connection before the transaction.
        let version: Int?

        let rows: KeptRows
    }

    private let left = Mutex<Left?>(nil)

    /// Leaves rows, after the commit: what was not committed is not true.
    ///
    /// - Parameters:
    ///   - rows: The rows as they were committed.
    ///   - version: The number of the last commit by another connection before.
    func put(_ rows: KeptRows, at version: Int?) {
        left.withLock { $0 = Left(version: version, rows: rows) }
    }

    /// Takes what was left; nothing is left then.
    ///
    /// - Parameter version: The number of the last commit by another connection.
    /// - Returns: The rows; none if somebody else has written since.
    func take(at version: Int?) -> KeptRows {
        left.withLock { left in
            defer { left = nil }
            guard let left, left.version == version else { return KeptRows() }
            return left.rows
        }
    }
}
