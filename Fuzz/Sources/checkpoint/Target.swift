import FuzzSupport
import VaultLedger

/// A checkpoint that parses is written as it was read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Input.bytes(start, count)
    guard let checkpoint = try? Checkpoint(parsing: bytes) else { return 0 }
    precondition(checkpoint.text == bytes, "a checkpoint has a second spelling")
    return 0
}
