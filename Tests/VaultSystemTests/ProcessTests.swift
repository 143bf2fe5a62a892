import Glibc
import Testing
import VaultSystem

@Suite("The process")
struct ProcessTests {
    @Test
    func `leaves no core dump and outlives a broken pipe once it is hardened`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            guard !ProcessHardening.isApplied else { exit(1) }
            ProcessHardening.apply()
            guard ProcessHardening.isApplied else { exit(2) }

            var ends: [CInt] = [0, 0]
            guard unsafe pipe(&ends) == 0, dup2(ends[1], STDOUT_FILENO) >= 0 else { exit(3) }
            try StandardStreams.write(Array("text".utf8).span, to: .output)
            close(ends[0])
            do throws(SystemError) {
                try StandardStreams.write(Array("text".utf8).span, to: .output)
                exit(4)
            } catch {
                exit(error.isBrokenPipe ? 7 : 5)
            }
        }
    }

    @Test
    func `writes everything to a slow reader`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            var ends: [CInt] = [0, 0]
            guard unsafe pipe(&ends) == 0, dup2(ends[1], STDOUT_FILENO) >= 0 else { exit(3) }
            close(ends[1])
            let source = ends[0]
            let reader = BlockingTask {
                var total = 0
                var buffer = [UInt8](repeating: 0, count: 1000)
                while true {
                    let count = unsafe read(source, &buffer, buffer.count)
                    guard count > 0 else { return total }
                    total += count
                }
            }
            try StandardStreams.write([UInt8](repeating: 65, count: 300_000).span, to: .output)
            close(STDOUT_FILENO)
            exit(try await reader.result.get() == 300_000 ? 7 : 4)
        }
    }

    @Test
    func `knows the width of a terminal, and that a pipe has none`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let terminal = try PseudoTerminal()
            let line = unsafe open(terminal.device, O_RDWR | O_NOCTTY)
            var size = winsize(ws_row: 24, ws_col: 91, ws_xpixel: 0, ws_ypixel: 0)
            guard unsafe ioctl(line, UInt(TIOCSWINSZ), &size) == 0 else { exit(2) }
            guard dup2(line, STDERR_FILENO) >= 0 else { exit(3) }
            guard Terminal.isTerminal(.error), Terminal.width(of: .error) == 91 else { exit(4) }

            var ends: [CInt] = [0, 0]
            guard unsafe pipe(&ends) == 0, dup2(ends[1], STDERR_FILENO) >= 0 else { exit(5) }
            exit(Terminal.isTerminal(.error) || Terminal.width(of: .error) != nil ? 6 : 7)
        }
    }

    @Test
    func `knows the time in seconds`() {
        // The clock of the C library is up to a tick of the kernel behind the one that is read.
        let before = Int64(time(nil))
        let now = SystemClock.now()
        #expect((before...Int64(time(nil)) + 1).contains(now))
    }
}
