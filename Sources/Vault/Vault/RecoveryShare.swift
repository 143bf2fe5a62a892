import VaultCrypto

/// One of three shares of a recovery key, any two of which are the key: 33 words by SLIP-39.
public final class RecoveryShare: Sendable {
    /// How many shares there are.
    public static let count = 3

    /// How many of them are needed.
    public static let threshold = 2

    private let share: SLIP39Share

    init(_ share: SLIP39Share) {
        self.share = share
    }

    /// The number of the share, from 1.
    public var number: Int { share.member + 1 }

    /// Reads the words of a share.
    ///
    /// - Parameter text: The words, in either case, with white space between them. Lines that begin
    ///   with `#` are passed over. The caller wipes its copy.
    /// - Throws: ``VaultError/share(_:)`` with what is wrong.
    public init(_ text: Span<UInt8>) throws(VaultError) {
        let words = Self.withoutComments(text)
        do throws(CryptoError) {
            share = try words.withBytes { words throws(CryptoError) in
                try SLIP39Share(mnemonic: words)
            }
        } catch {
            throw .share(RecoveryShareFault(error))
        }
    }

    /// Lends the words, in lower case with one space between them, from locked memory.
    ///
    /// - Parameter body: Shows them. The span cannot leave it.
    /// - Returns: What `body` returns.
    public func withWords<Result: ~Copyable>(_ body: (Span<UInt8>) -> Result) -> Result {
        share.mnemonic().withBytes(body)
    }

    /// Lends the text of a share that was sealed to a holder: comments, and the words.
    ///
    /// - Parameters:
    ///   - file: The age file that the holder got.
    ///   - identity: The holder's.
    ///   - body: Shows or writes the text. The span cannot leave it.
    /// - Returns: What `body` returns.
    /// - Throws: ``VaultError/share(_:)`` if it is not sealed to the holder, or no share is in it.
    public static func withText<Result>(
        of file: [UInt8],
        openedBy identity: Identity,
        _ body: (Span<UInt8>) -> Result
    ) throws(VaultError) -> Result {
        guard let text = Seal.open(file, with: identity.keys, maximumCount: 4_096) else {
            throw .share(.sealed)
        }
        return try text.withBytes { text throws(VaultError) in
            _ = try RecoveryShare(text)
            return body(text)
        }
    }

    /// The text without the lines that begin with `#`.
    private static func withoutComments(_ text: Span<UInt8>) -> SecretBytes {
        var isComment = false
        var isLineStart = true
        var kept: [Bool] = []
        for index in text.indices {
            if isLineStart { isComment = text[index] == UInt8(ascii: "#") }
            isLineStart = text[index] == UInt8(ascii: "\n")
            kept.append(!isComment)
        }
        return SecretBytes(count: kept.count { $0 }) { output in
            for index in text.indices where kept[index] { output.append(text[index]) }
        }
    }

    /// Splits 32 secret bytes.
    static func split(_ secret: borrowing SecretBytes) -> [RecoveryShare] {
        let passphrase: [UInt8] = []
        return SLIP39.split(
            secret,
            into: SLIP39.Group(threshold: threshold, of: count),
            passphrase: passphrase.span
        )
        .map(RecoveryShare.init)
    }

    /// Gives the secret back.
    ///
    /// - Parameter shares: At least ``threshold`` different ones of one splitting.
    /// - Returns: The 32 bytes.
    /// - Throws: ``VaultError/share(_:)`` if there are too few, or they do not belong together.
    static func combine(_ shares: [RecoveryShare]) throws(VaultError) -> SecretBytes {
        var different: [SLIP39Share] = []
        for share in shares.map(\.share)
        where !different.contains(where: { $0.member == share.member }) {
            different.append(share)
        }
        guard different.count >= threshold else { throw .share(.tooFew(found: different.count)) }
        let passphrase: [UInt8] = []
        do throws(CryptoError) {
            return try SLIP39.combine(
                Array(different.prefix(threshold)),
                passphrase: passphrase.span
            )
        } catch {
            throw .share(RecoveryShareFault(error))
        }
    }
}

/// What is wrong with the shares of a recovery key.
public enum RecoveryShareFault: Hashable, Sendable {
    /// The word at this place, counted from 1, is none of the list.
    case unknownWord(Int)

    /// The words are not as they were written: one is another, or some are missing.
    case mistyped

    /// There are fewer different shares than needed.
    case tooFew(found: Int)

    /// The shares are not of one splitting.
    case mixed

    /// The file is not sealed to this holder.
    case sealed

    init(_ error: CryptoError) {
        guard case .shares(let fault) = error else {
            self = .mistyped
            return
        }
        switch fault {
        case .unknownWord(let place): self = .unknownWord(place)
        case .mixed, .digest: self = .mixed
        default: self = .mistyped
        }
    }
}
