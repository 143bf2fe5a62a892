import Vault
import VaultLedger

/// What became of a file, as people count it.
enum UploadResult: String, CaseIterable {
    case stored
    case storable
    case duplicate
    case heldBack = "held-back"
    case quarantined
    case refused
    case failed

    /// The result in words.
    var words: Message {
        switch self {
        case .stored: Message("stored")
        case .storable: "would be stored"
        case .duplicate: Message("duplicate")
        case .heldBack: "held back"
        case .quarantined: Message("quarantined")
        case .refused: Message("refused")
        case .failed: Message("failed")
        }
    }

    /// The name for programs.
    var code: String {
        rawValue
    }
}

extension DepositOutcome {
    /// What became of the file.
    var uploadResult: UploadResult {
        switch result {
        case .stored: .stored
        case .storable: .storable
        case .duplicate, .duplicateFile: .duplicate
        case .failed: .failed
        case .refused:
            switch verdict {
            case .accept, .warn: .heldBack
            case .quarantine: .quarantined
            case .reject: .refused
            }
        }
    }

    private var document: String? {
        if case .stored(let document) = result { document.text } else { nil }
    }

    /// The document, or the file, that it is the same as.
    private var original: (document: String?, file: String?) {
        switch result {
        case .duplicate(let document): (document.text, nil)
        case .duplicateFile(let file): (nil, file)
        default: (sameAs?.text, sameAsFile)
        }
    }

    /// The outcome for programs.
    var json: JSONValue {
        .object([
            ("document", .text(document)),
            ("file", .string(file)),
            ("mediaType", .text(mediaType)),
            ("size", .count(size)),
            ("verdict", .string(verdict.rawValue)),
            ("reasons", .texts(reasons)),
            ("result", .string(uploadResult.code)),
            ("sameAs", .text(original.document ?? original.file)),
            ("error", report?.facts ?? .null),
        ])
    }

    /// One line: what became of the file.
    func text(_ style: Style) -> Message {
        let name = style.shown(file)
        switch result {
        case .stored(let document): return "\(document)  \(name): stored, \(facts(style))\n"
        case .storable: return "would be stored  \(name): \(facts(style))\n"
        case .duplicate(let document):
            return "duplicate  \(name): the same as \(document), not stored again\n"
        case .duplicateFile(let file):
            return "duplicate  \(name): the same as \(style.shown(file))\n"
        case .refused:
            let words = ContentReason.words(for: reasons)
            return .verbatim("\(uploadResult.words)  \(name): \(words) \(codes)\n")
        case .failed: return "failed  \(name): \(report?.message ?? .verbatim(""))\n"
        }
    }

    /// What the file is, with what was noted about it.
    private func facts(_ style: Style) -> Message {
        let type = [mediaType, size.map(style.size)].compactMap { $0 }.joined(separator: ", ")
        var facts: Message = .verbatim(type)
        if !reasons.isEmpty {
            facts = "\(facts); note: \(ContentReason.words(for: reasons)) \(codes)"
        }
        if let sameAs { return "\(facts); the same as \(sameAs)" }
        return sameAsFile.map { "\(facts); the same as \(style.shown($0))" } ?? facts
    }

    private var codes: String { "[\(reasons.joined(separator: ", "))]" }
}

extension Output {
    /// Shows what became of files.
    ///
    /// - Parameter outcomes: How it went with each.
    /// - Throws: ``ToolError/notStored(_:)`` if one was not stored; ``ToolError/output(_:)``.
    func show(_ outcomes: [DepositOutcome]) throws(ToolError) {
        let isSuccess = outcomes.allSatisfy { $0.report == nil }
        try show(isSuccess: isSuccess) {
            .array(outcomes.map(\.json))
        } text: { style in
            outcomes.map { $0.text(style) }.joined()
        }
        if !isSuccess { throw .notStored(outcomes) }
    }
}
