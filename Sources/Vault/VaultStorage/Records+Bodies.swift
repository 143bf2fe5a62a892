package import VaultLedger

/// The files that the statements name by their digests. All of them throw ``StorageError`` if a
/// table cannot be read or written.
///
/// Rows are hints: verify the statement that names a digest before using what is stored under it.
extension Records {
    /// The bytes of an envelope.
    ///
    /// - Parameter digest: Its digest.
    /// - Returns: The age file; `nil` if it is not there, or no longer.
    /// - Throws: ``StorageError``.
    package func envelope(digest: Digest) throws(StorageError) -> [UInt8]? {
        try connection.first(
            "SELECT body FROM envelope WHERE digest = ?",
            [digest.stored],
            of: .envelope
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }

    /// Stores an envelope.
    ///
    /// - Parameters:
    ///   - body: The age file.
    ///   - digest: The SHA-256 of `body`.
    ///   - subject: The name of the document, member or group whose secret it holds.
    ///   - generation: The generation of that secret.
    ///   - holder: The name of the member or group that can open it.
    /// - Throws: ``StorageError/exists`` if there is one with this digest.
    package mutating func put(
        envelope body: [UInt8],
        digest: Digest,
        subject: String,
        generation: Int,
        holder: String
    ) throws(StorageError) {
        try connection.run(
            """
            INSERT INTO envelope (digest, subject, generation, holder, body) VALUES (?, ?, ?, ?, ?)
            """,
            [digest.stored, subject.stored, generation.stored, holder.stored, body.stored],
            of: .envelope
        )
    }

    /// The sealed card of a member.
    ///
    /// - Parameter digest: Its digest.
    /// - Returns: The age file; `nil` if it is not there.
    /// - Throws: ``StorageError``.
    package func card(digest: Digest) throws(StorageError) -> [UInt8]? {
        try connection.first(
            "SELECT body FROM card WHERE digest = ?",
            [digest.stored],
            of: .card
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }

    /// Stores a sealed card; it may be there already.
    ///
    /// - Parameters:
    ///   - body: The age file.
    ///   - digest: The SHA-256 of `body`.
    ///   - member: The name of the member or group whose card it is.
    /// - Throws: ``StorageError``.
    package mutating func put<Kind>(
        card body: [UInt8],
        digest: Digest,
        member: Identifier<Kind>
    ) throws(StorageError) {
        try connection.run(
            """
            INSERT INTO card (digest, member, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [digest.stored, member.stored, body.stored],
            of: .card
        )
    }

    /// A recipient: the text of a public key.
    ///
    /// - Parameter digest: The SHA-256 of the text.
    /// - Returns: The text, `age1…` or `age1pq1…`; `nil` if it is not there.
    /// - Throws: ``StorageError``.
    package func recipient(digest: Digest) throws(StorageError) -> String? {
        try connection.first(
            "SELECT text FROM recipient WHERE digest = ?",
            [digest.stored],
            of: .recipient
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }

    /// Stores a recipient; it may be there already.
    ///
    /// - Parameters:
    ///   - text: The text of the public key, ASCII.
    ///   - digest: The SHA-256 of `text`.
    /// - Throws: ``StorageError``.
    package mutating func put(recipient text: String, digest: Digest) throws(StorageError) {
        try connection.run(
            "INSERT INTO recipient (digest, text) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [digest.stored, text.stored],
            of: .recipient
        )
    }
}

// MARK: - Blobs that have to go

extension Records {
    /// Notes that a blob is to be deleted, which can only be done after the commit.
    ///
    /// - Parameter digest: The digest of the ciphertext; it may be noted already.
    /// - Throws: ``StorageError``.
    package mutating func owe(deletionOf digest: Digest) throws(StorageError) {
        try connection.run(
            "INSERT INTO garbage (digest) VALUES (?) ON CONFLICT DO NOTHING",
            [digest.stored],
            of: .garbage
        )
    }

    /// Notes that a blob is deleted.
    ///
    /// - Parameter digest: The digest of the ciphertext.
    /// - Throws: ``StorageError``.
    package mutating func settleDeletion(of digest: Digest) throws(StorageError) {
        try connection.run(
            "DELETE FROM garbage WHERE digest = ?",
            [digest.stored],
            of: .garbage
        )
    }

    /// The blobs that are still to be deleted.
    ///
    /// - Returns: Their digests, in ascending order.
    /// - Throws: ``StorageError``.
    package func owedDeletions() throws(StorageError) -> [Digest] {
        try connection.all(
            "SELECT digest FROM garbage ORDER BY digest",
            of: .garbage
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }
}
