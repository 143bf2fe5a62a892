import Glibc
import VaultSystem

/// A program for tests: closes the sandbox around itself and tries what its argument says, or plays a
/// worker that goes wrong.
///
/// It ends with 0 if what it tried worked, with the number of the error if it was refused; what the
/// sandbox does not even refuse ends it by a signal.
@main
enum WorkerProbe {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else { exit(2) }
        if arguments[1] == "landlockAlone" { exit(Attempt.landlockAlone()) }
        if let attempt = Attempt(rawValue: arguments[1]) {
            do throws(SystemError) {
                try Sandbox.close(.probe)
            } catch {
                exit(200)
            }
            exit(attempt.code())
        }
        if let part = BadWorker(rawValue: arguments[1]) { part.play() }
        exit(2)
    }
}

extension Sandbox.Limits {
    static let probe = Sandbox.Limits(memory: 1 << 30, heap: 1 << 28, computing: 1, descriptors: 16)
}
