import VaultLedger

extension Digest {
    /// The digest with its last bit changed.
    var changed: Digest {
        var bytes = bytes
        bytes[Digest.count - 1] ^= 1
        return Digest(bytes)
    }
}

/// Every path that comes from `path` by one small change: a hash removed, changed in one bit,
/// repeated or exchanged with its neighbour, or one more at either end.
func variants(of path: [Digest]) -> [[Digest]] {
    var variants = [path + [MerkleTree.emptyRoot], [MerkleTree.emptyRoot] + path]
    for index in path.indices {
        var (removed, changed, repeated, moved) = (path, path, path, path)
        removed.remove(at: index)
        changed[index] = path[index].changed
        repeated.insert(path[index], at: index)
        moved.swapAt(index, (index + 1) % path.count)
        variants += [removed, changed, repeated] + (moved == path ? [] : [moved])
    }
    return variants
}
