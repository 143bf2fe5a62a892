import Testing
import Vault
import VaultLedger

@Suite("Two clients at once")
struct ConcurrencyTests {
    /// Runs one life of a document: deposit, grant, open, revoke, open again.
    private static func life(
        of number: Int,
        at desk: DocumentVault,
        with chamber: DocumentVault,
        in stage: Stage
    ) async throws -> (DocumentID, [UInt8]) {
        let content = Array("Paper number \(number)".utf8)
        let outcomes = try await desk.deposit(
            [.bytes(content, fileName: "\(number).txt")],
            for: stage.newcomer.id
        )
        let document = try stage.document(in: outcomes)
        _ = try await desk.grant(
            [document],
            to: stage.chamberID,
            for: .recognition,
            until: stage.time.advanced(by: 3_600)
        )
        #expect(try await chamber.bytes(of: document) == content)
        if number.isMultiple(of: 3) { _ = try await desk.describe(document, title: "\(number)") }
        if number.isMultiple(of: 2) {
            _ = try await desk.revoke([document], from: stage.chamberID)
            await #expect(throws: VaultError.notAllowed(.revoked(document))) {
                try await chamber.bytes(of: document)
            }
        }
        return (document, content)
    }

    @Test
    func `keep every document and a clean log`() async throws {
        let stage = try await Stage()
        let desks = [
            try await stage.open(as: stage.counselor), try await stage.open(as: stage.counselor),
        ]
        let chambers = [
            try await stage.open(as: stage.chamber), try await stage.open(as: stage.chamber),
        ]
        let documents = try await withThrowingTaskGroup(
            of: (DocumentID, [UInt8]).self,
            returning: [DocumentID: [UInt8]].self
        ) { group in
            for number in 0..<30 {
                let (desk, chamber) = (desks[number % 2], chambers[number / 2 % 2])
                group.addTask {
                    try await Self.life(of: number, at: desk, with: chamber, in: stage)
                }
            }
            var documents: [DocumentID: [UInt8]] = [:]
            for try await (document, content) in group { documents[document] = content }
            return documents
        }
        #expect(documents.count == 30)
        let desk = try await stage.open(as: stage.counselor)
        let report = try await desk.audit()
        #expect(report.findings == [])
        #expect(report.due == [])
        for (document, content) in documents {
            #expect(try await desk.bytes(of: document) == content)
        }
        #expect(try stage.blobs().count == 30)
        #expect(try stage.files(under: "vault/blobs/staging") == [])
        #expect(try await stage.open(as: stage.chamber).list().count == 15)
    }

    @Test
    func `may work on one document`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let desks = [
            try await stage.open(as: stage.counselor), try await stage.open(as: stage.counselor),
        ]
        let chamber = try await stage.open(as: stage.chamber)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                let desk = desks[number % 2]
                group.addTask {
                    try await stage.grant(document)
                    do throws(VaultError) {
                        _ = try await desk.revoke([document], from: stage.chamberID)
                    } catch .grantNotFound {
                        // The other was quicker.
                    }
                }
                group.addTask {
                    do throws(VaultError) {
                        let target = ReleaseTarget.file(path: stage.path("\(number).out"))
                        _ = try await chamber.open(document, to: target)
                        let copy = try? stage.bytes("\(number).out")
                        #expect(copy == Array("A diploma".utf8))
                    } catch .notAllowed {
                        // Between a revocation and the next grant.
                    }
                }
            }
            try await group.waitForAll()
        }
        _ = try await desks[0].finishPending()
        let report = try await desks[1].audit()
        #expect(report.findings == [])
        #expect(report.due == [])
        #expect(try await desks[1].bytes(of: document) == Array("A diploma".utf8))
        #expect(try stage.blobs().count == 1)
    }
}
