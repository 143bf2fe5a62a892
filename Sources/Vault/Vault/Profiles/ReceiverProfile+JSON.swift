import FoundationEssentials
import VaultLedger

extension ReceiverProfile {
    /// Why a file is no profile.
    public enum Fault: Error, Hashable, Sendable {
        /// It is not one JSON object (RFC 8259).
        case notAnObject

        /// It has a key that no profile has.
        case unknownKey(String)

        /// It lacks this key, or what stands there is not what belongs there.
        case value(String)
    }

    /// Reads a profile that somebody wrote.
    ///
    /// - Parameter bytes: A JSON object with the keys `id` (a code such as `ihk-fosa`), `receiver`,
    ///   `source`, `date` (such as `2026-11-25`) and `types` (an array of media types), and those of
    ///   `maximumSize`, `maximumTotal`, `maximumFiles` (whole numbers above zero) and `names`
    ///   (`letters-and-digits`) that the receiver says something about.
    /// - Throws: ``Fault``.
    public init(reading bytes: [UInt8]) throws(Fault) {
        guard let profile = try? JSONDecoder().decode(Written.self, from: Data(bytes)) else {
            throw .notAnObject
        }
        self = try profile.read.get()
    }

    /// Reads a list of profiles.
    static func list(reading bytes: [UInt8]) throws -> [ReceiverProfile] {
        let list = try JSONDecoder().decode([String: [Written]].self, from: Data(bytes))
        return try list["profiles", default: []].map { try $0.read.get() }
    }
}

/// A profile as JSON has it, with what is wrong with it.
private struct Written: Decodable {
    let read: Result<ReceiverProfile, ReceiverProfile.Fault>

    init(from decoder: any Decoder) throws {
        let fields = Fields(try decoder.container(keyedBy: Key.self))
        read = Result { () throws(ReceiverProfile.Fault) in try ReceiverProfile(fields) }
    }
}

/// A key of the object, whatever it is.
private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }

    init(_ name: Name) { stringValue = name.rawValue }

    init?(intValue: Int) { nil }

    /// The keys of a profile.
    enum Name: String {
        case id, receiver, source, date, types, maximumSize, maximumTotal, maximumFiles, names
    }
}

/// What stands under the keys.
private struct Fields {
    private let container: KeyedDecodingContainer<Key>

    init(_ container: KeyedDecodingContainer<Key>) { self.container = container }

    func requireKnownKeys() throws(ReceiverProfile.Fault) {
        let names = container.allKeys.map(\.stringValue).sorted()
        if let name = names.first(where: { Key.Name(rawValue: $0) == nil }) {
            throw .unknownKey(name)
        }
    }

    func value<Value: Decodable>(
        _ name: Key.Name,
        where isValid: (Value) -> Bool
    ) throws(ReceiverProfile.Fault) -> Value {
        guard let value = try? container.decode(Value.self, forKey: Key(name)), isValid(value)
        else { throw .value(name.rawValue) }
        return value
    }

    func optional<Value: Decodable>(
        _ name: Key.Name,
        where isValid: (Value) -> Bool = { _ in true }
    ) throws(ReceiverProfile.Fault) -> Value? {
        container.contains(Key(name)) ? try value(name, where: isValid) : nil
    }
}

extension ReceiverProfile {
    fileprivate init(_ fields: Fields) throws(Fault) {
        try fields.requireKnownKeys()
        id = try fields.value(.id, where: DocumentDescription.isCode)
        receiver = try fields.value(.receiver, where: PersonName.isValid)
        source = try fields.value(.source, where: PersonName.isValid)
        date = try fields.value(.date) { LedgerTime("\($0 as String)T00:00:00Z") != nil }
        types = try fields.value(.types) { (types: [String]) in
            !types.isEmpty && Set(types).count == types.count && types.allSatisfy(Self.isMediaType)
        }
        maximumSize = try fields.optional(.maximumSize) { $0 > 0 }
        maximumTotal = try fields.optional(.maximumTotal) { $0 > 0 }
        maximumFiles = try fields.optional(.maximumFiles) { $0 > 0 }
        let rule: String? = try fields.optional(.names) { NameRule(rawValue: $0) != nil }
        names = rule.flatMap { NameRule(rawValue: $0) }
    }

    /// Whether `text` has the form of a media type (RFC 6838 §4.2), in lower case.
    private static func isMediaType(_ text: String) -> Bool {
        text.isMediaType {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
        }
    }
}
