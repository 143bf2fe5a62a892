import Foundation
import Glibc
import Testing
import VaultSystem

@Suite("A prompt for a secret")
struct TerminalTests {
    /// What a person types, and what comes of it.
    struct Session: CustomTestStringConvertible, Sendable {
        let typed: [UInt8]
        let secret: [UInt8]?
        let testDescription: String

        init(_ testDescription: String, _ typed: String, gives secret: String?) {
            self.typed = Array(typed.utf8)
            self.secret = secret.map { Array($0.utf8) }
            self.testDescription = testDescription
        }
    }

    static let sessions = [
        Session("a line", "correct horse\n", gives: "correct horse"),
        Session("Enter alone", "\n", gives: ""),
        Session("a carriage return", "a\r", gives: "a"),
        Session("backspace", "ab\u{7F}c\n", gives: "ac"),
        Session("the other backspace", "ab\u{8}c\n", gives: "ac"),
        Session("backspace over two bytes", "пароль\u{7F}\n", gives: "парол"),
        Session("backspace over four bytes", "a🗝\u{7F}b\n", gives: "ab"),
        Session("backspace at the start", "\u{7F}\u{7F}a\n", gives: "a"),
        Session("^U", "wrong\u{15}right\n", gives: "right"),
        Session("^D after some bytes", "ab\u{4}", gives: "ab"),
        Session("^D at once", "\u{4}", gives: nil),
        Session("^C", "ab\u{3}", gives: nil),
        Session("^Z, ^V and ^\\ as bytes", "a\u{1A}\u{16}\u{1C}\n", gives: "a\u{1A}\u{16}\u{1C}"),
        Session("as much as fits", "0123456789abcdef\n", gives: "0123456789abcdef"),
        Session("too much, then ^U", "0123456789abcdefg\u{15}a\n", gives: "a"),
    ]

    @Test(.timeLimit(.minutes(5)), arguments: sessions)
    func `takes what is typed, shows nothing of it, and restores the terminal`(
        session: Session
    ) async throws {
        let terminal = try PseudoTerminal()
        let before = try terminal.flags()
        let device = terminal.device
        let answer = BlockingTask { () throws(SystemError) -> [UInt8] in
            try Terminal.readSecret(prompt: "Passphrase: ", maximumCount: 16, device: device) {
                span in
                span.indices.map { span[$0] }
            }
        }
        #expect(try await terminal.output(until: "Passphrase: "))
        #expect(try terminal.flags() & tcflag_t(ECHO | ICANON | ISIG) == 0)
        try terminal.type(session.typed)
        switch await answer.result {
        case .success(let secret):
            #expect(secret == session.secret)
        case .failure(let error):
            #expect(session.secret == nil)
            #expect((error as? SystemError)?.isCancelled == true)
        }
        #expect(try terminal.flags() == before)
        #expect(try await terminal.output(until: "\r\n"))
        #expect(terminal.shown == Array("Passphrase: \r\n".utf8))
    }

    @Test(.timeLimit(.minutes(5)))
    func `refuses what is too long instead of cutting it`() async throws {
        let terminal = try PseudoTerminal()
        let device = terminal.device
        let answer = BlockingTask { () throws(SystemError) -> Int in
            try Terminal.readSecret(prompt: "?", maximumCount: 3, device: device) { $0.count }
        }
        #expect(try await terminal.output(until: "?"))
        try terminal.type(Array("abcd\u{7F}\n".utf8))
        let error = await #expect(throws: SystemError.self) { try await answer.result.get() }
        #expect(error?.isTooLong == true)
    }

    @Test(arguments: ["/nonexistent/tty", "/dev/null"])
    func `says when there is nobody to ask`(device: String) {
        let error = #expect(throws: SystemError.self) {
            try Terminal.readSecret(prompt: "?", maximumCount: 3, device: device) { _ in }
        }
        #expect(error?.isNoTerminal == true)
    }
}
