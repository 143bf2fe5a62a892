import ArgumentParser
import FoundationEssentials
import Vault
import VaultLedger

/// Asks for copies of a document to be deleted.
struct DeletionRequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "request",
        abstract: "Ask somebody who was given a document to delete their copies.",
        discussion: """
            The vault cannot delete a copy: it proves that you asked, until when, and what the answer \
            was. A member is told at the next use of the vault. It does not end access: for that use \
            revoke. You need not give a reason.
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String

    @Option(
        name: .customLong("from"),
        help: .words(
            """
            Who was given it: a member, or of somebody outside the age recipient, the card, or the \
            fingerprint that show tells.
            """,
            valueName: "recipient"
        ),
        completion: .readers
    )
    var addressee: String

    @Option(
        help: .words(
            "The last day or moment for an answer; else in 30 days.",
            valueName: "time"
        )
    )
    var until: Until?

    @OptionGroup var global: GlobalOptions

    /// How long there is for an answer if nothing is said, in seconds, and then to the end of that
    /// day: about the month of Article 12(3) GDPR.
    private static let term: Int64 = 30 * 24 * 60 * 60

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let request = try await vault.requestDeletion(
            of: try await vault.document(doc),
            from: try await addressee(in: vault),
            due: try until?.time ?? Environment.clock().now().advanced(by: Self.term).endOfDay
        )
        let live = try await vault.grants(document: request.document, member: request.grantee)
        let sentence = try await DeletionSentence(request, in: vault)
        try global.output.show {
            sentence.json
        } text: { style in
            sentence.asked(isStillGranted: request.grantee != nil && !live.isEmpty, style)
        }
    }

    /// Finds out who is meant: somebody outside by their key, a member, or else the file of a card.
    private func addressee(in vault: DocumentVault) async throws -> DeletionAddressee {
        if let fingerprint = Digest(hexadecimal: addressee) { return .outside(fingerprint) }
        if addressee.utf8.starts(with: "age1".utf8) {
            return .outside(try RecipientArgument(addressee).outside().fingerprint)
        }
        do throws(VaultError) {
            return .member(try await vault.member(addressee).id)
        } catch .memberNotFound where FileManager.default.fileExists(atPath: addressee) {
            return .outside(try RecipientArgument(addressee).outside().fingerprint)
        }
    }
}
