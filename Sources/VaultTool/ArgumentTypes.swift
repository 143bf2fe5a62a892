// Public imports, because the conformances are those of public types to a public protocol.
public import ArgumentParser
public import VaultLedger

extension Suite: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Purpose: ExpressibleByArgument {}
