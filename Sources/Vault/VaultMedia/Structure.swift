/// What the structure of a file says, beyond what kind it is.
struct Structure: Hashable {
    /// What there is to say about it.
    var reasons: Set<Reason> = []

    /// What the file calls itself, as ``OwnTitle`` cuts it.
    var title: String?

    /// The shortest long edge of an image on which a page can be read, in pixels.
    ///
    /// A quarter of an A4 page at 300 dots an inch.
    private static let readableEdge = 1000

    /// Looks at a whole file.
    ///
    /// Of kinds without a structure to look at it says nothing.
    ///
    /// - Parameters:
    ///   - type: The kind of file that it is.
    ///   - bytes: All of its bytes.
    ///   - release: Is called when much was read that will not be read again.
    init(of type: StoredType, in bytes: Span<UInt8>, _ release: () -> Void) {
        self =
            type == .pdf
            ? PDFStructure.read(bytes, release)
            : Structure(reasons: Self.reasons(of: type, in: bytes))
    }

    /// Says what was found.
    init(reasons: Set<Reason>, title: String? = nil) {
        self.reasons = reasons
        self.title = title
    }

    private static func reasons(of type: StoredType, in bytes: Span<UInt8>) -> Set<Reason> {
        switch type {
        case .docx, .xlsx, .odt:
            let isWhole =
                Polyglot.endRecord(in: array(bytes.extracting(last: InspectionSample.tailCount)))
                != nil
            return isWhole ? [] : [.fileTruncated]
        case .pdf, .text, .json, .xml, .cbor, .pkcs7: return []
        case .jpeg: return reasons(of: JPEGStructure.image(in: bytes))
        case .heic, .heif, .avif: return reasons(of: HEIFStructure.image(in: bytes))
        case .png: return reasons(of: RasterStructure.png(bytes))
        case .webp: return reasons(of: RasterStructure.webP(bytes))
        case .gif: return reasons(of: RasterStructure.gif(bytes))
        case .bmp: return reasons(of: RasterStructure.bmp(bytes))
        case .tiff: return reasons(of: RasterStructure.tiff(bytes))
        }
    }

    private static func reasons(of image: ImageFacts) -> Set<Reason> {
        var reasons: Set<Reason> = []
        if image.hasPlace { reasons.insert(.imageGPS) }
        if image.isIncomplete { reasons.insert(.fileTruncated) }
        if let edge = image.longEdge, edge < readableEdge { reasons.insert(.scanLowResolution) }
        return reasons
    }

    private static func array(_ bytes: Span<UInt8>) -> [UInt8] {
        unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
}

/// What is looked for in an image.
struct ImageFacts {
    /// The longer edge, in pixels; `nil` if the image does not say.
    var longEdge: Int?

    /// Whether it says where it was taken.
    var hasPlace = false

    /// Whether its end is missing.
    var isIncomplete = false
}
