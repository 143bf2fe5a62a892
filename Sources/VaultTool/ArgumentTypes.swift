// Public imports, because the conformances are those of public types to a public protocol.
public import ArgumentParser
public import Vault
public import VaultLedger

extension Suite: ExpressibleByArgument {}
extension ContentWarning: ExpressibleByArgument {}
extension ConsentMeans: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Purpose: ExpressibleByArgument {}
extension ErasureGround: ExpressibleByArgument {}
extension Statement.Kind: ExpressibleByArgument {}

/// A profile by its short name, or a file in which somebody wrote down what a receiver takes.
enum NamedProfile: ExpressibleByArgument {
    case known(ReceiverProfile)
    case file(String)

    /// Takes the short name of a profile, or the path of a file: with a slash in it, or `.json` at its
    /// end.
    init?(argument: String) {
        if let profile = ReceiverProfile.named(argument) {
            self = .known(profile)
        } else if argument.utf8.contains(UInt8(ascii: "/")) || argument.hasSuffix(".json") {
            self = .file(argument)
        } else {
            return nil
        }
    }

    /// The profile.
    ///
    /// - Throws: ``ToolError/file(_:path:)`` or ``ToolError/profileMalformed(_:path:)`` if the file
    ///   cannot be read.
    func profile() throws(ToolError) -> ReceiverProfile {
        switch self {
        case .known(let profile): return profile
        case .file(let path):
            let bytes = try FileReading.bytes(of: path)
            do throws(ReceiverProfile.Fault) {
                return try ReceiverProfile(reading: bytes)
            } catch {
                throw .profileMalformed(error, path: path)
            }
        }
    }

    /// The word by which it was named, as a shell takes it.
    var word: String {
        switch self {
        case .known(let profile): profile.id
        case .file(let path): ShellWord.quoted(path)
        }
    }
}

extension Digest: ExpressibleByArgument {
    /// Reads a digest as the tool prints it, in hexadecimal digits, or as a checkpoint has it, in
    /// base64.
    public init?(argument: String) {
        guard
            let digest = Digest(hexadecimal: argument) ?? Digest(base64: Array(argument.utf8).span)
        else { return nil }
        self = digest
    }
}

extension Identifier: ExpressibleByArgument {
    /// Reads a whole id; a beginning of one is not enough where there is no vault to look it up in.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension WitnessQuorum: ExpressibleByArgument {
    /// Reads `all`, `none` or a number from 1.
    public init?(argument: String) {
        switch argument {
        case "all": self = .all
        case "none": self = .none
        default:
            guard let count = Int(argument), count > 0, String(count) == argument else {
                return nil
            }
            self = .atLeast(count)
        }
    }
}

extension VerifierKey: ExpressibleByArgument {
    /// Reads a vkey (c2sp.org/signed-note).
    public init?(argument: String) {
        try? self.init(argument)
    }
}
