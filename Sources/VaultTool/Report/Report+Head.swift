import Vault
import VaultLedger

extension Report {
    /// Says how a vault differs from what was seen of it before.
    ///
    /// - Parameter error: One of the errors about heads.
    init(head error: VaultError) {
        switch error {
        case .wentBack(let remembered, let found):
            self.init(
                .damaged,
                "head.back",
                """
                The vault went back: it has \(Self.words(for: found)), and seen before was \
                \(Self.words(for: remembered))
                """,
                hint: "Only if a backup was restored on purpose: \(Self.accepting(found))"
            )
        case .forked(let remembered, let found):
            self.init(
                .damaged,
                "head.forked",
                """
                The vault has another history: it has \(Self.words(for: found)), which does not \
                continue \(Self.words(for: remembered)), seen before
                """,
                hint: """
                    Only if this is the right one, and no copy that went its own way: \
                    \(Self.accepting(found))
                    """
            )
        case .replaced(let remembered, let found):
            self.init(
                .damaged,
                "head.replaced",
                """
                This is another vault of the same origin, \(Self.words(for: found)); \
                seen before was \(Self.words(for: remembered))
                """,
                hint: """
                    One origin names one vault, wherever its folder is. Only if this is the \
                    right one: \(Self.accepting(found.head))
                    """
            )
        case .memoryDamaged(let found):
            self.init(
                .damaged,
                "head.memory",
                """
                What was remembered of the vault is damaged; the vault has \
                \(Self.words(for: found))
                """,
                hint: "Only if that is the right head: \(Self.accepting(found))"
            )
        default: self.init(choice: error)
        }
    }

    /// Says what is wrong with what the person chose.
    private init(choice error: VaultError) {
        switch error {
        case .headNotAccepted(let found):
            self.init(
                .damaged,
                "head.not-accepted",
                "The vault has \(Self.words(for: found)), which is not the head to accept",
                hint: "Find out why, or run the command without --accept-head"
            )
        default: self.init(.unexpected, "unexpected", "Something unexpected happened")
        }
    }

    /// Says that nothing can be remembered.
    ///
    /// - Parameter error: Why; `nil` if nobody said where.
    init(noMemory error: VaultError?) {
        let reason = error.map { Report($0, path: nil).message }
        self.init(
            .inputOutput,
            "no-memory",
            """
            Nothing can be remembered of this vault, so nobody would notice if it went back: \
            \(reason ?? "neither XDG_STATE_HOME nor HOME is set")
            """,
            hint: "Set XDG_STATE_HOME to a folder that you can write"
        )
    }

    private static func words(for head: TreeHead) -> Message {
        "size \(head.size), root \(head.root)"
    }

    private static func words(for vault: RememberedHead) -> Message {
        "fingerprint \(vault.fingerprint), \(words(for: vault.head))"
    }

    private static func accepting(_ head: TreeHead) -> Message {
        "--accept-head \(head.root)"
    }
}
