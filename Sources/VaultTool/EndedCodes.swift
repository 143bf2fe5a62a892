import Vault
import VaultLedger

/// Owners whose claim codes come to an end with something else.
struct EndedCodes {
    private var owners: [MemberID]
    private let names: Names

    /// Notes who has a code, before something is done.
    ///
    /// - Parameter vault: Where.
    /// - Throws: `VaultError` if the vault cannot be read.
    init(before vault: DocumentVault) async throws {
        owners = try await vault.invitedOwners()
        names = try await Names(of: Set(owners), in: vault)
    }

    /// Keeps those whose codes have ended since.
    ///
    /// - Parameter vault: Where.
    /// - Throws: `VaultError` if the vault cannot be read.
    mutating func compare(with vault: DocumentVault) async throws {
        let after = Set(try await vault.invitedOwners())
        owners.removeAll(where: after.contains)
    }

    /// Who needs another code, for programs.
    var json: JSONValue { .texts(owners.map(\.text)) }

    /// Who needs another code.
    ///
    /// - Parameter style: How to write names.
    /// - Returns: A line; nothing if nobody does.
    func text(_ style: Style) -> Message {
        guard !owners.isEmpty else { return "" }
        return """
            Claim codes that ended with this: \(.list(owners.map { names.text($0, style) })). Hand out \
            others: vaulttool claim-code MEMBER

            """
    }
}
