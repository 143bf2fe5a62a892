/// The names of files, as strangers give them.
package enum FileName {
    /// The longest name to show, in bytes of UTF-8: what most file systems allow.
    private static let maximumCount = 255

    /// A name that is safe to show and to use as the last component of a path.
    ///
    /// Only the last component is kept. Control characters, marks that turn the direction of the
    /// text (Unicode Standard Annex 9) and other invisible characters are removed, but for the two
    /// joiners that Persian and the scripts of India are written with. A name that is too long is
    /// cut before its extension.
    ///
    /// - Parameter raw: The name as it was given, perhaps with folders before it.
    /// - Returns: The name, never empty; `unnamed` if nothing is left of it.
    package static func displayName(of raw: String) -> String {
        let components = raw.unicodeScalars.split { $0 == "/" || $0 == "\\" }
        let cleaned = components.map { component in
            var scalars = String.UnicodeScalarView()
            scalars.append(contentsOf: component.filter(isShown))
            return trimmed(String(scalars))
        }
        guard let name = cleaned.last(where: { !$0.isEmpty && $0 != "." && $0 != ".." }) else {
            return "unnamed"
        }
        return shortened(name)
    }

    /// Whether a name would mislead whoever sees it as it was given: it has characters that do not
    /// show or that turn the direction of the text, or it leads to another folder.
    ///
    /// - Parameter raw: The name as it was given.
    /// - Returns: `true` if ``displayName(of:)`` takes more out of it than space at its ends.
    package static func deceives(_ raw: String) -> Bool {
        raw.unicodeScalars.contains { $0 == "/" || $0 == "\\" || !isShown($0) }
    }

    /// The extension of a name: what tells programs which kind of file it is.
    ///
    /// - Parameter name: A name as ``displayName(of:)`` gives it.
    /// - Returns: One to ten ASCII letters and digits after the last full stop, with at least one
    ///   letter, in lower case; `nil` if the name does not end so. A date is no extension.
    static func `extension`(of name: String) -> String? {
        let scalars = name.unicodeScalars
        // Windows ignores full stops and spaces at the end, so a person does not see them count.
        guard let end = scalars.lastIndex(where: { $0 != "." && $0 != " " }),
            let dot = scalars[...end].lastIndex(of: "."), dot > scalars.startIndex
        else { return nil }
        let text = scalars[scalars.index(after: dot)...end]
        guard (1...10).contains(text.count), text.allSatisfy(isLetterOrDigit),
            text.contains(where: { !("0"..."9").contains($0) })
        else { return nil }
        return String(text).lowercased()
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z": true
        default: false
        }
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\u{200C}" || scalar == "\u{200D}" { return true }  // the two joiners
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return false
        case .format: return !scalar.properties.isDefaultIgnorableCodePoint
        default: return true
        }
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[start...end])
    }

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > maximumCount else { return name }
        let suffix = Self.extension(of: name).map { ".\($0)" } ?? ""
        var stem = String.UnicodeScalarView()
        var count = suffix.utf8.count
        for scalar in name.unicodeScalars {
            count += UTF8.width(scalar)
            guard count <= maximumCount else { break }
            stem.append(scalar)
        }
        return trimmed(String(stem) + suffix)
    }
}

extension FileName {
    /// A name for a file that was made of another one.
    ///
    /// - Parameters:
    ///   - raw: The name of the other one, as it was given.
    ///   - suffix: What to put behind it, before the extension.
    ///   - nameExtension: The extension that it gets.
    /// - Returns: `scan-p3-5.pdf`.
    package static func derivedName(
        of raw: String,
        suffix: String,
        extension nameExtension: String
    ) -> String {
        let name = displayName(of: raw)
        let old = Self.extension(of: name)?.utf8.count ?? -1
        let stem = String(String.UnicodeScalarView(name.unicodeScalars.dropLast(old + 1)))
        return displayName(of: "\(stem)\(suffix).\(nameExtension)")
    }
}
