import VaultCrypto
import VaultLedger
import VaultMedia

/// What the vault knows about a document's content from its deposit on; it never changes.
struct DocumentFacts: Hashable, Sendable {
    /// The name of the file as it came in, nothing cleaned.
    let fileName: String

    /// The media type that was detected.
    let mediaType: String

    /// The length of the content in bytes.
    let size: Int

    /// The SHA-256 of the content.
    let sha256: Digest

    /// What detection thought of the content.
    let verdict: ContentVerdict

    /// The codes of the reasons for the verdict.
    let reasons: [String]

    /// The facts as lines of an envelope, in the order that the content digest is made over.
    var lines: [CommentLine] {
        [
            CommentLine("file-name", fileName),
            CommentLine("media-type", mediaType),
            CommentLine("size", String(size)),
            CommentLine("sha256", sha256.hexadecimal),
            CommentLine("verdict", verdict.rawValue),
            CommentLine("reasons", reasons.joined(separator: " ")),
        ]
    }
}

extension DocumentFacts {
    /// Whether `text` has the form of a media type (RFC 6838 §4.2).
    fileprivate static func isMediaType(_ text: String) -> Bool {
        text.isMediaType {
            (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0)
                || "!#$&-^_.+".utf8.contains($0)
        }
    }
}

extension String {
    /// Whether this is two names with a slash between them, as a media type (RFC 6838 §4.2).
    ///
    /// - Parameter isAllowed: Whether a byte may stand in a name.
    /// - Returns: `false` also if a name is empty or longer than 127 bytes.
    func isMediaType(of isAllowed: (UInt8) -> Bool) -> Bool {
        let names = utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return names.count == 2
            && names.allSatisfy { (1...127).contains($0.count) && $0.allSatisfy(isAllowed) }
    }
}

/// All that an envelope of a document tells its holder beside the key.
struct DocumentContents: Hashable, Sendable {
    /// What never changes.
    let facts: DocumentFacts

    /// 32 random bytes, so that the content digest tells nothing to those who guess at the facts.
    let blind: [UInt8]

    /// The owner's name to show.
    let ownerName: String

    /// What people say about the document.
    let description: DocumentDescription

    /// `SHA-256("vault/v1 content" || blind || facts)`: what the deposit statement binds.
    var digest: Digest {
        var hash = SHA256()
        hash.update(Array("vault/v1 content".utf8).span)
        hash.update(blind.span)
        for line in facts.lines { hash.update(line.text.span) }
        return Digest(hash.finish())
    }

    /// The name of the file, cleaned for display.
    var displayName: String { FileName.displayName(of: facts.fileName) }

    /// The same facts with another description.
    func described(as description: DocumentDescription) -> DocumentContents {
        DocumentContents(
            facts: facts,
            blind: blind,
            ownerName: ownerName,
            description: description
        )
    }

    /// Facts, blind and description as lines of an envelope.
    var lines: [CommentLine] {
        var lines = facts.lines
        lines.append(CommentLine("blind", Base64.encode(blind.span, padded: true)))
        lines.append(CommentLine("owner-name", ownerName))
        return lines + description.lines
    }

    /// Reads what ``lines`` writes; `nil` if a line is missing or has no meaning.
    ///
    /// An owner writes the envelope as they like, and a grantee shows what is in it. So what no person
    /// types has to have its form.
    init?(reading reader: inout CommentReader) {
        guard
            let fileName = reader.take("file-name"),
            let mediaType = reader.take("media-type"), DocumentFacts.isMediaType(mediaType),
            let size = reader.take("size").flatMap({ Int($0) }),
            size <= SealedContent.maximumLength,
            let sha256 = reader.take("sha256").flatMap({ Digest(hexadecimal: $0) }),
            let verdict = reader.take("verdict").flatMap({ ContentVerdict(rawValue: $0) }),
            let reasons = reader.take("reasons").map(DocumentDescription.words(of:)),
            reasons.allSatisfy(DocumentDescription.isCode),
            let blindText = reader.take("blind"),
            let blind = try? Base64.decode(Array(blindText.utf8).span, padded: true),
            blind.count == 32,
            let ownerName = reader.take("owner-name")
        else { return nil }
        facts = DocumentFacts(
            fileName: fileName,
            mediaType: mediaType,
            size: size,
            sha256: sha256,
            verdict: verdict,
            reasons: reasons
        )
        self.blind = blind
        self.ownerName = ownerName
        guard let description = DocumentDescription(reading: &reader) else { return nil }
        self.description = description
    }

    init(
        facts: DocumentFacts,
        blind: [UInt8],
        ownerName: String,
        description: DocumentDescription
    ) {
        self.facts = facts
        self.blind = blind
        self.ownerName = ownerName
        self.description = description
    }
}
