import TestSupport
import Testing
import VaultLedger
import VaultMedia

@testable import Vault

/// What the new vault makes of content that the old one took without a look.
@Suite("The content of an archive")
struct TransferInspectionTests {
    @Test
    func `is refused as from a person, and its warnings are not asked about again`() async throws {
        let move = try await TransferMove()
        let desk = try await move.old.open(as: move.old.counselor)
        var stored: [DocumentID] = []
        for name in ["run.pdf", "offset.pdf", "place.jpg"] {
            let source = DepositSource.bytes(try Fixture.bytes("arrivals/\(name)"), fileName: name)
            let outcome = try await desk.depositBlindly(source, for: move.old.newcomer.id)
            stored.append(try #require(outcome.stored))
        }
        try await move.out()
        let taken = try await move.take().documents.suffix(3)
        #expect(taken.map(\.old) == stored)
        let results = taken.map(\.result)
        #expect(results[0] == .refused(["executable"]))
        #expect(results[1] == .refused(["polyglot"]))
        guard case .stored(let photo) = results[2] else {
            Issue.record("the photo is \(results[2])")
            return
        }
        // The facts stay as they were: the digest of the content says so.
        #expect(try move.content(photo, in: move.new) == move.content(stored[2], in: move.old))
        #expect(try await move.new.open(as: move.new.counselor).audit().isClean)
    }

    @Test
    func `is taken by nobody who has not said how to inspect`() async throws {
        let move = try await TransferMove()
        try await move.out()
        let head = try await move.head()
        let desk = try await DocumentVault.open(
            at: move.new.path("vault"),
            as: move.new.counselor,
            clock: .fixed(move.new.time)
        )
        await #expect(throws: VaultError.inspectionUnavailable(.modeMissing)) {
            _ = try await desk.transferIn(
                from: move.old.path("move.age"),
                unlockedBy: .identity(move.key)
            )
        }
        #expect(try await move.head() == head)
    }
}

/// Finds nothing in any file.
private struct BlindInspector: FileInspector {
    func inspect(
        _ sample: borrowing InspectionSample,
        name: String
    ) throws(MediaError) -> Inspection {
        Inspection(mediaType: "application/pdf", reasons: [])
    }
}

extension DocumentVault {
    /// Stores a file whatever it is, as a vault that looks at nothing.
    fileprivate func depositBlindly(
        _ source: DepositSource,
        for owner: MemberID
    ) throws(VaultError) -> DepositOutcome {
        let careful = try read { records throws(VaultError) -> Depositor in
            try self.depositor(for: owner, as: DocumentDescription(), accepting: [], records)
        }
        let blind = Depositor(terms: careful.terms, inspector: BlindInspector())
        return deposit([blind.stage(source)])[0]
    }
}
