import FoundationEssentials

/// The privacy notices, which are data: each with a version, and a text in eleven languages.
///
/// A consent names the notice, its version and the language in which it was shown. So a text that was
/// shown is never edited: what changes its meaning is a new version.
struct NoticeCatalog: Sendable {
    /// The notices, the later versions behind the earlier ones.
    let notices: [Notice]

    /// The notice to show now: the last version of the first one.
    let current: Notice

    /// The notices that are part of this program.
    static let standard: NoticeCatalog = {
        guard let catalog = NoticeCatalog(PackageResources.notices_json) else {
            preconditionFailure("the notices in this program are none")
        }
        return catalog
    }()

    /// Reads notices.
    ///
    /// - Parameter bytes: JSON (RFC 8259). The result is `nil` unless every notice has each of
    ///   ``Notice/languages`` once and in this order, and a text exactly where it is not open; or if the
    ///   versions of a notice do not count from 1 without a gap, or one is of an earlier day than the
    ///   one before.
    init?(_ bytes: [UInt8]) {
        guard let file = try? JSONDecoder().decode(File.self, from: Data(bytes)),
            file.format == "vaulttool/notices/v1", file.notices.allSatisfy(\.isWhole),
            Self.areOrdered(file.notices),
            let current = file.notices.last(where: { $0.id == file.notices.first?.id })
        else { return nil }
        notices = file.notices
        self.current = current
    }

    private static func areOrdered(_ notices: [Notice]) -> Bool {
        var last: [String: Notice] = [:]
        return notices.allSatisfy { notice in
            let before = last.updateValue(notice, forKey: notice.id)
            return notice.version == (before?.version ?? 0) + 1
                && before?.date ?? "" <= notice.date
        }
    }

    private struct File: Decodable {
        let format: String
        let notices: [Notice]
    }
}

/// A privacy notice.
struct Notice: Sendable, Decodable {
    /// The languages of every notice (BCP 47), those of the tool first.
    static let languages = ["de", "en", "fr", "ar", "fa", "tr", "uk", "ru", "ku", "ti", "ps"]

    /// What it is called.
    let id: String

    /// The version of what it says, from 1.
    let version: Int

    /// The day of this version, `2026-11-25`.
    let date: String

    /// The texts.
    let texts: [NoticeText]

    /// By what a consent names it: `newcomers-1`.
    var name: String { "\(id)-\(version)" }

    fileprivate var isWhole: Bool {
        texts.map(\.language) == Self.languages && texts.allSatisfy(\.isWhole)
    }
}

/// What a notice says in one language.
struct NoticeText: Sendable, Decodable {
    /// How far a text has come.
    enum State: String, Sendable, Decodable {
        /// Nobody has written it yet.
        case open

        /// It was written, and not read yet by a native speaker and by who answers for it.
        case draft

        /// They have read it.
        case reviewed
    }

    /// The language (BCP 47).
    let language: String

    /// How far it has come.
    let state: State

    /// The heading; empty while the text is open.
    let title: String

    /// The paragraphs; none while the text is open.
    let paragraphs: [String]

    fileprivate var isWhole: Bool {
        (state == .open) == title.isEmpty && (state == .open) == paragraphs.isEmpty
            && !paragraphs.contains("")
    }
}
