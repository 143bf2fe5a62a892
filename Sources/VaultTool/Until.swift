import ArgumentParser
import VaultLedger

/// The end of a grant as people type it: a date, or a moment.
///
/// A bare date means the end of that day, UTC. A moment is RFC 3339, section 5.6, with any offset;
/// it is converted to UTC, and fractions of a second are dropped.
struct Until: ExpressibleByArgument {
    /// The last second of the grant.
    let time: LedgerTime

    /// Reads what was typed.
    ///
    /// - Parameter argument: `2027-03-01` or `2027-03-01T12:00:00+01:00`; for anything else, and for
    ///   a day that does not exist, the result is `nil`.
    init?(argument: String) {
        let utf8 = Array(argument.utf8)
        if utf8.count == 10 {
            guard let end = LedgerTime("\(argument)T23:59:59Z") else { return nil }
            time = end
            return
        }
        guard utf8.count >= 20, utf8[10] == UInt8(ascii: "T") || utf8[10] == UInt8(ascii: "t"),
            let date = String(validating: utf8[..<10], as: UTF8.self),
            let clock = String(validating: utf8[11..<19], as: UTF8.self),
            let local = LedgerTime("\(date)T\(clock)Z"),
            let offset = Self.offset(Self.withoutFraction(utf8[19...]))
        else { return nil }
        time = local.advanced(by: -offset)
    }

    /// Reads the beginning of a span: as an end, but a bare date means the start of that day, UTC.
    ///
    /// - Parameter argument: What was typed.
    /// - Returns: The first second; `nil` if it is neither a date nor a moment.
    static func start(_ argument: String) -> LedgerTime? {
        argument.utf8.count == 10
            ? LedgerTime("\(argument)T00:00:00Z") : Until(argument: argument)?.time
    }

    /// Drops `.` and the digits after it.
    private static func withoutFraction(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard rest.first == UInt8(ascii: ".") else { return rest }
        let digits = rest.dropFirst().prefix { isDigit($0) }
        return digits.isEmpty ? rest : rest.dropFirst(1 + digits.count)
    }

    /// The offset from UTC in seconds: `Z`, `+hh:mm` or `-hh:mm`.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int64? {
        let text = Array(text)
        if text == Array("Z".utf8) || text == Array("z".utf8) { return 0 }
        guard
            text.count == 6, text[3] == UInt8(ascii: ":"),
            let hours = number(text[1...2]), hours < 24,
            let minutes = number(text[4...5]), minutes < 60
        else { return nil }
        switch text[0] {
        case UInt8(ascii: "+"): return hours * 3_600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3_600 + minutes * 60)
        default: return nil
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension LedgerTime {
    /// The last second of the day, UTC.
    var endOfDay: LedgerTime { LedgerTime("\(text.prefix(10))T23:59:59Z") ?? self }
}
