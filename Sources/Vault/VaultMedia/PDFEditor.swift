import CQPDF

/// A PDF file (ISO 32000-2) that qpdf has open to be read and changed in memory; it must not outlive the
/// bytes that it was opened from.
@safe
final class PDFEditor {
    private let file: qpdf_data
    private let qpdf: cqpdf_library

    private init() {
        guard let qpdf = LoadedLibrary.qpdf, let file = qpdf.qpdf_init() else {
            preconditionFailure("qpdf is loaded, and has memory")
        }
        self.qpdf = qpdf
        unsafe self.file = file
        unsafe qpdf.qpdf_silence_errors(file)
        unsafe qpdf.qpdf_set_suppress_warnings(file, 1)
    }

    deinit {
        var file: qpdf_data? = unsafe self.file
        unsafe qpdf.qpdf_cleanup(&file)
    }

    /// Makes a file without pages.
    static func empty() throws(DerivationFault) -> PDFEditor {
        let editor = PDFEditor()
        guard unsafe editor.qpdf.qpdf_empty_pdf(editor.file) & 2 == 0 else { throw .failed }
        return editor
    }

    /// Opens a file, and repairs it if that is necessary.
    ///
    /// - Throws: ``DerivationFault/password`` or ``DerivationFault/damaged``.
    convenience init(_ bytes: UnsafeRawBufferPointer) throws(DerivationFault) {
        self.init()
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        let code = unsafe qpdf.qpdf_read_memory(file, "content", start, UInt64(bytes.count), "")
        guard code & 2 == 0 else {
            let code = unsafe qpdf.qpdf_get_error_code(file, qpdf.qpdf_get_error(file))
            throw code == qpdf_e_password ? .password : .damaged
        }
        guard unsafe qpdf.qpdf_push_inherited_attributes_to_page(file) & 2 == 0 else {
            throw .damaged
        }
    }

    /// Writes the file.
    ///
    /// - Returns: Its bytes.
    /// - Throws: ``DerivationFault/damaged`` if something in it cannot be read.
    func written() throws(DerivationFault) -> [UInt8] {
        guard unsafe qpdf.qpdf_init_write_memory(file) & 2 == 0 else { throw .failed }
        // No time, and nothing random: the same work makes the same file.
        unsafe qpdf.qpdf_set_deterministic_ID(file, 1)
        unsafe qpdf.qpdf_set_object_stream_mode(file, qpdf_o_generate)
        guard unsafe qpdf.qpdf_write(file) & 2 == 0 else { throw .damaged }
        let count = unsafe qpdf.qpdf_get_buffer_length(file)
        guard count > 0, let start = unsafe qpdf.qpdf_get_buffer(file) else { throw .failed }
        return unsafe Array(UnsafeBufferPointer(start: start, count: count))
    }

    // MARK: Objects

    var root: qpdf_oh { unsafe qpdf.qpdf_get_root(file) }

    var pageCount: Int { unsafe Int(qpdf.qpdf_get_num_pages(file)) }

    func page(_ index: Int) -> qpdf_oh { unsafe qpdf.qpdf_get_page_n(file, index) }

    /// Appends a page of another file, with all that it refers to but other pages.
    func append(_ page: qpdf_oh, of other: PDFEditor) throws(DerivationFault) {
        guard unsafe qpdf.qpdf_add_page(file, other.file, page, 0) & 2 == 0 else { throw .damaged }
    }

    /// Appends a page of this file.
    func append(_ page: qpdf_oh) throws(DerivationFault) { try append(page, of: self) }

    /// Lets go of an object that is not used any more; without that it stays until the file is closed.
    func release(_ object: qpdf_oh) {
        unsafe qpdf.qpdf_oh_release(file, object)
    }

    func value(_ key: String, of dictionary: qpdf_oh) -> qpdf_oh {
        unsafe qpdf.qpdf_oh_get_key(file, dictionary, key)
    }

    func set(_ key: String, of dictionary: qpdf_oh, to value: qpdf_oh) {
        unsafe qpdf.qpdf_oh_replace_key(file, dictionary, key, value)
    }

    func remove(_ key: String, of dictionary: qpdf_oh) {
        unsafe qpdf.qpdf_oh_remove_key(file, dictionary, key)
    }

    func keys(of dictionary: qpdf_oh) -> [String] {
        var keys: [String] = []
        unsafe qpdf.qpdf_oh_begin_dict_key_iter(file, dictionary)
        while unsafe qpdf.qpdf_oh_dict_more_keys(file) != 0 {
            guard let key = unsafe qpdf.qpdf_oh_dict_next_key(file) else { break }
            unsafe keys.append(String(cString: key))
        }
        return keys
    }

    func isArray(_ object: qpdf_oh) -> Bool { has(object, ot_array) }

    func isDictionary(_ object: qpdf_oh) -> Bool { has(object, ot_dictionary) }

    func isStream(_ object: qpdf_oh) -> Bool { has(object, ot_stream) }

    private func has(_ object: qpdf_oh, _ type: qpdf_object_type_e) -> Bool {
        unsafe qpdf.qpdf_oh_get_type_code(file, object) == type
    }

    /// The items of an array; none for anything else.
    func items(of array: qpdf_oh) -> [qpdf_oh] {
        guard isArray(array) else { return [] }
        let count = unsafe qpdf.qpdf_oh_get_array_n_items(file, array)
        return (0..<max(0, count)).map { unsafe qpdf.qpdf_oh_get_array_item(file, array, $0) }
    }

    /// The name that an object is, with its slash.
    func name(_ object: qpdf_oh) -> String? {
        guard unsafe qpdf.qpdf_oh_is_name(file, object) != 0,
            let name = unsafe qpdf.qpdf_oh_get_name(file, object)
        else { return nil }
        return unsafe String(cString: name)
    }

    func number(_ object: qpdf_oh) -> Double? {
        guard unsafe qpdf.qpdf_oh_is_number(file, object) != 0 else { return nil }
        let number = unsafe qpdf.qpdf_oh_get_numeric_value(file, object)
        return number.isFinite ? number : nil
    }

    /// Whether an object is the word for yes.
    func isTrue(_ object: qpdf_oh) -> Bool {
        guard has(object, ot_boolean) else { return false }
        return unsafe qpdf.qpdf_oh_get_bool_value(file, object) != 0
    }

    /// What tells an object from others; `nil` for one that stands in another.
    func identity(_ object: qpdf_oh) -> Int64? {
        guard unsafe qpdf.qpdf_oh_is_indirect(file, object) != 0 else { return nil }
        let number = unsafe Int64(qpdf.qpdf_oh_get_object_id(file, object))
        return unsafe number << 32 | Int64(qpdf.qpdf_oh_get_generation(file, object))
    }

    // MARK: New objects

    func parsed(_ text: String) -> qpdf_oh { unsafe qpdf.qpdf_oh_parse(file, text) }

    func newArray(_ items: [qpdf_oh]) -> qpdf_oh {
        let array = unsafe qpdf.qpdf_oh_new_array(file)
        for item in items { unsafe qpdf.qpdf_oh_append_item(file, array, item) }
        return array
    }

    func newDictionary() -> qpdf_oh { unsafe qpdf.qpdf_oh_new_dictionary(file) }

    func newName(_ name: String) -> qpdf_oh { unsafe qpdf.qpdf_oh_new_name(file, name) }

    func newNumber(_ number: Int) -> qpdf_oh {
        unsafe qpdf.qpdf_oh_new_integer(file, Int64(number))
    }

    func newIndirect(_ object: qpdf_oh) -> qpdf_oh {
        unsafe qpdf.qpdf_make_indirect_object(file, object)
    }

    /// Copies an object of another file, which has to be an indirect one.
    func copy(_ object: qpdf_oh, of other: PDFEditor) -> qpdf_oh {
        unsafe qpdf.qpdf_oh_copy_foreign_object(file, other.file, object)
    }

    /// Makes a stream.
    func newStream(_ bytes: [UInt8], filter: String? = nil) -> qpdf_oh {
        let stream = unsafe qpdf.qpdf_oh_new_stream(file)
        replace(stream, by: bytes, filter: filter)
        return stream
    }

    // MARK: Streams

    func dictionary(of stream: qpdf_oh) -> qpdf_oh { unsafe qpdf.qpdf_oh_get_dict(file, stream) }

    /// Gives a stream other bytes.
    func replace(_ stream: qpdf_oh, by bytes: [UInt8], filter: String? = nil) {
        let none = unsafe qpdf.qpdf_oh_new_null(file)
        let filter = filter.map(newName) ?? none
        unsafe qpdf.qpdf_oh_replace_stream_data(file, stream, bytes, bytes.count, filter, none)
    }

    /// The bytes of a stream.
    ///
    /// - Parameters:
    ///   - stream: The stream.
    ///   - isDecoded: Whether all codings are undone that lose nothing.
    /// - Returns: `nil` if they cannot be had.
    func bytes(of stream: qpdf_oh, isDecoded: Bool) -> [UInt8]? {
        var start: UnsafeMutablePointer<UInt8>? = nil
        var count = 0
        var isFiltered: QPDF_BOOL = 0
        let level = isDecoded ? qpdf_dl_specialized : qpdf_dl_none
        let code = unsafe qpdf.qpdf_oh_get_stream_data(
            file,
            stream,
            level,
            &isFiltered,
            &start,
            &count
        )
        return unsafe taken(start, count, code & 2 == 0 && (!isDecoded || isFiltered != 0))
    }

    /// The JPEG that a picture is; what is packed around it is undone in the file.
    ///
    /// - Returns: `nil` if the picture is of another coding, or cannot be had.
    func jpeg(of picture: qpdf_oh, _ dictionary: qpdf_oh) -> [UInt8]? {
        let filters = filters(of: dictionary)
        guard filters.last == "/DCTDecode" else { return nil }
        if filters.count == 1 { return bytes(of: picture, isDecoded: false) }
        let (filter, parameters) = (
            value("/Filter", of: dictionary), value("/DecodeParms", of: dictionary)
        )
        set("/Filter", of: dictionary, to: newArray(filters.dropLast().map(newName)))
        remove("/DecodeParms", of: dictionary)
        guard let jpeg = bytes(of: picture, isDecoded: true) else {
            set("/Filter", of: dictionary, to: filter)
            set("/DecodeParms", of: dictionary, to: parameters)
            return nil
        }
        replace(picture, by: jpeg, filter: "/DCTDecode")
        return jpeg
    }

    /// What draws a page.
    func content(of page: qpdf_oh) -> [UInt8]? {
        var start: UnsafeMutablePointer<UInt8>? = nil
        var count = 0
        let code = unsafe qpdf.qpdf_oh_get_page_content_data(file, page, &start, &count)
        return unsafe taken(start, count, code & 2 == 0)
    }

    private func taken(
        _ start: UnsafeMutablePointer<UInt8>?,
        _ count: Int,
        _ isGood: Bool
    ) -> [UInt8]? {
        defer { unsafe LoadedLibrary.free(start) }
        guard isGood, let start = unsafe start else { return nil }
        return unsafe Array(UnsafeBufferPointer(start: start, count: count))
    }
}

extension PDFEditor {
    /// How deep things that are drawn by name may stand in others.
    private static let maximumDepth = 16

    /// Names everything that a page draws by name (ISO 32000-2, 8.8): pictures, and forms with what is
    /// in them.
    ///
    /// - Parameters:
    ///   - resources: The resources of the page.
    ///   - depth: How deep they stand in others.
    ///   - known: What was named before, and is not named again.
    ///   - body: Gets the stream, its dictionary, and whether it is a picture.
    func walkObjects(
        in resources: qpdf_oh,
        depth: Int = 0,
        known: inout Set<Int64>,
        _ body: (_ object: qpdf_oh, _ dictionary: qpdf_oh, _ isPicture: Bool) -> Void
    ) {
        guard depth < Self.maximumDepth, isDictionary(resources) else { return }
        let objects = value("/XObject", of: resources)
        guard isDictionary(objects) else { return }
        for key in keys(of: objects) {
            let object = value(key, of: objects)
            guard isStream(object), let identity = identity(object),
                known.insert(identity).inserted
            else { continue }
            let dictionary = dictionary(of: object)
            let isPicture = name(value("/Subtype", of: dictionary)) == "/Image"
            body(object, dictionary, isPicture)
            guard !isPicture else { continue }
            let inner = value("/Resources", of: dictionary)
            walkObjects(in: inner, depth: depth + 1, known: &known, body)
        }
    }

    /// Names every dictionary that can be reached from one, whatever it is for.
    ///
    /// - Parameters:
    ///   - start: The dictionary to begin with, which is not named.
    ///   - known: What was named before, and is not named again.
    ///   - body: Gets the dictionary, and the stream that it belongs to if it belongs to one.
    func walkDictionaries(
        below start: qpdf_oh,
        known: inout Set<Int64>,
        _ body: (_ dictionary: qpdf_oh, _ stream: qpdf_oh?) -> Void
    ) {
        var open = parts(of: start)
        while let object = open.popLast() {
            defer { release(object) }
            if let identity = identity(object), !known.insert(identity).inserted { continue }
            if isStream(object) {
                let dictionary = dictionary(of: object)
                body(dictionary, object)
                open += parts(of: dictionary)
                release(dictionary)
            } else if isDictionary(object) {
                body(object, nil)
                open += parts(of: object)
            } else {
                open += items(of: object)
            }
        }
    }

    /// What a dictionary holds, but the way up.
    private func parts(of dictionary: qpdf_oh) -> [qpdf_oh] {
        keys(of: dictionary).filter { $0 != "/Parent" }.map { value($0, of: dictionary) }
    }

    /// How a stream is packed, the outermost first.
    func filters(of dictionary: qpdf_oh) -> [String] {
        let filter = value("/Filter", of: dictionary)
        return (isArray(filter) ? items(of: filter) : [filter]).compactMap { name($0) }
    }
}
