import ArgumentParser
import Vault

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
        let all = ApplicationCheck(profile, documents)
        let unfit = checks.count { !$0.mismatches.isEmpty }
        let isSuccess = unfit == 0 && all.excess.isEmpty
        try global.output.show(isSuccess: isSuccess) {
            .array(checks.map(\.json) + [all.json].compactMap { $0 })
        } text: { style in
            (checks.map { $0.text(style) } + [all.text(style)]).joined()
        }
        if !isSuccess { throw ToolError.profileUnfit(unfit, named) }
    }

    /// The documents that were named, each once.
    private func documents() async throws -> [Document] {
        let vault = try await global.openVault(for: .reading)
        var documents: [Document] = []
        for doc in docs {
            let id = try await vault.document(doc)
            guard !documents.contains(where: { $0.id == id }) else { continue }
            documents.append(try await vault.details(of: id).document)
        }
        return documents
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
        }
    }
}

/// What a profile says to documents that are one application.
private struct ApplicationCheck {
    let profile: ReceiverProfile
    let documents: [Document]
    let excess: [ProfileExcess]

    init(_ profile: ReceiverProfile, _ documents: [Document]) {
        self.profile = profile
        self.documents = documents
        excess = profile.excess(of: documents)
    }

    /// An entry like those of the documents, behind them; `nil` if they fit.
    var json: JSONValue? {
        guard !excess.isEmpty else { return nil }
        return .object([
            ("document", .null),
            ("profile", .string(profile.id)),
            ("fits", .bool(false)),
            ("reasons", .texts(excess.map(\.rawValue))),
            ("remedy", .null),
        ])
    }

    func text(_ style: Style) -> Message { excess.map { words(for: $0, style) }.joined() }

    private func words(for excess: ProfileExcess, _ style: Style) -> Message {
        switch excess {
        case .total:
            """
            together: \(style.size(documents.reduce(0) { $0 + $1.size })), and at most \
            \(style.size(profile.maximumTotal ?? 0)) are taken [profile.total]

            """
        case .count:
            """
            together: \(documents.count) files, and at most \(profile.maximumFiles ?? 0) are taken \
            [profile.count]

            """
        }
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
