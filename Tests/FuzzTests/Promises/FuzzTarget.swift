/// A parser, with what it promises of every input.
///
/// `Scripts/fuzz` feeds it what libFuzzer makes up, and the tests what is kept in `Fuzz/corpus`.
public enum FuzzTarget: String, CaseIterable, Sendable {
    case ageHeader = "age-header"
    case agePayload = "age-payload"
    case archive
    case armor
    case card
    case checkpoint
    case envelope
    case identityFile = "identity-file"
    case note
    case policy
    case proof
    case statement
    case tilePath = "tile-path"
    case vkey
    case witness
}

/// What became of an input.
public enum FuzzOutcome: Hashable, Sendable {
    /// It does not parse.
    case refused

    /// It parses, and all that is promised holds.
    case kept

    /// A promise does not hold: this one.
    case broken(String)
}

extension FuzzTarget {
    /// Tries one input.
    ///
    /// - Parameter bytes: The input.
    /// - Returns: What became of it.
    public func outcome(of bytes: [UInt8]) -> FuzzOutcome {
        var judge = FuzzJudge()
        switch self {
        case .ageHeader: judge.readAgeHeader(bytes)
        case .agePayload: judge.readAgePayload(bytes)
        case .archive: judge.readArchive(bytes)
        case .armor: judge.readArmor(bytes)
        case .card: judge.readCard(bytes)
        case .checkpoint: judge.readCheckpoint(bytes)
        case .envelope: judge.readEnvelope(bytes)
        case .identityFile: judge.readIdentityFile(bytes)
        case .note: judge.readNote(bytes)
        case .policy: judge.readPolicy(bytes)
        case .proof: judge.readProof(bytes)
        case .statement: judge.readStatement(bytes)
        case .tilePath: judge.readTilePath(bytes)
        case .vkey: judge.readVerifierKey(bytes)
        case .witness: judge.readWitnessMessage(bytes)
        }
        return judge.outcome
    }

    /// Takes what libFuzzer hands to a program, and stops it where a promise is broken.
    ///
    /// - Parameters:
    ///   - start: The address of the first byte.
    ///   - count: The number of bytes.
    /// - Returns: What libFuzzer expects.
    public func run(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
        let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
        if case .broken(let promise) = outcome(of: bytes) { preconditionFailure(promise) }
        return 0
    }
}

/// Notes what holds of one input.
struct FuzzJudge {
    private(set) var outcome = FuzzOutcome.refused

    /// Notes that the input parsed, and whether what follows from that holds.
    ///
    /// - Parameters:
    ///   - condition: The promise.
    ///   - fault: What is wrong if it does not hold.
    mutating func expect(_ condition: Bool, else fault: String) {
        if case .broken = outcome { return }
        outcome = condition ? .kept : .broken(fault)
    }
}
