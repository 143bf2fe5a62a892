import VaultAge
import VaultCrypto
import VaultLedger
import VaultStorage

/// What one pass over a document's bytes finds out.
struct ContentMeasure: Hashable, Sendable {
    /// The SHA-256 of the ciphertext.
    let ciphertext: Digest

    /// The length of the ciphertext in bytes.
    let length: Int

    /// The SHA-256 of the plaintext.
    let sha256: Digest

    /// The length of the plaintext in bytes.
    let size: Int
}

/// Seals bytes to a document key while they pass, and hashes what they become.
struct ContentSealer: ~Copyable {
    private var encryptor: AgeEncryptor
    private var output: CiphertextOutput

    /// Starts a blob.
    ///
    /// - Throws: ``VaultError/diskFull(path:)`` or another error of storage.
    init(to keys: KeyPair, writer: any BlobWriter) throws(VaultError) {
        let encryptor = try Self.encryptor(to: keys.recipient)
        var output = CiphertextOutput(writer: writer)
        let header = encryptor.header
        try output.write(header.span)
        self.encryptor = encryptor
        self.output = output
    }

    /// How long what stands before the payload of a blob is, in bytes: as long for all of a suite.
    static func headerCount(_ suite: Suite) throws(VaultError) -> Int {
        try encryptor(to: KeyPair.generate(suite: suite).recipient).header.count
    }

    private static func encryptor(to recipient: Recipient) throws(VaultError) -> AgeEncryptor {
        do {
            return try AgeEncryptor(to: [recipient.ageRecipient])
        } catch {
            throw .damaged(.recipient(recipient.text))
        }
    }

    /// Seals the next bytes.
    mutating func write(_ bytes: Span<UInt8>) throws(VaultError) {
        try encryptor.update(bytes) { sealed throws(VaultError) in try output.write(sealed) }
    }

    /// Ends the blob and tells what it became.
    ///
    /// - Parameters:
    ///   - sha256: The SHA-256 of what was written.
    ///   - size: Its length in bytes.
    /// - Returns: What the blob is.
    /// - Throws: ``VaultError/diskFull(path:)`` or another error of storage.
    consuming func finish(
        _ sha256: Digest,
        size: Int
    ) throws(VaultError) -> ContentMeasure {
        var output = output
        try encryptor.finish { sealed throws(VaultError) in try output.write(sealed) }
        return ContentMeasure(
            ciphertext: Digest(output.hash.finish()),
            length: output.length,
            sha256: sha256,
            size: size
        )
    }
}

/// Writes a ciphertext to storage and hashes it on the way.
private struct CiphertextOutput {
    let writer: any BlobWriter
    var hash = SHA256()
    var length = 0

    mutating func write(_ bytes: Span<UInt8>) throws(VaultError) {
        hash.update(bytes)
        length += bytes.count
        do {
            try writer.write(bytes)
        } catch {
            throw VaultError(error)
        }
    }
}

/// Opens a blob in one pass.
struct ContentOpener {
    let keys: KeyPair
    let document: DocumentID

    /// How much to read at a time, in bytes.
    private static let readCount = 256 * 1_024

    /// Decrypts a blob and hashes both sides.
    ///
    /// - Parameters:
    ///   - reader: The blob.
    ///   - release: Takes the next bytes of the content, each authenticated; that it is the content
    ///     which was deposited shows only in the measure.
    /// - Returns: What the blob is.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/blob(_:)`` if it is not an intact age
    ///   file to this key; what `release` throws.
    func pass(
        over reader: any BlobReader,
        release: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) -> ContentMeasure {
        var ciphertextHash = SHA256()
        var plaintextHash = SHA256()
        var size = 0
        let length = try decrypt(reader) { bytes in
            ciphertextHash.update(bytes)
        } opened: { bytes throws(VaultError) in
            plaintextHash.update(bytes)
            size += bytes.count
            try release(bytes)
        }
        return ContentMeasure(
            ciphertext: Digest(ciphertextHash.finish()),
            length: length,
            sha256: Digest(plaintextHash.finish()),
            size: size
        )
    }

    /// Decrypts a blob.
    ///
    /// - Parameters:
    ///   - reader: The blob.
    ///   - sealed: Takes the next bytes of the ciphertext.
    ///   - opened: Takes the next bytes of the content.
    /// - Returns: The length of the ciphertext in bytes.
    /// - Throws: As ``pass(over:release:)``; what `opened` throws.
    private func decrypt(
        _ reader: any BlobReader,
        sealed: (Span<UInt8>) -> Void,
        opened: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) -> Int {
        var offset = 0
        var decryptor = AgeDecryptor(with: [keys.identity])
        // One buffer for all: memory that is given back is wiped, which takes time.
        var bytes: [UInt8] = []
        do throws(AgeStreamError<VaultError>) {
            while true {
                try Self.read(reader, at: offset, into: &bytes)
                guard !bytes.isEmpty else { break }
                offset += bytes.count
                sealed(bytes.span)
                try decryptor.update(bytes.span, write: opened)
            }
            try decryptor.finish(write: opened)
        } catch {
            switch error {
            case .age: throw .damaged(.blob(document))
            case .other(let error): throw error
            }
        }
        return offset
    }

    private static func read(
        _ reader: any BlobReader,
        at offset: Int,
        into buffer: inout [UInt8]
    ) throws(AgeStreamError<VaultError>) {
        buffer.removeAll(keepingCapacity: true)
        do {
            try buffer.append(addingCapacity: readCount) { output throws(StorageError) in
                try reader.read(at: offset, into: &output)
            }
        } catch {
            throw .other(VaultError(error))
        }
    }
}

// MARK: - Reading back

extension ContentOpener {
    /// Reads back a blob that was just sealed, and insists that it holds what was sealed.
    ///
    /// The ciphertext is not hashed a second time. Opening authenticates each byte of an age file, in
    /// the header, the nonce and the chunks, so what opens is what was sealed, and hashed then.
    ///
    /// - Parameters:
    ///   - measure: What was sealed.
    ///   - reader: The blob.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/blob(_:)`` if the blob is anything else.
    func requireSealed(_ measure: ContentMeasure, in reader: any BlobReader) throws(VaultError) {
        var hash = SHA256()
        var size = 0
        let length = try decrypt(reader) { _ in
        } opened: { bytes in
            hash.update(bytes)
            size += bytes.count
        }
        guard length == measure.length, size == measure.size,
            Digest(hash.finish()) == measure.sha256
        else { throw .damaged(.blob(document)) }
    }

    /// Reads back a blob that was just sealed, and insists that it holds certain bytes.
    ///
    /// - Parameters:
    ///   - measure: What was sealed.
    ///   - reader: The blob.
    ///   - isOriginal: Whether bytes of the content are those that were sealed, from a place on.
    /// - Throws: As ``requireSealed(_:in:)``; what `isOriginal` throws.
    func requireSealed(
        _ measure: ContentMeasure,
        in reader: any BlobReader,
        where isOriginal: (Span<UInt8>, Int) throws(VaultError) -> Bool
    ) throws(VaultError) {
        let damage = VaultError.damaged(.blob(document))
        var size = 0
        let length = try decrypt(reader) { _ in
        } opened: { bytes throws(VaultError) in
            guard try isOriginal(bytes, size) else { throw damage }
            size += bytes.count
        }
        guard length == measure.length, size == measure.size else { throw damage }
    }
}

extension BlobStore {
    /// Opens the ciphertext of a document.
    ///
    /// - Parameters:
    ///   - content: What the statements say about it.
    ///   - document: The document.
    /// - Returns: `nil` if it is gone.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/blob(_:)`` if something else has its name;
    ///   ``VaultError/io(code:path:)`` if it cannot be read.
    func ciphertext(
        _ content: SealedContent,
        of document: DocumentID
    ) throws(VaultError) -> (any BlobReader)? {
        do {
            return try reader(content.ciphertext)
        } catch .notFound {
            return nil
        } catch .damaged {
            throw .damaged(.blob(document))
        } catch {
            throw VaultError(error)
        }
    }
}
