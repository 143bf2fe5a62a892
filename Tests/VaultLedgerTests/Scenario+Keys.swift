import LedgerSupport
import VaultLedger

/// The statements with which members leave and take new keys.
extension Scenario {
    /// The next key of a group, for those who hold it now.
    func nextKey(
        of office: OfficeID,
        kind: OfficeKind = .custody,
        generation: Int? = nil,
        recipient: Digest? = nil,
        previous: Digest? = digest(of: "the key before"),
        holders: [Person]? = nil,
        recipients: [Digest]? = nil,
        by author: Person = .ada
    ) -> Draft {
        let next = generation ?? (store.office(office)?.generation ?? 0) + 1
        return self.office(
            office,
            kind: kind,
            generation: next,
            recipient: recipient ?? digest(of: "recipient \(next) of \(office)"),
            previous: previous,
            holders: holders ?? keyHolders(of: office),
            recipients: recipients,
            by: author
        )
    }

    /// Who holds a group's key now, by the state.
    func keyHolders(of office: OfficeID) -> [Person] {
        store.groupKeys(of: office).compactMap { key in
            Person.everyone.first { $0.id == key.holder }
        }
    }

    /// The keys of `person` with everything that is sealed to those in force now.
    func keys(
        of person: Person,
        verifier: VerifierKey?? = nil,
        witness: VerifierKey? = nil,
        custody: Digest? = nil,
        recipient: Digest? = nil,
        groups: [GroupKey]? = nil,
        documents: [DocumentID]? = nil
    ) -> NewKeys {
        let held = store.groupKeys(heldBy: person.id).map { key in
            groupKey(of: key.office, generation: key.generation, for: person)
        }
        let named = documents ?? store.envelopes(heldBy: person.id).map(\.document)
        return NewKeys(
            card: person.card,
            recipient: recipient ?? person.recipient,
            verifier: verifier ?? person.verifier,
            witness: witness,
            custody: custody,
            groups: groups ?? held,
            documents: named.sorted().map { document in
                DocumentKey(
                    document: document,
                    envelope: digest(of: "key \(index) of \(document) for \(person.name)")
                )
            }
        )
    }

    func groupKey(of office: OfficeID, generation: Int? = nil, for person: Person) -> GroupKey {
        GroupKey(
            office: office,
            generation: generation ?? store.office(office)?.generation ?? 1,
            envelope: digest(of: "secret \(index) of \(office) for \(person.name)")
        )
    }

    /// A member goes on with the next keys; old and new key sign.
    func rotate(
        _ person: Person,
        member: Person? = nil,
        office: OfficeID? = nil,
        recovery: Int? = nil,
        keys: NewKeys? = nil,
        by author: Person? = nil
    ) -> Draft {
        let old = current(person)
        let rotation = Rotation(
            member: (member ?? person).id,
            office: office,
            recovery: recovery,
            keys: keys ?? self.keys(of: old.renewed, witness: witness(of: old.renewed))
        )
        var draft = draft(.rotate(rotation), by: author ?? person)
        draft.signers.append(old.renewed.signer())
        if recovery != nil { draft.signers.removeFirst() }
        return draft
    }

    private func witness(of person: Person) -> VerifierKey? {
        store.members[person.id]?.role == .auditor ? person.witness : nil
    }

    /// An office takes the keys of a provisional owner anew, for itself or for another.
    func takeAnew(
        _ person: Person,
        office: OfficeID? = Group.townHall,
        recovery: Int? = nil,
        keys: NewKeys? = nil,
        by author: Person = .clara
    ) -> Draft {
        let rotation = Rotation(
            member: person.id,
            office: office,
            recovery: recovery,
            keys: keys ?? custodyKeys(of: person)
        )
        return draft(.rotate(rotation), by: author)
    }

    /// The next keys of a provisional owner.
    func custodyKeys(
        of person: Person,
        custody: Digest? = digest(of: "custody anew"),
        verifier: VerifierKey? = nil,
        groups: [GroupKey] = [],
        recipient: Digest? = nil,
        documents: [DocumentID]? = nil
    ) -> NewKeys {
        keys(
            of: current(person).renewed,
            verifier: .some(verifier),
            custody: custody,
            recipient: recipient,
            groups: groups,
            documents: documents
        )
    }

    /// A claim code for a provisional owner, for a day.
    func invite(
        _ person: Person = .pavel,
        until: LedgerTime? = nil,
        recipient: Digest? = nil,
        verifier: VerifierKey? = nil,
        group: GroupKey? = nil,
        by author: Person = .clara
    ) -> Draft {
        let now = store.state?.time ?? Self.start
        let invitation = Invitation(
            member: person.id,
            until: until ?? now.advanced(by: 86_400),
            recipient: recipient ?? digest(of: "recipient of code \(index)"),
            verifier: verifier ?? Self.code(index, of: person).verifierKey,
            custody: digest(of: "custody for code \(index)"),
            group: group ?? groupKey(of: Group.everyone, for: person)
        )
        return draft(.invite(invitation), by: author)
    }

    /// The key that follows from the claim code which the statement at `index` hands out.
    static func code(_ index: Int, of person: Person) -> NoteSigner {
        Person(name: "code \(index)").signer(named: person.keyName)
    }

    /// A provisional owner takes over, vouched for by a counselor or by a code.
    func claim(
        _ person: Person = .pavel,
        by warrantor: ClaimWarrantor = .counselor(Person.clara.id),
        keys: NewKeys? = nil,
        along signer: NoteSigner? = nil
    ) -> Draft {
        let new = current(person).renewed
        let group = groupKey(of: Group.everyone, for: person)
        let claim = Claim(
            warrantor: warrantor,
            keys: keys ?? self.keys(of: new, groups: [group])
        )
        let along =
            switch warrantor {
            case .counselor(let id):
                current(Person.everyone.first { $0.id == id } ?? .nina).signer()
            case .invitation(let index): Self.code(index, of: person)
            }
        return draft(.claim(claim), by: person).signed(with: [new.signer(), signer ?? along])
    }

    func retire(_ person: Person, by author: Person = .ada) -> Draft {
        draft(.retire(Retirement(member: person.id)), by: author)
    }

    // MARK: recovery

    /// The recovery key of a person's plan at `index`.
    static func recoveryKey(of person: Person, plan index: Int) -> NoteSigner {
        Person(name: "recovery \(index) of \(person.name)").signer(named: person.keyName)
    }

    func plan(
        _ person: Person = .olga,
        recipient: Digest? = nil,
        verifier: VerifierKey? = nil,
        days: Int = 7,
        holders: Int = 3
    ) -> Draft {
        let plan = RecoveryPlan(
            recipient: recipient ?? digest(of: "recovery recipient \(index)"),
            verifier: verifier ?? Self.recoveryKey(of: person, plan: index).verifierKey,
            days: days,
            escrow: digest(of: "escrow \(index)"),
            holders: (0..<holders).map { digest(of: "holder \($0)") }
                .sorted { $0.base64 < $1.base64 }
        )
        return draft(.recoveryPlan(plan), by: person)
    }

    /// A recovery with the last plan, by whoever has the recovery key.
    func recover(
        _ person: Person = .olga,
        plan: Int? = nil,
        recipient: Digest? = nil,
        verifier: VerifierKey? = nil
    ) -> Draft {
        let plan = plan ?? store.recoveryPlan(of: person.id)?.index ?? 0
        let new = current(person).renewed
        let request = RecoveryRequest(
            plan: plan,
            recipient: recipient ?? new.recipient,
            verifier: verifier ?? new.verifier
        )
        let signers = [new.signer(), Self.recoveryKey(of: person, plan: plan)]
        return draft(.recover(request), by: person).signed(with: signers)
    }

    func veto(_ person: Person = .olga, recovery: Int? = nil) -> Draft {
        let recovery = recovery ?? store.recovery(of: person.id)?.index ?? 0
        return draft(.veto(Veto(recovery: recovery)), by: person)
    }
}
