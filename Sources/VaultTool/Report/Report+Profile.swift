import Vault

extension Report {
    /// What to say of documents that a receiver would not take.
    ///
    /// - Parameters:
    ///   - count: How many of them do not fit; 0 if only all of them together do not.
    ///   - profile: The profile.
    init(unfit count: Int, _ profile: NamedProfile) {
        let what: Message =
            switch count {
            case 0: "\(profile.word) would not take these documents together"
            case 1: "\(profile.word) would not take 1 document"
            default: "\(profile.word) would not take \(count) documents"
            }
        let hint: Message =
            count == 0
            ? "Grant fewer, or smaller versions: vaulttool derive DOC --pages A-B"
            : "Grant versions that fit: vaulttool derive DOC --as-profile \(profile.word)"
        self.init(.refused, "profile.unfit", what, hint: hint)
    }

    /// What to say of a file that is no profile.
    init(_ fault: ReceiverProfile.Fault, at path: String) {
        let what: Message =
            switch fault {
            case .notAnObject: "it is not one JSON object"
            case .unknownKey(let key): "no profile has the key \(Self.quoted(key))"
            case .value(let key): "\(key) is missing, or is not what it has to be"
            }
        self.init(
            .refused,
            "profile-malformed",
            "\(Self.quoted(path)) is no profile of a receiver: \(what)",
            hint: "FORMAT.md, \"Receiver profiles\", says what a profile has to hold"
        )
    }
}
