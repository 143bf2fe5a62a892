import CQPDF

/// The photos in a PDF that say where they were taken: a JPEG keeps its Exif inside (ISO 32000-2, 7.4.8),
/// and XMP stands in streams beside pictures and pages (14.3.2).
@safe
struct PDFPlaces {
    /// What there is to say about the photos that were looked at.
    private(set) var reasons: Set<Reason> = []

    /// How long a photo may be that is looked at, in bytes: cameras make shorter ones.
    private static let maximumCount = 32 * 1_024 * 1_024

    /// How many bytes of photos are looked at, which may lie in the same place of a file made for that.
    private var left = InspectionSample.wholeCount

    /// How many bytes of photos are read before they are given back, and how many are by now.
    private static let maximumKept = 4 * 1_024 * 1_024
    private var kept = 0

    private let file: qpdf_data
    private let qpdf: cqpdf_library

    /// Takes a file that qpdf has open.
    init(_ file: qpdf_data, _ qpdf: cqpdf_library) {
        unsafe self.file = file
        self.qpdf = qpdf
    }

    /// Looks at a stream, if it is a JPEG or XMP.
    ///
    /// What is packed around the JPEG is undone; for that the stream is changed, in memory alone.
    ///
    /// - Parameters:
    ///   - stream: The stream.
    ///   - dictionary: Its dictionary.
    ///   - release: Is called when much was read that will not be read again.
    mutating func look(at stream: qpdf_oh, _ dictionary: qpdf_oh, _ release: () -> Void) {
        guard !reasons.contains(.imageGPS) else { return }
        let filters = filters(of: dictionary)
        let isNote = isNote(dictionary)
        guard isNote || filters.last == "/DCTDecode" else { return }
        guard let count = length(of: dictionary), count <= min(left, Self.maximumCount) else {
            reasons.insert(.contentPartial)
            return
        }
        left -= count
        kept += count
        defer {
            if kept > Self.maximumKept {
                release()
                kept = 0
            }
        }
        let isPacked = isNote ? !filters.isEmpty : filters.count > 1
        if isPacked, !isNote { keep(filters.dropLast(), of: dictionary) }
        let hasPlace = hasPlace(stream, isPacked: isPacked) { bytes in
            if isNote { return XMPPacket.hasPlace(bytes) }
            guard bytes.bigEndian16(at: 0) == 0xFFD8 else { return false }
            return JPEGStructure.image(in: bytes, isWhole: false).hasPlace
        }
        guard let hasPlace else {
            reasons.insert(.contentPartial)
            return
        }
        if hasPlace { reasons.insert(.imageGPS) }
    }

    /// Whether a stream is XMP.
    private func isNote(_ dictionary: qpdf_oh) -> Bool {
        let type = unsafe qpdf.qpdf_oh_get_key(file, dictionary, "/Type")
        defer { unsafe qpdf.qpdf_oh_release(file, type) }
        return name(type) == "/Metadata"
    }

    /// Whether what a stream holds says where something was taken; `nil` if it cannot be had.
    private func hasPlace(
        _ stream: qpdf_oh,
        isPacked: Bool,
        _ look: (Span<UInt8>) -> Bool
    ) -> Bool? {
        var start: UnsafeMutablePointer<UInt8>? = nil
        var count = 0
        var isFiltered: QPDF_BOOL = 0
        let code = unsafe qpdf.qpdf_oh_get_stream_data(
            file,
            stream,
            isPacked ? qpdf_dl_generalized : qpdf_dl_none,
            &isFiltered,
            &start,
            &count
        )
        defer { unsafe LoadedLibrary.free(start) }
        guard code & 2 == 0, !isPacked || isFiltered != 0, let start = unsafe start else {
            return nil
        }
        return look(unsafe Span(_unsafeStart: start, count: count))
    }

    /// How a stream is packed, the outermost first.
    private func filters(of dictionary: qpdf_oh) -> [String] {
        let filter = unsafe qpdf.qpdf_oh_get_key(file, dictionary, "/Filter")
        defer { unsafe qpdf.qpdf_oh_release(file, filter) }
        guard unsafe qpdf.qpdf_oh_get_type_code(file, filter) == ot_array else {
            return name(filter).map { [$0] } ?? []
        }
        let count = unsafe qpdf.qpdf_oh_get_array_n_items(file, filter)
        return (0..<max(0, count)).compactMap { index in
            let item = unsafe qpdf.qpdf_oh_get_array_item(file, filter, index)
            defer { unsafe qpdf.qpdf_oh_release(file, item) }
            return name(item)
        }
    }

    private func name(_ object: qpdf_oh) -> String? {
        guard unsafe qpdf.qpdf_oh_is_name(file, object) != 0,
            let name = unsafe qpdf.qpdf_oh_get_name(file, object)
        else { return nil }
        return unsafe String(cString: name)
    }

    /// How long a stream says that it is.
    private func length(of dictionary: qpdf_oh) -> Int? {
        let length = unsafe qpdf.qpdf_oh_get_key(file, dictionary, "/Length")
        defer { unsafe qpdf.qpdf_oh_release(file, length) }
        guard unsafe qpdf.qpdf_oh_get_type_code(file, length) == ot_integer else { return nil }
        let value = unsafe qpdf.qpdf_oh_get_int_value(file, length)
        return Int(exactly: value).flatMap { $0 >= 0 ? $0 : nil }
    }

    /// Leaves of the ways in which a stream is packed the outer ones.
    private func keep(_ filters: ArraySlice<String>, of dictionary: qpdf_oh) {
        let array = unsafe qpdf.qpdf_oh_new_array(file)
        defer { unsafe qpdf.qpdf_oh_release(file, array) }
        for filter in filters {
            let name = unsafe qpdf.qpdf_oh_new_name(file, filter)
            unsafe qpdf.qpdf_oh_append_item(file, array, name)
            unsafe qpdf.qpdf_oh_release(file, name)
        }
        unsafe qpdf.qpdf_oh_replace_key(file, dictionary, "/Filter", array)
        unsafe qpdf.qpdf_oh_remove_key(file, dictionary, "/DecodeParms")
    }
}
