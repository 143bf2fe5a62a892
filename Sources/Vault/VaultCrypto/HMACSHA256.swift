import CSodium

/// HMAC-SHA-256 (RFC 2104, RFC 4231), over bytes that arrive in runs.
///
/// This is libsodium's and not swift-crypto's: its state is one flat value that is wiped here,
/// while swift-crypto would leave copies of the padded key in the heap. Messages are short.
@safe
package struct HMACSHA256: ~Copyable {
    private var state = crypto_auth_hmacsha256_state()

    /// Starts an empty message.
    ///
    /// - Parameter key: The key, of any length.
    package init(key: Span<UInt8>) {
        _ = Sodium.ready
        unsafe key.withPointer { base in
            _ = unsafe crypto_auth_hmacsha256_init(&state, base, key.count)
        }
    }

    /// Another message under the same key, that begins as this one did so far.
    ///
    /// - Returns: The copy, which goes its own way.
    borrowing func copy() -> HMACSHA256 {
        HMACSHA256(state: state)
    }

    private init(state: crypto_auth_hmacsha256_state) {
        self.state = state
    }

    /// Adds the next run of bytes.
    ///
    /// - Parameter bytes: The run. It can be empty.
    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withPointer { base in
            _ = unsafe crypto_auth_hmacsha256_update(&state, base, UInt64(bytes.count))
        }
    }

    /// Ends the message and appends its code of 32 bytes to `output`.
    ///
    /// - Parameter output: Where the code goes. There must be room for it.
    package mutating func finish(into output: inout OutputSpan<UInt8>) {
        unsafe output.appendInC(count: 32) { destination in
            _ = unsafe crypto_auth_hmacsha256_final(&state, destination)
        }
        wipe()
    }

    /// The code of a message that is at hand as a whole.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - key: The key, of any length.
    /// - Returns: 32 bytes.
    package static func code(for message: Span<UInt8>, key: Span<UInt8>) -> InlineArray<32, UInt8> {
        var code = HMACSHA256(key: key)
        code.update(message)
        return InlineArray { output in code.finish(into: &output) }
    }

    private mutating func wipe() {
        unsafe withUnsafeMutableBytes(of: &state) { bytes in
            unsafe sodium_memzero(bytes.baseAddress, bytes.count)
        }
    }
}
