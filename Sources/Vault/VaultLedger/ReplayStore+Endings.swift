extension ReplayStore {
    /// A document that was not withdrawn.
    func readable(_ id: DocumentID) throws(Failure) -> DocumentState? {
        guard let document = try document(id), document.withdrawn == nil else { return nil }
        return document
    }

    /// Ends the grants and claim codes whose time has passed.
    ///
    /// - Parameters:
    ///   - now: Log time.
    ///   - index: The place in the log at which it passed.
    /// - Throws: What the store throws.
    mutating func endWhatEnds(before now: LedgerTime, at index: Int) throws(Failure) {
        for grant in try openGrants(endingBefore: now) {
            try end(grant, as: .expired(at: index), cause: .expiry)
        }
        for invitation in try invitations(endingBefore: now) {
            try endUnused(invitation, at: index)
        }
    }

    /// Ends a claim code that was not used: whoever has the paper could have learned the owner's
    /// secret, so the office has to take the keys anew.
    mutating func endUnused(_ invitation: InvitationState, at index: Int) throws(Failure) {
        try removeInvitation(at: invitation.index)
        guard var member = try member(invitation.invitation.member) else { return }
        member.due = index
        try put(member)
    }

    /// Ends a grant, takes the key away and asks for the document to be encrypted anew.
    ///
    /// The key stays while another grant to the same member has not ended; of several that end with
    /// one statement, the last takes it away.
    mutating func end(
        _ grant: GrantState,
        as end: GrantState.End,
        cause: RekeyCause
    ) throws(Failure) {
        var grant = grant
        grant.end = end
        try put(grant)
        let remaining = try hasOpenGrant(of: grant.document, to: grant.grantee)
        guard !remaining, var document = try document(grant.document) else { return }
        try removeEnvelope(of: grant.document, holder: grant.grantee)
        document.due = document.due ?? cause
        try put(document)
    }
}
