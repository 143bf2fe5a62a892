import Vault

/// What became of the files of a folder, counted.
struct UploadTotals {
    /// The files with one result.
    struct Part {
        var files = 0
        var bytes = 0

        /// How often each reason stands behind it.
        var reasons: [String: Int] = [:]
    }

    private var parts: [UploadResult: Part] = [:]
    private let skipped: Int

    /// Counts.
    ///
    /// - Parameters:
    ///   - outcomes: What became of the files.
    ///   - skipped: How many entries of the folder were left out.
    init(_ outcomes: [DepositOutcome], skipped: Int) {
        self.skipped = skipped
        for outcome in outcomes {
            var part = parts[outcome.uploadResult] ?? Part()
            part.files += 1
            part.bytes += outcome.size ?? 0
            for reason in outcome.reasons { part.reasons[reason, default: 0] += 1 }
            if let report = outcome.report, outcome.reasons.isEmpty {
                part.reasons[report.code, default: 0] += 1
            }
            parts[outcome.uploadResult] = part
        }
    }

    /// Whether a later run may store more of these files.
    var isComplete: Bool { parts[.heldBack] == nil && parts[.failed] == nil }

    /// The totals for programs: the number of files and of bytes for every result.
    var json: JSONValue {
        let results = UploadResult.allCases.map { result in
            let part = parts[result] ?? Part()
            let value = JSONValue.object([
                ("files", .number(part.files)), ("bytes", .number(part.bytes)),
            ])
            return (key: result.code, value: value)
        }
        return .object(results + [("skipped", .object([("files", .number(skipped))]))])
    }

    /// The table for people: a row for each result that occurred.
    func table(_ style: Style) -> TextTable {
        var table = TextTable(
            ("result", .left),
            ("files", .right),
            ("size", .right),
            ("reasons", .left)
        )
        for result in UploadResult.allCases {
            guard let part = parts[result] else { continue }
            let reasons = part.reasons.sorted { $0.key < $1.key }.map { reason, count in
                count == 1 ? reason : "\(reason) (\(count))"
            }
            table.add(
                say(result.words),
                String(part.files),
                style.size(part.bytes),
                reasons.joined(separator: ", ")
            )
        }
        if skipped > 0 { table.add(say("skipped"), String(skipped), "", "") }
        return table
    }
}
