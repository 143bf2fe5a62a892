import FuzzSupport
import VaultLedger

/// A note that parses is written as it was read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Input.bytes(start, count)
    guard let note = try? SignedNote(parsing: bytes) else { return 0 }
    precondition(note.bytes == bytes, "a note has a second spelling")
    return 0
}
