import Foundation
import Testing
import Vault
import VaultLedger

@Suite("A deposit")
struct DepositTests {
    @Test
    func `stores what can be stored and says of each file what became of it`() async throws {
        let stage = try await Stage()
        let text = try stage.write(Array("A letter".utf8), to: "letter.txt")
        let empty = try stage.write([], to: "empty.txt")
        let program = try stage.write(
            [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 200),
            to: "diploma.pdf"
        )
        let pipe = stage.path("pipe.txt")
        try Process.run(URL(filePath: "/usr/bin/mkfifo"), arguments: [pipe]).waitUntilExit()
        let folder = stage.path("folder.pdf")
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
        let link = stage.path("link.txt")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: text)
        let gone = stage.path("gone.txt")
        let paths = [text, empty, program, pipe, folder, link, gone, text]

        let progress = Told<DepositOutcome>()
        let desk = try await stage.open(as: stage.counselor)
        let outcomes = try await desk.deposit(
            paths.map { .file(path: $0) },
            for: stage.newcomer.id,
            progress: { progress.add($0) }
        )
        #expect(progress.all == outcomes)
        #expect(outcomes.map(\.file) == paths)
        let stored = outcomes.compactMap(\.stored)
        #expect(Set(stored).count == 3)
        #expect(
            outcomes.map { $0.stored != nil } == [
                true, false, false, false, false, true, false, true,
            ]
        )
        #expect(outcomes[1].result == .refused && outcomes[1].reasons == ["empty"])
        #expect(outcomes[2].result == .refused && outcomes[2].reasons.contains("executable"))
        for (index, path) in [(3, pipe), (4, folder), (6, gone)] {
            #expect(outcomes[index].result == .failed(.fileNotFound(path: path)))
            #expect(outcomes[index].size == nil && outcomes[index].mediaType == nil)
        }
        for document in stored {
            #expect(try await desk.bytes(of: document) == Array("A letter".utf8))
        }
        #expect(try await desk.list().map(\.fileName) == ["letter.txt", "link.txt", "letter.txt"])
        #expect(try stage.blobs().count == 3)
        #expect(try stage.files(under: "vault/blobs/staging") == [])
        #expect(try await desk.audit().isClean)
    }

    @Test(arguments: [1, 65_535, 65_536, 65_537, 131_072, 300_000])
    func `keeps every byte at the edges of a chunk`(count: Int) async throws {
        let stage = try await Stage()
        let content = (0..<count).map { UInt8(0x61 + $0 % 26) }
        let desk = try await stage.open(as: stage.counselor)
        let outcomes = try await desk.deposit(
            [.bytes(content, fileName: "a.txt")],
            for: stage.newcomer.id
        )
        let document = try stage.document(in: outcomes)
        #expect(outcomes.map(\.size) == [count])
        #expect(try await desk.bytes(of: document) == content)
        let listed = try #require(try await desk.list().first)
        #expect(listed.size == count)
        #expect(listed.sha256 == Digest.of(content.span))
        #expect(listed.mediaType == "text/plain")
    }

    @Test
    func `of more files than fit under one head keeps their order`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let sources = (0..<19).map {
            DepositSource.bytes(Array("Page \($0)".utf8), fileName: "\($0).txt")
        }
        let progress = Told<DepositOutcome>()
        let outcomes = try await desk.deposit(
            sources,
            for: stage.newcomer.id,
            progress: { progress.add($0) }
        )
        #expect(outcomes.map(\.file) == (0..<19).map { "\($0).txt" })
        #expect(progress.all == outcomes)
        #expect(try await desk.list().map(\.id) == outcomes.compactMap(\.stored))
        #expect(try await desk.audit().isClean)
        #expect(try await desk.deposit([], for: stage.newcomer.id) == [])
    }

    @Test
    func `fails file by file if the log cannot be written`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        try FileManager.default.removeItem(atPath: stage.path("vault/log.key"))
        let outcomes = try await desk.deposit(
            [.bytes(Array("A letter".utf8), fileName: "a.txt"), .bytes([], fileName: "b.txt")],
            for: stage.newcomer.id
        )
        #expect(outcomes.map(\.result) == [.failed(.damaged(.logKey)), .refused])
        #expect(try stage.blobs() == [])
        #expect(try stage.files(under: "vault/blobs/staging") == [])
    }

    @Test
    func `shows a clean name and keeps the raw one in the facts`() async throws {
        let stage = try await Stage()
        let raw = "../../etc/\u{202E}fdp.\u{2066}diploma\u{0}.txt"
        let document = try await stage.deposit("A diploma", file: raw)
        let desk = try await stage.open(as: stage.counselor)
        #expect(try await desk.list().map(\.fileName) == ["fdp.diploma.txt"])
        try await stage.grant(document)
        let text = try stage.envelopeText(of: document)
        #expect(text.contains("# file-name \"../../etc/\u{202E}fdp.\u{2066}diploma\\u0000.txt\""))
    }

    @Test
    func `takes the name behind the last slash, whatever mark follows it`() async throws {
        let stage = try await Stage()
        let path = stage.path("x") + "/\u{301}name.txt"
        try FileManager.default.createDirectory(
            atPath: stage.path("x"),
            withIntermediateDirectories: false
        )
        try Data("A letter".utf8).write(to: URL(filePath: path))
        let desk = try await stage.open(as: stage.counselor)
        let outcomes = try await desk.deposit([.file(path: path)], for: stage.newcomer.id)
        let document = try stage.document(in: outcomes)
        try await stage.grant(document)
        #expect(
            try stage.envelopeText(of: document).contains("# file-name \"\u{301}name.txt\"\n")
        )
    }

    @Test
    func `with a description that is none is refused as a whole`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let source = DepositSource.bytes(Array("A letter".utf8), fileName: "a.txt")
        for (description, value) in [
            (DocumentDescription(title: ""), InvalidValue.title),
            (DocumentDescription(title: "a\u{2028}b"), .title),
            (DocumentDescription(kind: "Edu"), .kind),
            (DocumentDescription(language: "german!"), .language),
            (DocumentDescription(language: "d"), .language),
        ] {
            await #expect(throws: VaultError.invalid(value)) {
                try await desk.deposit([source], for: stage.newcomer.id, as: description)
            }
        }
        #expect(try await desk.list() == [])
    }
}
