import FuzzSupport
import VaultLedger

/// A path that parses is written as it was read, and is that of a tile with leaves.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Input.bytes(start, count)
    guard let path = String(validating: bytes, as: UTF8.self), let tile = try? Tile(path: path)
    else { return 0 }
    precondition(Array(tile.path.utf8) == bytes, "a tile has a second path")
    precondition(tile.leaves.count >= tile.width, "a tile covers no leaves")
    return 0
}
