import ArgumentParser
import Vault
import VaultLedger

/// Says what a receiver would not take.
struct CheckProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "check-profile",
        abstract: "Say before a grant which documents the receiver's portal would not take.",
        discussion: """
            A profile holds what a receiver says on its own pages, with the page and the day on which \
            it was read. What the page does not say is not checked. For a receiver that is not on the \
            list, write down what it says in a file of your own: see FORMAT.md, "Receiver profiles".
            """
    )

    @Flag(name: .customLong("list"), help: .words("List the profiles with their sources."))
    var isList = false

    @Argument(
        help: .words("The profile, from --list, or a file of your own: NAME.json."),
        completion: .list(ReceiverProfile.all.map(\.id))
    )
    var profile: NamedProfile?

    @Argument(
        help: .words("The documents: ids, or the beginnings of them.", valueName: "doc")
    )
    var docs: [String] = []

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !isList else { return }
        guard profile != nil else {
            throw ValidationError(saying: "Name a profile, or see them with --list")
        }
        guard !docs.isEmpty else { throw ValidationError(saying: "Name the documents to check") }
    }

    func run() async throws {
        guard !isList, let named = profile else {
            try global.output.show {
                .array(ReceiverProfile.all.map(\.json))
            } text: { style in
                ReceiverProfile.all.map { $0.text(style) }.joined()
            }
            return
        }
        let profile = try named.profile()
        let documents = try await documents()
        let checks = documents.map { ProfileCheck(named, profile, $0) }
        let together = profile.mismatches(ofAll: documents)
        let unfit = checks.count { !$0.mismatches.isEmpty }
        let isSuccess = unfit == 0 && together.isEmpty
        try global.output.show(isSuccess: isSuccess) {
            let all = ProfileCheck.json(ofAll: together, profile)
            return .array(checks.map(\.json) + (together.isEmpty ? [] : [all]))
        } text: { style in
            let all = ProfileCheck.text(ofAll: together, documents, profile, style)
            return (checks.map { $0.text(style) } + [all]).joined()
        }
        if !isSuccess { throw ToolError.profileUnfit(unfit, named) }
    }

    /// The documents that were named, each once.
    private func documents() async throws -> [Document] {
        let vault = try await global.openVault(for: .reading)
        var ids: [DocumentID] = []
        for doc in docs {
            let id = try await vault.document(doc)
            if !ids.contains(id) { ids.append(id) }
        }
        let held = try await vault.list()
        return try ids.map { id throws(VaultError) in
            guard let document = held.first(where: { $0.id == id }) else {
                throw .notAllowed(.noGrant(id))
            }
            return document
        }
    }
}

/// What a profile says to a document.
private struct ProfileCheck {
    let named: NamedProfile
    let profile: ReceiverProfile
    let document: Document
    let mismatches: [ProfileMismatch]

    init(_ named: NamedProfile, _ profile: ReceiverProfile, _ document: Document) {
        self.named = named
        self.profile = profile
        self.document = document
        mismatches = profile.mismatches(of: document)
    }

    /// The command that makes a version that fits; `nil` if none does.
    private var remedy: String? {
        guard !mismatches.isEmpty, profile.canBeMet(by: document, mismatches) else { return nil }
        return "vaulttool derive \(document.id) --as-profile \(named.word)"
    }

    var json: JSONValue {
        .object([
            ("document", .of(document.id)),
            ("profile", .string(profile.id)),
            ("fits", .bool(mismatches.isEmpty)),
            ("reasons", .texts(mismatches.map(\.rawValue))),
            ("remedy", .text(remedy)),
        ])
    }

    func text(_ style: Style) -> Message {
        let file = style.shown(document.fileName)
        guard !mismatches.isEmpty else { return "\(document.id)  \(file): fits\n" }
        let why = mismatches.map { words(for: $0, style) }.joined(separator: ", ")
        let codes = mismatches.map(\.rawValue).joined(separator: ", ")
        let way: Message =
            if let remedy { "make one that fits: \(remedy)" } else {
                "no version that fits can be made here: ask the receiver"
            }
        return "\(document.id)  \(file): does not fit: \(why) [\(codes)]\n  \(way)\n"
    }

    private func words(for mismatch: ProfileMismatch, _ style: Style) -> Message {
        switch mismatch {
        case .type: "only \(Message.list(profile.types)) is taken"
        case .size:
            """
            it has \(style.size(document.size)), and at most \
            \(style.size(profile.maximumSize ?? 0)) are taken
            """
        case .name: "its name may have letters a to z, digits and one full stop only"
        case .password: "it opens with a password only"
        case .total, .count: .verbatim(mismatch.rawValue)
        }
    }
}

extension ProfileCheck {
    /// What is said of all documents together, behind what is said of each.
    static func json(ofAll mismatches: [ProfileMismatch], _ profile: ReceiverProfile) -> JSONValue {
        .object([
            ("document", .null),
            ("profile", .string(profile.id)),
            ("fits", .bool(mismatches.isEmpty)),
            ("reasons", .texts(mismatches.map(\.rawValue))),
            ("remedy", .null),
        ])
    }

    static func text(
        ofAll mismatches: [ProfileMismatch],
        _ documents: [Document],
        _ profile: ReceiverProfile,
        _ style: Style
    ) -> Message {
        mismatches.map { mismatch -> Message in
            if mismatch == .count {
                return """
                    together: \(documents.count) files, and at most \(profile.maximumFiles ?? 0) are \
                    taken [profile.count]

                    """
            }
            let total = documents.reduce(0) { $0 + $1.size }
            return """
                together: \(style.size(total)), and at most \(style.size(profile.maximumTotal ?? 0)) \
                are taken [profile.total]

                """
        }
        .joined()
    }
}

extension ReceiverProfile {
    fileprivate var json: JSONValue {
        .object([
            ("profile", .string(id)),
            ("receiver", .string(receiver)),
            ("types", .texts(types)),
            ("maximumSize", .count(maximumSize)),
            ("maximumTotal", .count(maximumTotal)),
            ("maximumFiles", .count(maximumFiles)),
            ("names", .text(names?.rawValue)),
            ("source", .string(source)),
            ("date", .string(date)),
        ])
    }

    fileprivate func text(_ style: Style) -> Message {
        let taken = types.joined(separator: ", ")
        let limits: [Message] = [
            maximumSize.map { ", at most \(style.size($0)) a file" },
            maximumTotal.map { ", at most \(style.size($0)) together" },
            maximumFiles.map { ", at most \($0) files" },
            names.map { _ in ", names of letters and digits" },
        ].compactMap { $0 }
        return "\(id)  \(receiver): \(taken)\(limits.joined())\n  \(source) (\(date))\n"
    }
}
