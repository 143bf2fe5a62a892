import Vault
import VaultPaper
import VaultSystem

/// A sheet as a file that only its owner may read.
enum SheetFile {
    /// Writes a sheet; the file is there as a whole or not at all.
    ///
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - path: The path of the file.
    /// - Throws: ``ToolError/file(_:path:)`` if something has that name, or it cannot be written;
    ///   ``ToolError/sheet(_:)`` if the sheet cannot be drawn.
    static func write(_ sheet: borrowing Sheet, to path: String) throws(ToolError) {
        var file = try FileReading.about(path) { () throws(SystemError) in
            try UnnamedFile(for: path)
        }
        var failure: SystemError?
        do {
            try SheetWriter.write(sheet) { bytes in
                do throws(SystemError) {
                    try file.write(bytes)
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
        } catch {
            guard let failure else { throw .sheet(error) }
            return try FileReading.about(path) { () throws(SystemError) in throw failure }
        }
        do throws(SystemError) {
            try file.publish(as: path)
        } catch {
            return try FileReading.about(path) { () throws(SystemError) in throw error }
        }
    }
}
