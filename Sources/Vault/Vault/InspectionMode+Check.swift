import VaultMedia
import VaultSystem

extension InspectionMode {
    /// Looks at a small text, as if it were a file to be stored.
    ///
    /// So it shows that the worker starts, that the kernel confines it, and that the libraries it
    /// looks with and their rules are there.
    ///
    /// - Throws: ``VaultError/inspectionUnavailable(_:)`` with the reason if no file can be inspected.
    public func check() throws(VaultError) {
        let text = Array("A text.\n".utf8)
        let memory: SealedMemory
        do throws(SystemError) {
            var file = try MemoryFile()
            try file.write(text.span)
            memory = try file.seal()
        } catch {
            throw .inspectionUnavailable(.memory(code: error.code))
        }
        let sample = InspectionSample(memory, size: text.count)
        let inspector = try inspector(own: LazyInspector())
        do throws(MediaError) {
            _ = try inspector.inspect(sample, name: "text.txt")
        } catch {
            throw .inspectionUnavailable(InspectionFault(error))
        }
    }
}
