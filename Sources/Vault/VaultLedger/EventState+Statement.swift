extension EventState {
    /// The event of a statement, as far as the statement alone tells.
    ///
    /// What it does not tell is the owner, where a member of any role says or suffers something, and
    /// what stands in a statement that it points to: the grantee of a revocation, the grant and the
    /// grantee of a request for deletion and its answer, and what a warrant erases.
    ///
    /// - Parameters:
    ///   - statement: The statement.
    ///   - index: Its place in the log, counted from zero.
    package init(of statement: Statement, at index: Int) {
        let body = statement.body
        self.init(
            index: index,
            kind: statement.kind,
            time: statement.time,
            author: statement.author,
            number: statement.number,
            owner: body.owner,
            document: body.document
        )
        if case .custody = body.basis { isOnBehalf = true }
        switch body {
        case .grant(let body): (member, grant) = (body.grantee, index)
        case .revoke(let body): grant = body.grant
        case .open(let body): if case .grant(let index) = body.basis { grant = index }
        case .enrol(let body): member = body.member
        case .rotate(let body): member = body.member
        case .retire(let body): member = body.member
        case .invite(let body): (owner, member) = (body.member, body.member)
        case .claim: (owner, member) = (statement.author, statement.author)
        case .genesis, .recoveryPlan, .recover, .veto, .scrub: member = statement.author
        default: break
        }
    }
}
