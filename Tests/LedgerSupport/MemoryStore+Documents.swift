package import VaultLedger

// MARK: - Documents and grants

extension MemoryStore {
    package func document(_ id: DocumentID) -> DocumentState? { documents[id] }

    package mutating func put(_ document: DocumentState) { documents[document.id] = document }

    package func envelopes(of document: DocumentID) -> [EnvelopeState] {
        envelopes.values
            .filter { $0.document == document }
            .sorted { $0.key.holder < $1.key.holder }
    }

    package func envelopes(heldBy holder: MemberID) -> [EnvelopeState] {
        envelopes.values
            .filter { $0.key.holder == holder }
            .sorted { $0.document < $1.document }
    }

    package mutating func put(_ envelope: EnvelopeState) {
        envelopes[Holding(document: envelope.document, holder: envelope.key.holder)] = envelope
    }

    package mutating func removeEnvelope(of document: DocumentID, holder: MemberID) {
        envelopes[Holding(document: document, holder: holder)] = nil
    }

    package func grant(at index: Int) -> GrantState? { grants[index] }

    package mutating func put(_ grant: GrantState) { grants[grant.index] = grant }

    package func openGrants(of document: DocumentID) -> [GrantState] {
        grants { $0.end == nil && $0.document == document }
    }

    package func hasOpenGrant(of document: DocumentID, to grantee: MemberID) -> Bool {
        openGrants(of: document).contains { $0.grantee == grantee }
    }

    package func openGrants(to grantee: MemberID) -> [GrantState] {
        grants { $0.end == nil && $0.grantee == grantee }
    }

    package func openGrants(endingBefore time: LedgerTime) -> [GrantState] {
        grants { $0.end == nil && $0.until < time }
    }

    /// The grants for which a condition holds, by index.
    package func grants(_ condition: (GrantState) -> Bool) -> [GrantState] {
        grants.values.filter(condition).sorted { $0.index < $1.index }
    }
}

// MARK: - Claim codes and recoveries

extension MemoryStore {
    package func invitation(at index: Int) -> InvitationState? { invitations[index] }

    package func invitations(of member: MemberID) -> [InvitationState] {
        invitations { $0.invitation.member == member }
    }

    package func invitations(by author: MemberID) -> [InvitationState] {
        invitations { $0.author == author }
    }

    package func invitations(endingBefore time: LedgerTime) -> [InvitationState] {
        invitations { $0.invitation.until < time }
    }

    private func invitations(where condition: (InvitationState) -> Bool) -> [InvitationState] {
        invitations.values.filter(condition).sorted { $0.index < $1.index }
    }

    package mutating func put(_ invitation: InvitationState) {
        invitations[invitation.index] = invitation
    }

    package mutating func removeInvitation(at index: Int) { invitations[index] = nil }

    package func recoveryPlan(of member: MemberID) -> RecoveryPlanState? { plans[member] }

    package mutating func put(_ plan: RecoveryPlanState) { plans[plan.member] = plan }

    package mutating func removeRecoveryPlan(of member: MemberID) { plans[member] = nil }

    package func recovery(of member: MemberID) -> RecoveryState? { recoveries[member] }

    package mutating func put(_ recovery: RecoveryState) {
        recoveries[recovery.member] = recovery
    }

    package mutating func removeRecovery(of member: MemberID) { recoveries[member] = nil }
}

// MARK: - History and erasure

extension MemoryStore {
    /// All events, by index.
    package var events: [EventState] { events { _ in true } }

    /// The events for which a condition holds, by index.
    package func events(_ condition: (EventState) -> Bool) -> [EventState] {
        eventsByIndex.values.filter(condition).sorted { $0.index < $1.index }
    }

    package mutating func record(_ event: EventState) { eventsByIndex[event.index] = event }

    package func event(at index: Int) -> EventState? { eventsByIndex[index] }

    package func events(of owner: MemberID, document: DocumentID?) -> [EventState] {
        events { event in
            event.owner == owner && !event.isAboutErasure
                && (document == nil || event.document == document)
        }
    }

    package func erasure(at index: Int) -> ErasureState? { erasures[index] }

    package mutating func put(_ erasure: ErasureState) { erasures[erasure.index] = erasure }

    package func hole(at index: Int) -> HoleState? { holes[index] }

    package mutating func put(_ hole: HoleState) { holes[hole.hole.index] = hole }

    package mutating func forget(document: DocumentID) {
        documents[document] = nil
        envelopes = envelopes.filter { $0.key.document != document }
        grants = grants.filter { $0.value.document != document }
        eventsByIndex = eventsByIndex.filter { _, event in
            event.document != document || event.isAboutErasure
        }
    }

    package mutating func forget(owner: MemberID) {
        for document in documents.values where document.owner == owner {
            forget(document: document.id)
        }
        members[owner] = nil
        memberKeys = memberKeys.filter { $0.key.member != owner }
        groupKeys = groupKeys.filter { $0.key.holder != owner }
        invitations = invitations.filter { $0.value.invitation.member != owner }
        plans[owner] = nil
        recoveries[owner] = nil
        eventsByIndex = eventsByIndex.filter { _, event in
            event.owner != owner || event.isAboutErasure
        }
    }
}

extension EventState {
    /// Whether the statement asks for an erasure or signs one off: it stays in the log.
    fileprivate var isAboutErasure: Bool { kind == .erase || kind == .warrant }
}
