import Testing
import VaultCrypto
import VaultLedger

@Suite("Statement")
struct StatementTests {
    @Test(arguments: StatementExample.all)
    func `is written as its example says`(example: StatementExample) {
        #expect(example.statement.text == example.text)
        #expect(example.statement.kind == example.kind)
    }

    @Test(arguments: StatementExample.all)
    func `is read as its example says`(example: StatementExample) throws {
        #expect(try Statement(text: Array(example.text.utf8)) == example.statement)
    }

    @Test
    func `has an example of each type`() {
        #expect(Set(StatementExample.all.map(\.kind)) == Set(Statement.Kind.allCases))
    }

    @Test
    func `names the key that signs it`() {
        let statement = StatementExample.documents[0].statement
        #expect(statement.keyName == "vault.example/district/m-4kz1v8q0r2d7c9hx")
    }

    @Test(arguments: [
        "basis own", "basis deposit", "basis custody o-1a2b3c4d5e6f7g8h", "basis grant 0",
        "basis grant 9223372036854775807",
    ])
    func `is written as it was read, whatever the basis`(line: String) throws {
        try expectRoundTrip(Self.open.changing("basis grant 10", to: line))
    }

    @Test(arguments: Purpose.allCases)
    func `is written as it was read, whatever the purpose`(purpose: Purpose) throws {
        try expectRoundTrip(
            Self.grant.changing("purpose language-course", to: "purpose \(purpose.rawValue)")
        )
    }

    @Test
    func `has closed lists of codes`() {
        #expect(Suite.allCases.map(\.rawValue) == ["hybrid", "x25519"])
        #expect(
            Role.allCases.map(\.rawValue)
                == ["admin", "counselor", "organisation", "auditor", "owner"]
        )
        #expect(
            Purpose.allCases.map(\.rawValue)
                == [
                    "counseling", "recognition", "admission", "employment", "benefits",
                    "residence", "language-course", "other",
                ]
        )
        #expect(OfficeKind.allCases.map(\.rawValue) == ["members", "custody"])
        #expect(
            RekeyCause.allCases.map(\.rawValue)
                == ["revoke", "expiry", "claim", "rotate", "retire"]
        )
        #expect(
            ErasureGround.allCases.map(\.rawValue)
                == ["not-needed", "consent-withdrawn", "objection", "unlawful", "legal-duty"]
        )
    }

    @Test
    func `has a salt of sixteen bytes`() {
        #expect(Salt([UInt8](repeating: 0, count: 15)) == nil)
        #expect(Salt([UInt8](repeating: 0, count: 16)) != nil)
        #expect(Salt([UInt8](repeating: 0, count: 17)) == nil)
        #expect(Salt.random() != Salt.random())
    }

    @Test
    func `is about a log whose name has the right form`() {
        for name in ["a", "vault.example/district", "~", String(repeating: "a", count: 200)] {
            #expect(Origin.isValid(name))
        }
        for name in [
            "", "a b", "a+b", "/a", "a/", "/", "ä", "a\n", "a\u{7F}", "e\u{301}",
            String(repeating: "a", count: 201),
        ] {
            #expect(!Origin.isValid(name))
        }
    }

    @Test
    func `names files of a tebibyte at most`() throws {
        for kind in [Statement.Kind.deposit, .rekey, .send] {
            try expectRoundTrip(
                Self.example(kind).changing("length 123456", to: "length 1099511627776")
            )
        }
    }

    private func expectRoundTrip(_ text: String) throws {
        #expect(try Statement(text: Array(text.utf8)).text == text)
    }
}

// MARK: - Other spellings

extension StatementTests {
    static func example(_ kind: Statement.Kind) -> String {
        required(StatementExample.all.first { $0.kind == kind }).text
    }

    static let open = example(.open)
    static let grant = example(.grant)
    static let rekey = example(.rekey)
    static let deposit = example(.deposit)
    static let enrol = example(.enrol)
    static let rotate = example(.rotate)
    static let plan = example(.recoveryPlan)
    static let warrant = example(.warrant)

    /// Texts that are not those of an example, by one change each.
    static let malformed: [Spelling] =
        (heads + words + bodies).map(Spelling.init)
        + StatementExample.all.map(\.text).flatMap { reordered($0) + repeated($0) + padded($0) }

    /// Changes of the lines that all statements have.
    static let heads = [
        "",
        "\n",
        "vault.example/district/statement/v1\n",
        String(open.dropLast()),
        open + "\n",
        "\n" + open,
        open + "note hello\n",
        open + "owner m-0e9dj3x2b6s8mt5w\n",
        open + " \n",
        open + "\u{0}\n",
        "\u{FEFF}" + open,
        open.changing("statement/v1", to: "statement/v2"),
        open.changing("statement/v1", to: "statement/v1 "),
        open.changing("statement/v1", to: "Statement/v1"),
        open.changing("/statement/v1", to: ""),
        open.changing("vault.example/district", to: ""),
        open.changing("vault.example/district", to: "/vault.example/district"),
        open.changing("vault.example/district", to: "vault.example/district/"),
        open.changing("vault.example/district", to: "vault.example+district"),
        open.changing("vault.example/district", to: "vault.example district"),
        open.changing("vault.example/district", to: "vault.exämple/district"),
        open.changing("vault.example/district", to: String(repeating: "a", count: 201)),
        open.changing("type open", to: "type close"),
        open.changing("type open", to: "type Open"),
        open.changing("type open", to: "type"),
        open.changing("type open", to: "type "),
        open.changing("type open", to: "type open open"),
        open.changing("type open", to: "type grant"),
        open.changing("type open", to: "type revoke"),
        open.changing("type", to: "Type"),
        open.changing("author m-", to: "author o-"),
        open.changing("author m-4kz1", to: "author m-4KZ1"),
        open.changing("author m-4kz1", to: "author M-4kz1"),
        open.changing("number 7", to: "number 07"),
        open.changing("number 7", to: "number +7"),
        open.changing("number 7", to: "number -7"),
        open.changing("number 7", to: "number -0"),
        open.changing("number 7", to: "number 0x7"),
        open.changing("number 7", to: "number 7.0"),
        open.changing("number 7", to: "number ٧"),
        open.changing("number 7", to: "number 9223372036854775808"),
        open.changing("10:00:00Z", to: "10:00:00z"),
        open.changing("10:00:00Z", to: "10:00:00.0Z"),
        open.changing("10:00:00Z", to: "10:00:00+00:00"),
        open.changing("seen 12 ", to: "seen 12  "),
        open.changing("seen 12 ", to: "seen 012 "),
        open.changing("seen 12 ", to: "seen "),
        open.changing("seen 12 ", to: "seen -1 "),
        open.changing("hkY=", to: "hkZ="),
        open.changing("hkY=", to: "hkY"),
        open.changing("hkY=", to: "hkY=="),
        open.changing("hkY=", to: "hkY= extra"),
        open.changing("J/taw", to: "J_taw"),
        open.changing("ODw==", to: "ODx=="),
        open.changing("ODw==", to: "ODw="),
        open.changing("ODw==", to: "ODxA"),
        open.changing("salt AAEC", to: "salt AA"),
    ]

    /// Changes that any line can suffer.
    static let words = [
        open.changing("\n", to: "\r\n"),
        open.changing("\n", to: "\n\n"),
        open.changing("\n", to: "\r"),
        open.changing("number 7", to: "number  7"),
        open.changing("number 7", to: "number 7 "),
        open.changing("number 7", to: " number 7"),
        open.changing("number 7", to: "number\t7"),
        open.changing("number 7", to: "number 7\t"),
        open.changing("number 7", to: "number 7\r"),
        open.changing("number 7", to: "number\u{A0}7"),
        open.changing("number 7", to: "number 7\u{301}"),
        open.changing("number 7", to: "number=7"),
        open.changing("number 7", to: "nümber 7"),
        open.changing("number 7", to: "number 7\u{7F}"),
        open.replacingNewlines(by: "\r\n"),
        open.replacingNewlines(by: "\u{2028}"),
    ]

    /// Changes of what the types say.
    static let bodies =
        [
            open.changing("basis grant 10", to: "basis grant"),
            open.changing("basis grant 10", to: "basis grant 010"),
            open.changing("basis grant 10", to: "basis grant -1"),
            open.changing("basis grant 10", to: "basis grant 10 11"),
            open.changing("basis grant 10", to: "basis own 10"),
            open.changing("basis grant 10", to: "basis custody"),
            open.changing("basis grant 10", to: "basis custody m-4kz1v8q0r2d7c9hx"),
            open.changing("basis grant 10", to: "basis other"),
            open.changing("basis grant 10", to: "basis"),
            open.changing("document d-", to: "document m-"),
            grant.changing("purpose language-course", to: "purpose languageCourse"),
            grant.changing("purpose language-course", to: "purpose curiosity"),
            grant.changing("purpose language-course", to: "purpose "),
            grant.changing("until 2027-03-01T23:59:59Z", to: "until never"),
            grant + "envelope m-4kz1v8q0r2d7c9hx " + digests,
            grant.removingLine("envelope"),
            deposit.changing("length 123456", to: "length 0123456"),
            deposit.changing("length 123456", to: "length 1e5"),
            deposit.changing("length 123456", to: "length 1099511627777"),
            deposit.changing("length 123456", to: "length 9223372036854700000"),
            deposit + "envelope m-4kz1v8q0r2d7c9hx " + digests,
            deposit.removingLine("envelope"),
            rekey.changing("cause expiry", to: "cause boredom"),
            rekey.changing("length 123456", to: "length 1099511627777"),
            rekey.changing("BAQ=\n", to: "BAR=\n"),
            rekey.changing("envelope m-0e9dj3x2b6s8mt5w", to: "envelope m-4kz1v8q0r2d7c9hx"),
            rekey.changing("envelope m-0e9dj3x2b6s8mt5w", to: "envelope m-zzzzzzzzzzzzzzzz"),
            rekey.changing("envelope m-0e9dj3x2b6s8mt5w", to: "envelope d-0e9dj3x2b6s8mt5w"),
            rekey.changing("envelope m-0e9dj3x2b6s8mt5w ", to: "envelope "),
            rekey.removingLine("envelope").removingLine("envelope"),
            example(.genesis).changing("suite hybrid", to: "suite Hybrid"),
            example(.genesis).changing("suite hybrid", to: "suite pq"),
            example(.genesis).changing("+6dca1b3c+", to: "+6DCA1B3C+"),
            example(.genesis).changing("+6dca1b3c+", to: "+6dca1b3d+"),
            example(.genesis).changing("VTG4", to: "VTG5"),
            example(.office).changing("kind custody", to: "kind guard"),
            example(.office).removingLine("envelope").removingLine("envelope"),
            enrol.changing("role counselor", to: "role operator"),
            enrol.changing("role counselor", to: "role Counselor"),
            enrol.changing("key o-zzzzzzzzzzzzzzzz", to: "key o-1a2b3c4d5e6f7g8h"),
            enrol.changing("key o-zzzzzzzzzzzzzzzz", to: "key o-0000000000000000"),
            enrol.changing("key o-zzzzzzzzzzzzzzzz 12", to: "key o-zzzzzzzzzzzzzzzz 012"),
            enrol.changing("key o-zzzzzzzzzzzzzzzz 12", to: "key o-zzzzzzzzzzzzzzzz"),
        ] + keys + releases

    /// Changes of what is said of keys.
    static let keys = [
        rotate.changing("document d-7tq2n4k8v1c6z0fg ", to: "document "),
        rotate.changing("document d-7tq2n4k8v1c6z0fg", to: "document d-zzzzzzzzzzzzzzzz"),
        rotate.changing("document d-7tq2n4k8v1c6z0fg", to: "document o-7tq2n4k8v1c6z0fg"),
        rotate.changing("member m-0e9dj3x2b6s8mt5w", to: "member m-0e9dj3x2b6s8mt5w m"),
        rotate + "custody AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n",
        rotate + "recovery 11\n",
        example(.claim).changing("counselor m-", to: "invitation m-"),
        example(.claim).changing("counselor m-4kz1v8q0r2d7c9hx", to: "invitation 011"),
        example(.claim).changing("card", to: "invitation 11\ncard"),
        example(.invite)
            + "key o-zzzzzzzzzzzzzzzz 1 AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n",
        plan.changing("days 30", to: "days 030"),
        plan.changing("days 30", to: "days -30"),
        plan.changing("days 30", to: "days thirty"),
        plan.changing("holder BAQE", to: "holder BgQE"),
        plan + "holder BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=\n",
        example(.recover).changing("plan 11", to: "plan 11 12"),
        example(.veto).changing("recovery 11", to: "recovery -1"),
        example(.retire).changing("member m-", to: "member o-"),
    ]

    /// Changes of what is said of documents that leave, of erasures and of the log.
    static let releases = [
        example(.withdraw).changing("basis deposit", to: "basis deposit 11"),
        example(.withdraw).changing("basis deposit", to: "basis Deposit"),
        example(.send).changing("length 123456", to: "length -1"),
        example(.send).changing("length 123456", to: "length 1099511627777"),
        example(.deletionRequest).changing("release 11", to: "release 011"),
        example(.deletionRequest).changing("due 2027-03-01T12:00:00Z", to: "due 2027-03-01"),
        example(.deletionAnswer).changing("outcome kept", to: "outcome lost"),
        example(.deletionAnswer).changing("request 12", to: "request d-7tq2n4k8v1c6z0fg"),
        example(.deletionAnswer).changing("basis grant 11", to: "basis grant"),
        example(.erase).changing("ground consent-withdrawn", to: "ground consentWithdrawn"),
        example(.erase).changing("ground consent-withdrawn", to: "ground boredom"),
        warrant.changing("hole 3", to: "hole 5"),
        warrant.changing("hole 3", to: "hole 6"),
        warrant.changing("hole 3", to: "hole 03"),
        warrant.changing("hole 3 2026-11-24T08:00:00Z", to: "hole 3"),
        warrant.changing("m-4kz1v8q0r2d7c9hx 2", to: "m-4kz1v8q0r2d7c9hx"),
        warrant.changing("m-4kz1v8q0r2d7c9hx 2", to: "m-4kz1v8q0r2d7c9hx 0"),
        warrant.changing("m-4kz1v8q0r2d7c9hx 2", to: "m-4kz1v8q0r2d7c9hx 02"),
        warrant.changing("m-4kz1v8q0r2d7c9hx 2", to: "m-4kz1v8q0r2d7c9hx 2 3"),
        warrant.changing("m-4kz1v8q0r2d7c9hx 2", to: "d-4kz1v8q0r2d7c9hx 2"),
        warrant.removingLine("hole").removingLine("hole"),
        example(.clock) + "time 2026-11-24T10:00:00Z\n",
        example(.logKey).changing("VTG4", to: "VTG5"),
        example(.scrub).changing("blobs 12", to: "blobs 012"),
        example(.scrub).changing("bytes 345678", to: "bytes -1"),
        example(.scrub).changing("decrypted 3", to: "decrypted yes"),
        example(.scrub).changing("blob.missing 1", to: "blob.missing 0"),
        example(.scrub).changing("blob.missing 1", to: "blob.missing"),
        example(.scrub).changing("blob.missing 1", to: "blob.missing 1 2"),
        example(.scrub).changing("blob.missing 1", to: "Blob.missing 1"),
        example(.scrub).changing("blob.missing 1", to: "mode.wrong 1"),
        example(.scrub).changing("blob.missing 1", to: "blob.eaten 1"),
    ]

    static let digests =
        "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE= AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
        + "\n"

    static func lines(_ text: String) -> [String] { text.dropLast().components() }

    static func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    /// Every exchange of two neighbouring lines.
    static func reordered(_ text: String) -> [Spelling] {
        let lines = lines(text)
        return (1..<lines.count).map { place in
            var lines = lines
            lines.swapAt(place - 1, place)
            return Spelling(text: Self.text(lines))
        }
    }

    /// Every line twice.
    static func repeated(_ text: String) -> [Spelling] {
        let lines = lines(text)
        return lines.indices.map { place in
            var lines = lines
            lines.insert(lines[place], at: place)
            return Spelling(text: Self.text(lines))
        }
    }

    /// Every line with a space at its end, a carriage return, and two spaces inside.
    static func padded(_ text: String) -> [Spelling] {
        let lines = lines(text)
        return lines.indices.flatMap { place in
            [lines[place] + " ", lines[place] + "\r", lines[place].doublingSpace()].map { line in
                var lines = lines
                lines[place] = line
                return Spelling(text: Self.text(lines))
            }
        }
    }

    @Test(arguments: malformed)
    func `is refused in any other spelling`(spelling: Spelling) {
        #expect(throws: LedgerError.malformedStatement) { try Statement(text: spelling.utf8) }
    }

    /// The lines that a type can do without: what it says is another thing then.
    static let optional: [Statement.Kind: Set<String>] = [
        .office: ["previous", "card", "envelope"],
        .enrol: ["office", "verifier", "witness", "custody", "key"],
        .rekey: ["envelope"],
        .describe: ["envelope"],
        .rotate: ["office", "recovery", "verifier", "witness", "custody", "key", "document"],
        .claim: ["verifier", "key", "document"],
        .recoveryPlan: ["holder"],
        .erase: ["document"],
        .warrant: ["hole"],
        .scrub: ["decrypted", "finding"],
    ]

    @Test(arguments: StatementExample.all)
    func `is refused or says another thing without any of its lines`(
        example: StatementExample
    ) throws {
        let lines = Self.lines(example.text)
        for place in lines.indices {
            var shorter = lines
            shorter.remove(at: place)
            let text = Array(Self.text(shorter).utf8)
            let key = String(lines[place].prefix { $0 != " " })
            if place >= 7, Self.optional[example.kind, default: []].contains(key) {
                #expect(try Statement(text: text) != example.statement)
            } else {
                #expect(throws: LedgerError.malformedStatement) { try Statement(text: text) }
            }
        }
    }

    @Test(arguments: [[0xFF], [0xC3, 0x0A], [0x80, 0x0A], [0xE2, 0x80, 0xA8]] as [[UInt8]])
    func `is refused when it is not ASCII`(bytes: [UInt8]) {
        #expect(throws: LedgerError.malformedStatement) {
            try Statement(text: Array(Self.open.utf8) + bytes)
        }
    }
}

extension String {
    /// The text with every newline replaced.
    fileprivate func replacingNewlines(by other: String) -> String {
        dropLast().components().map { $0 + other }.joined()
    }

    /// The text with its first space twice, or one at its end if it has none.
    fileprivate func doublingSpace() -> String {
        contains(" ") ? changing(" ", to: "  ") : self + " "
    }
}
