@testable import Vault
@testable import VaultCrypto

extension FuzzJudge {
    /// A card keeps its bytes; one that somebody hands over is one that can be stored, too.
    mutating func readCard(_ bytes: [UInt8]) {
        let handed = try? Card(bytes: bytes)
        let stored = try? Card(stored: bytes)
        if handed != nil, handed != stored {
            expect(false, else: "a card is taken that could not be read again")
        }
        guard let stored else { return }
        expect(stored.bytes == bytes, else: "a card has lost its bytes")
        expect(PersonName.isValid(stored.name), else: "a card has no name")
        expect(
            Recipient(stored.recipient)?.text == stored.recipient,
            else: "a recipient has a second spelling"
        )
    }

    /// An envelope, or the facts of a document in an archive, is written as it was read.
    mutating func readEnvelope(_ bytes: [UInt8]) {
        if let contents = DocumentContents(transferBytes: bytes) {
            expect(contents.transferBytes == bytes, else: "facts have a second spelling")
        }
        let secret = SecretBytes(copying: bytes.span)
        guard let envelope = Envelope(text: secret) else { return }
        let isSame = (try? envelope.text())?.equals(secret) == true
        expect(isSame, else: "an envelope has a second spelling")
    }

    /// An archive, its manifest or a header of its container is written as it was read.
    mutating func readArchive(_ bytes: [UInt8]) {
        if let manifest = try? TransferManifest(bytes) {
            expect(manifest.bytes == bytes, else: "a manifest has a second spelling")
        }
        if let file = Tar.file(bytes) {
            expect(Tar.header(file.name, size: file.size) == bytes, else: "a header has two forms")
        }
        var reader = TransferReader(ArchiveInMemory(bytes))
        guard let archive = try? reader.verify() else { return }
        expect(Self.rewritten(bytes) == bytes, else: "an archive has a second spelling")
        let header = Tar.header(
            TransferManifest.fileName,
            size: archive.manifest.bytes.count
        )
        expect(
            bytes.starts(with: header + archive.manifest.bytes),
            else: "an archive has another manifest"
        )
    }

    /// The container, taken apart and written again.
    private static func rewritten(_ bytes: [UInt8]) -> [UInt8] {
        var written: [UInt8] = []
        var rest = bytes[...]
        while let file = Tar.file(Array(rest.prefix(Tar.blockCount))) {
            rest = rest.dropFirst(Tar.blockCount)
            written += Tar.header(file.name, size: file.size) + rest.prefix(file.size)
            written += [UInt8](repeating: 0, count: Tar.padding(after: file.size))
            rest = rest.dropFirst(file.size + Tar.padding(after: file.size))
        }
        return written + Tar.end
    }
}

/// An archive that is at hand as a whole.
private final class ArchiveInMemory: ArchiveSource {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    func bytes(at offset: Int, maximumCount: Int) throws(VaultError) -> [UInt8] {
        Array(bytes.dropFirst(offset).prefix(maximumCount))
    }
}
