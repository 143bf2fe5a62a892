package import VaultCrypto

/// A file that holds identities: one line each, between comments.
///
/// ```
/// # created: 2026-03-01
/// # public key: age1pq1…
/// AGE-SECRET-KEY-PQ-1…
/// ```
///
/// The file can be an age file itself, in binary or text form, usually under a passphrase.
public struct IdentityFile: Sendable {
    /// The identities, in the order of the file; at least one.
    public let identities: [any AgeIdentity]

    /// The lines that begin with `#`, as they stand.
    package let comments: [[UInt8]]

    private static let comment = UInt8(ascii: "#")

    /// Reads a file that is plain or encrypted.
    ///
    /// - Parameters:
    ///   - file: The bytes of the file. Wiping them, if they are plain, is up to their owner.
    ///   - keys: What opens the file if it is encrypted, usually one ``ScryptIdentity``.
    /// - Throws: ``AgeError/passphraseNeeded`` if it is encrypted and `keys` is empty;
    ///   ``AgeError/identityMalformed`` if a line is neither an identity nor a comment, or no line is
    ///   an identity; ``AgeError/limitExceeded(_:)`` if it is longer than
    ///   ``AgeLimits/identityFileCount``; for an encrypted file what ``Age/decrypt(_:with:)`` and
    ///   ``Armor/decode(_:)`` throw.
    public init(
        parsing file: Span<UInt8>,
        unlockedWith keys: [any AgeIdentity] = []
    ) throws(AgeError) {
        if Armor.isArmored(file) {
            let binary = try Armor.decode(file)
            try self.init(decrypting: binary.span, with: keys)
        } else if file.starts(with: Array("age-encryption.org/".utf8)) {
            try self.init(decrypting: file, with: keys)
        } else {
            try self.init(plain: file)
        }
    }

    private init(
        decrypting file: Span<UInt8>,
        with keys: [any AgeIdentity]
    ) throws(AgeError) {
        guard !keys.isEmpty else { throw .passphraseNeeded }
        let text = try Age.decryptSecret(
            file,
            with: keys,
            maximumCount: AgeLimits.identityFileCount
        )
        self = try text.withBytes { text throws(AgeError) in try IdentityFile(plain: text) }
    }

    /// Reads a plain file.
    ///
    /// - Parameter text: Lines that end in LF or CR LF.
    /// - Throws: ``AgeError/identityMalformed``, ``AgeError/limitExceeded(_:)``.
    package init(plain text: Span<UInt8>) throws(AgeError) {
        guard text.count <= AgeLimits.identityFileCount else { throw .limitExceeded(.secret) }
        var identities: [any AgeIdentity] = []
        var comments: [[UInt8]] = []
        var offset = 0
        while offset < text.count {
            let lineFeed = text.firstIndex(of: Header.lineFeed, from: offset) ?? text.count
            var line = text.extracting(offset..<lineFeed)
            offset = lineFeed + 1
            if !line.isEmpty, line[line.count - 1] == Armor.carriageReturn {
                line = line.extracting(droppingLast: 1)
            }
            if line.isEmpty { continue }
            if line[0] == Self.comment {
                comments.append([UInt8](capacity: line.count) { $0.append(copying: line) })
            } else {
                identities.append(try Age.identity(encoded: line))
            }
        }
        guard !identities.isEmpty else { throw .identityMalformed }
        self.identities = identities
        self.comments = comments
    }

    /// Writes a plain file with one identity.
    ///
    /// - Parameters:
    ///   - identity: The identity.
    ///   - comments: Lines to put before it, in UTF-8, without `#` and without line feeds.
    /// - Returns: The bytes of the file, in locked memory.
    package static func text(
        of identity: some AgeKeyPair,
        comments: [[UInt8]]
    ) -> SecretBytes {
        var head: [UInt8] = []
        for comment in comments {
            precondition(!comment.contains(Header.lineFeed), "a comment is one line")
            head += [Self.comment, UInt8(ascii: " ")]
            head += comment
            head.append(Header.lineFeed)
        }
        return identity.withEncoded { encoded in
            SecretBytes(count: head.count + encoded.count + 1) { output in
                output.append(copying: head.span)
                output.append(copying: encoded)
                output.append(Header.lineFeed)
            }
        }
    }
}
