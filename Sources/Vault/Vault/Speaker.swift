import VaultLedger

/// Who says something: a member, and the key that signs for them.
struct Speaker {
    let id: MemberID
    let signer: NoteSigner

    /// A member with the keys of an identity.
    init(id: MemberID, identity: Identity, origin: String) {
        self.id = id
        signer = identity.statementSigner(named: Statement.keyName(of: id, origin: origin))
    }
}
