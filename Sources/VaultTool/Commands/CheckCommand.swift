import ArgumentParser
import Vault
import VaultLedger

/// Looks over everything that is stored.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "check",
        abstract: "Look whether anything stored was lost, changed or left over.",
        discussion: """
            Verifies the log and what it names, as an audit does, and looks at every stored file \
            and at what else lies in the folder. Works without an identity; with one, the log says \
            that the check was made and what it found.
            """
    )

    @Flag(help: .words("Also decrypt what you can open and compare it with what was stored."))
    var deep = false

    @Flag(
        help: .words(
            """
            Put in order what can be: modes, leftovers, unfinished work. Files that nothing \
            names are moved into the folder 'aside' of the vault, never deleted.
            """
        )
    )
    var repair = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let identity = deep ? try global.requiredIdentity() : try global.identity()
        let report = try await DocumentVault.check(
            at: global.requiredVaultPath(),
            as: identity,
            CheckOptions(isDeep: deep, repairs: repair),
            clock: Environment.clock(),
            memory: global.memory,
            acceptingHead: global.acceptHead,
            progress: global.checkProgress()
        )
        try global.output.show(isSuccess: report.isClean) {
            report.json
        } text: { style in
            report.text(style)
        }
        guard report.isClean else {
            throw ToolError.disorder(report.open, report.disorder(mended: repair))
        }
        // A stranger's check is said nowhere. A member's was to be, and that must not fail in silence.
        switch report.failure {
        case nil, .notAllowed: break
        case let failure?: throw failure
        }
    }
}

extension CheckReport {
    fileprivate var json: JSONValue {
        .object([
            ("ok", .bool(isClean)),
            ("files", .number(blobs)),
            ("bytes", .number(bytes)),
            ("decrypted", .count(decrypted)),
            ("findings", .array(findings.map(\.json))),
            (
                "counts",
                .object(counts.map { (key: $0.finding.rawValue, value: .number($0.count)) })
            ),
            ("freeSpace", .number(freeSpace)),
            ("aside", .number(asideCount)),
            ("busy", .bool(wasBusy)),
            ("pending", pending.map { PendingSentence(report: $0).json } ?? .null),
            ("index", .count(index)),
            ("notRecorded", failure.map { .string(Report(describing: $0).code) } ?? .null),
        ])
    }

    fileprivate func text(_ style: Style) -> Message {
        var text = [verdict(style)]
        text += findings.map(\.line)
        for count in counts {
            let more = count.count - findings.count(where: { $0.finding == count.finding })
            if more > 0 { text.append("  \(count.finding.rawValue): \(more) more\n") }
        }
        if asideCount > 0 { text.append(aside) }
        if wasBusy {
            text.append(
                "Somebody was storing documents, so it could not be judged what is left over\n"
            )
        }
        if let pending { text.append(PendingSentence(report: pending).text) }
        text.append("Free space: \(style.size(freeSpace))\n")
        text.append(record)
        return text.joined()
    }

    /// Whether all is well, and of how much.
    private func verdict(_ style: Style) -> Message {
        let size = style.size(bytes)
        let files: Message =
            blobs == 1 ? "1 stored file (\(size)) read" : "\(blobs) stored files (\(size)) read"
        return switch (isClean, decrypted) {
        case (true, nil): "All is there: \(files)\n"
        case (true, let count?): "All is there: \(files), \(count) of them decrypted\n"
        case (false, nil): "Not all is well: \(files)\n"
        case (false, let count?): "Not all is well: \(files), \(count) of them decrypted\n"
        }
    }

    private var aside: Message {
        asideCount == 1
            ? """
            1 file lies aside; the file aside/notes says why. Delete what is not missed

            """
            : """
            \(asideCount) files lie aside; the file aside/notes says why. Delete what is not missed

            """
    }

    /// Whether the log says it.
    private var record: Message {
        if let index { return "The log says so at \(index)\n" }
        guard let failure else {
            return "The log does not say so: no identity was named\n"
        }
        return "The log does not say so: \(Report(describing: failure).message)\n"
    }
}
