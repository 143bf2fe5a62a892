import Synchronization
import VaultAge
import VaultCrypto
import VaultLedger
import VaultSystem

/// The bytes of an archive, to be read from any place.
protocol ArchiveSource: AnyObject, Sendable {
    /// How many there are.
    var count: Int { get }

    /// Reads bytes.
    ///
    /// - Parameters:
    ///   - offset: The place of the first.
    ///   - maximumCount: How many.
    /// - Returns: The bytes; fewer only at the end.
    /// - Throws: ``VaultError/archive(_:)`` with ``ArchiveFault/damaged``; ``VaultError/io(code:path:)``.
    func bytes(at offset: Int, maximumCount: Int) throws(VaultError) -> [UInt8]
}

/// A file that is not encrypted.
final class PlainArchive: ArchiveSource {
    private let file: ArchiveFile

    var count: Int { file.count }

    /// Opens a file.
    ///
    /// - Throws: ``VaultError/fileNotFound(path:)`` or ``VaultError/io(code:path:)``.
    init(path: String) throws(VaultError) {
        file = try ArchiveFile(path: path)
    }

    func bytes(at offset: Int, maximumCount: Int) throws(VaultError) -> [UInt8] {
        try [UInt8](capacity: maximumCount) { output throws(VaultError) in
            try file.read(at: offset, into: &output)
        }
    }
}

/// An age file that is opened chunk by chunk, where it is read.
final class SealedArchive: ArchiveSource {
    private let reader: Mutex<AgeRandomAccessReader<ArchiveFile>>

    let count: Int

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - key: What opens it.
    /// - Throws: ``VaultError/fileNotFound(path:)`` or ``VaultError/io(code:path:)``;
    ///   ``VaultError/passphraseWrong``; ``VaultError/archive(_:)`` with ``ArchiveFault/damaged`` or
    ///   ``ArchiveFault/wrongKey``.
    init(path: String, key: ArchiveKey) throws(VaultError) {
        let reader: AgeRandomAccessReader<ArchiveFile>
        do {
            reader = try AgeRandomAccessReader(ArchiveFile(path: path), with: [key.ageIdentity])
        } catch let error as VaultError {
            throw error
        } catch let error as AgeStreamError<VaultError> {
            throw Self.error(error, isPassphrase: key.isPassphrase)
        } catch {
            throw .archive(.damaged)
        }
        count = reader.count
        self.reader = Mutex(reader)
    }

    func bytes(at offset: Int, maximumCount: Int) throws(VaultError) -> [UInt8] {
        do throws(AgeStreamError<VaultError>) {
            return try reader.withLock { reader throws(AgeStreamError<VaultError>) in
                try [UInt8](capacity: maximumCount) {
                    output throws(AgeStreamError<VaultError>) in
                    try reader.read(at: offset, into: &output)
                }
            }
        } catch {
            throw Self.error(error, isPassphrase: false)
        }
    }

    private static func error(
        _ error: AgeStreamError<VaultError>,
        isPassphrase: Bool
    ) -> VaultError {
        switch error {
        case .other(let error): return error
        case .age(.noMatch):
            return isPassphrase ? .passphraseWrong : .archive(.wrongKey)
        case .age: return .archive(.damaged)
        }
    }
}

/// A file as age wants to read it.
private struct ArchiveFile: AgeSource, ~Copyable {
    private let file: ReadableFile
    private let path: String
    let count: Int

    init(path: String) throws(VaultError) {
        let file = try filing(path) { () throws(SystemError) in try ReadableFile(path: path) }
        count = try filing(path) { () throws(SystemError) in try file.size }
        self.file = file
        self.path = path
    }

    borrowing func read(
        at offset: Int,
        into output: inout OutputSpan<UInt8>
    ) throws(VaultError) {
        do {
            try file.read(at: offset, into: &output)
        } catch {
            throw VaultError(error, path: path)
        }
    }
}

/// What opens the archive of a move.
public struct ArchiveKey: Sendable {
    let ageIdentity: any AgeIdentity

    /// Whether it is a passphrase, so that another one can be tried.
    let isPassphrase: Bool

    /// The identity that the archive is sealed to.
    public static func identity(_ identity: Identity) -> ArchiveKey {
        ArchiveKey(ageIdentity: identity.keys.identity, isPassphrase: false)
    }

    /// The passphrase that the archive is sealed with.
    public static func passphrase(_ passphrase: Passphrase) -> ArchiveKey {
        ArchiveKey(
            ageIdentity: passphrase.secret.withBytes { ScryptIdentity(passphrase: $0) },
            isPassphrase: true
        )
    }
}

/// How the archive of a move is sealed.
public struct ArchiveSeal: Sendable {
    let outside: Recipient?
    private let scrypt: ScryptRecipient?

    /// To one recipient, of either suite.
    public static func recipient(_ recipient: OutsideRecipient) -> ArchiveSeal {
        ArchiveSeal(outside: recipient.recipient, scrypt: nil)
    }

    /// With a passphrase, at a cost for each guess.
    public static func passphrase(
        _ passphrase: Passphrase,
        _ cost: PassphraseCost
    ) -> ArchiveSeal {
        let scrypt = passphrase.secret.withBytes { secret in
            ScryptRecipient(passphrase: secret, workFactor: cost.workFactor)
        }
        return ArchiveSeal(outside: nil, scrypt: scrypt)
    }

    /// Whom age seals to.
    var ageRecipients: [any AgeRecipient] {
        if let outside { return [outside.ageRecipient] }
        return scrypt.map { [$0] } ?? []
    }
}
