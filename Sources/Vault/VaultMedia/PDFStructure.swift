import CQPDF

/// The structure of PDF files (ISO 32000-2), read by qpdf.
///
/// No page is drawn, and no stream is decoded but those that hold objects, and what is packed around a
/// JPEG.
enum PDFStructure {
    /// Looks at a whole file.
    ///
    /// - Parameters:
    ///   - bytes: A file that begins as a PDF does.
    ///   - release: Is called when much was read that will not be read again.
    /// - Returns: What there is to say about it.
    static func read(_ bytes: Span<UInt8>, _ release: () -> Void = {}) -> Structure {
        let strict = PDFFile(bytes, isRepaired: false)
        switch strict.outcome {
        case .read: return Structure(reasons: strict.reasons(release), title: strict.title())
        case .password: return Structure(reasons: [.pdfPassword])
        case .failed: return Structure(reasons: [.parserFailed])
        case .damaged:
            // Readers repair such a file and run what is in it, so it is looked at repaired as well.
            let repaired = PDFFile(bytes, isRepaired: true)
            switch repaired.outcome {
            case .read: return Structure(reasons: repaired.reasons(release).union([.fileTruncated]))
            case .password: return Structure(reasons: [.fileTruncated, .pdfPassword])
            case .damaged: return Structure(reasons: [.fileTruncated])
            case .failed: return Structure(reasons: [.parserFailed])
            }
        }
    }
}

/// A PDF file that qpdf has open; it must not outlive its bytes.
@safe
private struct PDFFile: ~Copyable {
    /// How the opening went.
    enum Outcome {
        case read
        case password
        case damaged
        case failed
    }

    /// How many objects are looked at.
    ///
    /// Long documents have some 100 000.
    private static let maximumObjects = 4_000_000

    let outcome: Outcome
    private let file: qpdf_data
    private let qpdf: cqpdf_library

    init(_ bytes: Span<UInt8>, isRepaired: Bool) {
        guard let qpdf = LoadedLibrary.qpdf, let file = qpdf.qpdf_init() else {
            preconditionFailure("qpdf is loaded, and has memory")
        }
        self.qpdf = qpdf
        unsafe self.file = file
        unsafe qpdf.qpdf_silence_errors(file)
        unsafe qpdf.qpdf_set_suppress_warnings(file, 1)
        unsafe qpdf.qpdf_set_attempt_recovery(file, isRepaired ? 1 : 0)
        let code = unsafe bytes.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe qpdf.qpdf_read_memory(file, "content", start, UInt64(buffer.count), "")
        }
        if unsafe Self.lackedMemory(file, qpdf) {
            outcome = .failed
            return
        }
        guard code & 2 != 0 else {  // QPDF_ERRORS
            outcome = .read
            return
        }
        switch unsafe qpdf.qpdf_get_error_code(file, qpdf.qpdf_get_error(file)) {
        case qpdf_e_password: outcome = .password
        case qpdf_e_internal, qpdf_e_system: outcome = .failed
        default: outcome = .damaged
        }
    }

    /// Whether qpdf ran out of memory and went on without what it was about to unpack.
    ///
    /// There is no number for that: it tells the name of the C++ exception.
    private static func lackedMemory(_ file: qpdf_data, _ qpdf: cqpdf_library) -> Bool {
        while unsafe qpdf.qpdf_more_warnings(file) != 0 {
            let detail = unsafe qpdf.qpdf_get_error_message_detail(
                file,
                qpdf.qpdf_next_warning(file)
            )
            guard let detail = unsafe detail else { continue }
            if unsafe Array(String(cString: detail).utf8).firstOffset(of: badAllocation) != nil {
                return true
            }
        }
        return false
    }

    private static let badAllocation = Array("std::bad_alloc".utf8)

    deinit {
        var file: qpdf_data? = unsafe self.file
        unsafe qpdf.qpdf_cleanup(&file)
    }

    /// What the objects say that can be reached from the trailer.
    ///
    /// - Parameter release: Is called when much was read that will not be read again.
    /// - Returns: The reasons.
    func reasons(_ release: () -> Void) -> Set<Reason> {
        var reasons: Set<Reason> =
            unsafe qpdf.qpdf_is_encrypted(file) != 0 ? [.pdfOwnerPassword] : []
        var known: Set<UInt64> = []
        var open = OpenObjects(unsafe qpdf.qpdf_get_trailer(file))
        var pictures = unsafe PDFPlaces(file, qpdf)
        var left = Self.maximumObjects
        while let object = open.pop() {
            left -= 1
            guard left > 0 else { return reasons.union([.contentPartial]) }
            defer { unsafe qpdf.qpdf_oh_release(file, object) }
            if let name = name(of: object), !known.insert(name).inserted { continue }
            switch unsafe qpdf.qpdf_oh_get_type_code(file, object) {
            case ot_array:
                let count = unsafe qpdf.qpdf_oh_get_array_n_items(file, object)
                for index in 0..<count {
                    push(unsafe qpdf.qpdf_oh_get_array_item(file, object, index), on: &open)
                    open.give(back: release)
                }
            case ot_stream:
                let dictionary = unsafe qpdf.qpdf_oh_get_dict(file, object)
                pictures.look(at: object, dictionary, release)
                open.push(dictionary)
            case ot_dictionary:
                look(at: object, &reasons, &open)
                open.give(back: release)
            default: break
            }
        }
        return reasons.union(pictures.reasons)
    }

    /// The title that the file states; `nil` if there is none.
    func title() -> String? {
        let trailer = unsafe qpdf.qpdf_get_trailer(file)
        defer { unsafe qpdf.qpdf_oh_release(file, trailer) }
        let information = unsafe qpdf.qpdf_oh_get_key(file, trailer, "/Info")
        defer { unsafe qpdf.qpdf_oh_release(file, information) }
        guard unsafe qpdf.qpdf_oh_get_type_code(file, information) == ot_dictionary else {
            return nil
        }
        let title = unsafe qpdf.qpdf_oh_get_key(file, information, "/Title")
        defer { unsafe qpdf.qpdf_oh_release(file, title) }
        guard unsafe qpdf.qpdf_oh_get_type_code(file, title) == ot_string,
            let text = unsafe qpdf.qpdf_oh_get_utf8_value(file, title)
        else { return nil }
        return unsafe OwnTitle.cut(String(cString: text))
    }

    /// The number of an object that others refer to, with its generation.
    private func name(of object: qpdf_oh) -> UInt64? {
        guard unsafe qpdf.qpdf_oh_is_indirect(file, object) != 0 else { return nil }
        let number = unsafe UInt32(bitPattern: qpdf.qpdf_oh_get_object_id(file, object))
        let generation = unsafe UInt32(bitPattern: qpdf.qpdf_oh_get_generation(file, object))
        return UInt64(number) << 32 | UInt64(generation)
    }

    /// Keeps an object to look at if it can hold others.
    private func push(_ object: qpdf_oh, on open: inout OpenObjects) {
        // To tell its type qpdf reads it.
        if unsafe qpdf.qpdf_oh_is_indirect(file, object) != 0 { open.noteRead() }
        switch unsafe qpdf.qpdf_oh_get_type_code(file, object) {
        case ot_array, ot_dictionary, ot_stream: open.push(object)
        default: unsafe qpdf.qpdf_oh_release(file, object)
        }
    }

    private func look(
        at dictionary: qpdf_oh,
        _ reasons: inout Set<Reason>,
        _ open: inout OpenObjects
    ) {
        let keys = keys(of: dictionary)
        if keys.contains(where: PDFWords.activeKeys.contains) { reasons.insert(.pdfActive) }
        if keys.contains("/ByteRange"), keys.contains("/Contents") { reasons.insert(.signed) }
        for key in keys {
            let value = unsafe qpdf.qpdf_oh_get_key(file, dictionary, key)
            if let words = PDFWords.activeValues[key], let name = text(ofName: value),
                words.contains(name)
            {
                reasons.insert(.pdfActive)
            }
            push(value, on: &open)
        }
    }

    private func keys(of dictionary: qpdf_oh) -> [String] {
        var keys: [String] = []
        unsafe qpdf.qpdf_oh_begin_dict_key_iter(file, dictionary)
        while unsafe qpdf.qpdf_oh_dict_more_keys(file) != 0 {
            guard let key = unsafe qpdf.qpdf_oh_dict_next_key(file) else { break }
            unsafe keys.append(String(cString: key))
        }
        return keys
    }

    private func text(ofName object: qpdf_oh) -> String? {
        guard unsafe qpdf.qpdf_oh_is_name(file, object) != 0,
            let name = unsafe qpdf.qpdf_oh_get_name(file, object)
        else { return nil }
        return unsafe String(cString: name)
    }
}

/// The objects that are to be looked at.
private struct OpenObjects {
    private var objects: [qpdf_oh]

    /// How many objects were read of which the pages have not been given back.
    private var read = 0

    /// How many they may be.
    ///
    /// Each object may be the first in its part of the file, of which Linux brings 64 KiB at a time, and a
    /// stream is looked at where it begins and where it ends: 8 MiB.
    private static let limit = 64

    init(_ trailer: qpdf_oh) { objects = [trailer] }

    mutating func push(_ object: qpdf_oh) { objects.append(object) }

    mutating func pop() -> qpdf_oh? { objects.popLast() }

    /// Takes notice of an object that was read.
    mutating func noteRead() { read += 1 }

    /// Gives pages back if enough objects were read.
    mutating func give(back release: () -> Void) {
        guard read >= Self.limit else { return }
        release()
        read = 0
    }
}

/// The words by which a PDF does more than show pages.
private enum PDFWords {
    /// Keys that stand for files inside (ISO 32000-2, 7.11.4) and XFA forms (12.7.8).
    static let activeKeys: Set<String> = ["/EmbeddedFiles", "/EF", "/XFA"]

    /// Keys, and their values that stand for scripts, programs, or media with a life of their own:
    /// actions (12.6.4), annotations (12.5.6), streams of embedded files.
    static let activeValues: [String: Set<String>] = [
        "/S": [
            "/JavaScript", "/Launch", "/ImportData", "/Rendition", "/RichMediaExecute", "/GoToE",
        ],
        "/Subtype": ["/RichMedia", "/Movie", "/Screen", "/3D", "/FileAttachment"],
        "/Type": ["/EmbeddedFile"],
    ]
}
