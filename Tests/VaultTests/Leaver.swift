import Foundation
import GRDB
import Vault
import VaultAge
import VaultCrypto
import VaultLedger

/// Somebody who tries every secret that they ever had on everything in a copy of the folder.
struct Leaver {
    /// What a copy gave away.
    struct Loot: Hashable {
        /// The envelopes that were opened, as `subject for holder`.
        var envelopes: Set<String> = []

        /// The documents whose content was opened, by ciphertext.
        var blobs: Set<String> = []

        /// How many names were read.
        var cards = 0
    }

    /// All secrets, as lines of an identity file.
    private(set) var secrets: Set<String>

    private var identities: [any AgeIdentity]

    init(_ identity: Vault.Identity) throws {
        let text = try identity.file(
            name: "Leaver",
            created: LedgerTime(clamping: 0),
            passphrase: nil
        )
        identities = try IdentityFile(parsing: text.span).identities
        secrets = Set(Self.lines(of: text))
    }

    /// Tries everything on a copy, with what the copy gives away itself too.
    mutating func search(_ copy: String, of stage: Stage) throws -> Loot {
        let queue = try DatabaseQueue(path: stage.path("\(copy)/vault.sqlite"))
        var loot = Loot()
        var closed = try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT subject, holder, body FROM envelope").map {
                (name: "\($0[0] as String) for \($0[1] as String)", body: $0[2] as Data)
            }
        }
        var isLooking = true
        while isLooking {
            isLooking = false
            for (place, envelope) in closed.enumerated().reversed() {
                guard let text = try? Age.decrypt(Array(envelope.body), with: identities) else {
                    continue
                }
                loot.envelopes.insert(envelope.name)
                closed.remove(at: place)
                for line in Self.lines(of: text) where secrets.insert(line).inserted {
                    identities += try IdentityFile(parsing: text.span).identities
                    isLooking = true
                }
            }
        }
        let cards = try queue.read { try Data.fetchAll($0, sql: "SELECT body FROM card") }
        loot.cards = cards.filter { (try? Age.decrypt(Array($0), with: identities)) != nil }.count
        for path in try stage.files(under: "\(copy)/blobs") where path.hasSuffix(".age") {
            if (try? Age.decrypt(stage.bytes(path), with: identities)) != nil {
                loot.blobs.insert(String(path.split(separator: "/").last ?? ""))
            }
        }
        return loot
    }

    private static func lines(of text: [UInt8]) -> [String] {
        String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("AGE-SECRET-KEY-") }
    }
}
