import Foundation
import Testing
import Vault

@Suite("The list of kinds")
struct KindCatalogTests {
    private static let catalog = KindCatalog.standard

    /// The codes of the kinds that are asked for, as a list of its own: none may get lost.
    private static let codes = """
        id.passport id.national-card id.birth-certificate id.marriage-certificate id.divorce
        id.name-change id.family-book res.arrival res.permission-asylum res.permit res.settlement
        res.tolerated res.fictional res.travel-doc res.registration res.work-permit asy.decision
        asy.hearing asy.court edu.school-leaving edu.school-reports edu.vocational-diploma
        edu.training-content edu.university-diploma edu.transcript edu.zab edu.recognition edu.vpd
        lang.bamf-course lang.a1 lang.a2 lang.b1 lang.b2 lang.c1 lang.c2 lang.attendance work.cv
        work.reference work.contract work.payslip work.sv-card ben.notice ben.bank ben.lease
        ben.insurance oth.driving-licence oth.vaccination oth.medical oth.disability
        oth.police-clearance oth.power-of-attorney plan.integration plan.goal-agreement
        consent.record cred.edc cred.vc vault.bundle vault.history other
        """
        .split { $0.isWhitespace }.map(String.init)

    @Test
    func `has every kind once, with a name of its own in each language`() {
        #expect(Self.catalog.kinds.map(\.code) == Self.codes)
        for language in ["de", "en", "fr", "ar", "fa"] {
            let names = Self.catalog.kinds.compactMap { $0.names[language] }
            #expect(Set(names).count == Self.codes.count, "\(language)")
        }
        #expect(Self.catalog.kinds.allSatisfy { $0.names.count == 5 })
    }

    @Test(arguments: ["ar", "fa"])
    func `writes names in the letters of their language`(language: String) {
        // Arabic has no peh, cheh, gaf or Farsi yeh and keheh; Farsi has no Arabic yeh, kaf or teh
        // marbuta.
        let foreign: Set<Unicode.Scalar> =
            language == "ar" ? ["پ", "چ", "گ", "ژ", "ی", "ک"] : ["ي", "ك", "ة", "ى"]
        for kind in Self.catalog.kinds {
            let name = kind.names[language] ?? ""
            #expect(name.unicodeScalars.allSatisfy { !foreign.contains($0) }, "\(kind.code)")
            #expect(name.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) })
        }
    }

    @Test
    func `claims no review in a language that nobody has read`() {
        #expect(Self.catalog.kinds.allSatisfy { $0.awaitingReview == ["fr", "ar", "fa"] })
    }

    @Test
    func `restricts copies of papers that only their holder may pass on`() {
        let restricted = Self.catalog.kinds.filter(\.rules.isCopyRestricted).map(\.code)
        #expect(restricted == ["id.passport", "id.national-card", "res.permit", "res.travel-doc"])
    }

    @Test
    func `takes special care of what article 9 of the GDPR names`() {
        let special = Self.catalog.kinds.filter { $0.rules.sensitivity == .specialCategory }
        #expect(
            special.map(\.code) == [
                "asy.decision", "asy.hearing", "asy.court", "oth.vaccination", "oth.medical",
                "oth.disability",
            ]
        )
        #expect(special.allSatisfy { $0.rules.defaultGrantDays == 14 })
        let single = Self.catalog.kinds.filter { !$0.rules.allowsBulkGrant }.map(\.code)
        #expect(single == special.map(\.code).filter { $0 != "oth.vaccination" })
    }

    @Test
    func `has rules for codes that it does not know`() throws {
        let catalog = Self.catalog
        #expect(catalog["not.known"] == nil)
        #expect(try catalog.rules(for: "not.known") == #require(catalog["other"]).rules)
        #expect(try catalog.rules(for: "edu.unknown") == #require(catalog["other"]).rules)
        #expect(
            try catalog.rules(for: "id.passport.page") == #require(catalog["id.passport"]).rules
        )
        #expect(try catalog.rules(for: "asy.appeal") == #require(catalog["asy.court"]).rules)
        #expect(try catalog.rules(for: "asy") == #require(catalog["asy.court"]).rules)
        #expect(try catalog.rules(for: "asylum.appeal") == #require(catalog["other"]).rules)
        #expect(catalog.rules(for: "other").sensitivity == .high)
        #expect(catalog.rules(for: "other").defaultGrantDays == 14)
    }

    // MARK: the loader

    @Test
    func `is read from its file, and is written to the same bytes`() throws {
        let text = Self.catalog.text
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Vault/Vault/Kinds/kinds.json")
        #expect(try Data(contentsOf: file) == Data(text.utf8))
        #expect(KindCatalog(Array(text.utf8)) == Self.catalog)
    }

    /// Another text, and what it is made of: refused in each case.
    private static let changes: [(String, String)] = [
        ("\"version\": 1", "\"version\": 0"), ("\"version\": 1", "\"version\": 01"),
        ("\"version\": 1,", "\"version\":1,"), ("\"version\": 1,", "\"version\": 1, \"more\": 2,"),
        ("      \"sensitivity\": \"high\",\n", ""), ("\"high\"", "\"secret\""),
        ("\"copyRestricted\": true", "\"copyRestricted\": 1"),
        ("\"copyRestricted\": true", "\"copyrestricted\": true"),
        ("\"bulkGrant\": true,\n", "\"bulkGrant\": true,\n      \"bulkGrant\": true,\n"),
        ("\"defaultGrantDays\": 30", "\"defaultGrantDays\": 0"),
        ("\"defaultGrantDays\": 30", "\"defaultGrantDays\": 181"),
        ("\"defaultGrantDays\": 30", "\"defaultGrantDays\": 30.0"),
        ("\"expiryBehaviour\": \"date\"", "\"expiryBehaviour\": \"never\""),
        ("\"level\": \"A1\"", "\"level\": \"A0\""), ("\"de\": \"Reisepass\",\n", ""),
        ("\"Reisepass\"", "\"\""), ("\"Reisepass\"", "\" \""),
        ("\"Reisepass\"", "\"Reise\\u202epass\""), ("\"Reisepass\"", "\"Reise\\u0070ass\""),
        ("\"de\": \"Reisepass\"", "\"nl\": \"Paspoort\",\n        \"de\": \"Reisepass\""),
        ("[\"fr\", \"ar\", \"fa\"]", "[\"ar\", \"fr\", \"fa\"]"),
        ("[\"fr\", \"ar\", \"fa\"]", "[\"fr\", \"ar\", \"fa\", \"nl\"]"),
        ("[\"fr\", \"ar\", \"fa\"]", "[\"fr\",\"ar\",\"fa\"]"),
        ("\"code\": \"id.passport\"", "\"code\": \"Passport\""),
        ("\"code\": \"id.passport\"", "\"code\": \"id.national-card\""),
        ("\"code\": \"other\"", "\"code\": \"others\""), ("\n", "\r\n"), ("{\n", "{\n\n"),
    ]

    @Test(arguments: changes.indices)
    func `is refused in any other spelling`(number: Int) throws {
        let (old, new) = Self.changes[number]
        var text = Self.catalog.text
        let place = try #require(text.firstRange(of: old))
        text.replaceSubrange(place, with: new)
        #expect(KindCatalog(Array(text.utf8)) == nil)
    }

    @Test
    func `is refused cut at any place, or with bytes behind it`() {
        let bytes = Array(Self.catalog.text.utf8)
        for count in stride(from: 0, to: bytes.count, by: 997) {
            #expect(KindCatalog(Array(bytes.prefix(count))) == nil)
        }
        #expect(KindCatalog(Array(bytes.dropLast())) == nil)
        #expect(KindCatalog(bytes + [0x0A]) == nil)
    }
}
