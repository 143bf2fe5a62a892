import FoundationEssentials

extension KindCatalog {
    /// Reads a list of kinds.
    ///
    /// - Parameter bytes: JSON (RFC 8259) in the one spelling of ``text``: each key in its place, none
    ///   missing or unknown, each code once, a name in every language. For anything else the result
    ///   is `nil`.
    public init?(_ bytes: [UInt8]) {
        guard
            let file = try? JSONDecoder().decode(CatalogFile.self, from: Data(bytes)),
            file.version > 0
        else { return nil }
        var kinds: [PaperKind] = []
        for entry in file.kinds {
            guard let kind = PaperKind(entry) else { return nil }
            kinds.append(kind)
        }
        self.init(version: file.version, kinds: kinds)
        guard text.utf8.elementsEqual(bytes) else { return nil }
    }

    /// The list as a file.
    public var text: String {
        let entries = kinds.map { kind in "    {\n\(kind.lines.joined(separator: ",\n"))\n    }" }
        return """
            {
              "version": \(version),
              "kinds": [
            \(entries.joined(separator: ",\n"))
              ]
            }

            """
    }
}

/// The file as JSON has it; what it says beyond that shows when it is written again.
private struct CatalogFile: Decodable {
    let version: Int
    let kinds: [Entry]

    struct Entry: Decodable {
        let code: String
        let sensitivity: String
        let copyRestricted: Bool
        let bulkGrant: Bool
        let defaultGrantDays: Int
        let maximumGrantDays: Int
        let expiryBehaviour: String
        let level: String?
        let names: [String: String]
        let awaitingReview: [String]
    }
}

extension PaperKind {
    fileprivate init?(_ entry: CatalogFile.Entry) {
        guard
            DocumentDescription.isCode(entry.code),
            let sensitivity = Sensitivity(rawValue: entry.sensitivity),
            let expiry = ExpiryBehavior(rawValue: entry.expiryBehaviour),
            entry.defaultGrantDays > 0, entry.defaultGrantDays <= entry.maximumGrantDays,
            entry.level.map({ ["A1", "A2", "B1", "B2", "C1", "C2"].contains($0) }) ?? true,
            KindCatalog.languages.allSatisfy({ entry.names[$0].map(PersonName.isValid) == true }),
            entry.awaitingReview
                == KindCatalog.languages.filter({ entry.awaitingReview.contains($0) })
        else { return nil }
        self.init(
            code: entry.code,
            rules: KindRules(
                sensitivity: sensitivity,
                isCopyRestricted: entry.copyRestricted,
                allowsBulkGrant: entry.bulkGrant,
                defaultGrantDays: entry.defaultGrantDays,
                maximumGrantDays: entry.maximumGrantDays
            ),
            expiry: expiry,
            level: entry.level,
            names: entry.names,
            awaitingReview: entry.awaitingReview
        )
    }

    /// The lines of an entry, without the commas between them.
    fileprivate var lines: [String] {
        let translations = KindCatalog.languages.map { language in
            "        \"\(language)\": \(JSONString.encode(names[language] ?? ""))"
        }
        let waiting = awaitingReview.map { JSONString.encode($0) }.joined(separator: ", ")
        var lines = [
            "      \"code\": \(JSONString.encode(code))",
            "      \"sensitivity\": \(JSONString.encode(rules.sensitivity.rawValue))",
            "      \"copyRestricted\": \(rules.isCopyRestricted)",
            "      \"bulkGrant\": \(rules.allowsBulkGrant)",
            "      \"defaultGrantDays\": \(rules.defaultGrantDays)",
            "      \"maximumGrantDays\": \(rules.maximumGrantDays)",
            "      \"expiryBehaviour\": \(JSONString.encode(expiry.rawValue))",
        ]
        if let level { lines.append("      \"level\": \(JSONString.encode(level))") }
        lines.append("      \"names\": {\n\(translations.joined(separator: ",\n"))\n      }")
        lines.append("      \"awaitingReview\": [\(waiting)]")
        return lines
    }
}
