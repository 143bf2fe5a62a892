import Synchronization

/// Says what kind of file something is, by its content.
///
/// It recognises; it does not vouch. A file of a kind that is stored can be damaged, can attack the
/// program that opens it, and is never looked through for viruses.
///
/// Creating one loads the database of libmagic: make one, and keep it. It may be used from several
/// threads, which take turns.
package final class MediaInspector: Sendable {
    private let database: Mutex<MagicDatabase>

    /// Loads the database of libmagic.
    ///
    /// - Throws: ``MediaError/databaseUnavailable`` if it is missing or does not fit the library.
    package init() throws(MediaError) {
        database = Mutex(try MagicDatabase())
    }

    /// Says what becomes of a file.
    ///
    /// Only the list of members at the end of a ZIP container, and the directory of an old Office
    /// file, can lie beyond the first bytes: give the last ones too where there are more.
    ///
    /// - Parameters:
    ///   - prefix: The first bytes of the file. One MiB serves every rule.
    ///   - tail: The last bytes of the file, if `prefix` is not all of it. 64 KiB will do.
    ///   - size: The length of the file, in bytes.
    ///   - name: The name that the file came with.
    /// - Returns: The verdict, the media type and the reasons.
    package func inspect(
        prefix: Span<UInt8>,
        tail: Span<UInt8> = Span(),
        size: Int,
        name: String
    ) -> Inspection {
        guard size > 0 else {
            return Inspection(
                verdict: .reject,
                mediaType: "application/x-empty",
                reasons: [.empty]
            )
        }
        let nameExtension = FileName.extension(of: FileName.displayName(of: name))
        let content = content(
            of: Self.array(prefix),
            tail: Self.array(tail),
            isWhole: prefix.count >= size,
            nameExtension: nameExtension
        )
        switch content {
        case .refused(let reason, let type):
            return Inspection(verdict: .reject, mediaType: type, reasons: [reason])
        case .stored(let type):
            let fits = nameExtension.map(type.allows(extension:)) ?? true
            return Inspection(
                verdict: fits ? .accept : .warn,
                mediaType: type.rawValue,
                reasons: fits ? [] : [.nameMismatch]
            )
        }
    }

    /// What the bytes are.
    ///
    /// What a system would run comes first, whatever else they may also be.
    private func content(
        of head: [UInt8],
        tail: [UInt8],
        isWhole: Bool,
        nameExtension: String?
    ) -> Content {
        if let refusal = Signature.refusal(of: head) { return refusal }
        if ZipContent.isPresent(in: head) { return ZipContent(head: head, tail: tail).content }
        if CompoundFile.isPresent(in: head) { return CompoundFile.content(head: head, tail: tail) }
        if Self.isPDF(head) { return .stored(.pdf) }

        let type = database.withLock { $0.mediaType(of: head) }
        if let content = LibmagicType.content(for: type) { return content }
        // Of texts in other encodings than UTF-8 libmagic knows best that they are texts.
        guard TextContent.isUTF8(head, isWhole: isWhole) || Self.isPlain(type) else {
            return .refused(.unknown, type: type)
        }
        return TextContent(head, isWhole: isWhole).content(nameExtension: nameExtension)
    }

    /// Whether a PDF file begins here, or behind white space or a byte order mark.
    ///
    /// Readers also take a file with anything else before the first kilobyte's header (ISO 32000-2,
    /// Annex I); that is how one file becomes two, so we do not.
    private static func isPDF(_ head: [UInt8]) -> Bool {
        let start = head.has([0xEF, 0xBB, 0xBF]) ? 3 : 0
        let blank = head[start...].prefix(1024).prefix { $0 == 0x20 || TextContent.isLayout($0) }
        return head.has("%PDF-", at: blank.endIndex)
    }

    /// Whether libmagic means a text that no program runs and that holds no other files.
    private static func isPlain(_ type: String) -> Bool {
        type.hasPrefix("text/") && type != "text/rtf"
    }

    private static func array(_ bytes: Span<UInt8>) -> [UInt8] {
        unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
}
