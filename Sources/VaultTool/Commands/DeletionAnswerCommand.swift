import ArgumentParser
import Vault
import VaultLedger

/// Answers a request for deletion.
struct DeletionAnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "answer",
        abstract: "Say that your copies are deleted, or that you keep one.",
        discussion: """
            You sign what you say, and the owner keeps the proof. Whoever acts for the owner can write \
            down an answer that came by letter. It can be answered again: a copy that had to be kept \
            may be deleted later.
            """
    )

    @Argument(help: .words("The number of the request, as vaulttool deletion list shows it."))
    var request: Int

    @Flag(help: .words("All copies are deleted, those in files, mails and backups too."))
    var deleted = false

    @Flag(help: .words("A copy is kept, because a law demands it or for another reason."))
    var kept = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard deleted != kept else {
            throw ValidationError(saying: "Say either --deleted or --kept")
        }
    }

    func run() async throws {
        let vault = try await global.openVault(for: .writing, ofDeletion: true)
        let request = try await vault.answerDeletion(request, with: deleted ? .deleted : .kept)
        let sentence = try await DeletionSentence(request, in: vault)
        try global.output.show {
            sentence.json
        } text: { style in
            sentence.answered(style)
        }
    }
}
