import Foundation
import TestSupport
import Testing
import VaultAge

/// A case of the age test kit (c2sp.org/CCTV/age): a text header, an empty line, a file.
struct AgeVector: CustomTestStringConvertible, Sendable {
    /// What must happen when the file is decrypted.
    enum Outcome: String {
        case success
        case noMatch = "no match"
        case hmacFailure = "HMAC failure"
        case headerFailure = "header failure"
        case armorFailure = "armor failure"
        case payloadFailure = "payload failure"

        /// What the kit calls an error of ours.
        init(_ error: AgeError) {
            switch error {
            case .noMatch: self = .noMatch
            case .headerMAC: self = .hmacFailure
            case .armorMalformed: self = .armorFailure
            case .payloadDamaged, .payloadTruncated: self = .payloadFailure
            default: self = .headerFailure
            }
        }
    }

    /// The folder `age` in the one named by `VAULT_TESTKIT`, or in `../shared/testkit`.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["VAULT_TESTKIT"] {
            return URL(filePath: path).appending(path: "age")
        }
        return URL(filePath: #filePath)
            .deletingLastPathComponent()  // VaultAgeTests
            .deletingLastPathComponent()  // Tests
            .deletingLastPathComponent()  // the package
            .appending(path: "../shared/testkit/age")
            .standardized
    }()

    static let isPresent = FileManager.default.fileExists(atPath: folder.path())

    let name: String
    let expected: Outcome
    /// The SHA-256 of what must come out, in hexadecimal; of nothing where the kit does not say.
    let payload: String
    let isArmored: Bool
    let file: [UInt8]
    private let fields: [(key: String, value: String)]

    var testDescription: String { name }

    /// Every case that lies there; none if there is no kit.
    static func all() throws -> [AgeVector] {
        try cases.get()
    }

    private static let cases: Result<[AgeVector], any Error> = Result {
        guard isPresent else { return [] }
        return try FileManager.default
            .contentsOfDirectory(atPath: folder.path())
            .sorted()
            .map(AgeVector.init(named:))
    }

    private init(named name: String) throws {
        var rest = try Array(Data(contentsOf: Self.folder.appending(path: name)))[...]
        var fields: [(key: String, value: String)] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            let colon = try #require(line.firstRange(of: ": "), "a header line of \(name)")
            fields.append((String(line[..<colon.lowerBound]), String(line[colon.upperBound...])))
            rest = rest[(end + 1)...]
        }
        let known = [
            "expect", "payload", "identity", "passphrase", "armored", "compressed", "file key",
            "comment",
        ]
        for field in fields {
            try #require(known.contains(field.key), "unknown field \(field.key) in \(name)")
        }
        func value(_ key: String) -> String? { fields.first { $0.key == key }?.value }

        let outcome = try #require(value("expect"))
        self.name = name
        self.fields = fields
        expected = try #require(Outcome(rawValue: outcome), "unknown outcome \(outcome)")
        payload =
            value("payload")
            ?? "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        isArmored = value("armored") == "yes"
        file =
            switch value("compressed") {
            case nil: Array(rest.dropFirst())
            case "zlib": try Inflate.zlib(rest.dropFirst())
            case let format: throw UnknownCompression(format: format)
            }
    }

    struct UnknownCompression: Error {
        let format: String?
    }

    /// The keys and passphrases that the case comes with.
    func identities() throws -> [any AgeIdentity] {
        try fields.compactMap { field -> (any AgeIdentity)? in
            switch field.key {
            case "identity": try Age.identity(encoded: field.value.utf8.span)
            case "passphrase": ScryptIdentity(passphrase: field.value)
            default: nil
            }
        }
    }
}
