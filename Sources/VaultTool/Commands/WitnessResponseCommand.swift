import ArgumentParser
import Vault
import VaultLedger

/// Takes the answer of a witness.
struct WitnessResponseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "response",
        abstract: "Take the answer of a witness to the last request.",
        discussion: """
            The file is the body of an answer with status 200, which is a cosignature, or 409, \
            which is the size at which the witness stands. Answers with another status say that \
            the witness does not cosign: 404 that it does not know the log, 422 that it has seen \
            another history.
            """
    )

    @Argument(help: .words("The witness: its name or its key.", valueName: "witness"))
    var witness: String

    @Argument(help: .words("The answer."), completion: .file())
    var file: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let body = try FileReading.bytes(of: file)
        let vault = try await global.openVault(for: .operating)
        switch try await vault.takeAnswer(body, of: witness) {
        case .cosigned(let head): try head.show(global.output)
        case .behind(let size):
            try global.output.show {
                .object([("cosigned", .bool(false)), ("size", .number(size))])
            } text: { style in
                """
                The witness stands at size \(size): ask it again, with the proof from there
                  vaulttool witness request \(style.shown(witness)) -o FILE

                """
            }
        }
    }
}
