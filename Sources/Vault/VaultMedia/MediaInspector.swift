import Synchronization

/// Says what kind of file something is, by its content.
///
/// It recognises; it does not vouch. A file of a kind that is stored can be damaged, can attack the
/// program that opens it, and is never looked through for viruses.
///
/// The libraries that it asks are written in C and read what a stranger made. ``InspectionWorker``
/// runs it where a mistake of theirs does no harm.
///
/// Creating one loads the database of libmagic: make one, and keep it. It may be used from several
/// threads, which take turns.
package final class MediaInspector: Sendable {
    private let database: Mutex<MagicDatabase>

    /// Loads the database of libmagic, qpdf and libheif.
    ///
    /// - Throws: ``MediaError/databaseUnavailable`` if the first is missing or does not fit the library;
    ///   ``MediaError/libraryUnavailable`` if one of the others is missing.
    package init() throws(MediaError) {
        try LoadedLibrary.load()
        database = Mutex(try MagicDatabase())
    }

    /// Says what becomes of a file.
    ///
    /// - Parameters:
    ///   - bytes: All bytes of the file; or the first ``InspectionSample/headCount`` and the last
    ///     ``InspectionSample/tailCount`` of it, which serves to tell its kind but not its structure.
    ///   - size: The length of the file, in bytes.
    ///   - name: The name that the file came with.
    /// - Returns: The verdict, the media type and the reasons.
    package func inspect(_ bytes: Span<UInt8>, size: Int, name: String) -> Inspection {
        let nameExtension = FileName.extension(of: FileName.displayName(of: name))
        return Inspection(findings(in: bytes, size: size, nameExtension), name: name)
    }

    /// Says what the content of a file says.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, as for ``inspect(_:size:name:)``.
    ///   - size: The length of the file, in bytes.
    ///   - nameExtension: The extension of its name, if it has one.
    ///   - release: Is called when much was read that will not be read again.
    /// - Returns: What was found.
    func findings(
        in bytes: Span<UInt8>,
        size: Int,
        _ nameExtension: String?,
        _ release: () -> Void = {}
    ) -> Findings {
        guard size > 0 else { return Findings(mediaType: "application/x-empty", reasons: [.empty]) }
        let head = Self.array(bytes.extracting(first: InspectionSample.headCount))
        let tail =
            bytes.count > InspectionSample.headCount
            ? Self.array(bytes.extracting(last: InspectionSample.tailCount)) : []
        let isWhole = bytes.count >= size
        let content = content(
            of: head,
            tail: tail,
            isWhole: head.count >= size,
            nameExtension: nameExtension
        )
        switch content {
        case .refused(let reason, let type): return Findings(mediaType: type, reasons: [reason])
        case .stored(let type):
            let end = Self.array(bytes.extracting(last: InspectionSample.tailCount))
            if Polyglot.isPresent(as: type, head: head, tail: end) {
                return Findings(mediaType: type.rawValue, reasons: [.polyglot])
            }
            let structure =
                isWhole
                ? Structure(of: type, in: bytes, release) : Structure(reasons: [.contentPartial])
            return Findings(
                mediaType: type.rawValue,
                reasons: type.reasons.union(structure.reasons),
                title: type == .text ? OwnTitle.firstLine(of: head) : structure.title
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
        if Polyglot.isPDF(head) { return .stored(.pdf) }
        if Polyglot.hidesPDF(head) { return .refused(.polyglot, type: StoredType.pdf.rawValue) }

        let type = database.withLock { $0.mediaType(of: head) }
        if let content = LibmagicType.content(for: type) { return content }
        // Of texts in other encodings than UTF-8 libmagic knows best that they are texts.
        if TextContent.isUTF8(head, isWhole: isWhole) || Self.isPlain(type) {
            return TextContent(head, isWhole: isWhole).content(nameExtension: nameExtension)
        }
        if isWhole, let credential = Credential.type(of: head) { return .stored(credential) }
        return .refused(.unknown, type: type)
    }

    /// Whether libmagic means a text that no program runs and that holds no other files.
    private static func isPlain(_ type: String) -> Bool {
        type.hasPrefix("text/") && type != "text/rtf"
    }

    private static func array(_ bytes: Span<UInt8>) -> [UInt8] {
        unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }
}
