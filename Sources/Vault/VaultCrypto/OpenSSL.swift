import COpenSSL

/// The one gate to OpenSSL, for the cipher that it has in a faster form than libsodium.
enum OpenSSL {
    /// The cipher of RFC 8439, looked up once for the process.
    ///
    /// It comes from a library context of this package, so that no configuration of the machine
    /// takes it away or puts another in its place. Nothing is freed when the process ends: other
    /// threads may be encrypting then. Fails by trapping, as ``Sodium/ready`` does.
    nonisolated(unsafe) static let chaCha20Poly1305: OpaquePointer = {
        let options = UInt64(OPENSSL_INIT_NO_ATEXIT | OPENSSL_INIT_NO_LOAD_CONFIG)
        guard OPENSSL_init_crypto(options, nil) == 1,
            let library = unsafe OSSL_LIB_CTX_new(),
            let cipher = unsafe EVP_CIPHER_fetch(library, "ChaCha20-Poly1305", nil)
        else { fatalError("OpenSSL could not be initialised") }
        return unsafe cipher
    }()

    /// Runs one encryption or decryption in a context of its own, which OpenSSL wipes at the end.
    ///
    /// - Parameter body: Calls OpenSSL, and says whether it succeeded.
    /// - Returns: What `body` says.
    static func withCipherContext(_ body: (OpaquePointer) -> Bool) -> Bool {
        guard let context = unsafe EVP_CIPHER_CTX_new() else { fatalError("out of memory") }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        return unsafe body(context)
    }
}
