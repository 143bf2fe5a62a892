/// What a witness answers to a ``WitnessRequest`` (c2sp.org/tlog-witness).
public enum WitnessResponse: Hashable, Sendable {
    /// 200: the witness has cosigned. Nothing is verified: ``SignedNote/merging(_:by:)`` does that.
    case cosigned([NoteSignature])

    /// 409: the witness has cosigned another size last, this one.
    ///
    /// A log proves from there and asks again. If the size is beyond its own, it has lost entries
    /// that it had signed, from a backup perhaps, and must sign nothing more.
    case conflict(size: Int)

    /// The witness does not cosign, for another reason.
    case refused(Refusal)

    /// Why a witness does not cosign, by the status of the answer.
    public enum Refusal: Int, Sendable, CaseIterable {
        /// The request is malformed, or claims an older size beyond the new one.
        case malformed = 400

        /// No key that the witness trusts for the log has signed, or such a signature is bad.
        case unsigned = 403

        /// The witness does not know the log.
        case unknownLog = 404

        /// The new tree does not begin with the one that the witness has cosigned.
        case inconsistent = 422
    }
}

// MARK: - HTTP form

extension WitnessResponse {
    /// The HTTP status.
    public var status: Int {
        switch self {
        case .cosigned: 200
        case .conflict: 409
        case .refused(let refusal): refusal.rawValue
        }
    }

    /// The value of the header field `Content-Type`.
    public var contentType: String {
        if case .conflict = self { return "text/x.tlog.size" }
        return "text/plain; charset=utf-8"
    }

    /// The body: the signature lines, the size, or nothing.
    public var body: [UInt8] {
        switch self {
        case .cosigned(let signatures): signatures.flatMap(\.line)
        case .conflict(let size): Array("\(size)\n".utf8)
        case .refused: []
        }
    }

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - body: The whole body; that of a refusal is not looked at.
    /// - Throws: ``LedgerError/malformedWitnessMessage`` if the status is none of the protocol's or
    ///   the body is not as ``body`` would write it: 1 to 100 signature lines, or a size.
    public init(status: Int, body: [UInt8]) throws(LedgerError) {
        switch status {
        case 200: self = .cosigned(try Self.signatures(in: body))
        case 409: self = .conflict(size: try Self.size(in: body))
        default:
            guard let refusal = Refusal(rawValue: status) else { throw .malformedWitnessMessage }
            self = .refused(refusal)
        }
    }

    /// Reads the body of an answer whose status was not kept: cosignatures or a size.
    ///
    /// A signature line begins with a dash and a size with a digit, so the body tells which it is. A
    /// refusal has no body that says anything.
    ///
    /// - Parameter body: The whole body.
    /// - Throws: ``LedgerError/malformedWitnessMessage`` if it is not as ``body`` would write it for
    ///   one of the two.
    public init(body: [UInt8]) throws(LedgerError) {
        let isSize = body.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        try self.init(status: isSize == true ? 409 : 200, body: body)
    }

    private static func signatures(in body: [UInt8]) throws(LedgerError) -> [NoteSignature] {
        var lines = TextLines(body)
        var signatures: [NoteSignature] = []
        while let line = lines.next() {
            guard signatures.count < SignedNote.maximumSignatureCount,
                let signature = try? NoteSignature(parsing: line)
            else { throw .malformedWitnessMessage }
            signatures.append(signature)
        }
        guard !signatures.isEmpty, lines.rest.isEmpty else { throw .malformedWitnessMessage }
        return signatures
    }

    private static func size(in body: [UInt8]) throws(LedgerError) -> Int {
        var lines = TextLines(body)
        guard let digits = lines.next(), lines.rest.isEmpty,
            let size = CanonicalText.decimal(digits)
        else { throw .malformedWitnessMessage }
        return size
    }
}
