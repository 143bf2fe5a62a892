import CSystem
import Glibc

/// A folder in the making: it has a temporary name beside its own, which it gets when it is complete.
///
/// What was written goes away with the value, unless the folder was published. A process that is
/// killed leaves the temporary folder behind, see ``StagedFile/isTemporaryName(_:)``.
package struct StagedFolder: ~Copyable {
    private let path: String
    private let target: String

    /// The folders in it by their paths below it, each after the one above; the first is itself.
    private var folders = [""]

    /// The files in it, by their paths below it.
    private var files: [String] = []

    private var isPublished = false

    /// Creates an empty folder beside the place that it is to appear in.
    ///
    /// - Parameter target: The path that it gets in the end.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name.
    package init(for target: String) throws(SystemError) {
        var target = target
        while target.utf8.count > 1, target.utf8.last == UInt8(ascii: "/") { target.removeLast() }
        guard try !Folder.exists(target) else {
            throw SystemError(code: EEXIST, operation: .makeDirectory)
        }
        let path = Kernel.folder(of: target) + "/" + Kernel.randomName(prefix: TemporaryName.prefix)
        try Folder.create(path, mode: 0o755)
        self.path = path
        self.target = target
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
        let file = try Descriptor(opening: full, flags: flags, mode: 0o644)
        files.append(name)
        try file.write(bytes)
        try file.sync()
    }

    private mutating func makeFolders(above name: String) throws(SystemError) {
        let parts = name.split(separator: "/").dropLast()
        for count in 1..<max(parts.count + 1, 1) {
            let folder = parts.prefix(count).joined(separator: "/")
            // The last ones that were made are the likely ones.
            guard !folders.reversed().contains(folder) else { continue }
            try Kernel.retrying(.makeDirectory) { unsafe mkdir("\(path)/\(folder)", 0o755) }
            folders.append(folder)
        }
    }

    /// Gives the folder its name, durably, and never over anything else.
    ///
    /// The name stands for the complete folder, or is not there: after a kill or a power cut too.
    ///
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name by now.
    package consuming func publish() throws(SystemError) {
        for folder in folders.reversed() { try Folder.sync("\(path)/\(folder)") }
        try Kernel.retrying(.rename) { unsafe csystem_rename_new(path, target) }
        isPublished = true
        try Folder.sync(Kernel.folder(of: target))
    }

    deinit {
        guard !isPublished else { return }
        // There is nobody to tell if something of it stays.
        for file in files { try? Folder.removeFile("\(path)/\(file)") }
        for folder in folders.reversed() { try? Folder.remove("\(path)/\(folder)") }
    }
}
