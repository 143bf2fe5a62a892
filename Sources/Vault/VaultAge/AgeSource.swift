import VaultCrypto

/// Bytes that can be read from any place: a file, or an array.
public protocol AgeSource: ~Copyable {
    /// What can go wrong while reading; `Never` for bytes in memory.
    associatedtype Failure: Error

    /// The number of bytes.
    var count: Int { get }

    /// Reads bytes.
    ///
    /// - Parameters:
    ///   - offset: The place of the first one.
    ///   - output: Where they are appended: as many as fit, or up to the end if that comes first.
    /// - Throws: ``Failure``.
    borrowing func read(
        at offset: Int,
        into output: inout OutputSpan<UInt8>
    ) throws(Failure)
}

/// An array as a source.
public struct AgeBytesSource: AgeSource, Sendable {
    private let bytes: [UInt8]

    /// Wraps bytes.
    ///
    /// - Parameter bytes: A file.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The number of bytes.
    public var count: Int { bytes.count }

    /// Copies bytes.
    ///
    /// - Parameters:
    ///   - offset: The place of the first one.
    ///   - output: Where they are appended.
    public func read(at offset: Int, into output: inout OutputSpan<UInt8>) {
        let end = min(bytes.count, offset + output.freeCapacity)
        guard offset < end else { return }
        output.append(copying: bytes.span.extracting(offset..<end))
    }
}
