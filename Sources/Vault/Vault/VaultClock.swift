public import VaultLedger
import VaultSystem

/// Where a vault gets the time from.
public struct VaultClock: Sendable {
    /// The clock of this machine.
    public static let system = VaultClock { LedgerTime(clamping: SystemClock.now()) }

    private let read: @Sendable () -> LedgerTime

    /// Creates a clock.
    ///
    /// - Parameter read: Gives the time whenever it is asked.
    public init(_ read: @escaping @Sendable () -> LedgerTime) {
        self.read = read
    }

    /// A clock that stands still, for tests and for looking back.
    ///
    /// - Parameter time: The time that it always gives.
    /// - Returns: The clock.
    public static func fixed(_ time: LedgerTime) -> VaultClock {
        VaultClock { time }
    }

    /// The time now, in whole seconds.
    ///
    /// - Returns: The time.
    public func now() -> LedgerTime { read() }
}
