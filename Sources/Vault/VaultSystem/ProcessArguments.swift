/// What the process was called with, byte for byte.
package enum ProcessArguments {
    /// The first argument that is not UTF-8, as it shows: with U+FFFD in the place of what is not.
    ///
    /// `CommandLine.arguments` mends such bytes without a word, so a path among them would be another
    /// one; see `execve(2)`: to the kernel arguments are bytes.
    ///
    /// - Returns: The argument; `nil` if all are UTF-8.
    package static func firstMalformed() -> String? {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = unsafe CommandLine.unsafeArgv[index] else { return nil }
            if unsafe String(validatingCString: argument) == nil {
                return unsafe String(cString: argument)
            }
        }
        return nil
    }
}
