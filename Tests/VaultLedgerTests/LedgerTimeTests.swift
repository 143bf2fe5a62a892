import Testing
import VaultLedger

@Suite("Ledger time")
struct LedgerTimeTests {
    /// Whether the Gregorian calendar gives `year` a 29 February.
    static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    }

    static func lengthOfMonth(_ month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The number of days from 1970-01-01 to the first of January of `year`, counted one by one.
    static func days(before year: Int) -> Int {
        (1970..<year).reduce(0) { $0 + (isLeap($1) ? 366 : 365) }
    }

    static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Checks every day of a year, each at another second of the day.
    static func expectDays(of year: Int) {
        var day = days(before: year)
        for month in 1...12 {
            for date in 1...lengthOfMonth(month, in: year) {
                let second = day * 7_919 % 86_400
                let clock = [second / 3_600, second / 60 % 60, second % 60].map(padded)
                let text =
                    "\(year)-\(padded(month))-\(padded(date))T\(clock.joined(separator: ":"))Z"
                let time = LedgerTime(clamping: Int64(day * 86_400 + second))
                #expect(time.text == text)
                #expect(LedgerTime(text) == time)
                day += 1
            }
        }
    }

    @Test(arguments: 1970...2400)
    func `agrees with a count of days`(year: Int) {
        Self.expectDays(of: year)
    }

    @Test(arguments: [4_000, 9_996, 9_999])
    func `agrees with a count of days in far years`(year: Int) {
        Self.expectDays(of: year)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:01Z", 1),
        ("2000-02-29T12:00:00Z", 951_825_600),
        ("2038-01-19T03:14:08Z", 2_147_483_648),
        ("2100-02-28T23:59:59Z", 4_107_542_399),
        ("2100-03-01T00:00:00Z", 4_107_542_400),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func `knows moments that others computed`(text: String, seconds: Int64) {
        #expect(LedgerTime(text)?.secondsSince1970 == seconds)
        #expect(LedgerTime(clamping: seconds).text == text)
    }

    @Test(arguments: [
        "",
        "2027-03-01T23:59:59z",
        "2027-03-01t23:59:59Z",
        "2027-03-01 23:59:59Z",
        "2027-03-01T23:59:59",
        "2027-03-01T23:59:59.0Z",
        "2027-03-01T23:59:59+00:00",
        "2027-03-01T23:59:5+Z",
        "2027-03-01T24:00:00Z",
        "2027-03-01T23:60:00Z",
        "2027-03-01T23:59:60Z",
        "2016-12-31T23:59:60Z",
        "2027-02-29T00:00:00Z",
        "2028-02-30T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2027-04-31T00:00:00Z",
        "2027-01-32T00:00:00Z",
        "2027-01-00T00:00:00Z",
        "2027-00-01T00:00:00Z",
        "2027-13-01T00:00:00Z",
        "2027-99-99T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "+027-03-01T23:59:59Z",
        "-027-03-01T23:59:59Z",
        "2027/03/01T23:59:59Z",
        "2027-3-001T23:59:59Z",
        "2027-03-01T23:59:59Z\n",
        " 2027-03-01T23:59:59Z",
        "10000-01-01T00:00:00Z",
        "٢027-03-01T23:59:59Z",
        "２０２７-03-01T23:59:59Z",
        "2027-03-01T23:59:59Ẓ",
        "20270301T235959Z0000",
    ])
    func `refuses any other spelling`(text: String) {
        #expect(LedgerTime(text) == nil)
    }

    @Test
    func `keeps to the years that have a spelling`() {
        let first = LedgerTime(clamping: 0)
        #expect(LedgerTime(clamping: -1) == first)
        #expect(LedgerTime(clamping: .min) == first)
        #expect(LedgerTime.last.text == "9999-12-31T23:59:59Z")
        #expect(LedgerTime(clamping: LedgerTime.last.secondsSince1970 + 1) == .last)
        #expect(first.advanced(by: -1) == first)
        #expect(first.advanced(by: .min) == first)
        #expect(LedgerTime.last.advanced(by: 1) == .last)
        #expect(LedgerTime.last.advanced(by: .max) == .last)
        #expect(first.advanced(by: 86_400).text == "1970-01-02T00:00:00Z")
        #expect(LedgerTime.last.advanced(by: -1).text == "9999-12-31T23:59:58Z")
    }

    @Test
    func `is ordered as its text is`() {
        let times = [0, 59, 60, 86_399, 86_400, 951_825_600, 4_107_542_399, 253_402_300_799]
            .map { LedgerTime(clamping: $0) }
        for (earlier, later) in zip(times, times.dropFirst()) {
            #expect(earlier < later)
            #expect(earlier.text < later.text)
            #expect("\(earlier)" == earlier.text)
        }
    }
}
