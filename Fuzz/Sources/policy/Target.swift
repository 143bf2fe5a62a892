import FuzzSupport
import VaultLedger

/// A policy that parses keeps its text, and written from its parts it says the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Input.bytes(start, count)
    guard let policy = try? TrustPolicy(parsing: bytes) else { return 0 }
    precondition(policy.bytes == bytes, "a policy has lost its text")
    let written = try? TrustPolicy(
        logs: policy.logs,
        witnesses: policy.witnesses,
        groups: policy.groups,
        quorum: policy.quorum
    )
    guard let written else { preconditionFailure("a policy cannot be written") }
    precondition(
        written.logs == policy.logs && written.witnesses == policy.witnesses
            && written.groups == policy.groups && written.quorum == policy.quorum,
        "a policy says something else when it is written anew"
    )
    return 0
}
