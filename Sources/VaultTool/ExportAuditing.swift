import Vault
import VaultLedger

/// Audits an export and shows what was found.
struct ExportAuditing {
    /// The folder of the export.
    let path: String

    /// The key of the log that is trusted.
    let logKey: VerifierKey

    /// Whom the export is to be about; `nil` if it is to hold the whole log.
    let owner: MemberID?

    /// The witnesses that must have cosigned; `nil` to ask for none.
    let policy: TrustPolicy?

    /// A signed head that was kept; `nil` for none.
    let since: SignedNote?

    /// Audits and shows.
    ///
    /// - Parameter output: Where the result goes.
    /// - Throws: ``ToolError/findings(_:in:)`` if something does not verify; `VaultError` if the
    ///   folder cannot be read.
    func run(_ output: Output) async throws {
        let report = try await LogExport.audit(
            at: path,
            logKey: logKey,
            owner: owner,
            policy: policy,
            clock: Environment.clock(),
            since: since
        )
        try output.show(isSuccess: report.isClean) {
            report.json
        } text: { style in
            report.text(style, isAsked: owner != nil)
        }
        if !report.isClean { throw ToolError.findings(report.findings.count, in: .export) }
    }
}

extension ExportReport {
    fileprivate var json: JSONValue {
        .object([
            ("ok", .bool(isClean)),
            ("size", .count(head?.size)),
            ("root", .of(head?.root)),
            ("fingerprint", .of(fingerprint)),
            ("statements", .number(statements)),
            ("erased", .number(erased)),
            ("owner", .of(owner)),
            ("complete", .bool(isComplete)),
            (
                "missing",
                .array(
                    missing.map { run in
                        .object([
                            ("first", .number(run.lowerBound)), ("last", .number(run.upperBound)),
                        ])
                    }
                )
            ),
            ("unjudged", .array(unjudged.map { .number($0) })),
            ("witnesses", .array(cosigners.map(\.json))),
            ("since", continued?.json ?? .null),
            ("findings", .array(findings.map(\.json))),
        ])
    }

    fileprivate func text(_ style: Style, isAsked: Bool) -> Message {
        var text = [verdict]
        text += findings.lines
        if !missing.isEmpty { text += gaps(isAsked: isAsked) }
        if !unjudged.isEmpty {
            let list = unjudged.prefix(10).map(String.init).joined(separator: ", ")
            text.append(
                unjudged.count > 10
                    ? """
                    Not judged, because what they rest on is missing: \(list) and \
                    \(unjudged.count - 10) more

                    """ : "Not judged, because what they rest on is missing: \(list)\n"
            )
        }
        if let head { text.append("Head: size \(head.size), root \(head.root)\n") }
        if let continued { text.append(continued.continuation) }
        if !cosigners.isEmpty {
            let list = cosigners.map { $0.text(style) }.joined(separator: ", ")
            text.append("Witnesses: \(list)\n")
        }
        if let fingerprint { text.append("Fingerprint of the vault: \(fingerprint)\n") }
        return text.joined()
    }

    /// What is missing and was not erased, and what that means.
    ///
    /// - Parameter isAsked: Whether the auditor has named the owner whom the export is about.
    /// - Returns: The lines.
    private func gaps(isAsked: Bool) -> [Message] {
        var lines: [Message] = []
        if let owner {
            if !isAsked {
                lines.append("By its own word, which nobody signed, it is about \(owner) alone\n")
            }
            let list = missing.prefix(10).map { run in
                run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)-\(run.upperBound)"
            }
            .joined(separator: ", ")
            let more = missing.dropFirst(10).reduce(0) { $0 + $1.count }
            lines.append(
                more > 0
                    ? "Left out, and nothing can be said of them: \(list) and \(more) more\n"
                    : "Left out, and nothing can be said of them: \(list)\n"
            )
        }
        lines.append(
            """
            Statements are left out, so the rules could not be judged: only what is there, who \
            signed it and its place in the log

            """
        )
        return lines
    }

    /// Whether all is well, and of how much.
    private var verdict: Message {
        guard let size = head?.size else {
            return isClean
                ? "Everything that is there verifies\n" : "The export does not verify\n"
        }
        switch (isClean, erased) {
        case (true, 0):
            return "Everything that is there verifies: \(statements) of \(size) statements\n"
        case (true, _):
            return """
                Everything that is there verifies: \(statements) of \(size) statements, \(erased) were \
                erased

                """
        case (false, 0): return "The export does not verify: \(statements) of \(size) statements\n"
        case (false, _):
            return """
                The export does not verify: \(statements) of \(size) statements, \(erased) were erased

                """
        }
    }
}
