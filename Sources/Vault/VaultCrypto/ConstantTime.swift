import CSodium

/// Comparison without a clue in its timing.
package enum ConstantTime {
    /// Whether two runs of bytes are equal, in a time that depends on the lengths alone.
    ///
    /// - Parameters:
    ///   - first: One run.
    ///   - second: The other.
    /// - Returns: `true` if length and bytes are equal.
    package static func equal(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Bool {
        guard first.count == second.count else { return false }
        return unsafe first.withPointer { firstBase in
            unsafe second.withPointer { secondBase in
                unsafe sodium_memcmp(firstBase, secondBase, first.count) == 0
            }
        }
    }
}
