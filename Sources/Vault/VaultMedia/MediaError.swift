/// Why files cannot be inspected at all.
@nonexhaustive
package enum MediaError: Error, Hashable {
    /// The database of libmagic (`magic.mgc`) is missing or does not fit the library.
    case databaseUnavailable

    /// qpdf or libheif is missing, or of another version than that of the headers.
    case libraryUnavailable

    /// The worker cannot be started, or does not answer as one; `code` is the system's `errno`.
    case workerUnavailable(code: Int32)

    /// The kernel does not take from the worker what it must not have; `code` is the system's `errno`.
    case sandboxUnavailable(code: Int32)

    /// There is no memory for the bytes of a file; `code` is the system's `errno`.
    case memory(code: Int32)

    /// Of this file no other one can be made as it was asked for.
    case notDerivable(DerivationFault)
}
