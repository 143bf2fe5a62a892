import Vault
import VaultLedger

/// Who could read a document, in words.
struct HoldingSentence {
    /// The document.
    let document: DocumentID

    /// The span that was asked for.
    let span: ClosedRange<LedgerTime>

    /// The names of those who could.
    let names: Names

    /// How to write values.
    let style: Style

    /// The answer, each line with its line ending.
    ///
    /// - Parameter holdings: Who held the key.
    /// - Returns: The lines.
    func text(of holdings: [KeyHolding]) -> Message {
        let time: Message = "from \(style.time(span.lowerBound)) to \(style.time(span.upperBound))"
        guard !holdings.isEmpty else { return "Nobody held the key of \(document) \(time)\n" }
        let lines = holdings.map { holding -> Message in
            """
              \(name(of: holding)), \(ground(of: holding))
                \(extent(of: holding))

            """
        }
        return """
            These could read \(document) \(time):
            \(lines.joined())Counted from the sealed key to the encryption without it. A copy that \
            was made in that time stays readable, and whoever reads the storage itself leaves no \
            trace.

            """
    }

    private func ground(of holding: KeyHolding) -> Message {
        switch holding.ground {
        case .own: "the owner"
        case .custody(let office): "by the custody of office \(office)"
        case .grant(let index, let purpose, let until):
            "by grant \(index) for \(style.purpose(purpose)) until \(style.time(until))"
        case .sent(let index, let recipient, let purpose):
            "fingerprint \(recipient), by handout \(index) for \(style.purpose(purpose))"
        }
    }

    private func name(of holding: KeyHolding) -> Message {
        holding.member.map { .verbatim(names.text($0, style)) } ?? "Somebody outside the vault"
    }

    private func extent(of holding: KeyHolding) -> Message {
        if case .sent = holding.ground {
            return "got a file of their own on \(style.time(holding.from)); it cannot be revoked"
        }
        return "had the key \(duration(of: holding)); \(openings(of: holding))"
    }

    private func duration(of holding: KeyHolding) -> Message {
        let from = style.time(holding.from)
        guard let until = holding.until else { return "from \(from) on, and still has it" }
        return "from \(from) to \(style.time(until))"
    }

    private func openings(of holding: KeyHolding) -> Message {
        let openings = holding.openings
        guard let last = openings.last else { return "never opened it through the vault then" }
        return """
            opened it \(style.times(openings.count)) through the vault then, \
            the last time on \(style.time(last))
            """
    }
}
