import VaultMedia

/// What a receiver takes, as it says itself.
public struct ReceiverProfile: Hashable, Sendable {
    /// How the names of files may look.
    public enum NameRule: String, Hashable, Sendable {
        /// Letters and digits of ASCII, and one full stop before the extension.
        case lettersAndDigits = "letters-and-digits"
    }

    /// A short name, such as `zab`.
    public let id: String

    /// Whom it stands for.
    public let receiver: String

    /// The page that says so.
    public let source: String

    /// The day on which the page was read, such as `2026-11-25`.
    public let date: String

    /// The media types that are taken.
    public let types: [String]

    /// How long a file may be, in bytes; `nil` if the source does not say.
    public let maximumSize: Int?

    /// How long all files of one application may be together, in bytes; `nil` if the source does not say.
    public let maximumTotal: Int?

    /// How many files one application may have; `nil` if the source does not say.
    public let maximumFiles: Int?

    /// How the names of files may look; `nil` if the source does not say.
    public let names: NameRule?

    /// The profiles that come with this library, by their short names.
    ///
    /// There is none without a source, and none of their figures is a guess.
    public static let all: [ReceiverProfile] = {
        guard let profiles = try? list(reading: PackageResources.profiles_json) else {
            preconditionFailure("the profiles in the library can be read")
        }
        return profiles
    }()

    /// The profile that goes by a short name.
    public static func named(_ id: String) -> ReceiverProfile? {
        all.first { $0.id == id }
    }
}

/// Why a receiver does not take a document.
///
/// The raw values are stable.
public enum ProfileMismatch: String, Hashable, Sendable, CaseIterable {
    /// The receiver takes files of other types.
    case type = "profile.type"

    /// The file is longer than the receiver takes.
    case size = "profile.size"

    /// The name of the file has characters that the receiver does not take.
    case name = "profile.name"

    /// The file opens with a password only.
    case password = "profile.password"
}

/// Why a receiver does not take documents together.
///
/// The raw values are stable.
public enum ProfileExcess: String, Hashable, Sendable, CaseIterable {
    /// All files together are longer than the receiver takes.
    case total = "profile.total"

    /// There are more files than the receiver takes.
    case count = "profile.count"
}

extension ReceiverProfile {
    /// Says why a document does not fit.
    ///
    /// - Parameter document: The document.
    /// - Returns: The reasons; none if it fits.
    public func mismatches(of document: Document) -> [ProfileMismatch] {
        let reasons = mismatches(document.mediaType, document.size, document.reasons)
        let isNamed = names == nil || document.fileName == name(for: document.fileName)
        return ProfileMismatch.allCases.filter { reasons.contains($0) || $0 == .name && !isNamed }
    }

    /// Says why documents do not fit together, whatever there is to say about each of them.
    ///
    /// - Parameter documents: What one application is to have.
    /// - Returns: The reasons; none if they fit.
    public func excess(of documents: [Document]) -> [ProfileExcess] {
        let total = documents.reduce(0) { $0 + $1.size }
        return ProfileExcess.allCases.filter { excess in
            switch excess {
            case .total: maximumTotal.map { total > $0 } ?? false
            case .count: maximumFiles.map { documents.count > $0 } ?? false
            }
        }
    }

    /// Says why a content does not fit, whatever its name.
    func mismatches(_ type: String, _ size: Int, _ reasons: [String]) -> Set<ProfileMismatch> {
        var mismatches: Set<ProfileMismatch> = []
        if !types.contains(type) { mismatches.insert(.type) }
        if let maximumSize, size > maximumSize { mismatches.insert(.size) }
        if reasons.contains(Reason.pdfPassword.rawValue) { mismatches.insert(.password) }
        return mismatches
    }

    /// A name for a file that the receiver takes.
    func name(for fileName: String) -> String {
        switch names {
        case .lettersAndDigits: FileName.asciiName(of: fileName, hasHyphens: false)
        case nil: fileName
        }
    }

    /// Whether another version of a document can fit.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - mismatches: Why it does not fit as it is.
    /// - Returns: `false` for types of which nothing is made, and for a file that opens with a password.
    public func canBeMet(by document: Document, _ mismatches: [ProfileMismatch]) -> Bool {
        guard !mismatches.contains(.password) else { return false }
        let makesPDF = types.contains("application/pdf")
        return switch document.mediaType {
        case "application/pdf": makesPDF
        case "image/jpeg", "image/png", "image/tiff", "image/webp", "image/heic", "image/heif",
            "image/avif":
            makesPDF || types.contains("image/jpeg")
        default: false
        }
    }
}
