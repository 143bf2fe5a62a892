import Vault
import VaultLedger
import VaultSystem

/// Asks for all that the upload of one file needs.
struct UploadDialogue {
    /// The vault, open in the caller's name.
    let vault: DocumentVault

    private let prompter = Prompter()
    private let style = Style(isTerminal: true)

    /// Asks for an owner.
    ///
    /// - Parameter vault: Where.
    /// - Returns: The caller, if that is an owner; else whom the person chose.
    /// - Throws: ``ToolError/cancelled``; `VaultError` if the vault cannot be read.
    static func owner(in vault: DocumentVault) async throws -> Member {
        if let me = try await vault.me(), me.role == .owner { return me }
        let owners = try await vault.members().filter { $0.role == .owner && !$0.isRetired }
        guard let first = owners.first else {
            try Prompter().say("There is nobody yet whose paper it could be: vaulttool enrol\n")
            throw ToolError.cancelled
        }
        guard owners.count > 1 else { return first }
        let style = Style(isTerminal: true)
        let options = owners.map { owner in
            Choice.Option(
                owner,
                owner.name.map(style.shown) ?? owner.id.text,
                keys: [owner.id.text]
            )
        }
        return try Choice(question: "Whose paper is it?", options: options).ask(Prompter())
    }

    /// Asks for everything, stores the file and says so.
    ///
    /// - Parameters:
    ///   - owner: Whose paper it is, if the command line says so.
    ///   - given: What the command line says about it.
    ///   - accepted: The warnings that the command line accepts.
    ///   - isOriginalSeen: Whether the original was seen, if the command line says so.
    /// - Returns: What became of the file.
    /// - Throws: ``ToolError/cancelled``; ``ToolError/notStored(_:)`` if the file is not acceptable;
    ///   `VaultError` if the vault cannot be used.
    func run(
        owner: Member?,
        _ given: DocumentDescription,
        accepting accepted: Set<ContentWarning>,
        isOriginalSeen: Bool?
    ) async throws -> [DepositOutcome] {
        let path = try askPath()
        let person: Member
        if let owner { person = owner } else { person = try await Self.owner(in: vault) }
        let source = DepositSource.file(path: path)
        let found = try await examine(source, of: person, accepting: accepted)
        let warnings = try accept(found, accepted)
        let description = try review(
            found,
            person,
            guess(given, Self.fileName(of: path), found.ownTitle)
        )
        return try await vault.deposit(
            [source],
            for: person.id,
            as: description,
            accepting: warnings,
            isOriginalSeen: isOriginalSeen
        )
    }

    /// Looks at a file, if need be once the person has said that it is to be stored once more.
    private func examine(
        _ source: DepositSource,
        of person: Member,
        accepting accepted: Set<ContentWarning>
    ) async throws -> DepositOutcome {
        let found = try await vault.examine(
            [source],
            for: person.id,
            accepting: accepted,
            repeats: .skip
        )
        guard case .duplicate(let document) = found[0].result else { return found[0] }
        try prompter.say("This very file is stored already, as \(document).\n")
        guard try prompter.confirms("Store it once more?") else { throw ToolError.cancelled }
        return try await vault.examine([source], for: person.id, accepting: accepted)[0]
    }

    private func askPath() throws(ToolError) -> String {
        try prompter.ask("File (drag it here, or type its path):") { typed throws(ToolError) in
            guard !typed.isEmpty else { return .again(nil) }
            let path = TypedPath.read(typed, home: Environment.value("HOME"))
            do throws(SystemError) {
                _ = try ReadableFile(path: path)
                return .value(path)
            } catch  where error.isNotRegularFile {
                return .again("That is no file. A whole folder: vaulttool upload --folder DIR")
            } catch  where error.isNotFound {
                return .again("There is no file \(style.shown(path)).")
            } catch {
                return .again("The file \(style.shown(path)) cannot be read.")
            }
        }
    }

    /// Asks in words about what would hold the file back.
    private func accept(
        _ found: DepositOutcome,
        _ accepted: Set<ContentWarning>
    ) throws(ToolError) -> Set<ContentWarning> {
        var accepted = accepted
        switch found.result {
        case .refused where found.uploadResult == .heldBack:
            for code in found.reasons {
                guard let warning = ContentWarning(rawValue: code), !accepted.contains(warning)
                else { continue }
                let words = ContentReason.words(for: [code])
                try prompter.say("About this file: \(words).\n")
                guard try prompter.confirms("Store it all the same?") else { throw .cancelled }
                accepted.insert(warning)
            }
        case .refused, .failed:
            try prompter.say(found.text(style))
            throw .notStored([found])
        default: break
        }
        return accepted
    }

    /// Fills in what the name of the file and its own title tell.
    private func guess(
        _ given: DocumentDescription,
        _ fileName: String,
        _ ownTitle: String?
    ) -> DocumentDescription {
        var description = given
        if description.kind == nil {
            description.kind = KindGuess.kind(fileName: fileName, ownTitle: ownTitle)
        }
        if description.title == nil {
            description.title = title(for: fileName, kind: description.kind)
        }
        return description
    }

    private func title(for fileName: String, kind: String?) -> String? {
        TitleGuess.title(fileName: fileName, kind: kind.flatMap { KindName.text($0) })
    }

    /// The last part of a path.
    private static func fileName(of path: String) -> String {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last
        return name.map { String(decoding: $0, as: UTF8.self) } ?? path
    }

    /// Shows what is going to be stored, and lets it be changed until Enter is pressed.
    private func review(
        _ found: DepositOutcome,
        _ owner: Member,
        _ guessed: DocumentDescription
    ) throws(ToolError) -> DocumentDescription {
        var description = guessed
        try prompter.say(.verbatim("\n\(card(found, owner, description))"))
        while true {
            let typed = try prompter.line("Enter stores it; 1, 2 or 3 changes a line; q stops:")
            switch typed.lowercased() {
            case "": return description
            case "q": throw .cancelled
            case "1":
                let name = Self.fileName(of: found.file)
                let isGuess = description.title == title(for: name, kind: description.kind)
                description.kind = try askKind()
                if isGuess { description.title = title(for: name, kind: description.kind) }
            case "2":
                let title = try prompter.line("Title:")
                if !title.isEmpty { description.title = title }
            case "3":
                description.language = try askLanguage()
            default:
                try prompter.say("Press Enter, or type 1, 2, 3 or q.\n")
                continue
            }
            try prompter.say(.verbatim("\n\(card(found, owner, description))"))
        }
    }

    private func card(
        _ found: DepositOutcome,
        _ owner: Member,
        _ description: DocumentDescription
    ) -> String {
        let size = style.size(found.size ?? 0)
        let type = MediaTypeName.text(found.mediaType)
        let name = owner.name.map(style.shown) ?? owner.id.text
        let missing = Message("not said").text
        let kind = description.kind.map { KindName.text($0) ?? $0 } ?? missing
        let lines: [Message] = [
            "   File      \(style.shown(Self.fileName(of: found.file))), \(type), \(size)",
            "   Owner     \(name)",
            "1  Kind      \(kind)",
            "2  Title     \(description.title.map(style.shown) ?? missing)",
            "3  Language  \(description.language ?? missing)",
        ]
        let width = Terminal.width(of: .output) ?? 80
        return lines.map { DisplayWidth.cut($0.text, to: width) + "\n" }.joined()
    }

    private func askKind() throws(ToolError) -> String? {
        let options = KindCatalog.standard.kinds.filter(\.isChosen).map { kind in
            Choice.Option(
                kind.code,
                KindName.text(kind.code) ?? kind.code,
                keys: [kind.code] + kind.names.values
            )
        }
        return try Choice(
            question: "What kind of paper is it?",
            options: options,
            isSearchedFirst: true
        )
        .ask(prompter)
    }

    private func askLanguage() throws(ToolError) -> String? {
        try prompter.ask("Language, such as de, ar, fa or uk; Enter for none:") { typed in
            if typed.isEmpty { return .value(nil) }
            return (2...8).contains(typed.prefix { $0 != "-" }.count)
                && typed.utf8.allSatisfy {
                    $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0)
                        || (0x61...0x7A).contains($0 | 0x20)
                }
                ? .value(typed) : .again("Two or three letters, such as ar.")
        }
    }
}
