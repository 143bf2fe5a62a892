/// The kinds of files that are stored.
///
/// The raw values are their media types.
enum StoredType: String, CaseIterable {
    case pdf = "application/pdf"
    case jpeg = "image/jpeg"
    case png = "image/png"
    case tiff = "image/tiff"
    case webp = "image/webp"
    case heic = "image/heic"
    case heif = "image/heif"
    case avif = "image/avif"
    case gif = "image/gif"
    case bmp = "image/bmp"
    case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case odt = "application/vnd.oasis.opendocument.text"
    case text = "text/plain"
    case json = "application/json"
    case xml = "application/xml"
    case cbor = "application/cbor"
    case pkcs7 = "application/pkcs7-mime"

    /// What there is to say about every file of this kind.
    var reasons: Set<Reason> {
        switch self {
        case .heic, .heif, .avif: [.imageHEIC]
        case .docx, .xlsx, .odt: [.officeDocument]
        default: []
        }
    }

    /// Whether files of this kind are ZIP archives.
    var isZip: Bool { reasons == [.officeDocument] }

    /// The extensions that files of this kind have, in lower case.
    var extensions: Set<String> {
        switch self {
        case .pdf: ["pdf"]
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .png: ["png", "apng"]
        case .tiff: ["tif", "tiff"]
        case .webp: ["webp"]
        case .heic, .heif: ["heic", "heif", "heics", "heifs", "hif"]
        case .avif: ["avif"]
        case .gif: ["gif"]
        case .bmp: ["bmp", "dib"]
        case .docx: ["docx"]
        case .xlsx: ["xlsx"]
        case .odt: ["odt"]
        case .text: ["txt", "text", "md", "markdown", "csv", "tsv", "log", "asc"]
        case .json: ["json", "jsonld", "geojson", "jwk", "jwks", "webmanifest", "txt"]
        case .xml: ["xml", "xsd", "xdomea", "txt"]
        case .cbor: ["cbor", "mdoc", "mdl", "bin"]
        case .pkcs7: ["p7s", "p7m", "p7b", "p7c", "p7"]
        }
    }

    /// Whether a file of this kind may have the extension.
    ///
    /// Plain text has no end of extensions (`srt`, `vcf`, `pem`, …); it only disagrees with one that
    /// is known to mean something else.
    ///
    /// - Parameter name: The extension, in lower case.
    /// - Returns: `false` if the extension disagrees.
    func allows(extension name: String) -> Bool {
        extensions.contains(name) || self == .text && !Self.foreignToText.contains(name)
    }

    /// Extensions that a plain text file has by mistake, or to deceive.
    private static let foreignToText: Set<String> = {
        let stored = allCases.filter { $0 != .text }.flatMap(\.extensions)
        let refused = [
            "doc", "docm", "dot", "dotm", "xls", "xlsm", "xlsb", "ppt", "pptx", "pptm", "ods",
            "odp",
            "rtf", "eml", "msg", "html", "htm", "xhtml", "mht", "mhtml", "svg", "svgz", "js", "mjs",
            "exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "wsf", "hta",
            "lnk",
            "sh", "py", "pl", "rb", "php", "jar", "apk", "app", "deb", "rpm", "dmg", "iso", "reg",
            "url", "desktop", "zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "zst", "cab",
            "mp3", "mp4", "mov", "avi", "wav", "m4a", "ico", "psd", "ai", "eps", "ps", "epub",
            "p7s",
        ]
        return Set(stored + refused).subtracting(StoredType.text.extensions)
    }()
}
