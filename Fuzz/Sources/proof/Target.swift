import FuzzSupport
import VaultLedger

/// A proof file or receipt that parses is written as it was read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Input.bytes(start, count)
    guard let proof = try? TlogProof(parsing: bytes) else { return 0 }
    precondition(proof.bytes == bytes, "a proof file has a second spelling")
    guard let receipt = try? Receipt(parsing: bytes) else { return 0 }
    precondition(receipt.bytes == bytes, "a receipt has a second spelling")
    precondition(receipt.statement.bytes == proof.extra, "a receipt holds another statement")
    return 0
}
