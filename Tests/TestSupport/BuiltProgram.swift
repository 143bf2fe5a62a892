import Foundation

/// The programs of the package, which SwiftPM builds beside the one that runs the tests.
package enum BuiltProgram {
    /// The path of a program.
    ///
    /// - Parameter name: Its name.
    /// - Returns: The path in the file system.
    package static func path(_ name: String) -> String {
        URL(filePath: "/proc/self/exe")
            .resolvingSymlinksInPath()
            .deletingLastPathComponent()
            .appending(path: name)
            .path(percentEncoded: false)
    }
}
