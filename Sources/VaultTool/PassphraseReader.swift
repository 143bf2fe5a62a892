import Vault
import VaultCrypto
import VaultSystem

/// Gets passphrases from a file or from the person at the terminal, into secret memory.
enum PassphraseReader {
    /// The longest passphrase, in bytes.
    static let maximumCount = 1_024

    /// The passphrase of an existing file.
    ///
    /// - Parameters:
    ///   - path: The file that it opens, to be named in the prompt.
    ///   - passphraseFile: The file to read it from; `nil` to ask.
    /// - Returns: The passphrase.
    /// - Throws: ``ToolError`` if it cannot be had.
    static func existing(for path: String, passphraseFile: String?) throws(ToolError) -> Passphrase
    {
        if let passphraseFile { return try firstLine(of: passphraseFile).passphrase }
        return try ask("Passphrase for \(Style.harmless(path)): ", about: path).passphrase
    }

    /// The passphrase for a new file: from a file, or asked for twice.
    ///
    /// - Parameters:
    ///   - path: The file that it will open, to be named in the prompt.
    ///   - passphraseFile: The file to read it from; `nil` to ask.
    /// - Returns: The passphrase.
    /// - Throws: ``ToolError/passphraseEmpty``, ``ToolError/passphrasesDiffer``, or ``ToolError`` if
    ///   it cannot be had.
    static func new(for path: String, passphraseFile: String?) throws(ToolError) -> Passphrase {
        if let passphraseFile {
            let line = try firstLine(of: passphraseFile)
            guard line.count > 0 else { throw .passphraseEmpty }
            return line.passphrase
        }
        let first = try ask("New passphrase for \(Style.harmless(path)): ", about: path)
        guard first.count > 0 else { throw .passphraseEmpty }
        let second = try ask("The same again: ", about: path)
        guard first.equals(second) else { throw .passphrasesDiffer }
        return first.passphrase
    }

    /// The first line of a file or pipe.
    private static func firstLine(of path: String) throws(ToolError) -> SecretBytes {
        let line = try FileReading.about(path) { () throws(SystemError) in
            try SecretBytes(maximumCount: maximumCount + 1) { output throws(SystemError) in
                try FirstLine.read(from: path, into: &output)
            }
        }
        guard line.count <= maximumCount else { throw .passphraseTooLong(limit: maximumCount) }
        return line
    }

    private static func ask(_ prompt: Message, about path: String) throws(ToolError) -> SecretBytes
    {
        do {
            return try Terminal.readSecret(prompt: prompt.text, maximumCount: maximumCount) {
                bytes in
                SecretBytes(copying: bytes)
            }
        } catch {
            if error.isCancelled { throw .passphraseCancelled }
            if error.isTooLong { throw .passphraseTooLong(limit: maximumCount) }
            throw .passphraseUnavailable(path: path)
        }
    }
}

extension SecretBytes {
    /// The bytes as a passphrase.
    fileprivate var passphrase: Passphrase { withBytes { Passphrase($0) } }
}
