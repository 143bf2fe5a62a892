import Testing
import Vault
import VaultLedger

@Suite("How far a check has come")
struct CheckProgressTests {
    private typealias Progress = Told<CheckProgress>

    @Test
    func `is told up to the end, by an audit, a backup and a check`() async throws {
        let stage = try await Stage()
        for number in 1...20 { try await stage.deposit("Page \(number)") }
        let vault = stage.path("vault")
        let clock = VaultClock.fixed(stage.time)

        let (audited, saved, checked) = (Progress(), Progress(), Progress())
        let audit = try await DocumentVault.audit(
            at: vault,
            clock: clock,
            progress: { audited.add($0) }
        )
        _ = try await DocumentVault.backUp(
            at: vault,
            to: stage.path("backup"),
            clock: clock,
            progress: { saved.add($0) }
        )
        let check = try await DocumentVault.check(
            at: vault,
            clock: clock,
            progress: { checked.add($0) }
        )
        for told in [audited, saved, checked] {
            let done = told.done(.statements)
            // The first statements are read a few at a time.
            #expect(done.count > 1 && done == done.sorted())
            #expect(done.last == audit.statements && told.totals(.statements) == [audit.statements])
        }
        #expect(audited.done(.bytes) == [] && saved.done(.bytes) == [])
        #expect(checked.done(.bytes).last == check.bytes && checked.totals(.bytes) == [check.bytes])
        #expect(checked.all.first?.step == .statements && checked.all.last?.step == .bytes)
    }
}

extension Told<CheckProgress> {
    /// How much was done in a step, each time.
    fileprivate func done(_ step: CheckProgress.Step) -> [Int] {
        all.filter { $0.step == step }.map(\.done)
    }

    /// How much there was to do in a step.
    fileprivate func totals(_ step: CheckProgress.Step) -> Set<Int> {
        Set(all.filter { $0.step == step }.map(\.total))
    }
}
