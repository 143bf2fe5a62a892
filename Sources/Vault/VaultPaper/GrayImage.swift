import CPango

/// A picture in shades of gray.
package struct GrayImage: Sendable {
    /// The largest number of pixels: a photo of 64 megapixels.
    package static let maximumCount = 64 << 20

    /// The number of pixels across.
    package let width: Int

    /// The number of pixels down.
    package let height: Int

    /// A byte for each pixel, row by row, 0 for black.
    package let pixels: [UInt8]

    /// Takes a picture.
    ///
    /// - Parameters:
    ///   - width: The number of pixels across.
    ///   - height: The number of pixels down.
    ///   - pixels: A byte for each, row by row, 0 for black.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height, "a pixel has a byte")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Reads a PNG picture, on white where it is transparent.
    ///
    /// - Parameter file: The bytes of the file.
    /// - Throws: ``PaperError/pictureMalformed`` or ``PaperError/pictureTooLarge``.
    package init(png file: Span<UInt8>) throws(PaperError) {
        try Self.checkSize(of: file)
        var reader = unsafe PNGReader(file: file.withUnsafeBytes { unsafe $0 })
        let surface = unsafe withUnsafeMutablePointer(to: &reader) { reader in
            unsafe cairo_image_surface_create_from_png_stream(PNGReader.read, reader)
        }
        defer { unsafe cairo_surface_destroy(surface) }
        let width = Int(unsafe cairo_image_surface_get_width(surface))
        let height = Int(unsafe cairo_image_surface_get_height(surface))
        guard
            unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
            let data = unsafe cairo_image_surface_get_data(surface)
        else { throw .pictureMalformed }
        let format = unsafe cairo_image_surface_get_format(surface)
        // With a PNG of 8 bits for a color, cairo gives 32 bits for a pixel, with or without alpha.
        guard format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24 else {
            throw .pictureMalformed
        }
        let stride = Int(unsafe cairo_image_surface_get_stride(surface))
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height)
        for row in 0..<height {
            let line = unsafe UnsafeRawPointer(data + row * stride)
            for column in 0..<width {
                let color = unsafe line.load(fromByteOffset: 4 * column, as: UInt32.self)
                pixels.append(Self.gray(color, hasAlpha: format == CAIRO_FORMAT_ARGB32))
            }
        }
        self.init(width: width, height: height, pixels: pixels)
    }

    /// The brightness of a pixel (ITU-R BT.601).
    ///
    /// Its colors are multiplied by its opacity already.
    private static func gray(_ color: UInt32, hasAlpha: Bool) -> UInt8 {
        let (red, green, blue) = (color >> 16 & 255, color >> 8 & 255, color & 255)
        let white = hasAlpha ? 255 - color >> 24 : 0
        return UInt8(min(255, (299 * red + 587 * green + 114 * blue) / 1000 + white))
    }

    /// Looks at the size that the file says it has, before memory is taken for it.
    private static func checkSize(of file: Span<UInt8>) throws(PaperError) {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard file.count >= 24 else { throw .pictureMalformed }
        for (index, byte) in signature.enumerated() where file[index] != byte {
            throw .pictureMalformed
        }
        func number(at offset: Int) -> Int {
            (0..<4).reduce(0) { $0 << 8 | Int(file[offset + $1]) }
        }
        let (width, height) = (number(at: 16), number(at: 20))
        guard width > 0, height > 0 else { throw .pictureMalformed }
        guard width <= maximumCount, height <= maximumCount / width else { throw .pictureTooLarge }
    }
}

/// What cairo reads a PNG picture from.
@safe
private struct PNGReader {
    let file: UnsafeRawBufferPointer
    var offset = 0

    static let read: cairo_read_func_t = { closure, target, count in
        guard let closure = unsafe closure, let target = unsafe target else {
            return CAIRO_STATUS_NULL_POINTER
        }
        let reader = unsafe closure.assumingMemoryBound(to: PNGReader.self)
        let (offset, end) = unsafe (reader.pointee.offset, reader.pointee.offset + Int(count))
        guard unsafe end <= reader.pointee.file.count else { return CAIRO_STATUS_READ_ERROR }
        let rest = unsafe UnsafeRawBufferPointer(rebasing: reader.pointee.file[offset..<end])
        unsafe UnsafeMutableRawBufferPointer(start: target, count: rest.count).copyMemory(
            from: rest
        )
        unsafe reader.pointee.offset = end
        return CAIRO_STATUS_SUCCESS
    }
}
