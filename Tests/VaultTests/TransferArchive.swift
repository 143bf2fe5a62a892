import Foundation
import Testing
import Vault
import VaultAge
import VaultLedger

/// An archive of a move, taken apart and put together by a second implementation of the container.
struct TransferArchive {
    /// A file in the container.
    struct File: Equatable {
        var name: String
        var bytes: [UInt8]
    }

    var files: [File] = []

    /// What stands behind the last file.
    var end = [UInt8](repeating: 0, count: 1_024)

    /// Changes the header of a file after it was made.
    var changeHeader: (inout [UInt8], String) -> Void = { _, _ in }

    /// Takes the plaintext of an archive apart.
    init(_ bytes: [UInt8]) throws {
        var offset = 0
        while bytes[offset] != 0 {
            let name = String(decoding: bytes[offset...].prefix { $0 != 0 }, as: UTF8.self)
            let digits = String(decoding: bytes[offset + 124..<offset + 135], as: UTF8.self)
            let size = try #require(Int(digits, radix: 8))
            let start = offset + 512
            files.append(File(name: name, bytes: Array(bytes[start..<start + size])))
            offset = start + (size + 511) / 512 * 512
        }
        end = Array(bytes[offset...])
    }

    /// The plaintext.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for file in files {
            var header = Self.header(file.name, size: file.bytes.count)
            changeHeader(&header, file.name)
            bytes += header + file.bytes
            bytes += [UInt8](repeating: 0, count: (512 - file.bytes.count % 512) % 512)
        }
        return bytes + end
    }

    /// A header by the table of POSIX.1-1988, written as one text.
    private static func header(_ name: String, size: Int) -> [UInt8] {
        func field(_ text: String, _ count: Int) -> [UInt8] {
            Array(text.utf8) + [UInt8](repeating: 0, count: count - text.utf8.count)
        }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: digits - text.count) + text
        }
        func block(_ sum: [UInt8]) -> [UInt8] {
            field(name, 100) + field("0000600", 8) + field("0000000", 8) + field("0000000", 8)
                + field(octal(size, 11), 12) + field("00000000000", 12) + sum + Array("0".utf8)
                + field("", 100) + field("ustar", 6) + Array("00".utf8) + field("", 64)
                + field("0000000", 8) + field("0000000", 8) + field("", 167)
        }
        let sum = block(Array("        ".utf8)).reduce(0) { $0 + Int($1) }
        return block(Array("\(octal(sum, 6))\0 ".utf8))
    }

    /// The place of a file.
    func index(_ name: String) throws -> Int {
        try #require(files.firstIndex { $0.name.hasPrefix(name) })
    }

    /// Changes the text of the manifest.
    mutating func replace(_ old: String, by new: String, in name: String = "vault-transfer") throws
    {
        let index = try index(name)
        let text = String(decoding: files[index].bytes, as: UTF8.self)
        try #require(text.contains(old))
        files[index].bytes = Array(text.replacingOccurrences(of: old, with: new).utf8)
    }
}
