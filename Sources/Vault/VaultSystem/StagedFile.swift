import CSystem

/// A file in the making: it has a temporary name, and gets its own only when it is complete.
///
/// The temporary name goes away with the value. A process that is killed leaves it behind; find such
/// leftovers with ``isTemporaryName(_:)``. For what must not even be left behind use ``UnnamedFile``.
package struct StagedFile: ~Copyable {
    private var file: TemporaryName.Opened
    private var needsSync = true

    /// Creates an empty file with a random name, for its owner alone.
    ///
    /// - Parameter folder: The path of the folder to create it in.
    /// - Throws: ``SystemError`` with what open(2) says.
    package init(in folder: String) throws(SystemError) {
        file = try TemporaryName.create(in: folder, mode: 0o600)
    }

    /// Whether a file name is one of those that this module gives.
    ///
    /// - Parameter name: The last component of a path.
    /// - Returns: `true` for a temporary name: of a file in the making, or left behind by a kill.
    package static func isTemporaryName(_ name: String) -> Bool {
        name.hasPrefix(TemporaryName.prefix)
    }

    /// Appends bytes.
    ///
    /// - Parameter bytes: The bytes to write.
    /// - Throws: ``SystemError``, with ``SystemError/isFull`` if there is no room for them. The file
    ///   is of no use then.
    package mutating func write(_ bytes: Span<UInt8>) throws(SystemError) {
        needsSync = true
        try file.descriptor.write(bytes)
    }

    /// Waits until everything written is on the disk.
    ///
    /// - Throws: ``SystemError`` with what fsync(2) says. The file is of no use then.
    package mutating func sync() throws(SystemError) {
        try file.descriptor.sync()
        needsSync = false
    }

    /// Begins to put on the disk what was written, without waiting for it: ``sync()`` has less to wait
    /// for then.
    package borrowing func startWriting() {
        csystem_start_writing(file.descriptor.number)
    }

    /// Opens the file for reading back what was written.
    ///
    /// - Returns: A reader that stays valid after the file has got its name, or has gone.
    /// - Throws: ``SystemError`` if the process has no descriptor left.
    package borrowing func reader() throws(SystemError) -> ReadableFile {
        ReadableFile(try Descriptor(duplicating: file.descriptor))
    }

    /// Gives the file its name beside the temporary one, and never over another file.
    ///
    /// From here on the temporary name stays, also when the value goes or the process is killed: it
    /// tells that the file waits for something, until ``discard()`` takes it away. Where the file
    /// system has no links the temporary name is gone.
    ///
    /// This waits for nothing, so that many files can share their waits. Before, the bytes must be on
    /// the disk, see ``sync()``, and the folder of the temporary name, or a power cut could leave the
    /// other name alone; afterwards the folder of the new name.
    ///
    /// - Parameter finalPath: The name, on the same file system.
    /// - Throws: ``SystemError`` with what link(2) says, with ``SystemError/exists`` if something has
    ///   that name; the temporary name does not stay then.
    package mutating func addLink(to finalPath: String) throws(SystemError) {
        precondition(!needsSync, "a file is on the disk before it gets a name that stays")
        try file.name.link(to: finalPath)
        file.name.isKept = true
    }

    /// Gives the file its name in place of whatever has that name.
    ///
    /// The name stands for the earlier file or for this one, complete, at every moment. After a power
    /// cut it may be the earlier one again.
    ///
    /// - Parameters:
    ///   - finalPath: The name, on the same file system.
    ///   - isWhole: Whether to wait for the disk first; else a power cut may leave a file without
    ///     content under the name.
    /// - Throws: ``SystemError`` with what fsync(2) or rename(2) says. The file is gone then.
    package consuming func replace(_ finalPath: String, isWhole: Bool) throws(SystemError) {
        if isWhole, needsSync { try sync() }
        try file.name.move(to: finalPath)
    }

    /// Removes the temporary name, and with it a file that has no other.
    package consuming func discard() {
        file.name.remove()
    }
}
