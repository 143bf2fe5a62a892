import Vault
import VaultLedger

/// The owners for whom the caller can act: grant and revoke.
struct ServedOwners {
    private let owners: Set<MemberID>

    /// Finds them.
    ///
    /// - Parameter vault: The vault, open in the caller's name.
    /// - Throws: `VaultError` if it cannot be read.
    init(in vault: DocumentVault) async throws(VaultError) {
        guard let me = try await vault.me() else {
            owners = []
            return
        }
        let members = try await vault.members()
        owners = Set(
            members.filter { member in
                member.id == me.id
                    || me.role == .counselor && member.isProvisional && member.office == me.office
            }
            .map(\.id)
        )
    }

    /// Whether the caller can act for an owner.
    func contains(_ owner: MemberID) -> Bool { owners.contains(owner) }
}
