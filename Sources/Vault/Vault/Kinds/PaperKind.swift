/// How much harm it does if a paper of a kind gets into wrong hands.
public enum Sensitivity: String, Hashable, Sendable, CaseIterable {
    /// No more than what applications ask for.
    case normal

    /// Who somebody is, how they stay, what they live on.
    case high

    /// Typically one of the special categories of article 9 of the GDPR, such as health or political
    /// opinion.
    case specialCategory = "special-category"
}

/// When a paper of a kind stops being of use.
public enum ExpiryBehavior: String, Hashable, Sendable, CaseIterable {
    /// Never by itself.
    case none

    /// At a date that stands on it.
    case date

    /// After weeks or months, when the next one is issued.
    case renewed

    /// Never by itself, but receivers ask for a recent one.
    case recent

    /// With an event, such as a withdrawal or the end of a procedure.
    case event
}

/// What is kept in mind when papers of a kind are granted.
public struct KindRules: Hashable, Sendable {
    /// How much harm it does if the paper gets into wrong hands.
    public let sensitivity: Sensitivity

    /// Whether copies may be passed on by their holder alone: only the owner grants it, nobody on
    /// their behalf.
    public let isCopyRestricted: Bool

    /// Whether it may be granted together with others of this kind or another that may not.
    public let allowsBulkGrant: Bool

    /// How long a grant lasts if nothing is said, in days.
    public let defaultGrantDays: Int

    /// How long a grant lasts at most, in days.
    public let maximumGrantDays: Int

    /// How long a document without a kind is granted if nothing is said, in days.
    public static let usualGrantDays = 30

    /// Both of two rules: the stricter in each part.
    func and(_ other: KindRules) -> KindRules {
        KindRules(
            sensitivity: max(sensitivity, other.sensitivity),
            isCopyRestricted: isCopyRestricted || other.isCopyRestricted,
            allowsBulkGrant: allowsBulkGrant && other.allowsBulkGrant,
            defaultGrantDays: min(defaultGrantDays, other.defaultGrantDays),
            maximumGrantDays: min(maximumGrantDays, other.maximumGrantDays)
        )
    }
}

extension Sensitivity: Comparable {
    /// Orders by harm, the least first.
    public static func < (left: Sensitivity, right: Sensitivity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .normal: 0
        case .high: 1
        case .specialCategory: 2
        }
    }
}

/// A kind of paper.
public struct PaperKind: Hashable, Sendable {
    /// The stable code, such as `edu.vocational-diploma`.
    public let code: String

    /// What is kept in mind when it is granted.
    public let rules: KindRules

    /// When it stops being of use.
    public let expiry: ExpiryBehavior

    /// The level of a language certificate by the Common European Framework, `A1` to `C2`.
    public let level: String?

    /// What people call it, by the language: `de`, `en`, `fr`, `ar` and `fa`.
    public let names: [String: String]

    /// The languages in which no native speaker has read the name yet.
    public let awaitingReview: [String]
}
