import VaultAge
import VaultCrypto
import VaultLedger

/// A key sealed to a holder: the one mechanism of access (FORMAT.md, "Envelopes").
///
/// The sealed form is an age file to the holder. Its plaintext is an age identity file: comments
/// that say what the key is for, padded to a multiple of 1 KiB, and one secret line.
struct Envelope {
    /// What an envelope is for.
    ///
    /// All of it has to match the statement that names the envelope.
    struct Label: Hashable, Sendable {
        /// The name of the log.
        let origin: String

        /// What the key opens: a document, an office or a provisional owner.
        let subject: String

        /// The generation of the key.
        let generation: Int

        /// To whom it is sealed: a member or an office.
        let holder: String
    }

    let label: Label

    /// Facts and description, in the envelope of a document.
    let contents: DocumentContents?

    /// The key.
    let keys: KeyPair

    /// Comments are padded to a multiple of this many bytes.
    private static let block = 1_024

    /// The most that the comments may take: age reads identity files by lines of 64 KiB.
    private static let maximumCommentCount = 60 * 1_024

    private static let version = "vault/v1 envelope"

    // MARK: text

    /// The plaintext: an identity file in secret memory.
    ///
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/title`` if the description does not
    ///   fit.
    func text() throws(VaultError) -> SecretBytes {
        var lines = [
            CommentLine("version", Self.version),
            CommentLine("origin", label.origin),
            CommentLine("subject", label.subject),
            CommentLine("generation", String(label.generation)),
            CommentLine("holder", label.holder),
        ]
        if let contents { lines += contents.lines }
        let count = lines.reduce(0) { $0 + $1.count }
        let empty = CommentLine("padding", "").count
        let padding = (Self.block - (count + empty) % Self.block) % Self.block
        guard count + empty + padding <= Self.maximumCommentCount else { throw .invalid(.title) }
        lines.append(CommentLine("padding", Self.padding(count: padding)))
        return IdentityFile.text(of: keys.identity, comments: lines.map(\.body))
    }

    private static func padding(count: Int) -> String {
        String(decoding: repeatElement(UInt8(ascii: " "), count: count), as: UTF8.self)
    }

    /// Reads a plaintext; `nil` if ``text()`` would not have written it.
    init?(text: borrowing SecretBytes) {
        let file = text.withBytes { try? IdentityFile(plain: $0) }
        guard let file, let keys = KeyPair(onlyIdentityOf: file) else { return nil }
        var reader = CommentReader(file.comments)
        guard
            reader.take("version") == Self.version,
            let origin = reader.take("origin"),
            let subject = reader.take("subject"),
            let generation = reader.take("generation").flatMap({ Int($0) }),
            let holder = reader.take("holder")
        else { return nil }
        contents = DocumentContents(reading: &reader)
        label = Label(
            origin: origin,
            subject: subject,
            generation: generation,
            holder: holder
        )
        self.keys = keys
        guard let canonical = try? self.text(), canonical.equals(text) else { return nil }
    }

    init(label: Label, contents: DocumentContents?, keys: KeyPair) {
        self.label = label
        self.contents = contents
        self.keys = keys
    }

    // MARK: sealing

    /// Seals the envelope to its holder.
    func sealed(to recipient: Recipient) throws(VaultError) -> [UInt8] {
        let text = try text()
        return try Seal.seal(text, to: [recipient])
    }

    /// Opens a sealed envelope and checks that it is the one that was asked for.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/envelope(subject:holder:)`` if the key
    ///   does not open it or its comments say anything else than `label`.
    static func unseal(
        _ bytes: [UInt8],
        as label: Label,
        with keys: KeyPair
    ) throws(VaultError) -> Envelope {
        try unseal(bytes, as: label, with: keys.identity)
    }

    /// Opens a sealed envelope and checks that it is the one that was asked for.
    ///
    /// - Throws: As ``unseal(_:as:with:)`` with a key pair.
    static func unseal(
        _ bytes: [UInt8],
        as label: Label,
        with identity: any AgeIdentity
    ) throws(VaultError) -> Envelope {
        let damage = Damage.envelope(subject: label.subject, holder: label.holder)
        guard
            let text = Seal.open(bytes, with: identity, maximumCount: 64 * 1_024),
            let envelope = Envelope(text: text), envelope.label == label
        else { throw .damaged(damage) }
        return envelope
    }
}

/// Small age files in memory.
enum Seal {
    /// Seals secret bytes.
    static func seal(
        _ secret: borrowing SecretBytes,
        to recipients: [Recipient]
    ) throws(VaultError) -> [UInt8] {
        try secret.withBytes { bytes throws(VaultError) in try seal(bytes, to: recipients) }
    }

    /// Seals bytes.
    static func seal(
        _ bytes: Span<UInt8>,
        to recipients: [Recipient]
    ) throws(VaultError) -> [UInt8] {
        do {
            return try Age.encrypt(bytes, to: recipients.map(\.ageRecipient))
        } catch {
            throw .damaged(.recipient(recipients.first?.text ?? ""))
        }
    }

    /// Opens an age file whose plaintext has at most `maximumCount` bytes; `nil` if that fails.
    static func open(_ bytes: [UInt8], with keys: KeyPair, maximumCount: Int) -> SecretBytes? {
        open(bytes, with: keys.identity, maximumCount: maximumCount)
    }

    /// Opens an age file whose plaintext has at most `maximumCount` bytes; `nil` if that fails.
    static func open(
        _ bytes: [UInt8],
        with identity: any AgeIdentity,
        maximumCount: Int
    ) -> SecretBytes? {
        try? Age.decryptSecret(bytes.span, with: [identity], maximumCount: maximumCount)
    }
}
