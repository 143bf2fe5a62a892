/// What whoever gives a paper away may not have thought of; nothing stands in the way.
public enum GivingCaution: String, Hashable, Sendable, CaseIterable {
    /// The file tells whoever gets it where a photo was taken: at home, or in a shelter.
    case placeTold = "place-told"

    /// Nothing shows that an identity paper is a copy, and for whom. Of what was made of another
    /// document that is not known, so it has no such caution.
    case copyUnmarked = "copy-unmarked"

    /// Which of them there are.
    ///
    /// - Parameters:
    ///   - description: What people say about the paper.
    ///   - reasons: What was found in its file.
    /// - Returns: The cautions, in the order of the cases.
    static func of(_ description: DocumentDescription, _ reasons: [String]) -> [GivingCaution] {
        allCases.filter { caution in
            switch caution {
            case .placeTold: reasons.contains(ContentWarning.imageGPS.rawValue)
            case .copyUnmarked:
                description.rules?.isCopyRestricted == true
                    && !description.relations.contains {
                        $0.kind == .derivativeOf || $0.kind == .redactionOf
                    }
            }
        }
    }
}

extension Document {
    /// What whoever gives it away may not have thought of.
    public var cautions: [GivingCaution] { GivingCaution.of(description, reasons) }
}

extension DocumentContents {
    /// What whoever gives the document away may not have thought of.
    var cautions: [GivingCaution] { GivingCaution.of(description, facts.reasons) }
}
