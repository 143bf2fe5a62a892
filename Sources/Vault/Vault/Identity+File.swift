import VaultAge
import VaultCrypto
public import VaultLedger

extension Identity {
    private static let namePrefix = "# name: "

    /// Whether an identity file needs a passphrase.
    ///
    /// - Parameter file: The bytes of the file.
    /// - Returns: `true` if it is an age file itself.
    public static func isEncrypted(file: [UInt8]) -> Bool {
        do {
            _ = try IdentityFile(parsing: file.span)
            return false
        } catch {
            return error == .passphraseNeeded
        }
    }

    /// Reads an identity file as age knows them: comments, and one line `AGE-SECRET-KEY-…`.
    ///
    /// - Parameters:
    ///   - file: The bytes of the file, plain or encrypted with a passphrase by age.
    ///   - passphrase: What opens it; not needed for a plain file.
    /// - Throws: ``VaultError/passphraseMissing``; ``VaultError/passphraseWrong``;
    ///   ``VaultError/identityMalformed`` if there is not exactly one identity in it.
    public convenience init(
        file: [UInt8],
        passphrase: Passphrase? = nil
    ) throws(VaultError) {
        let unlock = passphrase.map { passphrase in
            passphrase.secret.withBytes { [ScryptIdentity(passphrase: $0)] }
        }
        let parsed: IdentityFile
        do {
            parsed = try IdentityFile(parsing: file.span, unlockedWith: unlock ?? [])
        } catch .passphraseNeeded {
            throw .passphraseMissing
        } catch .noMatch {
            throw .passphraseWrong
        } catch {
            throw .identityMalformed
        }
        guard let keys = KeyPair(onlyIdentityOf: parsed) else { throw .identityMalformed }
        self.init(keys: keys, name: Self.name(in: parsed.comments))
    }

    /// Writes an identity file.
    ///
    /// - Parameters:
    ///   - name: The name to note in it, which ends up on cards.
    ///   - created: The date to note in it.
    ///   - passphrase: What to encrypt it with; `nil` leaves the secret in the open, protected by
    ///     the file's permissions alone.
    ///   - cost: How much work a guess costs.
    /// - Returns: The bytes of the file, to be stored with mode 0600.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/name``; ``VaultError/io(code:path:)`` if
    ///   there is no memory for the cost of a guess.
    public func file(
        name: String,
        created: LedgerTime,
        passphrase: Passphrase?,
        cost: PassphraseCost = .standard
    ) throws(VaultError) -> [UInt8] {
        guard PersonName.isValid(name) else { throw .invalid(.name) }
        let comments = [
            "created: \(created)",
            "name: \(JSONString.encode(name))",
            "public key: \(recipient)",
        ]
        let text = IdentityFile.text(of: keys.identity, comments: comments.map { Array($0.utf8) })
        guard let passphrase else {
            return text.withBytes { bytes in [UInt8](copying: bytes) }
        }
        let recipient = passphrase.secret.withBytes { secret in
            ScryptRecipient(passphrase: secret, workFactor: cost.workFactor)
        }
        do {
            return Armor.encode(try Age.encrypt(secret: text, to: [recipient]))
        } catch {
            throw .io(code: VaultError.outOfMemory, path: VaultError.memoryPath)
        }
    }

    private static func name(in comments: [[UInt8]]) -> String? {
        for comment in comments where comment.starts(with: namePrefix.utf8) {
            return JSONString.decode(Array(comment.dropFirst(namePrefix.utf8.count)))
        }
        return nil
    }
}

extension PassphraseCost {
    var workFactor: ScryptWorkFactor {
        switch self {
        case .standard: .standard
        case .insecureForTesting: .insecureForTesting
        }
    }
}

extension [UInt8] {
    /// Copies the bytes of a span.
    init(copying bytes: Span<UInt8>) {
        self.init(capacity: bytes.count) { $0.append(copying: bytes) }
    }
}
