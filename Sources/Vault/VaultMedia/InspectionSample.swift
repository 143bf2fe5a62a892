package import VaultSystem

/// What an inspection gets to see of a file: bytes in memory that nobody changes.
package struct InspectionSample: ~Copyable {
    /// How much of a file's beginning is looked at to tell what it is, in bytes.
    package static let headCount = 1_024 * 1_024

    /// How much of its end, in bytes: more than the longest comment of an archive.
    package static let tailCount = 66 * 1_024

    /// How long a file may be to be looked at as a whole, in bytes.
    package static let wholeCount = 256 * 1_024 * 1_024

    /// All bytes of the file; of a longer one than ``wholeCount`` the first ``headCount`` and the last
    /// ``tailCount``.
    package let memory: SealedMemory

    /// The length of the file, in bytes.
    package let size: Int

    /// Whether ``memory`` holds all of it.
    package var isWhole: Bool { memory.count == size }

    /// Creates a sample.
    package init(_ memory: consuming SealedMemory, size: Int) {
        self.memory = memory
        self.size = size
    }
}

/// Something that says what becomes of files.
package protocol FileInspector {
    /// Inspects a file.
    ///
    /// - Parameters:
    ///   - sample: The bytes of the file.
    ///   - name: The name that the file came with.
    /// - Returns: The verdict, the media type and the reasons.
    /// - Throws: ``MediaError`` if no file can be inspected; what is wrong with one file is a reason.
    func inspect(
        _ sample: borrowing InspectionSample,
        name: String
    ) throws(MediaError) -> Inspection
}

extension MediaInspector: FileInspector {
    /// Inspects a file in this process.
    package func inspect(
        _ sample: borrowing InspectionSample,
        name: String
    ) throws(MediaError) -> Inspection {
        let size = sample.size
        do {
            return try sample.memory.withReleasableBytes { bytes, release in
                let nameExtension = FileName.extension(of: FileName.displayName(of: name))
                return Inspection(
                    findings(in: bytes, size: size, nameExtension, release),
                    name: name
                )
            }
        } catch {
            throw .memory(code: error.code)
        }
    }
}
