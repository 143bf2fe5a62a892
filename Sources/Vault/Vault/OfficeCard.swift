import VaultCrypto
import VaultLedger

/// The name of an office: a signed note, sealed to all members (FORMAT.md, "Cards").
struct OfficeCard {
    /// The office that it names.
    let office: OfficeID

    /// The name.
    let name: String

    /// The card byte for byte.
    let bytes: [UInt8]

    private static let firstLine = "vault/office/v1"

    /// Makes and signs a card.
    ///
    /// - Parameters:
    ///   - office: The office to name.
    ///   - name: The name.
    ///   - signer: The statement key of the admin who names it.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/name``.
    init(office: OfficeID, name: String, signer: NoteSigner) throws(VaultError) {
        guard PersonName.isValid(name) else { throw .invalid(.name) }
        let text = Self.text(office: office, name: name, salt: Random.bytes(16))
        guard let note = try? SignedNote(text: Array(text.utf8), signers: [signer]) else {
            throw .invalid(.name)
        }
        self.office = office
        self.name = name
        bytes = note.bytes
    }

    /// Reads a card whose digest stands in a verified statement; `nil` if it is not the one spelling
    /// of a card.
    init?(stored bytes: [UInt8]) {
        guard let note = try? SignedNote(parsing: bytes) else { return nil }
        let newline = UInt8(ascii: "\n")
        let lines = note.text.dropLast().split(separator: newline, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard
            lines.count == 4,
            let office = Self.value(of: "office", in: lines[1]).flatMap({ OfficeID($0) }),
            let name = Self.value(of: "name", in: lines[2])
                .flatMap({ JSONString.decode(Array($0.utf8)) }),
            let salt = Self.value(of: "salt", in: lines[3])
                .flatMap({ try? Base64.decode(Array($0.utf8).span, padded: true) }),
            salt.count == 16, PersonName.isValid(name),
            Self.text(office: office, name: name, salt: salt).utf8.elementsEqual(note.text)
        else { return nil }
        self.office = office
        self.name = name
        self.bytes = bytes
    }

    private static func value(of key: String, in line: String) -> String? {
        let prefix = "\(key) "
        guard line.utf8.starts(with: prefix.utf8) else { return nil }
        return String(line.dropFirst(prefix.count))
    }

    private static func text(office: OfficeID, name: String, salt: [UInt8]) -> String {
        """
        \(firstLine)
        office \(office)
        name \(JSONString.encode(name))
        salt \(Base64.encode(salt.span, padded: true))

        """
    }
}
