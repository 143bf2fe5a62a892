/// What was found out about a file.
package struct Inspection: Sendable, Hashable {
    /// The media type of the content.
    ///
    /// For a file that is not stored it is a hint, no more.
    package let mediaType: String

    /// What there is to say about it, in the order of ``Reason``.
    package let reasons: [Reason]

    /// What the file calls itself, at most 120 bytes of UTF-8; `nil` for most.
    ///
    /// Anybody can write it there: it serves to guess.
    package let title: String?

    /// What becomes of the file: the hardest verdict of its reasons.
    package var verdict: Verdict { reasons.map(\.verdict).max() ?? .accept }

    /// Creates an inspection from its parts.
    package init(mediaType: String, reasons: [Reason], title: String? = nil) {
        self.mediaType = mediaType
        self.reasons = reasons
        self.title = title
    }

    /// Adds what the name of the file says to what its content says.
    ///
    /// - Parameters:
    ///   - findings: What its content says.
    ///   - name: The name that the file came with.
    init(_ findings: Findings, name: String) {
        var reasons = findings.reasons
        if let type = findings.storedType {
            let nameExtension = FileName.extension(of: FileName.displayName(of: name))
            if let nameExtension, !type.allows(extension: nameExtension) {
                reasons.insert(.nameMismatch)
            }
            if FileName.deceives(name) { reasons.insert(.nameSpoof) }
        }
        mediaType = findings.mediaType
        title = findings.title
        self.reasons = Reason.allCases.filter(reasons.contains)
    }
}

/// What the content of a file says, whatever its name.
struct Findings: Hashable {
    /// The media type; for a file that is not stored a hint.
    let mediaType: String

    /// What there is to say about the content.
    let reasons: Set<Reason>

    /// What the file calls itself, as ``OwnTitle`` cuts it.
    let title: String?

    /// The kind of file, if it is one that is stored, perhaps after a question.
    var storedType: StoredType? {
        reasons.contains { $0.verdict > .warn } ? nil : StoredType(rawValue: mediaType)
    }

    init(mediaType: String, reasons: Set<Reason>, title: String? = nil) {
        self.mediaType = mediaType
        self.reasons = reasons
        self.title = title
    }

    /// A file on which the inspection failed.
    static let failed = Findings(
        mediaType: "application/octet-stream",
        reasons: [.parserFailed]
    )
}

/// What the bytes of a file are, whatever its name.
enum Content: Hashable {
    /// One of the kinds that are stored.
    case stored(StoredType)

    /// A kind that is refused, with the media type as a hint.
    case refused(Reason, type: String)
}
