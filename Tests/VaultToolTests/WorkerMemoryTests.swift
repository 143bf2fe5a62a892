import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing
import VaultCrypto

@Suite("The memory of the process that reads files")
struct WorkerMemoryTests {
    /// Only root may read the memory of a process that forbids it.
    static let isRoot = geteuid() == 0

    @Test(
        .enabled(if: WorkerMemoryTests.isRoot, "only root reads the memory of a worker"),
        .timeLimit(.minutes(5))
    )
    func `holds no secret of whoever uploads`() async throws {
        let workplace = try await Workplace(isStaged: true)
        let folder = URL(filePath: workplace.folder.path, directoryHint: .isDirectory)
        let secret = try identitySecret(in: folder.appending(path: "counselor.key"))
        // Many files, so that the worker is there for a while; and again and again, for on a machine
        // that is busy nobody may have looked in that while.
        let files = (0..<40).map { "scan\($0).pdf" }
        for file in files {
            try FileManager.default.copyItem(
                at: Workplace.fixtures.appending(path: "papers/diploma.pdf"),
                to: folder.appending(path: file)
            )
        }
        let command = """
            until [ -e enough ]; do
                vaulttool upload \(files.joined(separator: " ")) --owner 'A newcomer' \
                    --as counselor.key --quiet || exit
            done
            """
        let isOver = Atomic(false)
        async let upload = {
            defer { isOver.store(true, ordering: .relaxed) }
            return try await workplace.run(command)
        }()
        let enough = folder.appending(path: "enough")
        // The upload goes on until this is there, also if looking at the worker fails.
        defer { try? Data().write(to: enough) }
        var dumps = 0
        while dumps < 5, let worker = try await worker(in: folder, unless: isOver) {
            let memory = Self.memory(of: worker)
            // What is certainly there is found, so what is not found is not there. A worker at its
            // very beginning or end cannot be read: then it is looked for again.
            guard memory.range(of: Data("inspect-worker".utf8)) != nil else { continue }
            for bytes in secret { #expect(memory.range(of: bytes) == nil) }
            dumps += 1
        }
        try Data().write(to: enough)
        #expect(try await upload.status == 0)
        #expect(dumps == 5)
    }

    /// The secret key of an identity file, as text and as bytes.
    private func identitySecret(in file: URL) throws -> [Data] {
        let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(
            separator: "\n"
        )
        let text = try #require(lines.first { $0.hasPrefix("AGE-SECRET-KEY-") })
        let prefix = text.prefix(upTo: try #require(text.lastIndex(of: "1")))
        var secret = Data()
        try Bech32.decodeSecret(Array(text.utf8).span, prefix: prefix.lowercased())
            .withBytes { bytes in
                for index in bytes.indices { secret.append(bytes[index]) }
            }
        return [Data(text.utf8.suffix(40)), secret]
    }

    /// A worker that runs in a folder, once there is one; `nil` if there will be none any more.
    private func worker(
        in folder: URL,
        unless isOver: borrowing Atomic<Bool>
    ) async throws -> Int32? {
        let wanted = folder.resolvingSymlinksInPath().path(percentEncoded: false)
        while !isOver.load(ordering: .relaxed) {
            for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
                guard let number = Int32(name),
                    let line = try? Data(contentsOf: URL(filePath: "/proc/\(number)/cmdline")),
                    line.range(of: Data("inspect-worker".utf8)) != nil,
                    let place = try? FileManager.default.destinationOfSymbolicLink(
                        atPath: "/proc/\(number)/cwd"
                    ), wanted == place || wanted == "\(place)/"
                else { continue }
                return number
            }
            try await Task.sleep(for: .milliseconds(2))
        }
        return nil
    }

    /// All that a process can write to in its memory, and its stack.
    private static func memory(of process: Int32) -> Data {
        guard let maps = try? Data(contentsOf: URL(filePath: "/proc/\(process)/maps")),
            let memory = FileHandle(forReadingAtPath: "/proc/\(process)/mem")
        else { return Data() }
        var all = Data()
        for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            let ends = words[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard words[1].hasPrefix("rw"), ends.count == 2,
                (try? memory.seek(toOffset: ends[0])) != nil,
                let bytes = try? memory.read(upToCount: Int(ends[1] - ends[0]))
            else { continue }
            all += bytes
        }
        return all
    }
}
