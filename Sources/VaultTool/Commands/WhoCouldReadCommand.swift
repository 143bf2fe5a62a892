import ArgumentParser
import Vault
import VaultLedger

/// Tells who could read a document in a span of time.
struct WhoCouldReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "who-could-read",
        abstract: "Tell who held the key of a document in a span of time, and why.",
        discussion: """
            The question that a data breach raises. It counts from the moment in which somebody \
            got the key to the moment in which the document was encrypted anew without them, not \
            from openings: whoever reads the storage itself leaves no trace.
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String

    @Option(
        parsing: .upToNextOption,
        help: .words(
            "The first and the last day, or two moments, such as 2026-11-24T10:00:00Z.",
            valueName: "a> <b"
        )
    )
    var between: [String]

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard span != nil else {
            throw ValidationError(
                saying: "--between takes two dates or moments, the earlier one first"
            )
        }
    }

    /// The span that was typed; `nil` if there is none.
    private var span: ClosedRange<LedgerTime>? {
        guard between.count == 2, let first = Until.start(between[0]),
            let last = Until(argument: between[1])?.time, first <= last
        else { return nil }
        return first...last
    }

    func run() async throws {
        guard let span else { return }
        let vault = try await global.openVault(for: .reading)
        let document = try await vault.document(doc)
        let holdings = try await vault.keyHoldings(of: document, in: span)
        let names = try await Names(of: Set(holdings.compactMap(\.member)), in: vault)
        try global.output.show {
            .array(holdings.map { $0.json(names) })
        } text: { style in
            HoldingSentence(document: document, span: span, names: names, style: style)
                .text(of: holdings)
        }
    }
}

extension KeyHolding {
    fileprivate func json(_ names: Names) -> JSONValue {
        .object([
            ("member", .of(member)),
            ("memberName", names.json(member)),
            ("ground", .string(groundName)),
            ("office", .of(office)),
            ("grant", .count(grant?.index)),
            ("purpose", .text(purpose?.rawValue)),
            ("grantUntil", .of(grant?.until)),
            ("from", .of(from)),
            ("until", .of(until)),
            ("openings", .texts(openings.map(\.text))),
        ])
    }

    private var groundName: String {
        switch ground {
        case .own: "own"
        case .custody: "custody"
        case .grant: "grant"
        case .sent: "sent"
        }
    }

    private var office: OfficeID? {
        guard case .custody(let office) = ground else { return nil }
        return office
    }

    private var purpose: Purpose? {
        guard case .sent(_, _, let purpose) = ground else { return grant?.purpose }
        return purpose
    }

    private var grant: (index: Int, purpose: Purpose, until: LedgerTime)? {
        guard case .grant(let index, let purpose, let until) = ground else { return nil }
        return (index, purpose, until)
    }
}
