import Foundation
import Glibc
import TestSupport
import Testing
import VaultSystem

@Suite("A folder with all below it")
struct FolderTreeTests {
    @Test
    func `is listed by the bytes of the paths, without following a link`() throws {
        let folder = try TemporaryFolder()
        try folder.write([1, 2, 3], to: "b.txt")
        try folder.write([], to: "é.txt")
        for name in ["a/deep", ".hidden", "a.d"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/\(name)",
                withIntermediateDirectories: true
            )
        }
        try folder.write([1], to: "a/deep/z.txt")
        try folder.write([1, 2], to: "a.d/y.txt")
        try folder.write([1], to: ".hidden/x.txt")
        try folder.write([1], to: "a/.thumbs")
        for (link, target) in [("loop", "a"), ("a/up", ".."), ("link.txt", "b.txt"), ("gone", "-")]
        {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder.path)/\(link)",
                withDestinationPath: target
            )
        }
        #expect(unsafe mkfifo("\(folder.path)/pipe", 0o600) == 0)
        let entries = try FolderTree.entries(below: folder.path)
        let expected: [(String, FolderEntry.Kind)] = [
            (".hidden", .hidden), ("a.d/y.txt", .file(size: 2)), ("a/.thumbs", .hidden),
            ("a/deep/z.txt", .file(size: 1)), ("a/up", .symbolicLink), ("b.txt", .file(size: 3)),
            ("gone", .symbolicLink), ("link.txt", .symbolicLink), ("loop", .symbolicLink),
            ("pipe", .special), ("é.txt", .file(size: 0)),
        ]
        #expect(entries.map(\.path) == expected.map(\.0))
        #expect(entries.map(\.kind) == expected.map(\.1))
    }

    @Test
    func `names what cannot be reached`() throws {
        let folder = try TemporaryFolder()
        let name: [CChar] = "\(folder.path)/scan".utf8.map { CChar($0) } + [-1, 0]
        let file = unsafe creat(name, 0o600)
        try #require(file >= 0)
        close(file)
        #expect(
            try FolderTree.entries(below: folder.path) == [
                FolderEntry(path: "scan\u{FFFD}", kind: .unreadable(code: ENOENT))
            ]
        )
        var path = folder.path
        for _ in 0...FolderTree.maximumDepth { path += "/d" }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let deep = try FolderTree.entries(below: folder.path).first
        #expect(deep?.kind == .unreadable(code: ELOOP))
    }

    @Test
    func `is none if it is a file, or missing`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([1], to: "file")
        for path in [file, "\(folder.path)/gone"] {
            do {
                _ = try FolderTree.entries(below: path)
                Issue.record("\(path) was listed")
            } catch {
                #expect(error.isNotFound)
            }
        }
    }
}
