import Vault
import VaultLedger

extension WitnessOverview {
    /// Shows the witnesses.
    ///
    /// - Parameter output: Where the result goes.
    /// - Throws: ``ToolError/output(_:)`` if standard output cannot be written.
    func show(_ output: Output) throws(ToolError) {
        try output.show {
            json
        } text: { style in
            text(style)
        }
    }

    private var json: JSONValue {
        .object([
            ("size", .number(head.size)),
            ("root", .of(head.root)),
            ("policy", .string(policyPath)),
            ("quorum", .text(quorum)),
            ("quorumMet", isQuorumMet.map { .bool($0) } ?? .null),
            ("witnesses", .array(witnesses.map(\.json))),
        ])
    }

    private func text(_ style: Style) -> Message {
        var table = TextTable(
            ("witness", .left),
            ("cosigned", .right),
            ("when", .time),
            ("standing", .left),
            ("key", .left)
        )
        for witness in witnesses {
            table.add(
                witness.name.map(style.shown) ?? "–",
                witness.cosigned.map { String($0.size) } ?? "–",
                witness.time.map(style.time) ?? "–",
                say(witness.standing.words),
                style.shown(witness.key.description)
            )
        }
        let head: Message = "Head: size \(head.size), root \(head.root)\n"
        let policy: Message = "Policy: \(style.shown(policyPath))\n"
        let rows = witnesses.isEmpty ? [] : [table.text(style)]
        return (rows + [head, quorumLine, policy]).joined()
    }

    private var quorumLine: Message {
        switch isQuorumMet {
        case nil: "Quorum: none\n"
        case true?: "Quorum: met\n"
        case false?: "Quorum: not met, too few witnesses have cosigned this head\n"
        }
    }
}

extension WitnessState {
    fileprivate var json: JSONValue {
        .object([
            ("name", .text(name)),
            ("key", .of(key)),
            ("size", .number(size)),
            ("cosignedSize", .count(cosigned?.size)),
            ("cosignedRoot", .of(cosigned?.root)),
            ("time", .of(time)),
            ("standing", .string(standing.rawValue)),
        ])
    }
}

extension WitnessState.Standing {
    /// The standing in a word or two.
    fileprivate var words: Message {
        switch self {
        case .agrees: Message("agrees")
        case .silent: "has not cosigned"
        case .ahead: "ahead of the log"
        case .forked: "another history"
        }
    }
}

extension WitnessedHead {
    /// Shows who has cosigned.
    ///
    /// - Parameter output: Where the result goes.
    /// - Throws: ``ToolError/output(_:)`` if standard output cannot be written.
    func show(_ output: Output) throws(ToolError) {
        try output.show {
            .object([
                ("cosigned", .bool(true)),
                ("size", .number(head.size)),
                ("root", .of(head.root)),
                ("keys", .texts(added.map(\.description))),
                ("quorumMet", isQuorumMet.map { .bool($0) } ?? .null),
            ])
        } text: { style in
            let names = added.map { style.shown($0.name.description) }.joined(separator: ", ")
            let quorum: Message =
                isQuorumMet.map { $0 ? "Quorum: met\n" : "Quorum: not met yet\n" } ?? .verbatim("")
            return """
                Took the cosignature of \(names)
                Head: size \(head.size), root \(head.root)
                \(quorum)
                """
        }
    }
}

extension HeadCosigner {
    /// The cosigner as it may stand in a list.
    ///
    /// - Parameter style: How to write names and times.
    /// - Returns: Its name, and when it cosigned.
    func text(_ style: Style) -> Message {
        "\(style.shown(name ?? key.name.description)) on \(style.time(time))"
    }

    /// The cosigner for programs.
    var json: JSONValue {
        .object([("name", .text(name)), ("key", .of(key)), ("time", .of(time))])
    }
}
