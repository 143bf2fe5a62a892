extension ReplayStep {
    // MARK: rotate

    func brokenRule<Store: ReplayStore>(
        of body: Rotation,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let member = try store.member(body.member), member.retired == nil else {
            return .member
        }
        let rule =
            member.isProvisional
            ? try brokenCustodyRule(of: body, member: member, in: store)
            : try brokenOwnRule(of: body, member: member, in: store)
        if let rule { return rule }
        return try brokenRule(of: body.keys, for: member, in: store)
    }

    /// Checks what is asked of a member who goes on with new keys.
    private func brokenOwnRule<Store: ReplayStore>(
        of body: Rotation,
        member: MemberState,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.id == member.id else { return .basis }
        guard body.office == nil else { return .office }
        guard body.keys.verifier != nil, body.keys.custody == nil else { return .keyName }
        guard let index = body.recovery else { return nil }
        guard
            let recovery = try store.recovery(of: member.id), recovery.index == index,
            recovery.recipient == body.keys.recipient, recovery.verifier == body.keys.verifier,
            now >= recovery.ready
        else { return .recovery }
        return nil
    }

    /// Checks what is asked of an office that takes a provisional owner's keys anew, for itself or
    /// for another office.
    private func brokenCustodyRule<Store: ReplayStore>(
        of body: Rotation,
        member: MemberState,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.role == .counselor || author.role == .admin else { return .role }
        guard body.recovery == nil else { return .recovery }
        guard body.keys.verifier == nil, body.keys.custody != nil else { return .keyName }
        guard
            let held = member.office, try store.groupKey(of: held, holder: author.id) != nil
        else { return .basis }
        guard let next = body.office, try store.office(next)?.kind == .custody else {
            return .office
        }
        return nil
    }

    /// Checks that new keys are new, and that nothing stays behind under the old ones.
    private func brokenRule<Store: ReplayStore>(
        of keys: NewKeys,
        for member: MemberState,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        if let rule = try brokenKeyRule(
            member: member.id,
            role: member.role,
            recipient: keys.recipient,
            verifier: keys.verifier,
            witness: keys.witness,
            in: store
        ) {
            return rule
        }
        let groups = try store.groupKeys(heldBy: member.id)
        guard
            keys.groups.map(\.office) == groups.map(\.office),
            keys.groups.map(\.generation) == groups.map(\.generation)
        else { return .keys }
        return try brokenDocumentsRule(of: keys, for: member, in: store)
    }

    /// Checks that exactly the documents are named of which the member has a key.
    ///
    /// A document that the log does not know may have been erased since, so it is passed over.
    private func brokenDocumentsRule<Store: ReplayStore>(
        of keys: NewKeys,
        for member: MemberState,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        let held = try store.envelopes(heldBy: member.id).map(\.document)
        var named: [DocumentID] = []
        for key in keys.documents {
            guard let document = try store.document(key.document) else { continue }
            guard hasSeen(document) else { return .stale }
            named.append(key.document)
        }
        return named == held ? nil : .holders
    }

    func perform<Store: ReplayStore>(
        _ body: Rotation,
        in store: inout Store
    ) throws(Store.Failure) {
        guard var member = try store.member(body.member) else { return }
        if let office = body.office {
            member.office = office
            member.custodyGeneration = try store.office(office)?.generation
        }
        try replaceKeys(of: member, with: body.keys, cause: .rotate, in: &store)
    }

    /// Puts new keys in the place of a member's old ones, in everything that was sealed to those.
    private func replaceKeys<Store: ReplayStore>(
        of member: MemberState,
        with keys: NewKeys,
        cause: RekeyCause,
        in store: inout Store
    ) throws(Store.Failure) {
        var member = member
        member.card = keys.card
        member.recipient = keys.recipient
        member.verifier = keys.verifier
        member.witness = keys.witness
        member.custody = keys.custody
        member.keyed = index
        member.due = nil
        try store.put(member)
        try store.put(
            MemberKeyState(
                member: member.id,
                index: index,
                recipient: keys.recipient,
                verifier: keys.verifier,
                witness: keys.witness
            )
        )
        try replaceGroups(of: member, with: keys.groups, in: &store)
        for key in keys.documents {
            try replaceKey(key, holder: member, cause: cause, in: &store)
        }
        for invitation in try store.invitations(of: member.id) {
            try store.removeInvitation(at: invitation.index)
        }
        try store.removeRecoveryPlan(of: member.id)
        try store.removeRecovery(of: member.id)
        try store.record(event(of: member.role))
    }

    /// Puts the secrets of groups in the place of those for the old keys.
    ///
    /// The old keys opened them, so an office whose key a member of staff holds is due for another.
    /// The key of all members is not: it tells the names of staff and organisations, and every owner
    /// who goes on with new keys would have it sealed to everybody again.
    private func replaceGroups<Store: ReplayStore>(
        of member: MemberState,
        with groups: [GroupKey],
        in store: inout Store
    ) throws(Store.Failure) {
        try put(groups, for: member.id, in: &store)
        for key in groups {
            guard var office = try store.office(key.office), office.kind == .custody else {
                continue
            }
            office.due = office.due ?? index
            try store.put(office)
        }
    }

    private func replaceKey<Store: ReplayStore>(
        _ key: DocumentKey,
        holder: MemberState,
        cause: RekeyCause,
        in store: inout Store
    ) throws(Store.Failure) {
        guard var document = try store.document(key.document) else { return }
        // A grant whose time passed with this very statement has taken its key away.
        let holds = try store.envelopes(of: key.document).contains { $0.key.holder == holder.id }
        guard holds else { return }
        try store.put(
            EnvelopeState(
                document: key.document,
                generation: document.generation,
                key: SealedKey(
                    holder: holder.id,
                    recipient: holder.recipient,
                    envelope: key.envelope
                ),
                index: index
            )
        )
        document.due = document.due ?? cause
        touch(&document)
        try store.put(document)
    }

    // MARK: invite

    func brokenRule<Store: ReplayStore>(
        of body: Invitation,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.role == .counselor else { return .role }
        guard let member = try store.member(body.member), member.isProvisional else {
            return .member
        }
        guard member.office == author.office else { return .basis }
        let latest = statement.time.advanced(by: Replay.longestInvitation)
        guard body.until >= now, body.until <= latest else { return .until }
        if let rule = try brokenKeyRule(
            member: member.id,
            role: member.role,
            recipient: body.recipient,
            verifier: body.verifier,
            witness: nil,
            in: store
        ) {
            return rule
        }
        guard try isMembersKey([body.group], in: store) else { return .keys }
        return nil
    }

    /// Whether the keys are that of all members, and no other.
    private func isMembersKey<Store: ReplayStore>(
        _ keys: [GroupKey],
        in store: Store
    ) throws(Store.Failure) -> Bool {
        guard let id = ledger.members, let group = try store.office(id) else { return false }
        return keys.count == 1 && keys[0].office == id && keys[0].generation == group.generation
    }

    func perform<Store: ReplayStore>(
        _ body: Invitation,
        in store: inout Store
    ) throws(Store.Failure) {
        for older in try store.invitations(of: body.member) {
            try store.endUnused(older, at: index)
        }
        try store.put(InvitationState(index: index, author: author.id, invitation: body))
        try store.record(event)
    }

    // MARK: claim

    func brokenRule<Store: ReplayStore>(
        of body: Claim,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.isProvisional else { return .member }
        switch body.warrantor {
        case .counselor(let id):
            guard
                let counselor = try store.member(id), counselor.role == .counselor,
                counselor.retired == nil, counselor.office == author.office
            else { return .basis }
        case .invitation(let index):
            guard
                let invitation = try store.invitation(at: index)?.invitation,
                invitation.member == author.id, invitation.until >= now
            else { return .invitation }
        }
        guard body.keys.custody == nil else { return .keyName }
        if let rule = try brokenKeyRule(
            member: author.id,
            role: author.role,
            recipient: body.keys.recipient,
            verifier: body.keys.verifier,
            witness: body.keys.witness,
            in: store
        ) {
            return rule
        }
        guard try isMembersKey(body.keys.groups, in: store) else { return .keys }
        return try brokenDocumentsRule(of: body.keys, for: author, in: store)
    }

    func perform<Store: ReplayStore>(
        _ body: Claim,
        in store: inout Store
    ) throws(Store.Failure) {
        // Read again: the number moved on.
        guard var member = try store.member(author.id) else { return }
        member.custodyGeneration = nil
        try replaceKeys(of: member, with: body.keys, cause: .claim, in: &store)
    }

    // MARK: retire

    func brokenRule<Store: ReplayStore>(
        of body: Retirement,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.role == .admin else { return .role }
        guard
            let member = try store.member(body.member), member.retired == nil,
            member.role != .owner, member.id != author.id
        else { return .member }
        // The author remains, so there is an admin; an auditor vouches for the next one.
        if member.role == .auditor {
            guard try store.hasMember(role: .auditor, besides: member.id) else { return .last }
        }
        for key in try store.groupKeys(heldBy: member.id) {
            let others = try store.groupKeys(of: key.office).contains { $0.holder != member.id }
            guard others else { return .last }
        }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: Retirement,
        in store: inout Store
    ) throws(Store.Failure) {
        guard var member = try store.member(body.member) else { return }
        member.retired = index
        try store.put(member)
        for grant in try store.openGrants(to: member.id) {
            try store.end(grant, as: .retired(at: index), cause: .retire)
        }
        for key in try store.groupKeys(heldBy: member.id) {
            try store.remove(key)
            guard var office = try store.office(key.office) else { continue }
            office.due = office.due ?? index
            try store.put(office)
        }
        // Who handed a claim code out knows it.
        for invitation in try store.invitations(by: member.id) {
            try store.endUnused(invitation, at: index)
        }
        try store.removeRecoveryPlan(of: member.id)
        try store.removeRecovery(of: member.id)
        try store.record(event(of: member.role))
    }
}
