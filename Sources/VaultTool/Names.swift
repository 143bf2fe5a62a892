import Vault
import VaultLedger

/// The names of members, as far as the caller can read them.
struct Names {
    private let known: [MemberID: String]
    private let shared: Set<String>

    /// Looks up names.
    ///
    /// - Parameters:
    ///   - members: Whose.
    ///   - vault: Where.
    /// - Throws: `VaultError` if the vault cannot be read or does not verify.
    init(of members: Set<MemberID>, in vault: DocumentVault) async throws(VaultError) {
        var known = try await vault.names(of: members)
        // Whoever was granted a document reads its owner's name in its description.
        for member in members where known[member] == nil {
            known[member] = try? await vault.ownerName(inDocumentsOf: member)
        }
        self.known = known
        let counts = Dictionary(known.values.map { ($0, 1) }, uniquingKeysWith: +)
        shared = Set(counts.filter { $0.value > 1 }.keys)
    }

    /// Takes names that are at hand.
    ///
    /// - Parameter members: The members.
    init(_ members: [Member]) {
        var known: [MemberID: String] = [:]
        for member in members { known[member.id] = member.name }
        self.known = known
        shared = []
    }

    /// A member in a sentence.
    ///
    /// - Parameters:
    ///   - member: The member.
    ///   - style: How to write the name.
    /// - Returns: The name, with the id if several bear it; the id alone if the name is not known.
    func text(_ member: MemberID, _ style: Style) -> String {
        guard let name = known[member] else { return member.text }
        let shown = style.shown(name)
        return shared.contains(name) ? "\(shown) (\(member))" : shown
    }

    /// A member's name for programs.
    ///
    /// - Parameter member: The member, if there is one.
    /// - Returns: The name, or `null`.
    func json(_ member: MemberID?) -> JSONValue {
        .text(member.flatMap { known[$0] })
    }
}

/// The names of offices, as far as the caller can read them.
struct OfficeNames {
    private let known: [OfficeID: String]

    /// Looks up names.
    ///
    /// - Parameter vault: Where.
    /// - Throws: `VaultError` if the vault cannot be read or does not verify.
    init(in vault: DocumentVault) async throws(VaultError) {
        var known: [OfficeID: String] = [:]
        for office in try await vault.offices() { known[office.id] = office.name }
        self.known = known
    }

    /// An office in a sentence.
    ///
    /// - Parameters:
    ///   - office: The office.
    ///   - style: How to write the name.
    /// - Returns: The name; the id if it has none that is known.
    func text(_ office: OfficeID, _ style: Style) -> String {
        known[office].map(style.shown) ?? office.text
    }

    /// Warns of an office that nobody counsels in.
    ///
    /// - Parameters:
    ///   - office: The office, which has custody of owners.
    ///   - style: How to write the name.
    /// - Returns: A line.
    func deserted(_ office: OfficeID, _ style: Style) -> Message {
        """
        Warning: no counselor is in \(text(office, style)), which has custody of owners: nobody can \
        act for them

        """
    }
}
