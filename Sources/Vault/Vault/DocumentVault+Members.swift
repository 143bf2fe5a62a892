import VaultCrypto
public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// The member in whose name the vault is open.
    ///
    /// - Returns: `nil` without an identity, or if it is not enrolled.
    /// - Throws: ``VaultError/notAllowed(_:)`` with ``Denial/replaced(_:)`` if the member goes on with
    ///   newer keys, or with ``Denial/retired``; ``VaultError/damaged(_:)`` if what is stored does not
    ///   verify; ``VaultError/busy`` or ``VaultError/io(code:path:)`` if it cannot be read.
    public func me() throws(VaultError) -> Member? {
        try read { records throws(VaultError) in
            do throws(VaultError) {
                let ring = try ring(records)
                return try member(ring.me, ring: ring, records)
            } catch .identityMissing, .notAllowed(.notEnrolled) {
                return nil
            }
        }
    }

    /// All members, in the order of their enrolment.
    ///
    /// Names are those that the caller can read: of staff and organisations for every member with a
    /// key, of owners for their office. Without an identity there are none.
    ///
    /// - Returns: The members.
    /// - Throws: As ``me()``.
    public func members() throws(VaultError) -> [Member] {
        try read { records throws(VaultError) in
            let ring = try optionalRing(records)
            var members: [Member] = []
            for row in try stored(records.members()) {
                let verified = try ledger.member(row.id, records)
                members.append(try member(verified, ring: ring, records))
            }
            return members
        }
    }

    /// Finds a member by id, by a unique beginning of the id, or by name.
    ///
    /// Names are compared by canonical equivalence (Unicode NFC), among those that the caller can
    /// read. Of several who bear a name, those who have left do not count.
    ///
    /// - Parameter text: An id, at least four characters of one, or a name.
    /// - Returns: The member.
    /// - Throws: ``VaultError/memberNotFound(_:)``; ``VaultError/erased(_:)`` for the id of an owner, or
    ///   the beginning of one; ``VaultError/ambiguous(_:candidates:)``; otherwise as ``me()``.
    public func member(_ text: String) throws(VaultError) -> Member {
        if text.utf8.count >= 4, text.hasPrefix("\(MemberKind.prefix)-") {
            let found = try read { records throws(VaultError) in
                let ring = try optionalRing(records)
                var members: [Member] = []
                for row in try stored(records.members(idPrefix: text)) {
                    let verified = try ledger.member(row.id, records)
                    members.append(try member(verified, ring: ring, records))
                }
                return members
            }
            if let member = try Self.only(found, for: text) { return member }
        }
        // `==` on String is canonical equivalence, which is what NFC comparison asks for.
        var named = try members().filter { $0.name == text }
        let present = named.filter { !$0.isRetired }
        if !present.isEmpty { named = present }
        if let member = try Self.only(named, for: text) { return member }
        throw try read { records throws(VaultError) in
            try absence(ofMember: text, records)
        }
    }

    private static func only(_ members: [Member], for text: String) throws(VaultError) -> Member? {
        guard members.count < 2 else {
            throw .ambiguous(text, candidates: members.map(\.id.text).sorted())
        }
        return members.first
    }

    /// Finds a document by id or by a unique beginning of the id.
    ///
    /// - Parameter text: An id, or at least four characters of one.
    /// - Returns: The document's id; whether the caller can open it is another question.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``VaultError/erased(_:)``;
    ///   ``VaultError/ambiguous(_:candidates:)``; otherwise as ``me()``.
    public func document(_ text: String) throws(VaultError) -> DocumentID {
        guard text.utf8.count >= 4, text.hasPrefix("\(DocumentKind.prefix)-") else {
            throw .documentNotFound(text)
        }
        return try read { records throws(VaultError) in
            let found = try stored(records.documents(idPrefix: text)).map(\.id)
            guard found.count < 2 else {
                throw .ambiguous(text, candidates: found.map(\.text).sorted())
            }
            if let document = found.first { return document }
            throw try absence(ofDocument: text, records)
        }
    }

    /// The names of members, as far as the caller can read them.
    ///
    /// - Parameter ids: Whose names to look up.
    /// - Returns: The names that could be read.
    /// - Throws: As ``me()``.
    public func names(of ids: Set<MemberID>) throws(VaultError) -> [MemberID: String] {
        try read { records throws(VaultError) in
            var names: [MemberID: String] = [:]
            guard let ring = try optionalRing(records) else { return names }
            for id in ids where try stored(records.member(id)) != nil {
                names[id] = try ring.name(of: ledger.member(id, records), records)
            }
            return names
        }
    }

    /// The name of an owner as the first of their documents has it that the caller can open.
    ///
    /// - Parameter owner: The owner.
    /// - Returns: The name; `nil` if the caller can open none.
    /// - Throws: As ``me()``.
    public func ownerName(inDocumentsOf owner: MemberID) throws(VaultError) -> String? {
        try read { records throws(VaultError) in
            guard let ring = try optionalRing(records) else { return nil }
            for document in try stored(records.documents(owner: owner))
            where document.withdrawn == nil {
                guard let access = try presentAccess(to: document, ring, records) else { continue }
                return try access.open(records).contents.ownerName
            }
            return nil
        }
    }

    func optionalRing(_ records: Records) throws(VaultError) -> KeyRing? {
        do {
            return try ring(records)
        } catch .identityMissing, .notAllowed(.notEnrolled), .notAllowed(.replaced) {
            return nil
        }
    }

    /// A member that was just enrolled.
    func member(_ id: MemberID) throws(VaultError) -> Member {
        try read { records throws(VaultError) in
            try member(ledger.member(id, records), ring: optionalRing(records), records)
        }
    }

    /// A member as the caller can see them.
    func member(
        _ verified: VerifiedMember,
        ring: KeyRing?,
        _ records: Records
    ) throws(VaultError) -> Member {
        var officeName: String?
        if let ring, let office = verified.office {
            officeName = try ring.name(of: ledger.office(office, records), records)
        }
        return Member(
            id: verified.id,
            name: try ring?.name(of: verified, records),
            role: verified.role,
            office: verified.office,
            officeName: officeName,
            isProvisional: verified.isProvisional,
            isRetired: verified.isRetired
        )
    }
}
