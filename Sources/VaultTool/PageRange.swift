import ArgumentParser

/// Pages as people type them: `3`, or `2-5`.
struct PageRange: ExpressibleByArgument {
    /// The pages, counted from 1.
    let pages: ClosedRange<Int>

    /// Reads what was typed.
    ///
    /// - Parameter argument: A number, or two with a hyphen between them, the smaller one first; for
    ///   anything else the result is `nil`.
    init?(argument: String) {
        let parts = argument.utf8.split(
            separator: UInt8(ascii: "-"),
            omittingEmptySubsequences: false
        )
        let numbers = parts.compactMap { Self.number($0) }
        guard numbers.count == parts.count, (1...2).contains(numbers.count),
            numbers[0] <= numbers[numbers.count - 1]
        else { return nil }
        pages = numbers[0]...numbers[numbers.count - 1]
    }

    /// A number from 1 on, in digits alone.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard (1...6).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(String(decoding: digits, as: UTF8.self)), number > 0
        else { return nil }
        return number
    }
}
