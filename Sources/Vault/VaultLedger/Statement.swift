import VaultCrypto

/// What a member says in the ledger: the text that is signed.
///
/// The text begins `<origin>/statement/v1` and goes on with `key value` lines in an order that the
/// type fixes (FORMAT.md, "Statements"). It is ASCII, and there is one spelling of each statement:
/// what does not serialise to the same bytes is refused.
///
///     vault.example/district/statement/v1
///     type revoke
///     author m-4kz1v8q0r2d7c9hx
///     number 7
///     time 2026-11-24T10:00:00Z
///     seen 12 J/tawbfXKLV4YvjbWtH9s/b4+SgVUoQsIkLPq6l/hkY=
///     salt 5Vh0ZgTBlEmVQXb0QeL2aw==
///     owner m-0e9dj3x2b6s8mt5w
///     document d-7tq2n4k8v1c6z0fg
///     grant 9
///     basis own
public struct Statement: Hashable, Sendable {
    /// The name of the vault's log.
    public let origin: String

    /// Who says it; the name of the signing key is `<origin>/<author>`.
    public let author: MemberID

    /// Larger than every number that the author has used before, from 1; gaps are allowed.
    public let number: Int

    /// When it was said, by the author's clock.
    public let time: LedgerTime

    /// The head that the author had last verified.
    public let seen: TreeHead

    /// Sixteen random bytes, so that no one can guess a statement from its digest.
    public let salt: Salt

    /// What is said.
    public let body: Body

    /// Creates a statement.
    public init(
        origin: String,
        author: MemberID,
        number: Int,
        time: LedgerTime,
        seen: TreeHead,
        salt: Salt,
        body: Body
    ) {
        self.origin = origin
        self.author = author
        self.number = number
        self.time = time
        self.seen = seen
        self.salt = salt
        self.body = body
    }
}

extension Statement {
    /// What a statement says, by type.
    public enum Body: Hashable, Sendable {
        /// The vault begins.
        case genesis(Genesis)

        /// A group is made.
        case office(OfficeDefinition)

        /// A member joins.
        case enrol(Enrolment)

        /// A document comes in.
        case deposit(Deposit)

        /// A member may open a document.
        case grant(Grant)

        /// A grant ends.
        case revoke(Revocation)

        /// A document is encrypted anew.
        case rekey(Rekeying)

        /// A description is mended.
        case describe(Redescription)

        /// A document is released.
        case open(Opening)

        /// A document is handed out to somebody outside.
        case send(Sending)

        /// A document is made unreadable for everyone.
        case withdraw(Withdrawal)

        /// The deletion of copies is asked for.
        case deletionRequest(DeletionRequest)

        /// A request for deletion is answered.
        case deletionAnswer(DeletionAnswer)

        /// A member leaves.
        case retire(Retirement)

        /// A member goes on with new keys.
        case rotate(Rotation)

        /// A claim code is handed out.
        case invite(Invitation)

        /// A provisional owner takes over.
        case claim(Claim)

        /// A member prepares for the loss of their key.
        case recoveryPlan(RecoveryPlan)

        /// A recovery begins to wait.
        case recover(RecoveryRequest)

        /// A recovery is stopped.
        case veto(Veto)

        /// An erasure is asked for.
        case erase(ErasureRequest)

        /// An erasure is signed off.
        case warrant(ErasureWarrant)

        /// Log time is set back after a wrong clock.
        case clock

        /// The log goes on under another key.
        case logKey(LogKeyChange)

        /// What is stored was looked over.
        case scrub(Scrub)
    }

    /// The type of a statement: the value of its `type` line.
    public enum Kind: String, Sendable, CaseIterable {
        /// See ``Genesis``.
        case genesis

        /// See ``OfficeDefinition``.
        case office

        /// See ``Enrolment``.
        case enrol

        /// See ``Deposit``.
        case deposit

        /// See ``Grant``.
        case grant

        /// See ``Revocation``.
        case revoke

        /// See ``Rekeying``.
        case rekey

        /// See ``Redescription``.
        case describe

        /// See ``Opening``.
        case open

        /// See ``Sending``.
        case send

        /// See ``Withdrawal``.
        case withdraw

        /// See ``DeletionRequest``.
        case deletionRequest = "deletion-request"

        /// See ``DeletionAnswer``.
        case deletionAnswer = "deletion-answer"

        /// See ``Retirement``.
        case retire

        /// See ``Rotation``.
        case rotate

        /// See ``Invitation``.
        case invite

        /// See ``Claim``.
        case claim

        /// See ``RecoveryPlan``.
        case recoveryPlan = "recovery-plan"

        /// See ``RecoveryRequest``.
        case recover

        /// See ``Veto``.
        case veto

        /// See ``ErasureRequest``.
        case erase

        /// See ``ErasureWarrant``.
        case warrant

        /// Sets log time back; see ``Replay``.
        case clock

        /// See ``LogKeyChange``.
        case logKey = "log-key"

        /// See ``Scrub``.
        case scrub
    }

    /// The type of this statement.
    public var kind: Kind {
        switch body {
        case .genesis: .genesis
        case .office: .office
        case .enrol: .enrol
        case .deposit: .deposit
        case .grant: .grant
        case .revoke: .revoke
        case .rekey: .rekey
        case .describe: .describe
        case .open: .open
        case .send: .send
        case .withdraw: .withdraw
        case .deletionRequest: .deletionRequest
        case .deletionAnswer: .deletionAnswer
        case .retire: .retire
        case .rotate: .rotate
        case .invite: .invite
        case .claim: .claim
        case .recoveryPlan: .recoveryPlan
        case .recover: .recover
        case .veto: .veto
        case .erase: .erase
        case .warrant: .warrant
        case .clock: .clock
        case .logKey: .logKey
        case .scrub: .scrub
        }
    }

    /// The name of the key that the author signs with.
    public var keyName: String { Self.keyName(of: author, origin: origin) }

    /// The name of a member's keys in a vault.
    ///
    /// - Parameters:
    ///   - member: The member.
    ///   - origin: The name of the vault's log.
    /// - Returns: `<origin>/<member>`.
    public static func keyName(of member: MemberID, origin: String) -> String {
        "\(origin)/\(member)"
    }
}

/// Sixteen random bytes that make a statement's digest unguessable.
public struct Salt: Hashable, Sendable {
    /// The bytes.
    public let bytes: [UInt8]

    /// Takes stored bytes.
    ///
    /// - Parameter bytes: Sixteen bytes; with more or fewer the result is `nil`.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    private init(drawn bytes: [UInt8]) { self.bytes = bytes }

    /// Draws a salt from the generator of the operating system.
    ///
    /// - Returns: Sixteen random bytes.
    public static func random() -> Salt { Salt(drawn: Random.bytes(16)) }
}

/// The rule for the name of a log.
public enum Origin {
    /// Whether `text` can name a vault's log.
    ///
    /// - Parameter text: 1 to 200 printable ASCII characters without space and `+`, such as
    ///   `vault.example/district`; no slash at either end (c2sp.org/tlog-checkpoint).
    /// - Returns: `true` if it can.
    public static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (1...200).contains(bytes.count)
            && bytes.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "+") }
            && bytes.first != UInt8(ascii: "/") && bytes.last != UInt8(ascii: "/")
    }
}
