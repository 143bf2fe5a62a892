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

        /// The word as a shell takes it: zsh splits at a colon, fish at a tab.
        ///
        /// - Parameter shell: The shell that asks.
        /// - Returns: One line.
        func line(for shell: CompletionShell?) -> String {
            guard let meaning = meaning.map(Style.harmless), !meaning.isEmpty else { return value }
            switch shell {
            case .zsh: return "\(value.replacing(":", with: "\\:")):\(meaning)"
            case .fish: return "\(value)\t\(meaning)"
            default: return value
            }
        }
    }

    /// The members, by their ids, and by their names where these are one word.
    static func members() async -> [Word] {
        guard let vault = await vault(), let members = try? await vault.members() else { return [] }
        let names = members.compactMap(\.name).filter { !$0.contains(where: \.isWhitespace) }
        return members.filter { !$0.isRetired }.map { Word(value: $0.id.text, meaning: $0.name) }
            + names.map { Word(value: Style.harmless($0), meaning: nil) }
    }

    /// The documents that the identity could open, by their ids.
    static func documents() async -> [Word] {
        guard let vault = await vault(), let documents = try? await vault.list() else { return [] }
        return documents.map { document in
            Word(value: document.id.text, meaning: document.description.title ?? document.fileName)
        }
    }

    /// The offices, by their ids.
    static func offices() async -> [Word] {
        guard let vault = await vault(), let offices = try? await vault.offices() else { return [] }
        return offices.map { Word(value: $0.id.text, meaning: $0.name) }
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
    static let members = asked(VaultCompletion.members)

    /// The documents that could be opened.
    static let documents = asked(VaultCompletion.documents)

    /// The offices of the vault.
    static let offices = asked(VaultCompletion.offices)

    private static func asked(
        _ words: @escaping @Sendable () async -> [VaultCompletion.Word]
    ) -> CompletionKind {
        .custom { _, _, _ in
            let shell = CompletionShell.requesting
            return await words().map { $0.line(for: shell) }
        }
    }
}
