import VaultCrypto
import VaultLedger

/// The digest of a word, in the place of one of a file.
func digest(of word: String) -> Digest { Digest.of(Array(word.utf8).span) }

/// Someone with keys that follow from the name.
struct Person: Hashable, Sendable {
    /// The log in which the person signs.
    static let origin = "vault.example/district"

    let name: String

    /// How often the keys have been replaced.
    var renewals = 0

    static let ada = Person(name: "ada")  // the first admin
    static let alan = Person(name: "alan")  // an admin too
    static let iris = Person(name: "iris")  // an auditor
    static let ivan = Person(name: "ivan")  // an auditor to be
    static let clara = Person(name: "clara")  // a counselor of the town hall
    static let carl = Person(name: "carl")  // another
    static let cora = Person(name: "cora")  // a counselor of the carrier
    static let university = Person(name: "university")
    static let chamber = Person(name: "chamber")
    static let olga = Person(name: "olga")  // an owner with keys, enrolled by the town hall
    static let omar = Person(name: "omar")  // another
    static let pavel = Person(name: "pavel")  // a provisional owner of the town hall
    static let petra = Person(name: "petra")  // a provisional owner of the carrier
    static let nina = Person(name: "nina")  // not enrolled

    static let everyone: [Person] = [
        ada, alan, iris, ivan, clara, carl, cora, university, chamber, olga, omar, pavel, petra,
        nina,
    ]

    var id: MemberID {
        let bytes = Array(digest(of: name).array.prefix(10))
        return required(MemberID("m-\(CrockfordBase32.encode(bytes.span))"))
    }

    /// The name of the person's keys.
    var keyName: String { Statement.keyName(of: id, origin: Self.origin) }

    /// What the keys follow from.
    private var source: String { renewals == 0 ? name : "\(name), \(renewals)" }

    /// The same person with the next keys.
    var renewed: Person { Person(name: name, renewals: renewals + 1) }

    var recipient: Digest { digest(of: "recipient of \(source)") }

    var card: Digest { digest(of: "card of \(source)") }

    /// The key that signs statements, under the name that it has in `origin`.
    func signer(origin: String = Person.origin) -> NoteSigner {
        signer(named: "\(origin)/\(id)")
    }

    /// The same key under another name.
    func signer(named keyName: String) -> NoteSigner {
        NoteSigner(
            name: required(try? KeyName(keyName)),
            seed: SecretBytes(copying: digest(of: "seed of \(source)").array.span)
        )
    }

    var verifier: VerifierKey { signer().verifierKey }

    /// The key for cosignatures, which is of another type and made from another seed.
    var witness: VerifierKey { witness(from: digest(of: "witness seed of \(source)")) }

    /// A key for cosignatures under this person's name.
    func witness(from seed: Digest, type: SignatureType = .cosignature) -> VerifierKey {
        let key = Ed25519.SigningKey(seed: SecretBytes(copying: seed.array.span))
        return required(
            try? VerifierKey(name: verifier.name, type: type, publicKey: key.publicKey)
        )
    }
}

/// A group of the tests.
enum Group {
    static let everyone = required(OfficeID("o-0000000000000000"))
    static let townHall = required(OfficeID("o-1111111111111111"))
    static let carrier = required(OfficeID("o-2222222222222222"))
    static let other = required(OfficeID("o-3333333333333333"))
}

/// A document of the tests.
struct Paper: Hashable, Sendable {
    let id: DocumentID
    let owner: Person

    init(_ text: String, of owner: Person) {
        id = required(DocumentID(text))
        self.owner = owner
    }

    static let diploma = Paper("d-1111111111111111", of: .olga)
    static let licence = Paper("d-2222222222222222", of: .omar)
    static let passport = Paper("d-3333333333333333", of: .pavel)
    static let permit = Paper("d-4444444444444444", of: .petra)
    static let fresh = Paper("d-5555555555555555", of: .olga)

    /// The digests of a generation's ciphertext, with the one of the content that never changes.
    func content(generation: Int) -> SealedContent {
        SealedContent(
            ciphertext: digest(of: "ciphertext \(generation) of \(id)"),
            length: 1_000 + generation,
            content: digest(of: "content of \(id)")
        )
    }
}
