import Vault
import VaultCrypto
import VaultPaper
import VaultSystem

/// Gets secrets from paper: typed, from a file, or from a picture.
enum PaperReading {
    /// The longest text with groups, in bytes.
    private static let maximumCount = 4_096

    /// The largest picture, in bytes.
    private static let pictureLimit = 64 << 20

    /// A recovery code from a file.
    ///
    /// - Parameter path: The path of the file or pipe; `-` for standard input.
    /// - Returns: The code.
    /// - Throws: ``ToolError/file(_:path:)`` if it cannot be read; ``ToolError/paper(_:)`` if it is no
    ///   code.
    static func code(from path: String) throws(ToolError) -> RecoveryCode {
        try code(text(from: path))
    }

    /// A claim code from a file.
    ///
    /// - Parameter path: The path of the file or pipe; `-` for standard input.
    /// - Returns: The code.
    /// - Throws: ``ToolError/file(_:path:)`` if it cannot be read; ``ToolError/paper(_:)`` if it is no
    ///   code.
    static func claimCode(from path: String) throws(ToolError) -> ClaimCode {
        let text = try text(from: path)
        do {
            return try text.withBytes { text throws(VaultError) in try ClaimCode(text) }
        } catch {
            throw .paper(error)
        }
    }

    /// A claim code that is asked for on the terminal, until it is one.
    ///
    /// - Returns: The code.
    /// - Throws: ``ToolError/claimCodeUnavailable`` without a terminal; ``ToolError/groupsCancelled``.
    static func typedClaimCode() throws(ToolError) -> ClaimCode {
        while true {
            let line: SecretBytes
            do {
                line = try ask("Claim code, \(ClaimCode.groupCount) groups: ")
            } catch .groupsUnavailable {
                throw .claimCodeUnavailable
            }
            do {
                return try line.withBytes { text throws(VaultError) in try ClaimCode(text) }
            } catch {
                Report(.paper(error)).write(isJSON: false)
            }
        }
    }

    /// A share of a recovery key from a file with its words.
    ///
    /// - Parameter path: The path of the file or pipe; `-` for standard input.
    /// - Returns: The share.
    /// - Throws: ``ToolError/file(_:path:)`` if it cannot be read, or is no share.
    static func share(from path: String) throws(ToolError) -> RecoveryShare {
        let text = try text(from: path)
        do {
            return try text.withBytes { text throws(VaultError) in try RecoveryShare(text) }
        } catch {
            throw .file(error, path: path)
        }
    }

    private static func text(from path: String) throws(ToolError) -> SecretBytes {
        let source = path == "-" ? "/dev/stdin" : path
        return try FileReading.about(path) { () throws(SystemError) in
            try SecretBytes(maximumCount: maximumCount) { output throws(SystemError) in
                try WholeInput.read(from: source, into: &output)
            }
        }
    }

    /// A recovery code that is asked for on the terminal, group by group.
    ///
    /// A group that is mistyped is asked for again. All groups may be given at the first prompt.
    ///
    /// - Returns: The code.
    /// - Throws: ``ToolError/groupsUnavailable``, ``ToolError/groupsCancelled``, or
    ///   ``ToolError/paper(_:)`` if the whole is no code.
    static func typedCode() throws(ToolError) -> RecoveryCode {
        var typed = SecretBytes(count: 0) { _ in }
        for number in 1...RecoveryCode.groupCount {
            var prompt: Message = "Group \(number) of \(RecoveryCode.groupCount): "
            while true {
                let line = try ask(prompt)
                if number == 1, line.count >= TypedGroups.groupLength * RecoveryCode.groupCount {
                    return try code(line)
                }
                if line.withBytes({ RecoveryCode.isGroup($0, number: number) }) {
                    typed = joined(typed, line)
                    break
                }
                prompt = "Group \(number) is mistyped, try again: "
            }
        }
        return try code(typed)
    }

    /// The identity whose line is a QR code in a picture.
    ///
    /// - Parameter path: The path of a file in PNG or JPEG, or of a PDF from a scanner.
    /// - Returns: The identity.
    /// - Throws: ``ToolError/file(_:path:)`` if the file cannot be read,
    ///   ``ToolError/picture(_:path:)`` if it is no picture or cannot be searched,
    ///   ``ToolError/pictureMissing(path:)`` if it is a PDF without a picture,
    ///   ``ToolError/pictureEmpty(path:)`` if it does not show exactly one identity.
    static func identity(inPicture path: String) throws(ToolError) -> Identity {
        let file = try FileReading.bytes(of: path, limit: pictureLimit)
        let picture = try picture(in: file, path: path)
        var found: [Identity] = []
        do {
            try CodeReader.read(picture) { payload in
                if let identity = try? Identity(secretLine: payload) { found.append(identity) }
            }
        } catch {
            throw .picture(error, path: path)
        }
        guard Set(found.map(\.recipient)).count == 1 else { throw .pictureEmpty(path: path) }
        return found[0]
    }

    /// The picture of a file; that of a PDF is taken out of it where no key is in reach.
    private static func picture(in file: [UInt8], path: String) throws(ToolError) -> GrayImage {
        let picture: Result<GrayImage, PaperError>
        do {
            picture =
                file.starts(with: "%PDF-".utf8)
                ? try InspectionMode.thisProgram.withScan(inPDF: file.span, Self.image)
                : image(file.span)
        } catch .notDerivable {
            throw .pictureMissing(path: path)
        } catch {
            throw .file(error, path: path)
        }
        do {
            return try picture.get()
        } catch {
            throw .picture(error, path: path)
        }
    }

    private static func image(_ file: Span<UInt8>) -> Result<GrayImage, PaperError> {
        Result { () throws(PaperError) in try GrayImage(picture: file) }
    }

    private static func code(_ text: borrowing SecretBytes) throws(ToolError) -> RecoveryCode {
        do {
            return try text.withBytes { text throws(VaultError) in try RecoveryCode(text) }
        } catch {
            throw .paper(error)
        }
    }

    private static func ask(_ prompt: Message) throws(ToolError) -> SecretBytes {
        do {
            return try Terminal.readSecret(prompt: prompt.text, maximumCount: maximumCount) {
                bytes in
                SecretBytes(copying: bytes)
            }
        } catch {
            throw error.isNoTerminal ? .groupsUnavailable : .groupsCancelled
        }
    }

    private static func joined(
        _ first: borrowing SecretBytes,
        _ second: borrowing SecretBytes
    ) -> SecretBytes {
        SecretBytes(count: first.count + second.count) { output in
            first.withBytes { output.append(copying: $0) }
            second.withBytes { output.append(copying: $0) }
        }
    }
}
