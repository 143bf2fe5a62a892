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
            it was read. What the page does not say is not checked.
            """
    )

    @Flag(name: .customLong("list"), help: .words("List the profiles with their sources."))
    var isList = false

    @Argument(
        help: .words("The profile, from --list."),
        completion: .list(ReceiverProfile.all.map(\.id))
    )
    var profile: ReceiverProfile?

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
        guard !isList, let profile else {
            try global.output.show {
                .array(ReceiverProfile.all.map(\.json))
            } text: { style in
                ReceiverProfile.all.map { $0.text(style) }.joined()
            }
            return
        }
        let vault = try await global.openVault(for: .reading)
        var ids: [DocumentID] = []
        for doc in docs { ids.append(try await vault.document(doc)) }
        let held = try await vault.list()
        let checks = try ids.map { id throws(VaultError) in
            guard let document = held.first(where: { $0.id == id }) else {
                throw .notAllowed(.noGrant(id))
            }
            return ProfileCheck(profile, document)
        }
        let isSuccess = checks.allSatisfy(\.mismatches.isEmpty)
        try global.output.show(isSuccess: isSuccess) {
            .array(checks.map(\.json))
        } text: { style in
            checks.map { $0.text(style) }.joined()
        }
        if !isSuccess {
            throw ToolError.profileUnfit(checks.count { !$0.mismatches.isEmpty }, profile)
        }
    }
}

/// What a profile says to a document.
private struct ProfileCheck {
    let profile: ReceiverProfile
    let document: Document
    let mismatches: [ProfileMismatch]

    init(_ profile: ReceiverProfile, _ document: Document) {
        self.profile = profile
        self.document = document
        mismatches = profile.mismatches(of: document)
    }

    /// The command that makes a version that fits; `nil` if none does.
    private var remedy: String? {
        guard !mismatches.isEmpty, profile.canBeMet(by: document, mismatches) else { return nil }
        return "vaulttool derive \(document.id) --as-profile \(profile.id)"
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

extension ReceiverProfile {
    fileprivate var json: JSONValue {
        .object([
            ("profile", .string(id)),
            ("receiver", .string(receiver)),
            ("types", .texts(types)),
            ("maximumSize", .count(maximumSize)),
            ("names", .text(names?.rawValue)),
            ("source", .string(source)),
            ("date", .string(date)),
        ])
    }

    fileprivate func text(_ style: Style) -> Message {
        let taken = types.joined(separator: ", ")
        let size: Message =
            if let maximumSize { ", at most \(style.size(maximumSize)) a file" } else {
                .verbatim("")
            }
        let names: Message = names == nil ? .verbatim("") : ", names of letters and digits"
        return "\(id)  \(receiver): \(taken)\(size)\(names)\n  \(source) (\(date))\n"
    }
}
