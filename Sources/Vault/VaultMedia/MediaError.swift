/// Why files cannot be inspected at all.
@nonexhaustive
package enum MediaError: Error, Hashable {
    /// The database of libmagic (`magic.mgc`) is missing or does not fit the library.
    case databaseUnavailable
}
