extension FileName {
    /// The longest name of a file that is written, in bytes: with room for a number before the limit
    /// of file systems, and for a folder before the 260 characters of older Windows programs.
    private static let maximumStoredCount = 160

    /// Names that Windows keeps for devices, whatever extension follows.
    private static let reserved: Set<String> = Set(
        ["con", "prn", "aux", "nul"]
            + (1...9).flatMap { ["com\($0)", "lpt\($0)"] }
            + ["¹", "²", "³"].flatMap { ["com\($0)", "lpt\($0)"] }
    )

    /// A name under which a file can be written on any usual system.
    ///
    /// As ``displayName(of:)``; beside that, characters that Windows forbids are replaced, no full
    /// stop stands at the beginning (hidden) and none, nor a space, at the end, the name is no
    /// device's, and it has 160 bytes at most.
    ///
    /// - Parameter raw: The name as it was given, perhaps with folders before it.
    /// - Returns: The name, never empty.
    package static func storedName(of raw: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in displayName(of: raw).unicodeScalars {
            scalars.append("<>:\"|?*".unicodeScalars.contains(scalar) ? "_" : scalar)
        }
        var name = String(scalars)
        while let last = name.unicodeScalars.last, last == "." || last == " " {
            name.unicodeScalars.removeLast()
        }
        if name.unicodeScalars.first == "." { name = "_" + name }
        let stem = name.unicodeScalars.prefix { $0 != "." }
        if reserved.contains(String(stem).lowercased()) { name = "_" + name }
        return name.isEmpty ? "unnamed" : numbered(name, nil)
    }

    /// A name with a number before its extension, cut so that it is not too long.
    ///
    /// - Parameters:
    ///   - name: A name.
    ///   - number: The number; `nil` for none.
    /// - Returns: `name (2).pdf`.
    package static func numbered(_ name: String, _ number: Int?) -> String {
        let suffix = Self.extension(of: name)?.utf8.count ?? -1
        let scalars = name.unicodeScalars
        let tail = String(String.UnicodeScalarView(scalars.suffix(suffix + 1)))
        let middle = number.map { " (\($0))" } ?? ""
        var stem = String.UnicodeScalarView()
        var count = tail.utf8.count + middle.utf8.count
        for scalar in scalars.dropLast(suffix + 1) {
            count += UTF8.width(scalar)
            guard count <= maximumStoredCount else { break }
            stem.append(scalar)
        }
        return String(stem) + middle + tail
    }
}

/// Gives each file of one folder a name of its own.
///
/// Names are compared as file systems do that know no case and take canonically equal names for the
/// same (APFS).
package struct UniqueFileNames {
    private var taken: Set<String> = []

    /// Starts with no name taken.
    package init() {}

    /// Takes a name for a file.
    ///
    /// - Parameter raw: The name as it was given.
    /// - Returns: The name as ``FileName/storedName(of:)`` has it, with a number if it is taken.
    package mutating func take(_ raw: String) -> String {
        let name = FileName.storedName(of: raw)
        var candidate = name
        var number = 1
        // Strings are equal if they are canonically equivalent, and hash so.
        while !taken.insert(candidate.lowercased()).inserted {
            number += 1
            candidate = FileName.numbered(name, number)
        }
        return candidate
    }
}
