import ArgumentParser
import Vault
import VaultLedger

/// What can be typed next, asked of the vault that `VAULTTOOL_VAULT` names, as `VAULTTOOL_IDENTITY`.
///
/// Nothing is asked, changed or remembered: where there is no vault, or an identity with a passphrase,
/// nothing is offered.
enum VaultCompletion {
    /// A word, and what it stands for.
    struct Word {
        /// What is typed.
        let value: String

        /// What that is, for shells that show it.
        let meaning: String?

        /// The word as a shell takes it: bash expands it as a word of a script, zsh splits at a colon,
        /// fish at a tab.
        ///
        /// - Parameter shell: The shell that asks.
        /// - Returns: One line.
        func line(for shell: CompletionShell?) -> String {
            let meaning = meaning.map(Style.harmless).flatMap { $0.isEmpty ? nil : $0 }
            switch shell {
            case .zsh:
                let value = value.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
                return meaning.map { "\(value):\($0)" } ?? value
            case .fish: return meaning.map { "\(value)\t\($0)" } ?? value
            default: return ShellWord.quoted(value)
            }
        }
    }

    /// The members who have not left, by their ids and by their names.
    ///
    /// - Parameter roles: Only members of these roles.
    /// - Returns: The words.
    static func members(_ roles: [Role]) async -> [Word] {
        guard let vault = await vault(), let members = try? await vault.members() else { return [] }
        let present = members.filter { !$0.isRetired && roles.contains($0.role) }
        return words(present.map { ($0.id.text, $0.name) })
    }

    /// The documents that the identity could open, by their ids.
    static func documents() async -> [Word] {
        guard let vault = await vault(), let documents = try? await vault.list() else { return [] }
        return documents.map { document in
            Word(value: document.id.text, meaning: document.description.title ?? document.fileName)
        }
    }

    /// How a document may stand to one of those that the identity could open.
    static func relations() async -> [Word] {
        let documents = await documents()
        return DocumentRelation.Kind.allCases.filter { $0 != .contains }.flatMap { kind in
            documents.map { Word(value: "\(kind.rawValue):\($0.value)", meaning: $0.meaning) }
        }
    }

    /// The bundles that the identity could open, by their ids and by their names.
    static func bundles() async -> [Word] {
        guard let vault = await vault(), let bundles = try? await vault.bundles() else { return [] }
        return words(bundles.map { ($0.id.text, $0.name) })
    }

    /// The offices, by their ids and by their names.
    static func offices() async -> [Word] {
        guard let vault = await vault(), let offices = try? await vault.offices() else { return [] }
        return words(offices.map { ($0.id.text, $0.name) })
    }

    /// The kinds of paper, by their codes.
    static func kinds() -> [Word] {
        KindCatalog.standard.kinds.map { Word(value: $0.code, meaning: KindName.text($0.code)) }
    }

    /// The notices, by their names.
    static func notices() -> [Word] {
        NoticeCatalog.standard.notices.map { Word(value: $0.name, meaning: $0.date) }
    }

    /// The ids of things, and those names that can be typed.
    private static func words(_ things: [(id: String, name: String?)]) -> [Word] {
        let names = Set(things.compactMap(\.name)).filter {
            !$0.isEmpty && Style.harmless($0) == $0
        }
        return things.map { Word(value: $0.id, meaning: $0.name) }
            + names.sorted().map { Word(value: $0, meaning: nil) }
    }

    private static func vault() async -> DocumentVault? {
        guard let path = Environment.value("VAULTTOOL_VAULT") else { return nil }
        return try? await DocumentVault.open(
            at: path,
            as: identity(),
            clock: (try? Environment.clock()) ?? .system
        )
    }

    /// The identity, if it opens without a passphrase.
    private static func identity() -> Identity? {
        guard let path = Environment.value("VAULTTOOL_IDENTITY"),
            let file = try? FileReading.bytes(of: path), !Identity.isEncrypted(file: file)
        else { return nil }
        return try? Identity(file: file, passphrase: nil)
    }
}

extension CompletionKind {
    /// The members of the vault.
    ///
    /// - Parameter roles: Only members of these roles; none for all.
    /// - Returns: What asks for them.
    static func members(_ roles: Role...) -> CompletionKind {
        asked { await VaultCompletion.members(roles.isEmpty ? Role.allCases : roles) }
    }

    /// The members who can be granted something.
    static let readers = members(.admin, .counselor, .organisation)

    /// The documents that could be opened.
    static let documents = asked(VaultCompletion.documents)

    /// How a document may stand to them.
    static let relations = asked(VaultCompletion.relations)

    /// The bundles that could be opened.
    static let bundles = asked(VaultCompletion.bundles)

    /// The offices of the vault.
    static let offices = asked(VaultCompletion.offices)

    /// The kinds of paper.
    static let kinds = asked { VaultCompletion.kinds() }

    /// The notices of this program.
    static let notices = asked { VaultCompletion.notices() }

    private static func asked(
        _ words: @escaping @Sendable () async -> [VaultCompletion.Word]
    ) -> CompletionKind {
        .custom { _, _, _ in
            let shell = CompletionShell.requesting
            return await words().map { $0.line(for: shell) }
        }
    }
}
