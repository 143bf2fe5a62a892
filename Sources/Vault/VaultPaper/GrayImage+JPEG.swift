import CTurboJPEG

extension GrayImage {
    /// Reads a picture in PNG or JPEG, told apart by its first bytes.
    ///
    /// - Parameter file: The bytes of the file.
    /// - Throws: As ``init(png:)`` and ``init(jpeg:)`` do.
    package init(picture file: Span<UInt8>) throws(PaperError) {
        // Every JPEG begins with the marker SOI (ITU-T T.81, B.1.1.3), and no PNG does.
        if file.count > 2, file[0] == 0xFF, file[1] == 0xD8 {
            try self.init(jpeg: file)
        } else {
            try self.init(png: file)
        }
    }

    /// Reads a JPEG picture, as a scanner or a camera makes it.
    ///
    /// A picture that is damaged is taken as far as it decodes: whether it shows a code is for the
    /// code itself to say, which has a checksum.
    ///
    /// - Parameter file: The bytes of the file.
    /// - Throws: ``PaperError/pictureMalformed`` also for one that is mixed of four inks;
    ///   ``PaperError/pictureTooLarge``, ``PaperError/decoderMissing``.
    package init(jpeg file: Span<UInt8>) throws(PaperError) {
        let library = try JPEGLibrary()
        guard let handle = library.functions.tjInitDecompress() else {
            throw .pictureMalformed
        }
        defer { unsafe _ = library.functions.tjDestroy(handle) }
        let (width, height) = unsafe try library.size(of: file, handle)
        guard width <= Self.maximumCount, height <= Self.maximumCount / width else {
            throw .pictureTooLarge
        }
        let pixels = unsafe try library.pixels(of: file, width, height, handle)
        self.init(width: width, height: height, pixels: pixels)
    }
}

/// libjpeg-turbo, once it is loaded.
@safe
private struct JPEGLibrary {
    let functions: cturbojpeg_library

    init() throws(PaperError) {
        var functions = cturbojpeg_library()
        guard unsafe cturbojpeg_load(&functions) == 0 else { throw .decoderMissing }
        self.functions = functions
    }

    /// The numbers of pixels across and down, by the header of a file.
    @unsafe
    func size(
        of file: Span<UInt8>,
        _ handle: tjhandle
    ) throws(PaperError) -> (width: Int, height: Int) {
        var (width, height, sampling, colors): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
        let status = unsafe file.withUnsafeBufferPointer { bytes in
            unsafe functions.tjDecompressHeader3(
                handle,
                bytes.baseAddress,
                UInt(bytes.count),
                &width,
                &height,
                &sampling,
                &colors
            )
        }
        guard status == 0, width > 0, height > 0 else { throw .pictureMalformed }
        return (Int(width), Int(height))
    }

    /// A byte for each pixel.
    @unsafe
    func pixels(
        of file: Span<UInt8>,
        _ width: Int,
        _ height: Int,
        _ handle: tjhandle
    ) throws(PaperError) -> [UInt8] {
        var status: CInt = 0
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: width * height) { output, count in
            unsafe output.initialize(repeating: 255)
            status = unsafe file.withUnsafeBufferPointer { bytes in
                unsafe functions.tjDecompress2(
                    handle,
                    bytes.baseAddress,
                    UInt(bytes.count),
                    output.baseAddress,
                    CInt(width),
                    0,
                    CInt(height),
                    CInt(TJPF_GRAY.rawValue),
                    // Without it a small file can ask for hours of work.
                    CInt(TJFLAG_LIMITSCANS)
                )
            }
            count = width * height
        }
        let isWarning =
            unsafe functions.tjGetErrorCode(handle) == CInt(TJERR_WARNING.rawValue)
        guard status == 0 || isWarning else { throw .pictureMalformed }
        return pixels
    }
}
