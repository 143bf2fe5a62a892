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

extension ReceiverProfile: ExpressibleByArgument {
    /// Takes the short name of a profile.
    public init?(argument: String) {
        guard let profile = ReceiverProfile.named(argument) else { return nil }
        self = profile
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
