import VaultLedger

/// A verified receipt in words.
struct ReceiptSentence {
    /// What the receipt has been found to show.
    let receipt: VerifiedReceipt

    /// Whether it was compared with a question.
    let isAsked: Bool

    /// How to write values.
    let style: Style

    /// The lines, each with its line ending.
    var text: Message {
        """
        \(verdict)
          \(StatementSentence(statement: receipt.statement, style: style).text)
          Said on \(style.time(receipt.statement.time)), by the author's clock
        Log: \(style.shown(receipt.statement.origin))
        Head: size \(receipt.head.size), root \(receipt.head.root)
        \(witnesses)
        This shows what was logged. Whether it was allowed, and whether it still holds, only the \
        whole log shows.

        """
    }

    private var verdict: Message {
        isAsked
            ? "The log holds statement \(receipt.index), and it says what you ask:"
            : "The log holds statement \(receipt.index). Compare what it says with what you expect:"
    }

    private var witnesses: Message {
        let cosignatures = receipt.checkpoint.cosignatures
        guard !cosignatures.isEmpty else { return "Witnesses: none that you named" }
        let list = cosignatures.map { cosignature in
            let name = style.shown(cosignature.key.name.description)
            return cosignature.time.map { say("\(name) on \(style.time(seconds: $0))") } ?? name
        }
        return "Witnesses: \(list.joined(separator: ", "))"
    }
}
