import CQRencode
import VaultCrypto

/// A QR code (ISO/IEC 18004) that is read with a quarter of it missing: error correction level Q.
package struct QRCode: ~Copyable {
    /// The number of modules across.
    package let width: Int

    /// A byte for each module, row by row: 1 for a dark one.
    private let modules: SecretBytes

    /// Encodes a payload.
    ///
    /// - Parameter payload: The payload; digits, capitals and `$%*+-./:` make a smaller code.
    /// - Throws: ``PaperError/payloadTooLong``.
    package init(_ payload: Span<UInt8>) throws(PaperError) {
        guard let input = unsafe QRinput_new2(0, QR_ECLEVEL_Q) else { throw .payloadTooLong }
        defer { unsafe QRinput_free(input) }
        let mode = Self.isAlphanumeric(payload) ? QR_MODE_AN : QR_MODE_8
        let isTaken = unsafe payload.withUnsafeBufferPointer { buffer in
            unsafe QRinput_append(input, mode, CInt(buffer.count), buffer.baseAddress) == 0
        }
        guard isTaken, let code = unsafe QRcode_encodeInput(input) else { throw .payloadTooLong }
        let width = Int(unsafe code.pointee.width)
        let data = unsafe UnsafeMutableBufferPointer(
            start: code.pointee.data,
            count: width * width
        )
        modules = SecretBytes(count: data.count) { output in
            for index in data.indices { output.append(unsafe data[index] & 1) }
        }
        unsafe data.update(repeating: 0)
        unsafe QRcode_free(code)
        self.width = width
    }

    /// Names the dark modules, in runs from left to right.
    ///
    /// - Parameter body: Gets the row and the columns of each run.
    package func withRuns(_ body: (_ row: Int, _ columns: Range<Int>) -> Void) {
        modules.withBytes { modules in
            for row in 0..<width {
                var start: Int?
                for column in 0...width {
                    let isDark = column < width && modules[row * width + column] == 1
                    if isDark {
                        start = start ?? column
                    } else if let first = start {
                        body(row, first..<column)
                        start = nil
                    }
                }
            }
        }
    }

    private static func isAlphanumeric(_ payload: Span<UInt8>) -> Bool {
        let others = Array(" $%*+-./:".utf8)
        for index in payload.indices {
            switch payload[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                continue
            case let byte where others.contains(byte): continue
            default: return false
            }
        }
        return true
    }
}
