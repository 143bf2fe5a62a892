/// What a media type that libmagic reports means to us.
enum LibmagicType {
    /// The kind of file behind a media type, for kinds that are no text and no container.
    ///
    /// - Parameter type: A media type as libmagic 5.44 spells it.
    /// - Returns: `nil` if the type says nothing that could be relied on.
    static func content(for type: String) -> Content? {
        if let stored = stored[type] { return .stored(stored) }
        if let reason = reason(for: type) { return .refused(reason, type: type) }
        return nil
    }

    private static func reason(for type: String) -> Reason? {
        if executables.contains(type) { return .executable }
        if archives.contains(type) { return .archive }
        if active.contains(type) || type.hasPrefix("message/") { return .activeContent }
        return nil
    }

    private static let stored: [String: StoredType] = [
        "image/jpeg": .jpeg,
        "image/png": .png,
        "image/apng": .png,
        "image/vnd.mozilla.apng": .png,
        "image/tiff": .tiff,
        "image/webp": .webp,
        "image/heic": .heic,
        "image/heic-sequence": .heic,
        "image/heif": .heif,
        "image/heif-sequence": .heif,
        "image/avif": .avif,
        "image/gif": .gif,
        "image/bmp": .bmp,
        "image/x-ms-bmp": .bmp,
    ]

    private static let executables: Set<String> = [
        "application/x-executable", "application/x-pie-executable", "application/x-sharedlib",
        "application/x-object", "application/x-coredump", "application/x-dosexec",
        "application/vnd.microsoft.portable-executable", "application/x-ms-dos-executable",
        "application/x-mach-binary", "application/java-archive", "application/x-java-applet",
        "application/vnd.android.package-archive", "application/x-msi", "application/x-ms-shortcut",
        "application/x-bytecode.python", "application/vnd.debian.binary-package",
        "application/x-rpm", "application/wasm", "application/x-setupscript",
        "application/x-mswinurl", "text/x-ms-regedit",
        "text/x-shellscript", "text/x-msdos-batch", "text/x-perl", "text/x-php", "text/x-ruby",
        "text/x-powershell", "text/x-script.python", "text/x-python", "text/x-tcl", "text/x-lua",
        "text/x-awk", "text/x-gawk", "text/x-nawk",
    ]

    private static let archives: Set<String> = [
        "application/zip", "application/x-rar", "application/vnd.rar", "application/gzip",
        "application/x-7z-compressed", "application/x-bzip2", "application/x-xz",
        "application/zstd", "application/x-lz4", "application/x-tar", "application/x-gtar",
        "application/x-cpio", "application/x-lzip", "application/x-lzma", "application/x-compress",
        "application/vnd.ms-cab-compressed", "application/x-iso9660-image", "application/x-arj",
        "application/x-lzh-compressed", "application/x-lha", "application/x-archive",
        "application/x-archive-file", "application/x-zoo", "application/x-stuffit",
        "application/x-ace-compressed", "application/x-lrzip", "application/x-snappy-framed",
    ]

    private static let active: Set<String> = [
        "text/html", "image/svg+xml", "image/svg", "application/xhtml+xml", "text/javascript",
        "application/javascript", "application/x-javascript", "application/postscript",
        "application/vnd.ms-outlook", "application/vnd.ms-htmlhelp",
        "application/x-shockwave-flash", "application/vnd.adobe.flash.movie",
    ]
}
