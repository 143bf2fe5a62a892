extension SignedNote {
    /// The same note with the cosignatures that witnesses have returned.
    ///
    /// Lines by keys that were not given are left out, as c2sp.org/tlog-witness asks. A witness
    /// that stands in the note already, by the same name and key id, keeps its line if that holds;
    /// a line that does not hold gives way.
    ///
    /// - Parameters:
    ///   - signatures: The returned lines, in any order.
    ///   - witnesses: The keys of the witnesses whose cosignatures are wanted.
    /// - Returns: The note, new lines at its end.
    /// - Throws: ``LedgerError/badSignature`` if a returned line by one of the keys does not hold;
    ///   ``LedgerError/unsupportedKeyType(_:)`` if a key does not cosign;
    ///   ``LedgerError/malformedNote`` if the note gets too long.
    public func merging(
        _ signatures: [NoteSignature],
        by witnesses: [VerifierKey]
    ) throws(LedgerError) -> SignedNote {
        for key in witnesses where key.type != .cosignature {
            throw .unsupportedKeyType(key.type.rawValue)
        }
        var merged = self.signatures
        for signature in signatures {
            let keys = witnesses.filter { signature.isBy($0) }
            guard let key = keys.first(where: { holds(signature, by: $0) }) else {
                guard keys.isEmpty else { throw .badSignature }
                continue
            }
            if let place = merged.firstIndex(where: { $0.isBy(key) }) {
                if !holds(merged[place], by: key) { merged[place] = signature }
            } else {
                merged.append(signature)
            }
        }
        return try SignedNote(text: text, signatures: merged)
    }

    private func holds(_ signature: NoteSignature, by key: VerifierKey) -> Bool {
        (try? key.verify(signature.bytes, of: text)) != nil
    }
}

extension NoteSignature {
    /// Whether the line claims to be by this key.
    func isBy(_ key: VerifierKey) -> Bool {
        keyID == key.id && name == key.name
    }
}
