import VaultCrypto

/// Puts a sheet on one page of A4, as PDF.
package enum SheetWriter {
    /// Writes a sheet.
    ///
    /// The same sheet gives the same bytes, with the same libraries and fonts. Nothing is written
    /// elsewhere. What stands on the sheet passes through memory of Pango and cairo, which is not
    /// locked and not wiped.
    ///
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - sink: Takes the bytes of the file in their order; returns `false` if it cannot.
    /// - Throws: ``PaperError/tooLong``, ``PaperError/payloadTooLong``, ``PaperError/notTaken`` or
    ///   ``PaperError/drawing(status:)``.
    package static func write(
        _ sheet: borrowing Sheet,
        to sink: (Span<UInt8>) -> Bool
    ) throws(PaperError) {
        let code = try sheet.picture.payload.withBytes { payload throws(PaperError) in
            try QRCode(payload)
        }
        let result = withoutActuallyEscaping(sink) { sink in
            Result { () throws(PaperError) in try draw(sheet, code, Sink(write: sink)) }
        }
        try result.get()
    }

    /// The letters become smaller, a twentieth at a time, until everything fits.
    private static func draw(
        _ sheet: borrowing Sheet,
        _ code: borrowing QRCode,
        _ sink: Sink
    ) throws(PaperError) {
        let canvas = Canvas(title: sheet.title, sink: sink)
        for scale in stride(from: 1.0, through: 0.7, by: -0.05) {
            var page = Page(scale: scale, isDrawing: false)
            page.compose(sheet, code, on: canvas)
            guard page.fits else { continue }
            page = Page(scale: scale, isDrawing: true)
            page.compose(sheet, code, on: canvas)
            return try canvas.finish()
        }
        throw .tooLong
    }
}
