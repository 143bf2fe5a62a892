public import VaultLedger

/// What a check of a vault is to do beside looking.
public struct CheckOptions: Hashable, Sendable {
    /// Whether to decrypt what the caller can open, and to compare it with what was deposited.
    public var isDeep: Bool

    /// Whether to put in order what can be put in order without losing anything.
    public var repairs: Bool

    /// Creates options.
    public init(isDeep: Bool = false, repairs: Bool = false) {
        self.isDeep = isDeep
        self.repairs = repairs
    }
}

/// How far an audit, a check or a backup has come.
public struct CheckProgress: Hashable, Sendable {
    /// Who is told, on any thread.
    public typealias Handler = @Sendable (CheckProgress) -> Void

    /// What is done, one after the other.
    public enum Step: Hashable, Sendable {
        /// Statements are verified.
        case statements

        /// Bytes of stored files are hashed.
        case bytes
    }

    /// What is being done.
    public let step: Step

    /// How many statements, or bytes, were read.
    public let done: Int

    /// How many there are.
    public let total: Int
}

/// Something that a check found.
public struct CheckFinding: Hashable, Sendable {
    /// What it is.
    public let finding: ScrubFinding

    /// What it is about: the id of a document, the index of a statement, or a path in the folder of
    /// the vault; `nil` for the vault as a whole.
    public let subject: String?

    /// Whether it was put in order.
    public let isRepaired: Bool
}

/// The result of a check.
public struct CheckReport: Hashable, Sendable {
    /// How many blobs were read and hashed.
    public let blobs: Int

    /// How many bytes they have together.
    public let bytes: Int

    /// How many documents were decrypted and compared; `nil` if the check was not a deep one.
    public let decrypted: Int?

    /// What was found, of each kind the first thousand.
    public let findings: [CheckFinding]

    /// How often each kind was found, by code.
    public let counts: [Scrub.Count]

    /// How much of it is not put in order.
    public let open: Int

    /// Whether all is well: nothing was found, or all that was found is put in order.
    public var isClean: Bool { open == 0 }

    /// The room that the file system of the vault has left, in bytes.
    public let freeSpace: Int

    /// How many files lie aside, where repairs have put them.
    public let asideCount: Int

    /// Whether somebody was storing documents all the time, so that it could not be judged which
    /// blobs nothing names.
    public let wasBusy: Bool

    /// What has begun and is not complete, as far as the vault can be opened: a state, not damage.
    public let pending: PendingReport?

    /// The index of the statement that says what was found.
    public let index: Int?

    /// Why there is no such statement; `nil` if there is one, or if the check had no identity.
    public let failure: VaultError?
}

/// Findings as they come, counted for ever and named up to a limit.
struct CheckFindings {
    private(set) var named: [CheckFinding] = []
    private var counts: [ScrubFinding: Int] = [:]

    /// How much was not put in order.
    private(set) var open = 0

    /// How many of a kind to name.
    private static let limit = 1_000

    mutating func add(_ finding: ScrubFinding, _ subject: String? = nil, isRepaired: Bool = false) {
        counts[finding, default: 0] += 1
        if !isRepaired { open += 1 }
        guard counts[finding, default: 0] <= Self.limit else { return }
        named.append(
            CheckFinding(finding: finding, subject: subject?.shownPath, isRepaired: isRepaired)
        )
    }

    /// Takes over what an audit has found, under the code that a check has for it.
    mutating func add(_ found: AuditFinding) {
        let place = [found.index.map(String.init), found.subject].compactMap { $0 }
        if let own = ScrubFinding(rawValue: found.code) {
            add(own, place.isEmpty ? nil : place.joined(separator: " "))
        } else {
            add(.auditFinding, ([found.code] + place).joined(separator: " "))
        }
    }

    /// The counts by code, as a statement has them.
    var all: [Scrub.Count] {
        counts.map { Scrub.Count(finding: $0.key, count: $0.value) }
            .sorted { $0.finding.rawValue < $1.finding.rawValue }
    }
}

extension String {
    /// A path that nobody vouches for, fit to be shown: printable ASCII, and not for ever.
    fileprivate var shownPath: String {
        let bytes = utf8.prefix(200).map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
