/// Decides whether a checkpoint may be cosigned (c2sp.org/tlog-witness), without storing or signing
/// anything.
///
/// The caller keeps, for each origin, the head that was cosigned last. Between reading that record
/// and replacing it no other request may come: exchange it only if it is still
/// ``WitnessUpdate/old``, make that durable, and sign after that. A witness that forgets a head, or
/// that signs first, lets a log show two histories.
public struct Witness: Sendable {
    private let logKeys: [KeyName: [VerifierKey]]

    /// Creates a witness of some logs.
    ///
    /// - Parameter logKeys: The keys of the logs, whose names are the origins; several of one name
    ///   are the keys of one log.
    /// - Throws: ``LedgerError/unsupportedKeyType(_:)`` if a key is not one that logs sign with.
    public init(of logKeys: [VerifierKey]) throws(LedgerError) {
        for key in logKeys where key.type != .ed25519 {
            throw .unsupportedKeyType(key.type.rawValue)
        }
        self.logKeys = Dictionary(grouping: logKeys, by: \.name)
    }

    /// Judges a request.
    ///
    /// - Parameters:
    ///   - request: What the log asks.
    ///   - record: The head that was cosigned last for the origin of the request's checkpoint;
    ///     `nil` if there is none.
    /// - Returns: What to store before signing, or the answer that refuses.
    public func judge(_ request: WitnessRequest, record: TreeHead?) -> WitnessVerdict {
        let head = request.checkpoint.head
        guard let keys = logKeys[request.checkpoint.origin] else {
            return .refuse(.refused(.unknownLog))
        }
        guard (try? request.note.verified(by: keys)) != nil else {
            return .refuse(.refused(.unsigned))
        }
        guard request.oldSize <= head.size else { return .refuse(.refused(.malformed)) }

        let old = record ?? .empty
        guard request.oldSize == old.size else { return .refuse(.conflict(size: old.size)) }
        do {
            try request.proof.verify(from: old, to: head)
        } catch {
            return .refuse(.refused(.inconsistent))
        }
        return .accept(WitnessUpdate(old: record, checkpoint: request.checkpoint))
    }
}

/// What a witness decides.
public enum WitnessVerdict: Hashable, Sendable {
    /// The checkpoint may be cosigned, once the update is stored.
    case accept(WitnessUpdate)

    /// The checkpoint may not be cosigned.
    case refuse(WitnessResponse)
}

/// The change of a witness's record that has to be durable before the cosignature leaves it.
public struct WitnessUpdate: Hashable, Sendable {
    /// The record that was judged by and must still stand; `nil` if there was none.
    public let old: TreeHead?

    /// The checkpoint to cosign, with the head that takes the place of ``old``.
    public let checkpoint: Checkpoint

    /// Cosigns the checkpoint.
    ///
    /// Call it after the update has become durable, never before.
    ///
    /// - Parameters:
    ///   - cosigners: The keys of the witness, at least one.
    ///   - time: Now, in seconds since 1970, not negative.
    /// - Returns: The answer to the log.
    package func cosigned(by cosigners: [Cosigner], at time: Int64) -> WitnessResponse {
        .cosigned(cosigners.map { $0.cosign(checkpoint.text, at: time) })
    }
}
