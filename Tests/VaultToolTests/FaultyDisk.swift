import Foundation
import TestSupport

/// A shim that is loaded into the real tool and lets one call to the disk go wrong:
/// `Tests/FaultShim/fault.c` says how.
struct FaultyDisk: Sendable {
    /// What goes wrong.
    enum Fault: String, CaseIterable, Sendable {
        /// The process is killed before the call.
        case kill

        /// A write does half of its work, and the process is killed.
        case short

        /// The call fails, once.
        case error = "error=5"

        /// The disk is full from this call on.
        case full = "lasting=28"

        /// The disk has become read-only.
        case readOnly = "lasting=30"
    }

    /// The path of the shim.
    let path: String

    private let folder: TemporaryFolder

    /// Why there is no shim.
    struct Failure: Error {
        let text: String
    }

    private init() async throws {
        folder = try TemporaryFolder()
        path = folder.file("fault.so")
        let source = Document.root.appending(path: "Tests/FaultShim/fault.c").path()
        // The compiler comes with the toolchain that has built these tests.
        let built = try await Workplace().run(
            "$(command -v clang || command -v cc) -shared -fPIC -O1 -Wall -Werror"
                + " -o '\(path)' '\(source)' -ldl -lpthread"
        )
        guard built.status == 0 else { throw Failure(text: built.error) }
    }

    private static let shared = Task { try await FaultyDisk() }

    /// The shim, which is built once.
    static func built() async throws -> FaultyDisk { try await shared.value }

    /// What stands before a command of the shell so that it works on the faulty disk.
    func prefix(root: String, at call: String = "0", _ fault: String = "", log: String) -> String {
        "env LD_PRELOAD='\(path)' FAULT_ROOT=\(root) FAULT_AT=\(call) FAULT_ACTION=\(fault) "
            + "FAULT_LOG='\(log)'"
    }
}
