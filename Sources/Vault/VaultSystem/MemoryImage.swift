#if DEBUG
import Glibc

/// The memory of this process, as somebody would find it who can read it.
///
/// In debug builds alone, so that a test can look for what must not be left.
package enum MemoryImage {
    /// Writes all memory that can be read and written to a new file.
    ///
    /// - Parameter path: The path of the file.
    /// - Throws: ``SystemError`` with what open(2) or write(2) says.
    package static func write(to path: String) throws(SystemError) {
        let maps = try ReadableFile(path: "/proc/self/maps").readAll(limit: 16 << 20)
        let file = try Descriptor(
            opening: path,
            flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
            mode: 0o600
        )
        for line in maps.split(separator: UInt8(ascii: "\n")) {
            guard let region = Region(String(decoding: line, as: UTF8.self)) else { continue }
            region.write(to: file.number)
        }
    }

    /// A line of proc_pid_maps(5): addresses, and permissions.
    private struct Region {
        let start: UInt
        let end: UInt

        init?(_ line: String) {
            let fields = line.split(separator: " ")
            guard fields.count > 1, fields[1].hasPrefix("rw") else { return nil }
            let addresses = fields[0].split(separator: "-")
            guard
                addresses.count == 2, let start = UInt(addresses[0], radix: 16),
                let end = UInt(addresses[1], radix: 16)
            else { return nil }
            self.start = start
            self.end = end
        }

        /// Writes the region page by page, without those that the kernel does not lend.
        func write(to descriptor: CInt) {
            let pageCount: UInt = 4_096
            for address in stride(from: start, to: end, by: Int(pageCount)) {
                let page = unsafe UnsafeRawPointer(bitPattern: address)
                unsafe _ = Glibc.write(descriptor, page, Int(pageCount))
            }
        }
    }
}
#endif
