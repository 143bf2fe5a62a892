import FuzzSupport
import VaultLedger

/// A statement that parses, signed or not, is written as it was read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Input.bytes(start, count)
    if let statement = try? Statement(text: bytes) {
        precondition(Array(statement.text.utf8) == bytes, "a statement has a second spelling")
    }
    if let signed = try? SignedStatement(bytes: bytes) {
        precondition(signed.bytes == bytes, "a signed statement has a second spelling")
        precondition(
            Array(signed.statement.text.utf8) == signed.note.text,
            "a statement says something else than was signed"
        )
    }
    return 0
}
