import CSystem
import Glibc

/// A folder in the making: it has a temporary name beside its own, which it gets when it is complete.
///
/// It goes away with the value, and with all that is in it, unless it was published. A process that is
/// killed leaves the temporary folder behind; the next that is made beside it removes it. A program can
/// have it removed when a signal ends the process: see ``Interruption``.
package struct StagedFolder: ~Copyable {
    /// The temporary path.
    package let path: String

    private let target: String

    /// The folder, locked (flock(2)) as long as somebody works on it; `nil` where that is not possible.
    private let lock: Descriptor?

    /// The folders in it by their paths below it, each after the one above; the first is itself.
    private var folders = [""]

    private let folderMode: UInt32
    private let fileMode: UInt32

    /// Whether an empty folder may have the name that it gets.
    private let replacesEmpty: Bool

    private var isPublished = false

    /// Creates an empty folder beside the place that it is to appear in.
    ///
    /// - Parameters:
    ///   - target: The path that it gets in the end.
    ///   - isPrivate: Whether it is for its owner alone: modes 0700 and 0600.
    ///   - replacesEmpty: Whether an empty folder may have that name.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name and
    ///   `replacesEmpty` is not set; with it, that is told by ``publish()``.
    package init(
        for target: String,
        isPrivate: Bool = false,
        replacesEmpty: Bool = false
    ) throws(SystemError) {
        var target = target
        while target.utf8.count > 1, target.utf8.last == UInt8(ascii: "/") { target.removeLast() }
        if !replacesEmpty, try Folder.exists(target) {
            throw SystemError(code: EEXIST, operation: .makeDirectory)
        }
        let folderMode: UInt32 = isPrivate ? 0o700 : 0o755
        let parent = Kernel.folder(of: target)
        Self.removeAbandoned(in: parent)
        var path: String
        var lock: Descriptor?
        repeat {
            path = parent + "/" + Kernel.randomName(prefix: TemporaryName.prefix)
            Interruption.note(path)
            try Folder.create(path, mode: folderMode)
            lock = Self.lock(path, LOCK_EX)
            // Until it was locked it could be taken for abandoned.
        } while try !Folder.exists(path)
        self.lock = lock
        self.path = path
        self.target = target
        self.folderMode = folderMode
        self.replacesEmpty = replacesEmpty
        fileMode = isPrivate ? 0o600 : 0o644
    }

    /// Removes what killed processes have left in a folder.
    private static func removeAbandoned(in parent: String) {
        for name in (try? Folder.names(in: parent)) ?? [] where TemporaryName.isOne(name) {
            // A file in the making is no folder, and what somebody works on is locked.
            let lock = lock("\(parent)/\(name)", LOCK_EX | LOCK_NB)
            if lock != nil { Folder.removeAll("\(parent)/\(name)") }
        }
    }

    /// Locks a folder until the descriptor goes; `nil` if that is not possible.
    private static func lock(_ path: String, _ operation: CInt) -> Descriptor? {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW
        guard let folder = try? Descriptor(opening: path, flags: flags) else { return nil }
        let number = folder.number
        guard (try? Kernel.retrying(.lock) { flock(number, operation) }) != nil else { return nil }
        return folder
    }

    /// Writes a whole file, durably, with the folders on its way.
    ///
    /// - Parameters:
    ///   - name: The path of the file below the folder: names joined by slashes.
    ///   - bytes: What it holds.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if it was written before.
    package mutating func write(_ name: String, _ bytes: Span<UInt8>) throws(SystemError) {
        let full = "\(path)/\(name)"
        try makeFolders(above: name)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
        let file = try Descriptor(opening: full, flags: flags, mode: fileMode)
        try file.write(bytes)
        try file.sync()
    }

    /// Makes the folder of a file that somebody else writes.
    ///
    /// - Parameters:
    ///   - name: The name of the file, without a slash.
    ///   - folder: The name of a folder below this one.
    /// - Returns: The path for now, at which the file has to be made. Its bytes have to be on the disk
    ///   before ``publish()``, which waits for the names alone.
    /// - Throws: ``SystemError``.
    package mutating func reserve(
        _ name: String,
        in folder: String
    ) throws(SystemError) -> String {
        // Not "\(folder)/\(name)": a combining mark behind the slash would join it.
        try makeFolders(above: "\(folder)/_")
        return "\(path)/\(folder)/\(name)"
    }

    private mutating func makeFolders(above name: String) throws(SystemError) {
        let parts = name.split(separator: "/").dropLast()
        for count in 1..<max(parts.count + 1, 1) {
            let folder = parts.prefix(count).joined(separator: "/")
            // The last ones that were made are the likely ones.
            guard !folders.reversed().contains(folder) else { continue }
            try Kernel.retrying(.makeDirectory) { unsafe mkdir("\(path)/\(folder)", folderMode) }
            folders.append(folder)
        }
    }

    /// Gives the folder its name, durably, and never over anything, or anything else but an empty folder.
    ///
    /// The name stands for the complete folder, or is not there: after a kill or a power cut too.
    ///
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name by now.
    package consuming func publish() throws(SystemError) {
        for folder in folders.reversed() { try Folder.sync("\(path)/\(folder)") }
        if replacesEmpty {
            try Folder.move(path, to: target)
        } else {
            try Kernel.retrying(.rename) { unsafe csystem_rename_new(path, target) }
        }
        isPublished = true
        Interruption.forget(path)
        try Folder.sync(Kernel.folder(of: target))
    }

    deinit {
        guard !isPublished else { return }
        // There is nobody to tell if something of it stays.
        Folder.removeAll(path)
        Interruption.forget(path)
    }
}
