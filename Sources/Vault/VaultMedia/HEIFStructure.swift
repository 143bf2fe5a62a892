import CHEIF

/// The structure of the photos of newer phones (ISO/IEC 23008-12), read by libheif.
///
/// No pixel is decoded.
enum HEIFStructure {
    private static var heif: cheif_library {
        guard let library = LoadedLibrary.heif else {
            preconditionFailure("the inspector has loaded libheif")
        }
        return library
    }

    /// Looks at a whole file.
    ///
    /// - Parameter bytes: HEIC, HEIF or AVIF.
    /// - Returns: What was found; incomplete if libheif cannot read it.
    static func image(in bytes: Span<UInt8>) -> ImageFacts {
        var facts = ImageFacts()
        facts.isIncomplete = !isComplete(bytes)
        guard let context = heif.heif_context_alloc() else { return facts }
        defer { unsafe heif.heif_context_free(context) }
        let answer = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe read(buffer, with: context, into: &facts)
        }
        if !answer { facts.isIncomplete = true }
        return facts
    }

    private static func read(
        _ buffer: UnsafeBufferPointer<UInt8>,
        with context: OpaquePointer,
        into facts: inout ImageFacts
    ) -> Bool {
        let error = unsafe heif.heif_context_read_from_memory_without_copy(
            context,
            buffer.baseAddress,
            buffer.count,
            nil
        )
        var handle: OpaquePointer?
        guard unsafe error.code == heif_error_Ok,
            unsafe heif.heif_context_get_primary_image_handle(context, &handle).code
                == heif_error_Ok,
            let handle = unsafe handle
        else { return false }
        defer { unsafe heif.heif_image_handle_release(handle) }
        let edges = unsafe [
            heif.heif_image_handle_get_width(handle), heif.heif_image_handle_get_height(handle),
        ]
        facts.longEdge = edges.max().flatMap { $0 > 0 ? Int($0) : nil }
        facts.hasPlace =
            unsafe hasNote("Exif", of: handle) { block in
                // The block begins with how far behind these four bytes its header stands.
                guard let offset = block.bigEndian32(at: 0), offset < block.count - 4 else {
                    return false
                }
                return ExifBlock(block: block.extracting((4 + offset)...))?.hasPlace ?? false
            } || hasNote("mime", of: handle, where: XMPPacket.hasPlace)
        return true
    }

    /// Whether one of the notes about a photo is as it is meant.
    ///
    /// - Parameters:
    ///   - type: The type of the notes: `Exif`, or `mime`, of which XMP is one.
    ///   - handle: The photo.
    ///   - isMeant: Looks at a note.
    /// - Returns: `false` also if there is none of less than a mebibyte.
    private static func hasNote(
        _ type: String,
        of handle: OpaquePointer,
        where isMeant: (Span<UInt8>) -> Bool
    ) -> Bool {
        var ids = [heif_item_id](repeating: 0, count: 16)
        let count = unsafe heif.heif_image_handle_get_list_of_metadata_block_IDs(
            handle,
            type,
            &ids,
            CInt(ids.count)
        )
        for id in ids.prefix(Int(max(0, count))) {
            let size = unsafe heif.heif_image_handle_get_metadata_size(handle, id)
            guard (8...1 << 20).contains(size) else { continue }
            var block = [UInt8](repeating: 0, count: size)
            guard
                unsafe heif.heif_image_handle_get_metadata(handle, id, &block).code
                    == heif_error_Ok
            else { continue }
            if isMeant(block.span) { return true }
        }
        return false
    }

    /// Whether the boxes of the file end where it ends (ISO/IEC 14496-12, 4.2).
    private static func isComplete(_ bytes: Span<UInt8>) -> Bool {
        var offset = 0
        while offset < bytes.count {
            guard var size = bytes.bigEndian32(at: offset) else { return false }
            if size == 0 { return true }  // to the end of the file
            if size == 1 {
                guard let high = bytes.bigEndian32(at: offset + 8), high < 1 << 24,
                    let low = bytes.bigEndian32(at: offset + 12)
                else { return false }
                size = high << 32 | low
            }
            guard size >= 8, size <= bytes.count - offset else { return false }
            offset += size
        }
        return true
    }
}
