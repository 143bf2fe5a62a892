/// What people call types of files.
enum MediaTypeName {
    /// The name of a type.
    ///
    /// - Parameter type: A media type, such as `image/jpeg`.
    /// - Returns: A few words; the type itself if it has no other name.
    static func text(_ type: String?) -> Message {
        switch type {
        case nil: Message("file")
        case "application/pdf": .verbatim("PDF")
        case "text/plain": Message("text")
        case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
            "Word document"
        case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
            "Excel sheet"
        case "application/vnd.oasis.opendocument.text": "text document"
        case let type?:
            type.hasPrefix("image/")
                ? "\(type.dropFirst(6).uppercased()) image" : .verbatim(type)
        }
    }
}
