import Foundation
import Testing

@Suite("The manual page")
struct ManualTests {
    private static let make = """
        '\(Document.root.path(percentEncoded: false))/Scripts/make-man' "$(command -v vaulttool)"
        """

    @Test
    func `names every command and every option of the help`() async throws {
        let place = try await Workplace()
        let page = try await place.run(Self.make)
        #expect(page.status == 0, "\(page.error)")
        let help = try await place.run("vaulttool --help").output
        let commands = help.matches(of: #/(?m)^  ([a-z][a-z-]*)  +[A-Z]/#).map { String($0.1) }
        #expect(commands.count > 25)
        for command in commands where command != "help" {
            let name = command.replacing("-", with: "\\-")
            #expect(page.output.contains(".Ss \(name)\n"), "\(command)")
        }
        let grant = try await place.run("vaulttool grant --help").output
        for option in grant.matches(of: #/(?m)^  --([a-z-]+)/#).map({ String($0.1) }) {
            let name = option.replacing("-", with: "\\-")
            #expect(page.output.contains("\n.It Fl \\-\(name)"), "\(option)")
        }
    }

    @Test
    func `is read by groff without a warning, if that is there`() async throws {
        let script = """
            command -v groff >/dev/null || exit 0
            \(Self.make) >vaulttool.1 && groff -mdoc -Tutf8 -ww vaulttool.1 2>&1 >/dev/null
            """
        let outcome = try await Workplace().run(script)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty, "\(outcome.output)")
    }
}
