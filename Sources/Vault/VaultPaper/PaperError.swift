/// Why something could not be put on paper, or read from a picture of it.
@nonexhaustive
package enum PaperError: Error, Hashable {
    /// The text does not fit on one page, even in small letters.
    case tooLong

    /// The payload is too long for a QR code.
    case payloadTooLong

    /// Whoever takes the file did not take all of it.
    case notTaken

    /// cairo failed; `status` is its `cairo_status_t`.
    case drawing(status: UInt32)

    /// The bytes are not a picture in PNG or JPEG.
    case pictureMalformed

    /// The library that reads JPEG is not installed.
    case decoderMissing

    /// The library that finds QR codes is not installed.
    case codeReaderMissing

    /// The picture has more than ``GrayImage/maximumCount`` pixels.
    case pictureTooLarge
}
