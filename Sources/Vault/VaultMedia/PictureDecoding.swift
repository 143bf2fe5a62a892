import CHEIF
import CPNG
import CTIFF
import CWebP

/// A picture that was decoded, and what it lost.
struct DecodedPicture {
    var pixels: Pixels
    var frame = JPEGFrame()
    var notes: Set<DerivationNote> = []

    /// Decodes the picture of a file.
    ///
    /// - Parameters:
    ///   - bytes: A whole file.
    ///   - type: Its kind.
    ///   - page: Which page, counted from 1; `nil` if none was named.
    /// - Throws: ``DerivationFault``.
    init(of bytes: Span<UInt8>, _ type: StoredType, page: Int?) throws(DerivationFault) {
        switch type {
        case .jpeg:
            let (pixels, isDamaged) = try JPEGCodec.decode(bytes)
            frame = JPEGFrame(of: bytes)
            self.pixels = try pixels.upright(from: frame.orientation)
            frame.orientation = 1
            if isDamaged { notes.insert(.damaged) }
        case .png: (pixels, notes) = try Self.png(bytes)
        case .webp: (pixels, notes) = try Self.webP(bytes)
        case .tiff: (pixels, notes) = try Self.tiff(bytes, page: page)
        case .heic, .heif, .avif: (pixels, frame, notes) = try Self.heif(bytes)
        default: throw .noPicture
        }
        if type != .jpeg { notes.insert(.recoded) }
    }
}

extension DecodedPicture {
    private static func png(
        _ bytes: Span<UInt8>
    ) throws(DerivationFault) -> (Pixels, Set<DerivationNote>) {
        guard let library = LoadedLibrary.png else {
            preconditionFailure("the worker has loaded libpng")
        }
        var image = unsafe png_image()
        unsafe image.version = UInt32(CPNG_VERSION)
        defer { unsafe library.png_image_free(&image) }
        let isRead = unsafe bytes.withUnsafeBytes { buffer in
            unsafe library.png_image_begin_read_from_memory(
                &image,
                buffer.baseAddress,
                buffer.count
            )
        }
        guard isRead != 0 else { throw .damaged }
        let hasAlpha = unsafe image.format & UInt32(CPNG_ALPHA) != 0
        unsafe image.format = UInt32(CPNG_RGB)
        let size = unsafe (Int(image.width), Int(image.height))
        // The bytes are still read from here on.
        let pixels = unsafe try Pixels(width: size.0, height: size.1) { target in
            unsafe bytes.withUnsafeBytes { _ in
                var white = png_color(red: 255, green: 255, blue: 255)
                return unsafe library.png_image_finish_read(
                    &image,
                    &white,
                    target.baseAddress,
                    0,
                    nil
                ) != 0
            }
        }
        return (pixels, hasAlpha ? [.transparency] : [])
    }

    private static func webP(
        _ bytes: Span<UInt8>
    ) throws(DerivationFault) -> (Pixels, Set<DerivationNote>) {
        guard let library = LoadedLibrary.webP else {
            preconditionFailure("the worker has loaded libwebp")
        }
        var (width, height): (CInt, CInt) = (0, 0)
        let isKnown = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe library.WebPGetInfo(buffer.baseAddress, buffer.count, &width, &height)
        }
        guard isKnown != 0 else { throw .damaged }
        var isSeenThrough = false
        let (columns, rows) = (Int(width), Int(height))
        let pixels = unsafe try Pixels(width: columns, height: rows) { target in
            let count = columns * rows
            let dots = UnsafeMutablePointer<UInt8>.allocate(capacity: 4 * count)
            defer { unsafe dots.deallocate() }
            let answer = unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe library.WebPDecodeRGBAInto(
                    buffer.baseAddress,
                    buffer.count,
                    dots,
                    4 * count,
                    CInt(4 * columns)
                )
            }
            guard unsafe answer != nil, let start = target.baseAddress else { return false }
            isSeenThrough = unsafe Pixels.onWhite(dots, count, into: start)
            return true
        }
        return (pixels, isSeenThrough ? [.transparency] : [])
    }

    private static func tiff(
        _ bytes: Span<UInt8>,
        page: Int?
    ) throws(DerivationFault) -> (Pixels, Set<DerivationNote>) {
        guard let library = unsafe LoadedLibrary.tiff else {
            preconditionFailure("the worker has loaded libtiff")
        }
        let result = unsafe bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(DerivationFault) in
                var library = library
                var memory = unsafe ctiff_memory(
                    bytes: buffer.baseAddress,
                    count: buffer.count,
                    position: 0
                )
                let file = unsafe ctiff_open(&library, &memory)
                guard let file = unsafe file else { throw .damaged }
                defer { unsafe library.TIFFClose(file) }
                return unsafe try tiff(file, &library, page: page)
            }
        }
        return try result.get()
    }

    private static func tiff(
        _ file: OpaquePointer,
        _ library: inout ctiff_library,
        page: Int?
    ) throws(DerivationFault) -> (Pixels, Set<DerivationNote>) {
        let pageCount = unsafe Int(library.TIFFNumberOfDirectories(file))
        if let page {
            guard page <= pageCount else { throw .pageMissing(count: pageCount) }
            guard unsafe library.TIFFSetDirectory(file, tdir_t(page - 1)) != 0 else {
                throw .damaged
            }
        }
        var (width, height): (UInt32, UInt32) = (0, 0)
        guard unsafe ctiff_size_of_image(&library, file, &width, &height) != 0 else {
            throw .damaged
        }
        try Pixels.check(Int(width), Int(height))
        let (columns, rows) = (Int(width), Int(height))
        var isSeenThrough = false
        let pixels = unsafe try Pixels(width: columns, height: rows) { target in
            let count = columns * rows
            let dots = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
            defer { unsafe dots.deallocate() }
            let answer = unsafe library.TIFFReadRGBAImageOriented(
                file,
                width,
                height,
                dots,
                1,  // ORIENTATION_TOPLEFT
                1
            )
            guard answer != 0, let start = target.baseAddress else { return false }
            isSeenThrough = unsafe dots.withMemoryRebound(to: UInt8.self, capacity: 4 * count) {
                unsafe Pixels.onWhite($0, count, into: start)
            }
            return true
        }
        var notes: Set<DerivationNote> = isSeenThrough ? [.transparency] : []
        if pageCount > 1 { notes.insert(.pages) }
        return (pixels, notes)
    }
}

extension DecodedPicture {
    /// Decodes a photo of a newer phone; libheif turns it.
    private static func heif(
        _ bytes: Span<UInt8>
    ) throws(DerivationFault) -> (Pixels, JPEGFrame, Set<DerivationNote>) {
        guard let library = LoadedLibrary.heif, let context = library.heif_context_alloc() else {
            preconditionFailure("the worker has loaded libheif, and has memory")
        }
        defer { unsafe library.heif_context_free(context) }
        unsafe library.heif_context_set_max_decoding_threads(context, 0)
        let result = unsafe bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(DerivationFault) in
                let error = unsafe library.heif_context_read_from_memory_without_copy(
                    context,
                    buffer.baseAddress,
                    buffer.count,
                    nil
                )
                guard unsafe error.code == heif_error_Ok else { throw .damaged }
                return unsafe try heif(context, library)
            }
        }
        return try result.get()
    }

    private static func heif(
        _ context: OpaquePointer,
        _ library: cheif_library
    ) throws(DerivationFault) -> (Pixels, JPEGFrame, Set<DerivationNote>) {
        var handle: OpaquePointer?
        guard
            unsafe library.heif_context_get_primary_image_handle(context, &handle).code
                == heif_error_Ok,
            let handle = unsafe handle
        else { throw .damaged }
        defer { unsafe library.heif_image_handle_release(handle) }
        try Pixels.check(
            unsafe Int(library.heif_image_handle_get_width(handle)),
            unsafe Int(library.heif_image_handle_get_height(handle))
        )
        let options = library.heif_decoding_options_alloc()
        defer { unsafe library.heif_decoding_options_free(options) }
        unsafe options?.pointee.convert_hdr_to_8bit = 1
        var image: OpaquePointer?
        let error = unsafe library.heif_decode_image(
            handle,
            &image,
            heif_colorspace_RGB,
            heif_chroma_interleaved_RGBA,
            options
        )
        guard unsafe error.code == heif_error_Ok, let image = unsafe image else { throw .damaged }
        defer { unsafe library.heif_image_release(image) }
        let (pixels, isSeenThrough) = unsafe try dots(of: image, library)
        var notes: Set<DerivationNote> = isSeenThrough ? [.transparency] : []
        if unsafe library.heif_context_get_number_of_top_level_images(context) > 1 {
            notes.insert(.pages)
        }
        return (pixels, JPEGFrame(profile: unsafe profile(of: handle, library)), notes)
    }

    private static func dots(
        of image: OpaquePointer,
        _ library: cheif_library
    ) throws(DerivationFault) -> (Pixels, Bool) {
        let width = unsafe Int(library.heif_image_get_width(image, heif_channel_interleaved))
        let height = unsafe Int(library.heif_image_get_height(image, heif_channel_interleaved))
        var isSeenThrough = false
        let pixels = unsafe try Pixels(width: width, height: height) { target in
            var stride: CInt = 0
            let plane = unsafe library.heif_image_get_plane_readonly(
                image,
                heif_channel_interleaved,
                &stride
            )
            guard let plane = unsafe plane, let start = target.baseAddress else { return false }
            for row in 0..<height {
                let line = unsafe plane + row * Int(stride)
                if unsafe Pixels.onWhite(line, width, into: start + 3 * row * width) {
                    isSeenThrough = true
                }
            }
            return true
        }
        return (pixels, isSeenThrough)
    }

    /// The profile of the colors, if there is one of a usual size.
    private static func profile(of handle: OpaquePointer, _ library: cheif_library) -> [UInt8] {
        let count = unsafe library.heif_image_handle_get_raw_color_profile_size(handle)
        guard (1...1 << 20).contains(count) else { return [] }
        var profile = [UInt8](repeating: 0, count: count)
        let error = unsafe library.heif_image_handle_get_raw_color_profile(handle, &profile)
        return unsafe error.code == heif_error_Ok ? profile : []
    }
}
