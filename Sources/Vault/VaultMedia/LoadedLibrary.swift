import CHEIF
import CQPDF

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
}
