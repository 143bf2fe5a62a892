import Vault
import VaultLedger

/// The words of the page that goes with a person's exported papers, in one language.
///
/// In the sentences of a history `{actor}`, `{document}` and `{member}` stand for names.
struct PageWords: Sendable {
    /// The language of the page, a tag of BCP 47.
    let language: String

    /// Whether it is written from right to left.
    let isRightToLeft: Bool

    /// The heading; `{name}` stands for the owner.
    let title: String

    /// When the page was made, and from which vault: `{time}`, `{origin}`.
    let made: String

    /// What to know before this folder is passed on.
    let warning: String

    let documents: String
    let noDocuments: String
    let kind: String
    let stored: String
    let size: String
    let originalName: String

    let given: String
    let noneGiven: String
    let document: String
    let recipient: String
    let purpose: String
    let until: String
    let state: String
    let openings: String
    let noEnd: String

    /// Somebody outside the vault; `{fingerprint}` stands for the fingerprint of the recipient.
    let outside: String

    let history: String
    let historyNote: String
    let time: String
    let event: String

    /// Somebody whose name is not known.
    let somebody: String

    /// That somebody acted for the owner.
    let onBehalf: String

    /// That somebody signed along; `{member}` stands for them.
    let signedAlong: String

    /// That new keys are the end of a recovery by shares.
    let byRecovery: String

    /// The office that has custody.
    let office: String

    /// What is answered to a request for deletion.
    let outcomes: [DeletionOutcome: String]

    let states: [GrantRecord.Status: String]
    let purposes: [Purpose: String]
    let deeds: [Statement.Kind: String]
}
