import Testing

/// Everything that may happen to a log and its vault, each case on bytes that real code wrote.
///
/// The numbers are those of the list of cases with which the log was designed; where nothing inside
/// a vault can show a case, those show it who saw the vault before.
@Suite("Tampering")
struct TamperTests {
    @Test(.timeLimit(.minutes(10)), arguments: TamperCase.all)
    func `is found by an auditor, a reader or whoever kept a head`(
        tampering: TamperCase
    ) async throws {
        try await tampering.check()
    }

    @Test
    func `has a test for each case that a vault without erasure and new log keys can have`() {
        // 24 to 27: erasure; 37: a log key that takes the place of another.
        let absent = Set(24...27).union([37])
        #expect(Set(TamperCase.all.map(\.number)) == Set(1...40).subtracting(absent))
    }

    @Test(.timeLimit(.minutes(10)))
    func `is not found where nobody tampered`() async throws {
        let scene = try await TamperScene.fresh()
        try await scene.kept.expect([], .none, in: scene.stage)
        #expect(try await scene.auditExport() == [])
        // Nor does it matter that a log is written anew just as it was.
        let notes = try scene.log.notes()
        #expect(notes.count == TamperScene.size)
        try scene.log.rewrite(notes)
        try await scene.kept.expect([], .none, in: scene.stage)
    }
}
