package import VaultSystem

/// A file of which another one is to be made, in memory that nobody changes.
package struct DerivationSource: ~Copyable {
    /// The bytes of the file, and behind them those of the stamp.
    let memory: SealedMemory

    /// What the file is and what is wanted.
    let request: DerivationRequest

    let task: DerivationTask

    /// Takes a file.
    ///
    /// - Parameters:
    ///   - file: Memory with the bytes of the file and nothing else.
    ///   - count: How many they are.
    ///   - mediaType: Its kind, as the inspection found it.
    ///   - task: What is wanted.
    /// - Throws: ``MediaError/notDerivable(_:)`` for a kind of which nothing is made;
    ///   ``MediaError/memory(code:)``.
    package init(
        _ file: consuming MemoryFile,
        count: Int,
        _ mediaType: String,
        for task: DerivationTask
    ) throws(MediaError) {
        guard let type = StoredType(rawValue: mediaType) else {
            throw .notDerivable(.unsupported)
        }
        do throws(SystemError) {
            if let stamp = task.stamp {
                try file.write(stamp.page.span)
                try file.write(stamp.dots.span)
            }
            memory = try file.seal()
        } catch {
            throw .memory(code: error.code)
        }
        request = DerivationRequest(type, count, task)
        self.task = task
    }

    /// Has the new file made.
    ///
    /// - Parameter deriver: Who makes it.
    /// - Returns: The new file.
    /// - Throws: ``MediaError``.
    package func derived(by deriver: any FileDeriver) throws(MediaError) -> DerivedFile {
        try deriver.derive(self)
    }
}

/// A file that was made.
package struct DerivedFile: ~Copyable {
    /// Its bytes.
    let memory: SealedMemory

    /// Its kind; `nil` if it is that of the old one.
    package let type: DerivedType?

    /// What it lacks that the old one has.
    package let notes: [DerivationNote]

    init(_ memory: consuming SealedMemory, _ type: DerivedType, _ notes: Set<DerivationNote>) {
        self.memory = memory
        self.type = type
        self.notes = DerivationNote.allCases.filter(notes.contains)
    }

    /// Takes the old file as it is.
    ///
    /// - Parameter file: Its bytes.
    /// - Throws: ``MediaError/memory(code:)``.
    package init(of file: consuming MemoryFile) throws(MediaError) {
        do throws(SystemError) {
            memory = try file.seal()
        } catch {
            throw .memory(code: error.code)
        }
        type = nil
        notes = []
    }

    /// Its bytes, for whoever stores them.
    package consuming func taken() -> SealedMemory { memory }
}

/// Something that makes new files of stored ones.
package protocol FileDeriver {
    /// Makes a new file.
    ///
    /// - Parameter source: The old one, and what is wanted.
    /// - Returns: The new one.
    /// - Throws: ``MediaError/notDerivable(_:)`` with what is wrong with the old one or the wish;
    ///   another ``MediaError`` if no file can be made at all.
    func derive(_ source: borrowing DerivationSource) throws(MediaError) -> DerivedFile
}

/// Makes new files in this process.
package struct OwnDeriver: FileDeriver {
    /// Loads what new files are made with.
    ///
    /// - Throws: ``MediaError/libraryUnavailable`` if a library is missing.
    package init() throws(MediaError) {
        try LoadedLibrary.loadForDerivation()
    }

    /// Makes a new file in this process.
    package func derive(
        _ source: borrowing DerivationSource
    ) throws(MediaError) -> DerivedFile {
        let request = source.request
        let task = source.task
        let result: Result<DerivedContent, DerivationFault>
        do throws(SystemError) {
            result = try source.memory.withBytes { bytes in
                Result { () throws(DerivationFault) in
                    let content = bytes.extracting(first: request.contentCount)
                    return try Deriver.make(of: content, request.type, task)
                }
            }
        } catch {
            throw .memory(code: error.code)
        }
        switch result {
        case .success(let content):
            do throws(SystemError) {
                var file = try MemoryFile()
                try file.write(content.bytes.span)
                return DerivedFile(try file.seal(), content.type, content.notes)
            } catch {
                throw .memory(code: error.code)
            }
        case .failure(let fault): throw .notDerivable(fault)
        }
    }
}
