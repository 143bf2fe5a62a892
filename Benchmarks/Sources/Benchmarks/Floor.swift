import Foundation
import Glibc

/// What the same durability costs without a vault.
enum Floor {
    /// Copies a file as carefully as a deposit does: write, fsync, rename, fsync the folder.
    static func copy(_ source: String, to target: String) throws -> Measurement {
        let clock = ContinuousClock()
        let start = clock.now
        let input = open(source, O_RDONLY)
        let output = open("\(target).part", O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard input >= 0, output >= 0 else { throw CocoaError(.fileReadUnknown) }
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = read(input, &buffer, buffer.count)
            guard count > 0 else { break }
            guard write(output, buffer, count) == count else { throw CocoaError(.fileWriteUnknown) }
        }
        fsync(output)
        close(input)
        close(output)
        rename("\(target).part", target)
        let folder = open(URL(filePath: target).deletingLastPathComponent().path(), O_RDONLY)
        fsync(folder)
        close(folder)
        return Measurement(milliseconds: (clock.now - start) / .milliseconds(1), peakMemory: 0)
    }

    /// Appends one block to a file and waits for the disk: the least that a commit can cost.
    static func commit(to path: String) throws -> Measurement {
        let clock = ContinuousClock()
        let start = clock.now
        let output = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        guard output >= 0 else { throw CocoaError(.fileWriteUnknown) }
        let block = [UInt8](repeating: 7, count: 4096)
        guard write(output, block, block.count) == block.count else {
            throw CocoaError(.fileWriteUnknown)
        }
        fsync(output)
        close(output)
        return Measurement(milliseconds: (clock.now - start) / .milliseconds(1), peakMemory: 0)
    }
}
