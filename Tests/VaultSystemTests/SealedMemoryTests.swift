import Foundation
import Glibc
import Testing
import VaultSystem

@Suite("Memory that is handed over")
struct SealedMemoryTests {
    private func sealed(_ bytes: [UInt8]) throws -> SealedMemory {
        var file = try MemoryFile()
        for part in [Array(bytes.prefix(5)), Array(bytes.dropFirst(5))] {
            try file.write(part.span)
        }
        return try file.seal()
    }

    @Test(arguments: [0, 1, 4096, 100_000])
    func `holds what was written`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let memory = try sealed(bytes)
        #expect(memory.count == count)
        let mapped = try memory.withBytes { span in (0..<span.count).map { span[$0] } }
        #expect(mapped == bytes)
        let read = try [UInt8](capacity: count + 1) { output throws(SystemError) in
            try memory.read(at: 0, into: &output)
        }
        #expect(read == bytes)
    }

    @Test
    func `is there again after it was given back`() throws {
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let memory = try sealed(bytes)
        try memory.withReleasableBytes { span, release in
            for _ in 0..<3 {
                #expect(span.indices.allSatisfy { span[$0] == bytes[$0] })
                release()
            }
        }
    }

    @Test
    func `tells whether bytes stand at a place`() throws {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let memory = try sealed(bytes)
        var buffer: [UInt8] = []
        for (start, end) in [(0, 1_000), (0, 0), (1_000, 1_000), (3, 500), (999, 1_000)] {
            let part = Array(bytes[start..<end])
            #expect(try memory.holds(part.span, at: start, buffer: &buffer))
            for place in part.indices where place % 97 == 0 {
                var other = part
                other[place] ^= 1
                #expect(try !memory.holds(other.span, at: start, buffer: &buffer))
            }
            // Longer than what is left.
            let longer = part + Array(repeating: 0, count: 1_001 - end)
            #expect(try !memory.holds(longer.span, at: start, buffer: &buffer))
        }
    }

    @Test
    func `is changed by nobody, whoever opens it anew`() throws {
        let memory = try sealed(Array("sealed".utf8))
        let files = try Folder.names(in: "/proc/self/fd").filter { name in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)"))?
                .hasPrefix("/memfd:content") ?? false
        }
        #expect(!files.isEmpty)
        for name in files {
            let file = unsafe open("/proc/self/fd/\(name)", O_RDWR)
            guard file >= 0 else { continue }
            defer { close(file) }
            let written = unsafe write(file, "x", 1)
            #expect(written == -1)
            #expect(ftruncate(file, 1) == -1)
            #expect(fcntl(file, 1033, 0) == -1)  // F_ADD_SEALS
        }
        #expect(memory.count == 6)
    }
}
