package import VaultSystem

extension VaultDatabase {
    /// The version that this program writes.
    package static var currentVersion: Int { Schema.version }

    /// The version in the header of a database, which is read as bytes (sqlite.org/fileformat2,
    /// §1.3): the user version at offset 60, the application at 68.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The version; `nil` if it is no database of a vault.
    /// - Throws: ``SystemError`` with what the kernel says.
    package static func version(ofHeaderAt path: String) throws(SystemError) -> Int? {
        let file = try ReadableFile(path: path)
        let header = try [UInt8](capacity: 72) { output throws(SystemError) in
            try file.read(at: 0, into: &output)
        }
        guard header.count == 72, header.starts(with: "SQLite format 3\0".utf8) else { return nil }
        func number(at offset: Int) -> Int {
            header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        return number(at: 68) == Schema.applicationID ? number(at: 60) : nil
    }
}
