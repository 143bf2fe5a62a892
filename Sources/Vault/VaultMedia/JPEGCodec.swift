import CTurboJPEG

/// Reading and writing JPEG files (ITU-T T.81) by libjpeg-turbo.
enum JPEGCodec {
    private static var library: cturbojpeg_library {
        guard let library = LoadedLibrary.turboJPEG else {
            preconditionFailure("the worker has loaded libjpeg-turbo")
        }
        return library
    }

    /// What a file says of its picture.
    struct Header {
        let width: Int
        let height: Int
        let colors: Int32

        /// Whether it is black, white and what is between.
        var isGray: Bool { colors == CInt(TJCS_GRAY.rawValue) }

        /// Whether it is mixed of four inks.
        var isInk: Bool {
            colors == CInt(TJCS_CMYK.rawValue) || colors == CInt(TJCS_YCCK.rawValue)
        }
    }

    /// Reads what stands before the picture.
    ///
    /// - Throws: ``DerivationFault/damaged`` or ``DerivationFault/tooLarge``.
    static func header(of bytes: Span<UInt8>) throws(DerivationFault) -> Header {
        let handle = library.tjInitDecompress()
        defer { unsafe _ = library.tjDestroy(handle) }
        var (width, height, sampling, colors): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
        let code = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe library.tjDecompressHeader3(
                handle,
                buffer.baseAddress,
                UInt(buffer.count),
                &width,
                &height,
                &sampling,
                &colors
            )
        }
        guard code == 0 else { throw .damaged }
        try Pixels.check(Int(width), Int(height))
        return Header(width: Int(width), height: Int(height), colors: colors)
    }

    /// Decodes a picture, not turned.
    ///
    /// - Returns: The picture, and whether the file is damaged.
    /// - Throws: ``DerivationFault/damaged`` or ``DerivationFault/tooLarge``.
    static func decode(_ bytes: Span<UInt8>) throws(DerivationFault) -> (Pixels, isDamaged: Bool) {
        let header = try header(of: bytes)
        var isDamaged = false
        let pixels = unsafe try Pixels(width: header.width, height: header.height) { target in
            guard header.isInk else {
                let answer = unsafe decode(bytes, header, CInt(TJPF_RGB.rawValue), into: target)
                isDamaged = answer == .damaged
                return answer != .failed
            }
            let count = header.width * header.height
            let inks = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4 * count)
            defer { unsafe inks.deallocate() }
            let answer = unsafe decode(bytes, header, CInt(TJPF_CMYK.rawValue), into: inks)
            guard answer != .failed else { return false }
            isDamaged = answer == .damaged
            // The library counts inks as the light that they leave.
            for dot in 0..<count {
                for part in 0..<3 {
                    let light = unsafe Int(inks[4 * dot + part]) * Int(inks[4 * dot + 3])
                    unsafe target[3 * dot + part] = UInt8(light / 255)
                }
            }
            return true
        }
        return (pixels, isDamaged)
    }

    private enum Answer { case whole, damaged, failed }

    private static func decode(
        _ bytes: Span<UInt8>,
        _ header: Header,
        _ format: CInt,
        into target: UnsafeMutableBufferPointer<UInt8>
    ) -> Answer {
        let handle = library.tjInitDecompress()
        defer { unsafe _ = library.tjDestroy(handle) }
        let code = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe library.tjDecompress2(
                handle,
                buffer.baseAddress,
                UInt(buffer.count),
                target.baseAddress,
                CInt(header.width),
                0,
                CInt(header.height),
                format,
                limitScans
            )
        }
        if code == 0 { return .whole }
        return unsafe library.tjGetErrorCode(handle) == CInt(TJERR_WARNING.rawValue)
            ? .damaged : .failed
    }

    /// A picture of a thousand passes is an attack and not a picture.
    private static let limitScans: CInt = 32_768  // TJFLAG_LIMITSCANS

    /// Codes a picture.
    ///
    /// - Parameters:
    ///   - pixels: The picture.
    ///   - quality: From 1 to 100.
    /// - Returns: A JPEG file with nothing in it but the picture.
    /// - Throws: ``DerivationFault/failed`` if there is no memory for it.
    static func encode(_ pixels: Pixels, quality: Int) throws(DerivationFault) -> [UInt8] {
        try encode(
            pixels.bytes.span,
            width: pixels.width,
            height: pixels.height,
            isGray: false,
            quality: quality
        )
    }

    /// Codes dots.
    ///
    /// - Parameters:
    ///   - bytes: One byte a dot if they are gray, else three.
    ///   - width: How many dots there are in a row.
    ///   - height: How many rows.
    ///   - isGray: Whether they are gray.
    ///   - quality: From 1 to 100; from 90 on colors have as many dots as light has.
    /// - Returns: A JPEG file with nothing in it but the picture.
    /// - Throws: ``DerivationFault/failed`` if there is no memory for it.
    static func encode(
        _ bytes: Span<UInt8>,
        width: Int,
        height: Int,
        isGray: Bool,
        quality: Int
    ) throws(DerivationFault) -> [UInt8] {
        let handle = library.tjInitCompress()
        defer { unsafe _ = library.tjDestroy(handle) }
        var output: UnsafeMutablePointer<UInt8>? = nil
        var count: UInt = 0
        let sampling = isGray ? TJSAMP_GRAY : quality < 90 ? TJSAMP_420 : TJSAMP_444
        let code = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe library.tjCompress2(
                handle,
                buffer.baseAddress,
                CInt(width),
                0,
                CInt(height),
                CInt((isGray ? TJPF_GRAY : TJPF_RGB).rawValue),
                &output,
                &count,
                CInt(sampling.rawValue),
                CInt(quality),
                0
            )
        }
        defer { unsafe library.tjFree(output) }
        guard code == 0, let output = unsafe output else { throw .failed }
        return unsafe Array(UnsafeBufferPointer(start: output, count: Int(count)))
    }

    /// Takes everything out of a file that is not the picture; the picture is not coded anew.
    ///
    /// - Returns: A JPEG file, and whether the old one is damaged.
    /// - Throws: ``DerivationFault/damaged`` or ``DerivationFault/tooLarge``.
    static func bare(_ bytes: Span<UInt8>) throws(DerivationFault) -> ([UInt8], isDamaged: Bool) {
        _ = try header(of: bytes)
        let plain = try bare(bytes, isProgressive: false)
        // What was packed well would become longer, unless it is packed in passes.
        guard plain.0.count > bytes.count else { return plain }
        let packed = try bare(bytes, isProgressive: true)
        return packed.0.count < plain.0.count ? packed : plain
    }

    private static func bare(
        _ bytes: Span<UInt8>,
        isProgressive: Bool
    ) throws(DerivationFault) -> ([UInt8], isDamaged: Bool) {
        let handle = library.tjInitTransform()
        defer { unsafe _ = library.tjDestroy(handle) }
        var output: UnsafeMutablePointer<UInt8>? = nil
        var count: UInt = 0
        var wish = unsafe tjtransform()
        unsafe wish.op = CInt(TJXOP_NONE.rawValue)
        unsafe wish.options = isProgressive ? 64 | 32 : 64  // TJXOPT_COPYNONE, TJXOPT_PROGRESSIVE
        let code = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe library.tjTransform(
                handle,
                buffer.baseAddress,
                UInt(buffer.count),
                1,
                &output,
                &count,
                &wish,
                limitScans
            )
        }
        defer { unsafe library.tjFree(output) }
        let isWarning =
            unsafe code != 0 && library.tjGetErrorCode(handle) == CInt(TJERR_WARNING.rawValue)
        guard code == 0 || isWarning, let output = unsafe output, count > 0 else { throw .damaged }
        return (unsafe Array(UnsafeBufferPointer(start: output, count: Int(count))), isWarning)
    }

    /// Codes a picture anew with fewer dots or less detail.
    ///
    /// - Parameters:
    ///   - bytes: A JPEG file.
    ///   - step: How many dots its longer side may have, and the quality.
    /// - Returns: A JPEG file with nothing in it but the picture, not turned, with its size.
    /// - Throws: ``DerivationFault/damaged``, ``DerivationFault/tooLarge`` or
    ///   ``DerivationFault/failed``; ``DerivationFault/unsupported`` for a picture of four inks.
    static func shrink(
        _ bytes: Span<UInt8>,
        by step: ShrinkStep
    ) throws(DerivationFault) -> (bytes: [UInt8], header: Header) {
        let header = try header(of: bytes)
        guard !header.isInk else { throw .unsupported }
        let (width, height) = scaled(header, to: step.longEdge)
        let smaller = Header(width: width, height: height, colors: header.colors)
        let format = header.isGray ? TJPF_GRAY : TJPF_RGB
        let parts = header.isGray ? 1 : 3
        var answer = Answer.failed
        let dots = unsafe [UInt8](unsafeUninitializedCapacity: parts * width * height) {
            buffer,
            count in
            unsafe buffer.initialize(repeating: 255)
            answer = unsafe decode(bytes, smaller, CInt(format.rawValue), into: buffer)
            count = parts * width * height
        }
        guard answer != .failed else { throw .damaged }
        let coded = try encode(
            dots.span,
            width: width,
            height: height,
            isGray: header.isGray,
            quality: step.quality
        )
        return (coded, smaller)
    }

    /// The largest size that decoding can give without the longer side being longer than `edge`.
    private static func scaled(_ header: Header, to edge: Int) -> (width: Int, height: Int) {
        var count: CInt = 0
        let factors = unsafe library.tjGetScalingFactors(&count)
        var best: (width: Int, height: Int)?
        for index in 0..<Int(count) {
            guard let factor = unsafe factors?[index] else { continue }
            let (numerator, denominator) = (Int(factor.num), Int(factor.denom))
            let width = (header.width * numerator + denominator - 1) / denominator
            let height = (header.height * numerator + denominator - 1) / denominator
            guard numerator <= denominator, max(width, height) <= edge,
                width > best?.width ?? 0
            else { continue }
            best = (width, height)
        }
        return best ?? ((header.width + 7) / 8, (header.height + 7) / 8)
    }
}

/// How much a picture may lose to become shorter.
struct ShrinkStep: Hashable {
    /// How many dots its longer side may have.
    let longEdge: Int

    /// The quality, from 1 to 100.
    let quality: Int

    /// From what nobody sees to what can still be read: 300, 200, 150 and 106 dots an inch on A4.
    static let all = [
        ShrinkStep(longEdge: 3508, quality: 75), ShrinkStep(longEdge: 2339, quality: 70),
        ShrinkStep(longEdge: 1754, quality: 60), ShrinkStep(longEdge: 1240, quality: 50),
    ]
}
