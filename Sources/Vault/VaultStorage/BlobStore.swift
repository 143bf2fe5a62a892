package import VaultLedger

/// Where the ciphertexts of documents are kept, each under the SHA-256 of its bytes.
///
/// A blob is written once and never changes. It becomes durable before the database commit that
/// names it, so after a kill there can be blobs that nothing names: a writer leaves evidence of them
/// until ``BlobWriter/finish()``, and ``recover(isReferenced:)`` clears up after it.
package protocol BlobStore: Sendable {
    /// Begins a new blob.
    ///
    /// - Returns: The writer.
    /// - Throws: ``StorageError/full``, ``StorageError/readOnly``; ``StorageError/busy`` while a
    ///   recovery goes on.
    func makeWriter() throws(StorageError) -> any BlobWriter

    /// Opens a blob.
    ///
    /// - Parameter digest: The SHA-256 of its bytes, which the reader does not verify.
    /// - Returns: The reader.
    /// - Throws: ``StorageError/notFound`` if there is none; ``StorageError/damaged(_:)`` if
    ///   something else has its name.
    func reader(_ digest: Digest) throws(StorageError) -> any BlobReader

    /// Gives blobs their names, durably: all of them with few waits for the disk.
    ///
    /// - Parameter blobs: The writers, each from ``makeWriter()`` of this store, with the SHA-256 of
    ///   everything written to it, which is not computed again.
    /// - Returns: For each blob what went wrong, as ``BlobWriter/commit(as:)`` throws it; `nil` if it
    ///   has its name and can be read by others.
    func commit(_ blobs: [(writer: any BlobWriter, digest: Digest)]) -> [StorageError?]

    /// Removes blobs, durably. One that is not there is as good as removed.
    ///
    /// - Parameter digests: The SHA-256 of the bytes of each.
    /// - Throws: ``StorageError``, after some of them were removed perhaps; ``StorageError/damaged(_:)``
    ///   if a folder is not one, but a link to one for instance.
    func remove(_ digests: [Digest]) throws(StorageError)

    /// Clears up after writers that were killed; does nothing while a writer is at work.
    ///
    /// - Parameter isReferenced: Whether the database names a blob. One that it does not name goes.
    /// - Returns: The number of leftovers that were cleared up.
    /// - Throws: ``StorageError``, from `isReferenced` too.
    /// - Complexity: Without leftovers, the listing of one empty folder.
    @discardableResult
    func recover(
        isReferenced: (Digest) throws(StorageError) -> Bool
    ) throws(StorageError) -> Int
}

extension BlobStore {
    /// Removes a blob, durably.
    ///
    /// One that is not there is as good as removed.
    ///
    /// - Parameter digest: The SHA-256 of its bytes.
    /// - Throws: ``StorageError``.
    package func remove(_ digest: Digest) throws(StorageError) { try remove([digest]) }
}

/// A blob in the making.
///
/// Write, read back, ``commit(as:)``, commit the database, ``finish()``. A writer that is dropped
/// before its commit leaves nothing; one that is dropped between commit and finish leaves the
/// decision to ``BlobStore/recover(isReferenced:)``.
package protocol BlobWriter: AnyObject, Sendable {
    /// Appends bytes.
    ///
    /// - Parameter bytes: The bytes.
    /// - Throws: ``StorageError/full`` if there is no room. The blob is of no use then.
    func write(_ bytes: Span<UInt8>) throws(StorageError)

    /// Reads what was written so far.
    ///
    /// - Returns: A reader of the same bytes, before they have a name.
    /// - Throws: ``StorageError``.
    func readBack() throws(StorageError) -> any BlobReader

    /// Gives the blob its name, durably. It can then be read by others.
    ///
    /// - Parameter digest: The SHA-256 of everything written, which is not computed again.
    /// - Throws: ``StorageError/exists`` if another blob has this name; one with equal bytes is fine.
    func commit(as digest: Digest) throws(StorageError)

    /// Ends the writing, after the database has committed to the blob.
    func finish()

    /// Gives up: removes what was written, and the name, unless it had been there before.
    ///
    /// Only before the database has committed to the blob.
    func discard()
}

/// An open blob.
package protocol BlobReader: AnyObject {
    /// The length in bytes, when it was opened.
    var size: Int { get }

    /// Reads from `offset` until `output` is full or the blob ends.
    ///
    /// - Parameters:
    ///   - offset: Where to begin, in bytes.
    ///   - output: Takes the bytes behind those it already holds.
    /// - Throws: ``StorageError``.
    func read(at offset: Int, into output: inout OutputSpan<UInt8>) throws(StorageError)
}
