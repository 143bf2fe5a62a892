import VaultMedia
import VaultSystem

extension InspectionMode {
    /// The paper that a scanner put into a PDF, the largest picture on its pages, as a JPEG file.
    ///
    /// What it shows passes through memory that is not locked.
    ///
    /// - Parameters:
    ///   - file: The bytes of the PDF.
    ///   - body: Gets the bytes of the JPEG file.
    /// - Returns: What `body` returns.
    /// - Throws: ``VaultError/notDerivable(_:)``, with ``NotDerivable/noPicture`` if the PDF holds none
    ///   that can be read; ``VaultError/inspectionUnavailable(_:)``.
    package func withScan<Result>(
        inPDF file: Span<UInt8>,
        _ body: (Span<UInt8>) -> Result
    ) throws(VaultError) -> Result {
        var task = DerivationTask()
        task.isScan = true
        let deriver = try deriver()
        do throws(MediaError) {
            let memory = try DerivationSource(
                Self.memory(of: file),
                count: file.count,
                "application/pdf",
                for: task
            )
            .derived(by: deriver).taken()
            do throws(SystemError) {
                return try memory.withBytes(body)
            } catch {
                throw .memory(code: error.code)
            }
        } catch .notDerivable(let fault) {
            throw .notDerivable(NotDerivable(fault))
        } catch {
            throw .inspectionUnavailable(InspectionFault(error))
        }
    }

    private static func memory(of file: Span<UInt8>) throws(MediaError) -> MemoryFile {
        do throws(SystemError) {
            var memory = try MemoryFile()
            try memory.write(file)
            return memory
        } catch {
            throw .memory(code: error.code)
        }
    }
}
