import FuzzSupport
import VaultLedger

/// A verifier key that parses is written as it was read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Input.bytes(start, count)
    guard let key = try? VerifierKey(parsing: bytes) else { return 0 }
    precondition(Array(key.description.utf8) == bytes, "a key has a second spelling")
    return 0
}
