import CHEIF
import CPNG
import CQPDF
import CTIFF
import CTurboJPEG
import CWebP

/// Libraries that are loaded by the process that looks at files, and by no other.
///
/// They and what they bring along would make every start of a program slower that could look at files,
/// and lie in its memory. Once loaded they stay.

enum LoadedLibrary {
    /// qpdf, which reads PDF files; `nil` if it is not there.
    static let qpdf: cqpdf_library? = {
        var library = cqpdf_library()
        return unsafe cqpdf_load(&library) == 0 ? library : nil
    }()

    /// libheif, which reads the photos of newer phones; `nil` if it is not there.
    static let heif: cheif_library? = {
        var library = cheif_library()
        return unsafe cheif_load(&library) == 0 ? library : nil
    }()

    /// Loads both.
    ///
    /// - Throws: ``MediaError/libraryUnavailable`` if one is not there, or of another version.
    static func load() throws(MediaError) {
        guard qpdf != nil, heif != nil else { throw .libraryUnavailable }
    }

    /// libjpeg-turbo; `nil` if it is not there.
    static let turboJPEG: cturbojpeg_library? = {
        var library = cturbojpeg_library()
        return unsafe cturbojpeg_load(&library) == 0 ? library : nil
    }()

    /// libpng; `nil` if it is not there.
    static let png: cpng_library? = {
        var library = cpng_library()
        return unsafe cpng_load(&library) == 0 ? library : nil
    }()

    /// libwebp; `nil` if it is not there.
    static let webP: cwebp_library? = {
        var library = cwebp_library()
        return unsafe cwebp_load(&library) == 0 ? library : nil
    }()

    /// libtiff; `nil` if it is not there.
    ///
    /// The pointers in it never change.
    nonisolated(unsafe) static let tiff: ctiff_library? = {
        var library = ctiff_library()
        return unsafe ctiff_load(&library) == 0 ? library : nil
    }()

    /// Loads what new files are made with.
    ///
    /// - Throws: ``MediaError/libraryUnavailable`` if one is not there, or of another version.
    static func loadForDerivation() throws(MediaError) {
        try load()
        guard turboJPEG != nil, png != nil, webP != nil, unsafe tiff != nil else {
            throw .libraryUnavailable
        }
    }

    /// Frees what a library has allocated for its caller.
    static func free(_ start: UnsafeMutablePointer<UInt8>?) { unsafe cqpdf_free(start) }
}
