/// The container of old Office documents, Outlook messages and Windows installers ([MS-CFB]).
enum CompoundFile {
    /// Whether a file begins as such a container does.
    static func isPresent(in head: [UInt8]) -> Bool {
        head.has([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    }

    /// What it is.
    ///
    /// None of these is stored; only the reason differs.
    ///
    /// The directory may lie anywhere, so this looks for its entries instead of following it.
    ///
    /// - Parameters:
    ///   - head: The first bytes of the container.
    ///   - tail: Its last bytes; empty if `head` is all of it.
    /// - Returns: A refusal.
    static func content(head: [UInt8], tail: [UInt8]) -> Content {
        func holds(_ bytes: [UInt8]) -> Bool {
            head.firstOffset(of: bytes) != nil || tail.firstOffset(of: bytes) != nil
        }
        // The class of the root entry of an installer, and of a patch or transform for one:
        // 000C1084-, 000C1086-, 000C1082-0000-0000-C000-000000000046.
        for variant: UInt8 in [0x84, 0x86, 0x82]
        where holds([variant, 0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]) {
            return .refused(.executable, type: "application/x-msi")
        }
        if holds(utf16("__substg1.0_")) || holds(utf16("__properties_version1.0")) {
            return .refused(.activeContent, type: "application/vnd.ms-outlook")
        }
        if holds(utf16("_VBA_PROJECT")) || holds(utf16("VBA")) || holds(utf16("Macros")) {
            return .refused(.officeMacro, type: "application/x-ole-storage")
        }
        return .refused(.unknown, type: "application/x-ole-storage")
    }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }
}
