import Foundation
import Synchronization
import TestSupport
import Testing
import VaultSystem

@Suite("A line of writers")
struct WritersLineTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try Folder.create(folder.file("door"), mode: 0o700)
    }

    private func line() throws -> WritersLine { try Self.line(in: folder.path) }

    private static func line(in path: String) throws -> WritersLine {
        try WritersLine(door: "\(path)/door", room: path)
    }

    @Test
    func `lets one after the other have its turn, and leaves no file`() throws {
        let first = try line()
        let second = try line()
        let third = try line()
        for _ in 1...3 {
            try first.enter(waitingAtMost: .zero)
            #expect(throws: SystemError.self) { try second.enter(waitingAtMost: .zero) }
            #expect(throws: SystemError.self) { try third.enter(waitingAtMost: .zero) }
            first.leave()
            try third.enter(waitingAtMost: .zero)
            third.leave()
            try second.enter(waitingAtMost: .zero)
            second.leave()
        }
        #expect(try folder.names() == ["door"])
        #expect(try folder.names(in: "door") == [])
    }

    @Test
    func `is waited in as long as one wants, and no longer`() throws {
        let first = try line()
        let second = try line()
        try first.enter(waitingAtMost: .zero)
        let elapsed = ContinuousClock().measure {
            let error = #expect(throws: SystemError.self) {
                try second.enter(waitingAtMost: .milliseconds(120))
            }
            #expect(error?.isLocked == true)
        }
        #expect(elapsed >= .milliseconds(120))
    }

    @Test(.timeLimit(.minutes(5)))
    func `is not held up by one who has given up`() async throws {
        let first = try line()
        let second = try line()
        try first.enter(waitingAtMost: .zero)
        for _ in 1...5 {
            #expect(throws: SystemError.self) { try second.enter(waitingAtMost: .milliseconds(1)) }
        }
        first.leave()
        // The five waits are granted, and end, one after the other.
        try second.enter(waitingAtMost: .seconds(50))
        #expect(throws: SystemError.self) { try first.enter(waitingAtMost: .zero) }
        second.leave()
        try first.enter(waitingAtMost: .seconds(50))
    }

    @Test(.timeLimit(.minutes(5)))
    func `lets those who wait go in the order in which they came`() async throws {
        let first = try line()
        try first.enter(waitingAtMost: .zero)
        let order = Mutex<[Int]>([])
        let path = folder.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                let waiter = BlockingTask {
                    let line = try Self.line(in: path)
                    try line.enter(waitingAtMost: .seconds(100))
                    order.withLock { $0.append(number) }
                    line.leave()
                }
                group.addTask { try await waiter.result.get() }
                while try waitingCount() <= number { try await Task.sleep(for: .milliseconds(1)) }
            }
            first.leave()
            try await group.waitForAll()
        }
        #expect(order.withLock { $0 } == Array(0..<8))
    }

    /// How many the kernel knows to wait for a lock on the folders.
    private func waitingCount() throws -> Int {
        let numbers = try [folder.path, folder.file("door")].map { path in
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            return try #require(attributes[.systemFileNumber] as? Int)
        }
        // proc_locks(5): an arrow marks those who wait, and the inode stands behind the device.
        let locks = try String(contentsOfFile: "/proc/locks", encoding: .utf8)
        return locks.split(separator: "\n").count { line in
            line.contains("-> FLOCK") && numbers.contains { line.contains(":\($0) ") }
        }
    }

    @Test
    func `is free again when its holder goes, and goes with a folder that is renamed`() throws {
        let inner = folder.file("inner")
        try Folder.create(inner, mode: 0o700)
        try Folder.create("\(inner)/door", mode: 0o700)
        let first = try Self.line(in: inner)
        do {
            let holder = try Self.line(in: inner)
            try holder.enter(waitingAtMost: .zero)
            #expect(throws: SystemError.self) { try first.enter(waitingAtMost: .milliseconds(1)) }
            try Folder.move(inner, to: folder.file("renamed"))
            #expect(throws: SystemError.self) { try first.enter(waitingAtMost: .milliseconds(1)) }
            withExtendedLifetime(holder) {}
        }
        try first.enter(waitingAtMost: .seconds(50))
        let other = try Self.line(in: folder.file("renamed"))
        #expect(throws: SystemError.self) { try other.enter(waitingAtMost: .zero) }
    }

    @Test
    func `cannot be joined where there is no folder`() {
        #expect(throws: SystemError.self) {
            _ = try Self.line(in: folder.file("missing"))
        }
    }
}
