import LedgerSupport
import VaultLedger

/// The statements of a scenario.
///
/// Each has what it needs to be accepted as far as its defaults allow; a test names what it changes.
extension Scenario {
    /// A statement with the frame that it needs to be accepted as the next one.
    func draft(_ body: Statement.Body, by author: Person) -> Draft {
        Draft(
            author: author,
            number: (store.members[author.id]?.lastNumber ?? 0) + 1,
            time: store.state?.time.advanced(by: 60) ?? Self.start,
            seen: store.head,
            body: body,
            signers: [current(author).signer()]
        )
    }

    // MARK: members

    func genesis(
        by author: Person = .ada,
        logKey: VerifierKey = Person(name: "log").signer(named: Person.origin).verifierKey,
        verifier: VerifierKey? = nil
    ) -> Draft {
        let genesis = Genesis(
            suite: .hybrid,
            logKey: logKey,
            card: author.card,
            recipient: author.recipient,
            verifier: verifier ?? author.verifier
        )
        return draft(.genesis(genesis), by: author)
    }

    func office(
        _ office: OfficeID,
        kind: OfficeKind = .custody,
        generation: Int = 1,
        recipient: Digest? = nil,
        previous: Digest? = nil,
        holders: [Person],
        recipients: [Digest]? = nil,
        by author: Person = .ada
    ) -> Draft {
        let definition = OfficeDefinition(
            office: office,
            kind: kind,
            generation: generation,
            recipient: recipient ?? digest(of: "recipient of \(office)"),
            previous: previous,
            holders: sealed("secret of \(office)", to: holders, recipients: recipients)
        )
        return draft(.office(definition), by: author)
    }

    /// An enrolment with the group keys that the role calls for, signed along by an auditor if the
    /// test says so.
    func enrol(
        _ person: Person,
        as role: Role,
        office: OfficeID? = nil,
        recipient: Digest? = nil,
        verifier: VerifierKey? = nil,
        witness: VerifierKey? = nil,
        custody: Digest? = nil,
        keys: [OfficeID]? = nil,
        generation: Int = 1,
        by author: Person = .ada,
        along: Person? = nil
    ) -> Draft {
        let groups = role == .counselor ? [Group.everyone, office] : [Group.everyone]
        let enrolment = Enrolment(
            member: person.id,
            role: role,
            office: office,
            card: person.card,
            recipient: recipient ?? person.recipient,
            verifier: verifier ?? person.verifier,
            witness: witness ?? (role == .auditor ? person.witness : nil),
            custody: custody,
            keys: groupKeys(keys ?? groups.compactMap { $0 }, generation: generation, for: person)
        )
        var draft = draft(.enrol(enrolment), by: author)
        if let along { draft.signers.append(along.signer()) }
        return draft
    }

    /// The enrolment of an owner without a key.
    func enrolProvisional(
        _ person: Person,
        as role: Role = .owner,
        office: OfficeID? = Group.townHall,
        custody: Digest? = digest(of: "custody"),
        keys: [OfficeID] = [],
        by author: Person = .clara
    ) -> Draft {
        let enrolment = Enrolment(
            member: person.id,
            role: role,
            office: office,
            card: person.card,
            recipient: person.recipient,
            verifier: nil,
            witness: nil,
            custody: custody,
            keys: groupKeys(keys, generation: 1, for: person)
        )
        return draft(.enrol(enrolment), by: author)
    }

    private func groupKeys(
        _ offices: [OfficeID],
        generation: Int,
        for person: Person
    ) -> [GroupKey] {
        offices.sorted().map { office in
            GroupKey(
                office: office,
                generation: generation,
                envelope: digest(of: "secret of \(office) for \(person.name)")
            )
        }
    }

    // MARK: documents

    func deposit(
        _ paper: Paper,
        owner: Person? = nil,
        generation: Int = 1,
        holder: Person? = nil,
        recipient: Digest? = nil,
        by author: Person = .clara
    ) -> Draft {
        let owner = owner ?? paper.owner
        let deposit = Deposit(
            owner: owner.id,
            document: paper.id,
            generation: generation,
            content: paper.content(generation: generation),
            key: sealed(paper, to: holder ?? owner, recipient: recipient)
        )
        return draft(.deposit(deposit), by: author)
    }

    /// A re-keying by the owner, unless the test says otherwise, for those who hold the key now.
    func rekey(
        _ paper: Paper,
        owner: Person? = nil,
        generation: Int? = nil,
        cause: RekeyCause? = nil,
        basis: Basis = .own,
        content: SealedContent? = nil,
        holders: [Person]? = nil,
        recipients: [Digest]? = nil,
        by author: Person? = nil
    ) -> Draft {
        let state = store.documents[paper.id]
        let next = generation ?? (state?.generation ?? 0) + 1
        let rekeying = Rekeying(
            owner: (owner ?? paper.owner).id,
            document: paper.id,
            generation: next,
            cause: cause ?? state?.due ?? .revoke,
            basis: basis,
            content: content ?? paper.content(generation: next),
            holders: sealed(
                "key \(index) of \(paper.id)",
                to: holders ?? self.holders(of: paper),
                recipients: recipients
            )
        )
        return draft(.rekey(rekeying), by: author ?? paper.owner)
    }

    /// A better description, by the owner unless the test says otherwise.
    func describe(
        _ paper: Paper,
        owner: Person? = nil,
        generation: Int? = nil,
        basis: Basis = .own,
        holders: [Person]? = nil,
        recipients: [Digest]? = nil,
        by author: Person? = nil
    ) -> Draft {
        let description = Redescription(
            owner: (owner ?? paper.owner).id,
            document: paper.id,
            generation: generation ?? store.documents[paper.id]?.generation ?? 1,
            basis: basis,
            holders: sealed(
                "key \(index) of \(paper.id)",
                to: holders ?? self.holders(of: paper),
                recipients: recipients
            )
        )
        return draft(.describe(description), by: author ?? paper.owner)
    }

    func open(
        _ paper: Paper,
        basis: Basis = .own,
        owner: Person? = nil,
        generation: Int? = nil,
        by author: Person? = nil
    ) -> Draft {
        let opening = Opening(
            owner: (owner ?? paper.owner).id,
            document: paper.id,
            generation: generation ?? store.documents[paper.id]?.generation ?? 1,
            basis: basis
        )
        return draft(.open(opening), by: author ?? paper.owner)
    }

    // MARK: grants

    /// A grant by the owner for a day, unless the test says otherwise.
    func grant(
        _ paper: Paper,
        to grantee: Person = .university,
        owner: Person? = nil,
        generation: Int? = nil,
        until: LedgerTime? = nil,
        basis: Basis = .own,
        recipient: Digest? = nil,
        by author: Person? = nil
    ) -> Draft {
        let now = store.state?.time ?? Self.start
        let grant = Grant(
            owner: (owner ?? paper.owner).id,
            document: paper.id,
            generation: generation ?? store.documents[paper.id]?.generation ?? 1,
            purpose: .recognition,
            until: until ?? now.advanced(by: 86_400),
            basis: basis,
            key: sealed(paper, to: grantee, recipient: recipient)
        )
        return draft(.grant(grant), by: author ?? paper.owner)
    }

    func revoke(
        _ grant: Int,
        of paper: Paper,
        owner: Person? = nil,
        basis: Basis = .own,
        by author: Person? = nil
    ) -> Draft {
        let revocation = Revocation(
            owner: (owner ?? paper.owner).id,
            document: paper.id,
            grant: grant,
            basis: basis
        )
        return draft(.revoke(revocation), by: author ?? paper.owner)
    }

    // MARK: keys

    /// Who holds a document's key now, by the state.
    func holders(of paper: Paper) -> [Person] {
        store.envelopes(of: paper.id).compactMap { envelope in
            Person.everyone.first { $0.id == envelope.key.holder }
        }
    }

    private func sealed(_ paper: Paper, to holder: Person, recipient: Digest?) -> SealedKey {
        SealedKey(
            holder: holder.id,
            recipient: recipient ?? current(holder).recipient,
            envelope: digest(of: "key \(index) of \(paper.id) for \(holder.name)")
        )
    }

    func sealed(
        _ secret: String,
        to holders: [Person],
        recipients: [Digest]?
    ) -> [SealedKey] {
        zip(holders, recipients ?? holders.map { current($0).recipient })
            .map { holder, recipient in
                SealedKey(
                    holder: holder.id,
                    recipient: recipient,
                    envelope: digest(of: "\(secret) for \(holder.name)")
                )
            }
            .sorted { $0.holder < $1.holder }
    }
}
