import Glibc
import TestSupport
import Testing
import VaultSystem

@Suite("A folder lock")
struct FolderLockTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("lock")
    }

    @Test(arguments: [
        (FolderLock.Mode.shared, FolderLock.Mode.shared, true),
        (.shared, .exclusive, false), (.exclusive, .shared, false), (.exclusive, .exclusive, false),
    ])
    func `goes to a second holder only where both share`(
        first: FolderLock.Mode,
        second: FolderLock.Mode,
        succeeds: Bool
    ) throws {
        let held = try FolderLock(path: path, first, patience: .none)
        do {
            _ = try FolderLock(path: path, second, patience: .none)
            #expect(succeeds)
        } catch {
            #expect(!succeeds)
            #expect(error.isLocked)
        }
        held.release()
    }

    @Test
    func `is free again after its holder, and the file stays`() throws {
        try FolderLock(path: path, .exclusive, patience: .none).release()
        try FolderLock(path: path, .exclusive, patience: .none).release()
        #expect(try folder.names() == ["lock"])
        #expect(try Folder.mode(of: path) == 0o600)
    }

    @Test
    func `that cannot be made and is not there says why it cannot be made`() {
        // Nobody makes a file in the folder of the kernel's objects.
        let error = #expect(throws: SystemError.self) {
            _ = try FolderLock(path: "/sys/vault.lock", .shared, patience: .none)
        }
        #expect(error?.isDenied == true)
    }

    @Test
    func `makes no file where a link leads`() throws {
        #expect(unsafe symlink(folder.file("elsewhere"), path) == 0)
        let error = #expect(throws: SystemError.self) {
            _ = try FolderLock(path: path, .shared, patience: .none)
        }
        #expect(error?.isUnwantedLink == true)
        #expect(try folder.names() == ["lock"])
    }

    @Test
    func `is waited for as long as patience lasts, and no longer`() throws {
        let held = try FolderLock(path: path, .exclusive, patience: .none)
        let elapsed = ContinuousClock().measure {
            let error = #expect(throws: SystemError.self) {
                _ = try FolderLock(path: path, .shared, patience: .atMost(.milliseconds(120)))
            }
            #expect(error?.isLocked == true)
        }
        #expect(elapsed >= .milliseconds(120))
        held.release()
    }

    @Test(.timeLimit(.minutes(5)), arguments: [true, false])
    func `is handed over to one who waits`(unlimited: Bool) async throws {
        let held = try FolderLock(path: path, .exclusive, patience: .none)
        let path = path
        let waiter = BlockingTask {
            let patience: FolderLock.Patience = unlimited ? .unlimited : .atMost(.seconds(50))
            _ = try FolderLock(path: path, .exclusive, patience: patience)
        }
        try await Task.sleep(for: .milliseconds(50))
        held.release()
        try await waiter.result.get()
    }
}
