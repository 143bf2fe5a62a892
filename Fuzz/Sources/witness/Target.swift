import FuzzSupport
import VaultLedger

/// A request or an answer that parses is written as it was read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Input.bytes(start, count)
    if let request = try? WitnessRequest(parsing: bytes) {
        precondition(request.bytes == bytes, "a request has a second spelling")
    }
    for status in [200, 409] {
        guard let response = try? WitnessResponse(status: status, body: bytes) else { continue }
        precondition(response.body == bytes, "an answer has a second spelling")
    }
    return 0
}
