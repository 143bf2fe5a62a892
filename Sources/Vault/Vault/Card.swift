import VaultCrypto
public import VaultLedger

/// What a person hands over to be enrolled: name and public keys, signed by the statement key.
///
/// A signed note (c2sp.org/signed-note) whose text begins `vault/card/v1`; FORMAT.md, "Cards". The
/// card of a provisional owner has no statement key and is signed by the counselor who made it.
public struct Card: Hashable, Sendable {
    /// The name, as the person wants it shown.
    public let name: String

    /// The recipient, `age1…` or `age1pq…`.
    public let recipient: String

    /// The kind of the recipient.
    public let suite: Suite

    /// The card byte for byte.
    public let bytes: [UInt8]

    /// The public statement key, 32 bytes; `nil` on the card of a provisional owner.
    let statementKey: [UInt8]?

    /// The public key for cosignatures, 32 bytes; `nil` on the card of a provisional owner.
    let witnessKey: [UInt8]?

    /// SHA-256 of the card, to compare by voice or on paper.
    public var fingerprint: Digest { Digest.of(bytes.span) }

    /// The name of the key that signs a card, which is enrolled under another name later.
    static let keyName = "vault/card"

    private static let firstLine = "vault/card/v1"

    /// Reads a card that somebody handed over.
    ///
    /// - Parameter bytes: The card.
    /// - Throws: ``VaultError/cardMalformed`` if it is not the one spelling of a card, if nothing
    ///   can be sealed to its recipient, or if its own statement key has not signed it.
    public init(bytes: [UInt8]) throws(VaultError) {
        try self.init(stored: bytes)
        guard
            let statementKey,
            let name = try? KeyName(Self.keyName),
            let verifier = try? VerifierKey(name: name, type: .ed25519, publicKey: statementKey),
            let note = try? SignedNote(parsing: bytes), note.signatures.count == 1,
            (try? note.verified(by: [verifier])) != nil
        else { throw .cardMalformed }
    }

    /// Reads a card whose digest stands in a verified enrolment.
    ///
    /// - Throws: ``VaultError/cardMalformed`` if it is not the one spelling of a card.
    init(stored bytes: [UInt8]) throws(VaultError) {
        guard
            let note = try? SignedNote(parsing: bytes),
            let text = String(validating: note.text, as: UTF8.self)
        else { throw .cardMalformed }
        var fields: [String: String] = [:]
        for line in text.utf8.dropLast().split(separator: UInt8(ascii: "\n")).dropFirst() {
            guard let space = line.firstIndex(of: UInt8(ascii: " ")) else {
                throw .cardMalformed
            }
            let key = String(decoding: line[..<space], as: UTF8.self)
            fields[key] = String(decoding: line[line.index(after: space)...], as: UTF8.self)
        }
        guard
            let name = fields["name"].flatMap({ JSONString.decode(Array($0.utf8)) }),
            PersonName.isValid(name),
            let recipient = fields["recipient"].flatMap({ Recipient($0) }),
            let salt = fields["salt"].flatMap({ Self.bytes(base64: $0) }), salt.count == 16
        else { throw .cardMalformed }
        let statementKey = fields["statement-key"].flatMap { Self.bytes(base64: $0) }
        let witnessKey = fields["witness-key"].flatMap { Self.bytes(base64: $0) }
        self.name = name
        self.recipient = recipient.text
        suite = recipient.suite
        self.statementKey = statementKey
        self.witnessKey = witnessKey
        self.bytes = bytes
        let canonical = Self.text(
            name: name,
            recipient: recipient,
            keys: statementKey.flatMap { statement in witnessKey.map { (statement, $0) } },
            salt: salt
        )
        guard canonical.utf8.elementsEqual(note.text) else { throw .cardMalformed }
    }

    /// Makes and signs a card.
    ///
    /// - Parameters:
    ///   - name: The name to show.
    ///   - recipient: Where the person's keys are sealed to.
    ///   - keys: The public statement and witness keys; `nil` for a provisional owner.
    ///   - signer: The statement key under the name ``keyName``, or the counselor's.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/name``.
    init(
        name: String,
        recipient: Recipient,
        keys: (statement: [UInt8], witness: [UInt8])?,
        signer: NoteSigner
    ) throws(VaultError) {
        guard PersonName.isValid(name) else { throw .invalid(.name) }
        let text = Self.text(
            name: name,
            recipient: recipient,
            keys: keys,
            salt: Random.bytes(16)
        )
        guard let note = try? SignedNote(text: Array(text.utf8), signers: [signer]) else {
            throw .invalid(.name)
        }
        try self.init(stored: note.bytes)
    }

    private static func text(
        name: String,
        recipient: Recipient,
        keys: (statement: [UInt8], witness: [UInt8])?,
        salt: [UInt8]
    ) -> String {
        var text = "\(firstLine)\nname \(JSONString.encode(name))\nrecipient \(recipient.text)\n"
        if let keys {
            text += "statement-key \(Base64.encode(keys.statement.span, padded: true))\n"
            text += "witness-key \(Base64.encode(keys.witness.span, padded: true))\n"
        }
        return text + "salt \(Base64.encode(salt.span, padded: true))\n"
    }

    private static func bytes(base64 text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        return try? Base64.decode(characters.span, padded: true)
    }
}

/// The rule for names of persons and organisations.
enum PersonName {
    /// Whether `text` can be a name: 1 to 200 characters, at most 1000 bytes, something to see, no
    /// control characters, no line separators.
    static func isValid(_ text: String) -> Bool {
        (1...200).contains(text.count) && text.utf8.count <= 1_000
            && !text.allSatisfy(\.isWhitespace) && TextRules.isOneLine(text)
    }
}

/// Rules for text that people type.
enum TextRules {
    /// Whether `text` has neither control characters nor line or paragraph separators, nor the
    /// invisible marks that turn the direction of what follows.
    static func isOneLine(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default:
                !(0x202A...0x202E).contains(scalar.value)
                    && !(0x2066...0x2069).contains(scalar.value)
            }
        }
    }
}
