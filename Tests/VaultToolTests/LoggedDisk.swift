import Foundation
import TestSupport

/// A disk as POSIX promises it, that is told what programs did and then loses power.
///
/// What was written to a file is there for certain after a sync of that file; a name, after a sync of
/// its folder. Of everything later any part may be there: of the names of a folder the first ones, of
/// the writes to a file any, one of them perhaps in half: but a sector is written as a whole or not at
/// all.
struct LoggedDisk {
    private enum NameChange {
        case put(name: String, inode: UInt64)
        case makeFolder(name: String)
        case remove(name: String)
        case rename(from: String, to: String)
    }

    private enum DataChange {
        case write(offset: Int, bytes: [UInt8])
        case truncate(length: Int)
    }

    private enum Entry: Equatable {
        case folder
        case file(UInt64)
    }

    /// The names that are there for certain, and the changes since by folder.
    private var names: [String: Entry] = [:]
    private var pendingNames: [String: [NameChange]] = [:]

    /// The bytes that are there for certain, and the changes since by file.
    private var data: [UInt64: [UInt8]] = [:]
    private var pendingData: [UInt64: [DataChange]] = [:]

    /// Which file has a number now: the kernel gives the number of a file that is gone to another.
    private var files: [UInt64: UInt64] = [:]

    private let root: String

    /// How many bytes a sector has, at least.
    private static let sectorCount = 512

    /// A line of the log that has no meaning.
    struct Malformed: Error {
        let line: String
    }

    /// Takes a folder as it is on the disk.
    init(root: String) throws {
        self.root = root
        let manager = FileManager.default
        for name in try manager.subpathsOfDirectory(atPath: root) {
            let path = "\(root)/\(name)"
            let attributes = try manager.attributesOfItem(atPath: path)
            switch attributes[.type] as? FileAttributeType {
            case .typeDirectory: names[path] = .folder
            case .typeRegular:
                let inode = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
                let file = newFile(inode)
                names[path] = .file(file)
                data[file] = try Array(Data(contentsOf: URL(filePath: path)))
            default: break
            }
        }
    }

    private static func folder(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// Takes note of what a program did: a line of the log of the shim.
    mutating func take(_ line: Substring) throws {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { throw Malformed(line: String(line)) }
        let rest = words[1]
        switch words[0] {
        case "create", "link":
            let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
            guard let inode = UInt64(parts[0]) else { throw Malformed(line: rest) }
            let file = words[0] == "create" ? newFile(inode) : files[inode] ?? newFile(inode)
            change(parts[1], .put(name: parts[1], inode: file))
        case "unnamed":
            guard let inode = UInt64(rest) else { throw Malformed(line: rest) }
            _ = newFile(inode)
        case "mkdir": change(rest, .makeFolder(name: rest))
        case "unlink", "rmdir": change(rest, .remove(name: rest))
        case "rename":
            let parts = rest.split(separator: "\t").map(String.init)
            change(parts[1], .rename(from: parts[0], to: parts[1]))
        case "syncdir":
            for change in pendingNames.removeValue(forKey: rest) ?? [] {
                Self.apply(change, to: &names)
            }
        case "sync":
            guard let inode = UInt64(rest).flatMap({ files[$0] }) else {
                throw Malformed(line: rest)
            }
            data[inode] = Self.bytes(data[inode] ?? [], after: pendingData[inode] ?? [])
            pendingData[inode] = []
        case "write":
            let parts = rest.split(separator: " ").map(String.init)
            guard parts.count >= 2, let inode = UInt64(parts[0]).flatMap({ files[$0] }),
                let offset = Int(parts[1])
            else {
                throw Malformed(line: rest)
            }
            let bytes = parts.count > 2 ? Self.decode(parts[2]) : []
            pendingData[inode, default: []].append(.write(offset: offset, bytes: bytes))
        case "truncate":
            let parts = rest.split(separator: " ").map(String.init)
            guard let inode = UInt64(parts[0]).flatMap({ files[$0] }), let length = Int(parts[1])
            else {
                throw Malformed(line: rest)
            }
            pendingData[inode, default: []].append(.truncate(length: length))
        case "end": break
        default: throw Malformed(line: String(line))
        }
    }

    /// Takes note that a number is that of a new file, which is empty.
    private mutating func newFile(_ inode: UInt64) -> UInt64 {
        let file = UInt64(data.count)
        files[inode] = file
        data[file] = []
        return file
    }

    private static func decode(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8).map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private mutating func change(_ path: String, _ change: NameChange) {
        pendingNames[Self.folder(of: path), default: []].append(change)
    }

    private static func apply(_ change: NameChange, to names: inout [String: Entry]) {
        switch change {
        case .put(let name, let inode): names[name] = .file(inode)
        case .makeFolder(let name): names[name] = .folder
        case .remove(let name): names[name] = nil
        case .rename(let from, let to):
            let moved = names.filter { $0.key == from || $0.key.hasPrefix("\(from)/") }
            for (name, entry) in moved {
                names[name] = nil
                names[to + name.dropFirst(from.count)] = entry
            }
        }
    }

    private static func bytes(_ old: [UInt8], after changes: [DataChange]) -> [UInt8] {
        var bytes = old
        for change in changes {
            switch change {
            case .truncate(let length):
                bytes =
                    bytes.prefix(length)
                    + [UInt8](repeating: 0, count: max(0, length - bytes.count))
            case .write(let offset, let new):
                if bytes.count < offset + new.count {
                    bytes += [UInt8](repeating: 0, count: offset + new.count - bytes.count)
                }
                bytes.replaceSubrange(offset..<offset + new.count, with: new)
            }
        }
        return bytes
    }

    /// Loses power, and writes what is left into another folder.
    func lose(into target: String, _ generator: inout SeededGenerator) throws {
        // Nothing of it, all of it, or some.
        let mode = Int.random(in: 0..<4, using: &generator)
        var left = names
        for (_, changes) in pendingNames.sorted(by: { $0.key < $1.key }) {
            let count =
                switch mode {
                case 0: 0
                case 1: changes.count
                default: Int.random(in: 0...changes.count, using: &generator)
                }
            for change in changes.prefix(count) { Self.apply(change, to: &left) }
        }
        let manager = FileManager.default
        try manager.createDirectory(atPath: target, withIntermediateDirectories: true)
        // A file is one and the same by all of its names.
        var written: [UInt64: String] = [:]
        for (path, entry) in left.sorted(by: { $0.key < $1.key }) {
            let copy = target + path.dropFirst(root.count)
            switch entry {
            case .folder:
                try manager.createDirectory(
                    atPath: copy,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            case .file(let inode):
                // A file whose folder never was there for certain is gone with it.
                guard left[Self.folder(of: path)] == .folder || Self.folder(of: path) == root else {
                    continue
                }
                if let other = written.updateValue(copy, forKey: inode) {
                    try manager.linkItem(atPath: other, toPath: copy)
                    continue
                }
                let kept = some(of: pendingData[inode] ?? [], mode, &generator)
                let bytes = Self.bytes(data[inode] ?? [], after: kept)
                try Data(bytes).write(to: URL(filePath: copy))
                try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
            }
        }
    }

    private func some(
        of changes: [DataChange],
        _ mode: Int,
        _ generator: inout SeededGenerator
    ) -> [DataChange] {
        if mode == 0 { return [] }
        if mode == 1 { return changes }
        var kept = changes.filter { _ in Bool.random(using: &generator) }
        if mode == 3, case .write(let offset, let bytes)? = kept.popLast() {
            let end = (offset + bytes.count / 2) / Self.sectorCount * Self.sectorCount
            if end > offset {
                kept.append(.write(offset: offset, bytes: Array(bytes.prefix(end - offset))))
            }
        }
        return kept
    }
}
