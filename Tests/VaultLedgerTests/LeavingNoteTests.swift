import Testing
import VaultLedger

@Suite("A report about a member who leaves")
struct LeavingNoteTests {
    private static let member = required(MemberID("m-4kz1v8q0r2d7c9hx"))

    private static func note(retired: Int?, renewed: [Int]) -> LeavingNote {
        LeavingNote(
            origin: "vault.example/district",
            author: required(MemberID("m-0e9dj3x2b6s8mt5w")),
            time: required(LedgerTime("2027-03-01T08:00:00Z")),
            seen: TreeHead(size: 20, root: MerkleTree.emptyRoot),
            member: member,
            retired: retired,
            renewed: renewed,
            groups: 1,
            owners: 2,
            documents: 3
        )
    }

    private static let text = """
        vault.example/district/leaving/v1
        author m-0e9dj3x2b6s8mt5w
        time 2027-03-01T08:00:00Z
        seen 20 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
        member m-4kz1v8q0r2d7c9hx
        retired 14
        renewed 15
        renewed 16
        groups 1
        owners 2
        documents 3

        """

    @Test
    func `has one spelling`() throws {
        let note = Self.note(retired: 14, renewed: [15, 16])
        #expect(note.text == Self.text)
        #expect(try LeavingNote(text: Array(Self.text.utf8)) == note)
        let before = Self.note(retired: nil, renewed: [])
        #expect(try LeavingNote(text: Array(before.text.utf8)) == before)
        #expect(!before.text.contains("retired"))
    }

    @Test
    func `is refused in any other spelling`() {
        let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init
        )
        var broken: [String] = [
            Self.text.replacing("leaving/v1", with: "leaving/v2"),
            Self.text.replacing("leaving/v1", with: "statement/v1"),
            Self.text.replacing("renewed 15", with: "renewed 16"),
            Self.text.replacing("renewed 15", with: "renewed 17"),
            Self.text.replacing("groups 1", with: "groups 01"),
            Self.text.replacing("groups 1", with: "groups -1"),
            Self.text.replacing("groups 1", with: "groups  1"),
            Self.text.replacing("\n", with: "\r\n"),
            Self.text + "more 1\n",
            String(Self.text.dropLast()),
        ]
        // Without or with twice any line that has to stand once.
        for (place, line) in lines.dropLast().enumerated() where !line.hasPrefix("renewed") {
            if !line.hasPrefix("retired") {
                var without = lines
                without.remove(at: place)
                broken.append(without.joined(separator: "\n"))
            }
            var twice = lines
            twice.insert(line, at: place)
            broken.append(twice.joined(separator: "\n"))
        }
        for text in broken {
            #expect(throws: LedgerError.malformedStatement, "\(text)") {
                try LeavingNote(text: Array(text.utf8))
            }
        }
    }

    @Test
    func `is complete when the member has left and nothing is left`() {
        func isComplete(_ retired: Int?, _ groups: Int, _ owners: Int, _ documents: Int) -> Bool {
            LeavingNote(
                origin: "vault.example",
                author: Self.member,
                time: required(LedgerTime("2027-03-01T08:00:00Z")),
                seen: TreeHead(size: 20, root: MerkleTree.emptyRoot),
                member: Self.member,
                retired: retired,
                renewed: [],
                groups: groups,
                owners: owners,
                documents: documents
            )
            .isComplete
        }
        #expect(isComplete(14, 0, 0, 0))
        #expect(!isComplete(nil, 0, 0, 0))
        #expect(!isComplete(14, 1, 0, 0))
        #expect(!isComplete(14, 0, 1, 0))
        #expect(!isComplete(14, 0, 0, 1))
    }
}
