import CEXIF

/// What a camera wrote into an image (Exif 2.32), read by libexif.
@safe
struct ExifBlock: ~Copyable {
    private let data: UnsafeMutablePointer<ExifData>

    /// How much of a block libexif reads, in bytes: what fits into a segment of a JPEG.
    private static let maximumCount = 0xFFFF - 8

    /// Reads a block.
    ///
    /// - Parameter block: The block from the header of its TIFF structure on. More than 64 KiB are not
    ///   looked at.
    init?(block: Span<UInt8>) {
        guard block.count >= 8, let data = unsafe exif_data_new() else { return nil }
        // What a maker of cameras adds in a format of its own is of no use here.
        unsafe exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION)
        unsafe exif_data_set_option(data, EXIF_DATA_OPTION_DONT_CHANGE_MAKER_NOTE)
        var bytes = Array("Exif\0\0".utf8)
        for index in 0..<min(block.count, Self.maximumCount) { bytes.append(block[index]) }
        unsafe exif_data_load_data(data, bytes, UInt32(bytes.count))
        unsafe self.data = data
    }

    deinit { unsafe exif_data_unref(data) }

    /// Whether it says where the image was taken: a latitude, a longitude, or the name of a place.
    var hasPlace: Bool {
        // GPSLatitude, GPSLongitude, GPSDestLatitude, GPSDestLongitude, GPSAreaInformation.
        [0x02, 0x04, 0x14, 0x16, 0x1C].contains { tag in
            unsafe entry(tag, in: EXIF_IFD_GPS) != nil
        }
    }

    /// How the image is to be turned: 1 to 8; `nil` if it does not say.
    var orientation: Int? {
        number(0x112).flatMap { (1...8).contains($0) ? $0 : nil }
    }

    /// The longer edge of the image that a TIFF file begins with, in pixels.
    var longEdge: Int? {
        let edges = [0x100, 0x101].compactMap { number($0) }  // width, length
        return edges.count == 2 ? edges.max() : nil
    }

    private func entry(
        _ tag: UInt32,
        in directory: ExifIfd
    ) -> UnsafeMutablePointer<ExifEntry>? {
        let contents = unsafe [data.pointee.ifd.0, data.pointee.ifd.3]
        let content = unsafe directory == EXIF_IFD_GPS ? contents[1] : contents[0]
        guard let content = unsafe content else { return nil }
        return unsafe exif_content_get_entry(content, ExifTag(rawValue: tag))
    }

    /// A number that is said of the image itself.
    private func number(_ tag: UInt32) -> Int? {
        guard let entry = unsafe entry(tag, in: EXIF_IFD_0), unsafe entry.pointee.components == 1,
            let bytes = unsafe entry.pointee.data
        else { return nil }
        let order = unsafe exif_data_get_byte_order(data)
        switch unsafe entry.pointee.format {
        case EXIF_FORMAT_SHORT: return unsafe Int(exif_get_short(bytes, order))
        case EXIF_FORMAT_LONG: return unsafe Int(exif_get_long(bytes, order))
        default: return nil
        }
    }
}
