import VaultLedger

/// How values are written for people.
struct Style {
    /// Whether the words go to a terminal.
    let isTerminal: Bool

    /// How many columns that terminal has; `nil` if there is none, or it does not say.
    var width: Int?

    /// A name, title or path as it may stand in a line.
    ///
    /// What could steer a terminal or turn the direction of the line is replaced. On a terminal the
    /// text is isolated from its surroundings (Unicode Bidirectional Algorithm, U+2068 and U+2069),
    /// so that a name in Arabic does not rearrange the line.
    ///
    /// - Parameter text: The text, as somebody typed it.
    /// - Returns: The text to show.
    func shown(_ text: String) -> String {
        let safe = Self.harmless(text)
        return isTerminal ? "\u{2068}\(safe)\u{2069}" : safe
    }

    /// A text without what could steer a terminal.
    ///
    /// - Parameter text: The text.
    /// - Returns: The text with U+FFFD for controls, line separators and direction controls.
    static func harmless(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            let isHarmful =
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: true
                default:
                    (0x202A...0x202E).contains(scalar.value)
                        || (0x2066...0x2069).contains(scalar.value)
                }
            safe.unicodeScalars.append(isHarmful ? "\u{FFFD}" : scalar)
        }
        return safe
    }

    /// A length in bytes, in units of 1000, with three digits at most.
    ///
    /// - Parameter count: The number of bytes.
    /// - Returns: `812 B`, `1.4 MB`.
    func size(_ count: Int) -> String {
        let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
        guard count >= 1_000 else { return "\(count) B" }
        // Tenths of the unit, so that no rounding of fractions is needed.
        var tenths = count / 100
        var unit = 0
        while tenths >= 10_000, unit + 1 < units.count {
            tenths /= 1_000
            unit += 1
        }
        return tenths < 100
            ? "\(tenths / 10)\(Language.spoken.decimalSeparator)\(tenths % 10) \(units[unit])"
            : "\(tenths / 10) \(units[unit])"
    }

    /// A moment, to the second, UTC.
    ///
    /// - Parameter time: The moment.
    /// - Returns: `2027-03-01 23:59:59 UTC`.
    func time(_ time: LedgerTime) -> String {
        time.shown
    }

    /// What a grant is for, as it stands after "for".
    ///
    /// - Parameter purpose: The purpose.
    /// - Returns: Some words.
    func purpose(_ purpose: Purpose) -> Message {
        switch purpose {
        case .counseling: "counseling"
        case .recognition: "recognition"
        case .admission: "admission"
        case .employment: "employment"
        case .benefits: "benefits"
        case .residence: "residence"
        case .languageCourse: "a language course"
        case .other: "another purpose"
        }
    }

    /// What somebody is in the vault.
    ///
    /// - Parameter role: The role.
    /// - Returns: A word.
    static func role(_ role: Role) -> Message {
        switch role {
        case .admin: Message("admin")
        case .counselor: Message("counselor")
        case .owner: Message("owner")
        case .organisation: Message("organisation")
        case .auditor: Message("auditor")
        }
    }

    /// The moment of a cosignature.
    ///
    /// - Parameter seconds: Seconds since 1970.
    /// - Returns: As ``time(_:)``.
    func time(seconds: Int64) -> String {
        time(LedgerTime(clamping: seconds))
    }

    /// What is counted in sentences.
    enum Countable {
        case days
        case documents
        case groups
        case owners
        case statements
    }

    /// A number of things.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - things: Of what.
    /// - Returns: `1 owner`, `3 owners`.
    static func count(_ count: Int, of things: Countable) -> Message {
        switch things {
        case .days: count == 1 ? "1 day" : "\(count) days"
        case .documents: count == 1 ? "1 document" : "\(count) documents"
        case .groups: count == 1 ? "1 group" : "\(count) groups"
        case .owners: count == 1 ? "1 owner" : "\(count) owners"
        case .statements: count == 1 ? "1 statement" : "\(count) statements"
        }
    }

    /// How often something happened.
    ///
    /// - Parameter count: The number of times, more than zero.
    /// - Returns: `once`, `twice`, `3 times`.
    func times(_ count: Int) -> Message {
        switch count {
        case 1: "once"
        case 2: "twice"
        default: "\(count) times"
        }
    }
}

extension LedgerTime {
    /// The moment as people read it, to the second, UTC: `2027-03-01 23:59:59 UTC`.
    var shown: String { "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC" }
}
