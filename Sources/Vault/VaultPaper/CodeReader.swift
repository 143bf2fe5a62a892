import CZBar

/// Finds QR codes in a picture.
package enum CodeReader {
    /// The four characters by which ZBar knows one byte for a pixel: `Y800`.
    private static let format = "Y800".utf8.reversed().reduce(0) { $0 << 8 | UInt($1) }

    /// ZBar, which stays once it is loaded; `nil` if it is not there.
    private static let library: czbar_library? = {
        var library = czbar_library()
        return unsafe czbar_load(&library) == 0 ? library : nil
    }()

    /// Reads every QR code of a picture.
    ///
    /// The pixels and the payloads pass through memory that is not locked and not wiped.
    ///
    /// - Parameters:
    ///   - image: The picture.
    ///   - body: Gets each payload, once. The span cannot leave it.
    /// - Throws: ``PaperError/codeReaderMissing``.
    package static func read(
        _ image: GrayImage,
        each body: (Span<UInt8>) -> Void
    ) throws(PaperError) {
        guard let zbar = library else { throw .codeReaderMissing }
        let scanner = zbar.zbar_image_scanner_create()
        let picture = zbar.zbar_image_create()
        defer {
            unsafe zbar.zbar_image_destroy(picture)
            unsafe zbar.zbar_image_scanner_destroy(scanner)
        }
        _ = unsafe zbar.zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
        _ = unsafe zbar.zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
        unsafe zbar.zbar_image_set_format(picture, format)
        unsafe zbar.zbar_image_set_size(picture, UInt32(image.width), UInt32(image.height))
        unsafe image.pixels.withUnsafeBytes { pixels in
            unsafe zbar.zbar_image_set_data(picture, pixels.baseAddress, UInt(pixels.count), nil)
            guard unsafe zbar.zbar_scan_image(scanner, picture) > 0 else { return }
            var symbol = unsafe zbar.zbar_image_first_symbol(picture)
            while let found = unsafe symbol {
                let count = Int(unsafe zbar.zbar_symbol_get_data_length(found))
                if let data = unsafe zbar.zbar_symbol_get_data(found) {
                    unsafe data.withMemoryRebound(to: UInt8.self, capacity: count) { start in
                        body(unsafe Span(_unsafeStart: start, count: count))
                    }
                }
                unsafe symbol = zbar.zbar_symbol_next(found)
            }
        }
    }
}
