/// Makes new files of what a stranger made.
enum Deriver {
    /// Makes a new file.
    ///
    /// - Parameters:
    ///   - bytes: A whole file.
    ///   - type: Its kind.
    ///   - task: What is wanted.
    /// - Returns: The new file.
    /// - Throws: ``DerivationFault``.
    static func make(
        of bytes: Span<UInt8>,
        _ type: StoredType,
        _ task: DerivationTask
    ) throws(DerivationFault) -> DerivedContent {
        switch type {
        case .pdf: try PDFDerivation(task).make(of: bytes)
        case .jpeg, .png, .webp, .tiff, .heic, .heif, .avif:
            try PictureDerivation(type, task).make(of: bytes)
        case .gif, .bmp, .docx, .xlsx, .odt, .text, .json, .xml, .cbor, .pkcs7: throw .unsupported
        }
    }
}
