import CMagic

/// The database of libmagic, loaded.
///
/// It serves one thread at a time.
@safe
struct MagicDatabase: ~Copyable {
    private let cookie: magic_t

    /// Loads the database of the system, about 7 MB mapped into memory.
    ///
    /// - Throws: ``MediaError/databaseUnavailable`` if there is none that fits the library.
    init() throws(MediaError) {
        guard let cookie = unsafe magic_open(MAGIC_MIME_TYPE) else { throw .databaseUnavailable }
        guard unsafe magic_load(cookie, nil) == 0 else {
            unsafe magic_close(cookie)
            throw .databaseUnavailable
        }
        unsafe self.cookie = cookie
    }

    deinit { unsafe magic_close(cookie) }

    /// What libmagic takes `bytes` for.
    ///
    /// - Parameter bytes: The first bytes of a file.
    /// - Returns: A media type; `application/octet-stream` if libmagic knows no better or fails.
    func mediaType(of bytes: [UInt8]) -> String {
        let answer = unsafe bytes.withUnsafeBytes { buffer in
            unsafe magic_buffer(cookie, buffer.baseAddress, buffer.count)
        }
        guard let answer = unsafe answer else { return "application/octet-stream" }
        return unsafe String(cString: answer)
    }
}
