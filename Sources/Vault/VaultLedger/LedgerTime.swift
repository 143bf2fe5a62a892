/// A moment in the ledger, in whole seconds, UTC.
///
/// The text is RFC 3339 with a `Z` and no fraction: `2027-03-01T23:59:59Z`. Years run from 1970 to
/// 9999, so that every moment has one spelling of one length.
public struct LedgerTime: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted; from 0 to 253402300799.
    public let secondsSince1970: Int64

    /// The last moment that has a spelling.
    public static let last = LedgerTime(clamping: .max)

    /// Creates a moment from a count of seconds.
    ///
    /// - Parameter seconds: Seconds since 1970. A count outside the years 1970 to 9999 is moved to
    ///   the nearer end.
    public init(clamping seconds: Int64) {
        secondsSince1970 = min(max(seconds, 0), 253_402_300_799)
    }

    /// Reads the text form.
    ///
    /// - Parameter text: RFC 3339, upper-case `T` and `Z`, whole seconds, a date that exists; for
    ///   anything else the result is `nil`.
    public init?(_ text: String) {
        self.init(utf8: Array(text.utf8)[...])
    }

    /// Reads the bytes of the text form.
    ///
    /// - Parameter utf8: As for ``init(_:)``.
    init?(utf8: ArraySlice<UInt8>) {
        guard utf8.count == 20 else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in utf8.dropFirst(range.lowerBound).prefix(range.count) {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        self.init(clamping: days * 86_400 + hour * 3_600 + minute * 60 + second)
        guard self.utf8.elementsEqual(utf8) else { return nil }
    }

    /// The moment `seconds` later; negative for earlier.
    ///
    /// - Parameter seconds: How far to go, in seconds.
    /// - Returns: The moment, kept within the years 1970 to 9999.
    public func advanced(by seconds: Int64) -> LedgerTime {
        let (sum, overflow) = secondsSince1970.addingReportingOverflow(seconds)
        return LedgerTime(clamping: overflow ? (seconds > 0 ? .max : .min) : sum)
    }

    /// The text form, twenty ASCII characters.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// The bytes of the text form.
    var utf8: [UInt8] {
        let (year, month, day) = Self.date(days: secondsSince1970 / 86_400)
        let rest = secondsSince1970 % 86_400
        var utf8: [UInt8] = []
        utf8.reserveCapacity(20)
        func append(_ value: Int64, _ end: Unicode.Scalar) {
            let zero = UInt8(ascii: "0")
            utf8.append(zero + UInt8(truncatingIfNeeded: value / 10))
            utf8.append(zero + UInt8(truncatingIfNeeded: value % 10))
            utf8.append(UInt8(ascii: end))
        }
        append(year / 100, "-")
        utf8.removeLast()
        append(year % 100, "-")
        append(month, "-")
        append(day, "T")
        append(rest / 3_600, ":")
        append(rest / 60 % 60, ":")
        append(rest % 60, "Z")
        return utf8
    }

    /// The number of days from 1970-01-01 to a date of the Gregorian calendar.
    ///
    /// Years are counted from March, so that the leap day is the last of its year.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    /// The date that lies `days` after 1970-01-01: the inverse of ``days(year:month:day:)``.
    private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}

extension LedgerTime: Comparable, CustomStringConvertible {
    /// The same as ``text``.
    public var description: String { text }

    /// Whether `left` is the earlier moment.
    public static func < (left: LedgerTime, right: LedgerTime) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}
