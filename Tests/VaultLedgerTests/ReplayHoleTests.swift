import LedgerSupport
import TestSupport
import Testing
import VaultLedger

/// What is left of a log after erasures comes to the same state as the log did.
@Suite("Replay over holes")
struct ReplayHoleTests {
    /// Replays what a log has left: an erased statement is passed with what its warrant says of it.
    ///
    /// - Parameters:
    ///   - log: The statements, erased ones too, for their leaves.
    ///   - missing: The index of a statement that is gone though nobody is told.
    ///   - hole: What to take for the hole that a warrant names.
    /// - Returns: The state, and the first rule that is broken.
    static func replay(
        _ log: [[UInt8]],
        missing: Int? = nil,
        hole: (HoleState) -> HoleState = { $0 }
    ) -> (store: MemoryStore, rule: Rule?) {
        var holes: [Int: HoleState] = [:]
        for (index, bytes) in log.enumerated() {
            guard case .warrant(let warrant)? = body(of: bytes) else { continue }
            for named in warrant.holes {
                holes[named.index] = hole(HoleState(hole: named, warrant: index))
            }
        }
        var (store, broken) = (MemoryStore(), Rule?.none)
        for (index, bytes) in log.enumerated() {
            if index == missing {
                // As an auditor who finds nothing there.
            } else if let hole = holes[index] {
                Replay.pass(hole, in: &store)
            } else if let rule = Replay.apply(bytes: bytes, at: index, to: &store) {
                broken = broken ?? rule
            }
            store.append(Scenario.leafHash(of: bytes))
        }
        return (store, broken)
    }

    private static func body(of bytes: [UInt8]) -> Statement.Body? {
        (try? SignedStatement(bytes: bytes))?.statement.body
    }

    /// A random history in which documents and owners are erased, and much refers to them.
    static func history(seed: UInt64) -> Scenario {
        var scenario = Scenario.audited
        var history = RandomHistory(seed: seed)
        for step in 0..<120 {
            _ = scenario.submit(history.next(in: scenario))
            if step % 10 == 9 { _ = scenario.submit(history.change(in: scenario)) }
            if step % 40 == 39 { scenario = history.erasure(in: scenario) }
        }
        return scenario
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `comes to the same state`(seed: UInt64) throws {
        let scenario = Self.history(seed: seed)
        try #require(scenario.store.erasures.values.count { $0.warrant != nil } >= 2)
        let (store, rule) = Self.replay(scenario.log)
        #expect(rule == nil)
        #expect(store == scenario.store)
    }

    /// What remains of a statement, changed in one way; `nil` where that changes nothing.
    private static let frames: [@Sendable (Hole) -> Hole?] = [
        { Hole(index: $0.index, time: .last, author: $0.author, number: $0.number) },
        { hole in
            hole.author.map {
                Hole(index: hole.index, time: hole.time, author: $0, number: 1_000_000)
            }
        },
        { Hole(index: $0.index, time: $0.time, author: Person.nina.id, number: 1) },
    ]

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `does not with another frame, or by another warrant`(seed: UInt64) throws {
        let scenario = Self.history(seed: seed)
        for wanted in scenario.store.holes.values {
            var changed = Self.frames.compactMap { $0(wanted.hole) }
                .map { HoleState(hole: $0, warrant: wanted.warrant) }
            changed.append(HoleState(hole: wanted.hole, warrant: wanted.warrant + 1))
            for change in changed {
                let (store, rule) = Self.replay(scenario.log) { state in
                    state.hole.index == wanted.hole.index ? change : state
                }
                #expect(rule != nil)
                #expect(store != scenario.store)
            }
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `does not without one of the holes`(seed: UInt64) throws {
        let scenario = Self.history(seed: seed)
        for wanted in scenario.store.holes.values {
            let (store, rule) = Self.replay(scenario.log, missing: wanted.hole.index)
            #expect(rule != nil)
            #expect(store != scenario.store)
        }
    }

    // MARK: what refers to what was erased

    /// An owner has a key, the members' key goes on, and then the owner is erased.
    private static let erasedHolder =
        Scenario.furnished
        .after { $0.nextKey(of: Group.everyone, kind: .members) }
        .after { $0.erase(.olga, .diploma) }
        .after { $0.erase(.olga) }
        .after { $0.erase(.olga) }
        .after { $0.warrant($0.index - 1) }

    @Test
    func `passes over holders of a group's key who were erased since`() {
        let scenario = Self.erasedHolder
        #expect(scenario.store.member(Person.olga.id) == nil)
        #expect(!scenario.keyHolders(of: Group.everyone).contains(.olga))
        let (store, rule) = Self.replay(scenario.log)
        #expect(rule == nil)
        #expect(store == scenario.store)
    }

    @Test
    func `leaves nothing of an owner but requests and holes`() {
        let store = Self.erasedHolder.store
        #expect(store.document(Paper.diploma.id) == nil)
        #expect(store.envelopes(of: Paper.diploma.id).isEmpty)
        #expect(!store.isInUse(recipient: Person.olga.recipient))
        #expect(store.events(of: Person.olga.id, document: nil).isEmpty)
        #expect(store.erasures.count == 3)
        #expect(!store.holes.values.contains { $0.hole.author == Person.olga.id })
    }

    @Test
    func `passes over a document that was erased after its holder took new keys`() {
        let scenario =
            Scenario.granted
            .after { $0.rotate(.university) }
            .after { $0.erase(.olga, .diploma) }
            .after { $0.warrant($0.index - 1) }
        let (store, rule) = Self.replay(scenario.log)
        #expect(rule == nil)
        #expect(store == scenario.store)
    }

    @Test
    func `keeps the time and the numbers of what was erased`() {
        let time = required(Scenario.requested.store.state).time
        let (store, _) = Self.replay(Scenario.erased.log)
        #expect(store.state?.time == time.advanced(by: 60))
        #expect(store.member(Person.olga.id)?.lastNumber == 1)
        #expect(store.member(Person.university.id)?.lastNumber == 1)
    }
}
