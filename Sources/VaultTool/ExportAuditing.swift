import Vault
import VaultLedger

/// Audits an export and shows what was found.
struct ExportAuditing {
    /// The folder of the export.
    let path: String

    /// The key of the log that is trusted.
    let logKey: VerifierKey

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
            clock: Environment.clock(),
            since: since
        )
        try output.show(isSuccess: report.isClean) {
            report.json
        } text: { _ in
            report.text
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
            ("complete", .bool(isComplete)),
            ("unjudged", .array(unjudged.map { .number($0) })),
            ("findings", .array(findings.map(\.json))),
        ])
    }

    fileprivate var text: String {
        var text = isClean ? "Everything that is there verifies" : "The export does not verify"
        let erased = erased == 0 ? "" : ", \(erased) were erased"
        text += head.map { ": \(statements) of \($0.size) statements\(erased)\n" } ?? "\n"
        for finding in findings { text += finding.line }
        if head != nil, !isComplete {
            text += """
                Statements are left out, so the rules could not be judged: only what is there, who \
                signed it and its place in the log

                """
        }
        if !unjudged.isEmpty {
            let list = unjudged.prefix(10).map(String.init).joined(separator: ", ")
            let more = unjudged.count > 10 ? " and \(unjudged.count - 10) more" : ""
            text += "Not judged, because what they rest on is missing: \(list)\(more)\n"
        }
        if let head { text += "Head: size \(head.size), root \(head.root)\n" }
        if let fingerprint { text += "Fingerprint of the vault: \(fingerprint)\n" }
        return text
    }
}
