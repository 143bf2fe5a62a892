import Glibc
import Testing
import VaultSystem

@Suite("A line that is typed")
struct TypedLineTests {
    private func line(_ keys: String) -> (text: String, end: TypedLine.End?) {
        var line = TypedLine()
        for (place, key) in keys.utf8.enumerated() {
            if let end = line.take(key) {
                #expect(place == keys.utf8.count - 1)
                return (line.text, end)
            }
        }
        return (line.text, nil)
    }

    @Test(arguments: [
        ("diplom.pdf\n", "diplom.pdf"), ("a\r", "a"), ("\n", ""), ("ab\u{7F}c\n", "ac"),
        ("شهادة\u{8}\n", "شهاد"), ("e\u{301}x\u{7F}\u{7F}\n", ""), ("one two\u{17}\n", "one "),
        ("one two \u{17}\u{17}x\n", "x"), ("one\u{15}two\n", "two"), ("a\u{1B}[Cb\n", "ab"),
        ("a\u{1B}[1;5Db\u{1B}OPc\n", "abc"), ("a\u{1B}\u{8}b\n", "b"), ("a\tb\u{0}\n", "ab"),
        ("\u{7F}\u{7F}a\n", "a"), ("ab\u{4}", "ab"),
    ])
    func `takes the keys as they are meant`(keys: String, text: String) {
        let typed = line(keys)
        #expect(typed.text == text)
        #expect(typed.end == .complete)
    }

    @Test(arguments: ["\u{3}", "abc\u{3}", "\u{4}", "a\u{7F}\u{4}"])
    func `can be given up`(keys: String) {
        #expect(line(keys).end == .cancelled)
    }

    @Test
    func `goes on until a key ends it, and has its limit`() {
        #expect(line("abc").end == nil)
        #expect(line(String(repeating: "a", count: 9_000)).text.utf8.count == 8_192)
    }

    @Test(.timeLimit(.minutes(5)))
    func `shows what is typed on a terminal, and leaves that as it was`() async throws {
        let terminal = try PseudoTerminal()
        let device = terminal.device
        let before = try terminal.flags()
        let answer = BlockingTask {
            try Terminal.readLine(device: device) { typed, columns in "Name: \(typed)|\(columns)" }
        }
        #expect(try await terminal.output(until: "Name: |80"))
        try terminal.type(Array("ab\u{7F}é".utf8))
        #expect(try await terminal.output(until: "Name: aé|80"))
        try terminal.type([0x0D])
        #expect(try await answer.result.get() == "aé")
        #expect(try terminal.flags() == before)

        let givenUp = BlockingTask {
            do throws(SystemError) {
                _ = try Terminal.readLine(device: device) { typed, _ in "Again: \(typed)" }
                return false
            } catch {
                return error.isCancelled
            }
        }
        #expect(try await terminal.output(until: "Again: "))
        try terminal.type([0x03])
        #expect(try await givenUp.result.get())
        #expect(try terminal.flags() == before)
    }
}
