import CanonicalJSON
import Contracts
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// A ledger that adopts the edition in preparation: it changes a check of the adjudication, and
/// adds a member to `Check`.
@Suite struct NextEditionTests {
    /// The first edition pays, although ten days after the departure have no reading.
    private static let acts = before + Scenario.adoption()

    private static let before =
        Scenario.founded(
            by: .first,
            Scenario.wholeVoyage.map { act in
                guard act.id == "record" else { return act }
                let silent = changed(DeviceFindings.above(hours(30))) { $0.first = day(40) }
                return changed(act) {
                    $0.instruction = .record(silent, deviceKey: MemberKey.device.deviceKey)
                }
            }
        ) + Scenario.heldByCover

    private static var limits: Sequencer.Limits {
        var limits = Sequencer.Limits()
        limits.edition = .draft
        return limits
    }

    @Test(arguments: [Edition.current, .draft])
    func `each entry is of the edition in force before it, and folds by it`(
        adopted: Edition
    ) throws {
        let writer = try LedgerWriter(
            Self.before + Scenario.adoption(of: adopted),
            latest: adopted
        )
        var fold = LedgerFold(latest: adopted)
        var edition = Edition.first
        for entry in writer.entries {
            let folded = try fold.apply(entry)
            #expect(folded.transition.edition == edition)
            if folded.transition.edge.action == "adoptEdition" { edition = adopted }
        }
        #expect(edition == adopted)
        for (key, state) in writer.states { #expect(fold.instance(key)?.state == state) }
        #expect(fold.keys.count == writer.states.count)
    }

    @Test(arguments: [Edition.current, .draft])
    func `facts across certificates begin with the adoption, and a cover keeps what it holds`(
        adopted: Edition
    ) throws {
        let writer = try LedgerWriter(
            Self.before + Scenario.adoption(of: adopted),
            latest: adopted
        )
        let steps = try writer.entries.map { try Transition(leaf: $0.leaf) }
        let adoption = try #require(steps.firstIndex { $0.edge.action == "adoptEdition" })
        let later = [
            Consortium.step(.keepSecret), Interest.step(.insure), Evidence.step(.hold),
            Accumulation.step(.hold), OpenCover.step(.move),
        ]
        #expect(Set(steps[adoption...].map(\.step)).isSuperset(of: later))
        #expect(Set(steps[..<adoption].map(\.step)).isDisjoint(with: later))
        // What the first edition's certificate has aboard stays with the cover, on its new ship.
        let cover = try #require(writer.states[.cover].flatMap(OpenCover.unwrap))
        #expect(cover.byConveyance.values.contains(usd("20000")))
        let moved = try #require(
            writer.states[InstanceKey(.certificate, id("certificate-8"))]
                .flatMap(Certificate.unwrap)
        )
        #expect(moved.exposures == nil)
        #expect(moved.declaration.conveyance == .borealis)
    }

    @Test func `the rule that changed decides from its adoption on, and what was decided stands`()
        throws
    {
        let writer = try LedgerWriter(Self.acts, latest: .draft)
        func checks(_ claim: InstanceID) throws -> [String: Check] {
            let state = try #require(writer.states[InstanceKey(.claim, claim)])
            let own = try #require(Claim.unwrap(state))
            return Dictionary(uniqueKeysWithValues: own.checks.map { ($0.name.string, $0) })
        }
        let (first, second) = (try checks(.claim), try checks(id("claim-2")))
        #expect(first["gapsWithinTerms"]?.outcome == .passed)
        #expect(first.values.allSatisfy { $0.clause == nil })
        // Ten days without a reading after the departure are a gap now.
        #expect(second["gapsWithinTerms"]?.outcome == .failed)
        #expect(second.values.allSatisfy { $0.clause?.string.isEmpty == false })
        #expect(Set(first.keys).isStrictSubset(of: second.keys))
    }

    @Test func `the limit that changed holds from its adoption on, and what was within it stands`()
        throws
    {
        var writer = try LedgerWriter(Scenario.founding + Scenario.manyKeys, latest: .draft)
        try writer.write(Scenario.anotherKey(111))
        try writer.write(Scenario.adopt(.draft))
        let refusal = #expect(throws: Refusal.self) {
            try writer.write(Scenario.anotherKey(112, at: day(46)))
        }
        #expect(refusal?.code == .tooManyEntries)
        #expect(refusal?.figures["limit"] == "100")
        var fold = LedgerFold(latest: .draft)
        for entry in writer.entries { try fold.apply(entry) }
        #expect(fold.consortium?.members[.stranger]?.signingKeys.count == 102)
    }

    @Test func `what was computed by an edition is refused where another is in force`()
        async throws
    {
        let node = try await TestLedger.with(
            Self.acts,
            MemoryLogStore(),
            limits: Self.limits
        )
        func submit(_ id: String, computedIn edition: Edition) async -> Outcome {
            await Outcome {
                try await node.sequencer.submit(
                    Submission(
                        attestedByOperator: node.command(id, by: .platform, .list("MV \(id)")),
                        computedIn: edition
                    )
                )
            }
        }
        #expect(await submit("one", computedIn: .first) == .refused(.editionUnknown))
        #expect(await submit("one", computedIn: .draft) != .refused(.editionUnknown))
        let held = try #require(node.sequencer.consortium())
        #expect(held.sanctions == ["mv one"], "only what was of the edition in force is done")
    }

    @Test func `what a later edition added does not read as an earlier one's`() throws {
        let writer = try LedgerWriter(Self.acts, latest: .draft)
        let last = try #require(writer.entries.last)
        let bytes = try #require(last.payload?.bytes)
        #expect(String(decoding: bytes, as: UTF8.self).contains(#""clause":"#))
        #expect(throws: Never.self) { try StepPayload.decode(.claim, from: bytes, in: .draft) }
        #expect(throws: JSONReadingError.self) {
            try StepPayload.decode(.claim, from: bytes, in: .first)
        }
        var fold = LedgerFold(latest: .draft)
        for entry in writer.entries.dropLast() { try fold.apply(entry) }
        let error = #expect(throws: ReplayError.self) {
            try fold.apply(last.with("edition", .integer(1)))
        }
        #expect(error?.reason.contains("does not read") == true)
    }

    @Test func `an edition that this program does not know is not folded`() throws {
        let writer = try LedgerWriter(Self.acts, latest: .draft)
        var fold = LedgerFold(latest: .draft)
        for entry in writer.entries.dropLast() { try fold.apply(entry) }
        let last = try #require(writer.entries.last)
        let later = Edition(Edition.draft.number + 1)
        let error = #expect(throws: ReplayError.self) {
            try fold.apply(last.with("edition", .integer(Int64(later.number))))
        }
        #expect(
            error?.reason
                == "it is of edition \(later), which this program does not know; update the program"
        )
        #expect(error?.edition == later)
    }

    @Test(arguments: Engine.allCases)
    func `a node crosses the change, and starts again beyond it`(engine: Engine) async throws {
        let home = try LogLocation(engine)
        let node = try await TestLedger.with(Self.acts, try home.open(), limits: Self.limits)
        #expect(node.sequencer.consortium()?.edition == .draft)
        try await Recomputation.expect(node)
        await node.sequencer.stop()
        let again = try await TestLedger.started(try home.open(), limits: Self.limits)
        #expect(again.sequencer.consortium()?.edition == .draft)
        try await again.submit("next", .list("the next entry"))
        let entry = try await again.store.entries(from: again.sequencer.size() - 1, limit: 1)
        #expect(try Transition(leaf: try #require(entry.first).leaf).edition == .draft)
    }

    /// The index of the entry that adopts the edition in preparation.
    private static func adoption(_ store: any LogStore) async throws -> UInt64 {
        let entries = try await store.entries(from: 0, limit: 1000)
        let adoption = try entries.first {
            try Transition(leaf: $0.leaf).edge.action == "adoptEdition"
        }
        return try #require(adoption).index
    }

    @Test(arguments: [false, true])
    func `a node of the released editions does not start on a ledger that has adopted it`(
        withSnapshot: Bool
    ) async throws {
        let node = try await TestLedger.with(Self.acts, MemoryLogStore(), limits: Self.limits)
        let snapshot = withSnapshot ? try await node.sequencer.snapshot() : nil
        #expect((snapshot != nil) == withSnapshot)
        await node.sequencer.stop()
        let adoption = try await Self.adoption(node.store)
        let older = TestLedger(node.store)
        let fault = await #expect(throws: LedgerFault.self) {
            try await older.sequencer.start(from: snapshot)
        }
        #expect(
            fault == .editionAhead(entry: adoption, edition: .draft, latest: .current)
        )
        let said = try #require(fault?.description)
        #expect(said.contains("entry \(adoption) of the ledger is of edition \(Edition.draft)"))
        #expect(said.hasSuffix("update the program"))
        #expect(await older.sequencer.damagedPlace() == nil)
        #expect(await older.sequencer.size() <= adoption)
    }

    @Test func `a leaf of a later edition's shape beside its adoption is no damage`() async throws {
        let store = MemoryLogStore()
        let node = try await TestLedger.with(Self.acts, store, limits: Self.limits)
        try await node.submit("next", .list("an entry of the edition"))
        await node.sequencer.stop()
        let adoption = try await Self.adoption(store)
        let scripted = ScriptedLogStore(store)
        scripted.set { hooks in
            hooks.reading = { entry in
                guard entry.index > adoption else { return entry }
                let leaf = Array(#"{"later":"shape"}"#.utf8)
                return LogEntry(index: entry.index, leaf: leaf, payload: nil, command: nil)
            }
        }
        let older = TestLedger(scripted)
        let fault = await #expect(throws: LedgerFault.self) { try await older.sequencer.start() }
        #expect(
            fault == .editionAhead(entry: adoption, edition: .draft, latest: .current)
        )
        // A node that knows the edition calls the same leaf what it is.
        let newer = TestLedger(scripted, limits: Self.limits)
        let damage = await #expect(throws: LedgerFault.self) { try await newer.sequencer.start() }
        #expect(damage?.description.contains("entry \(adoption + 1)") == true)
    }

    @Test func `a running node stops where another one adopts it`() async throws {
        let store = MemoryLogStore()
        let older = try await TestLedger.with(Scenario.founding, store)
        let newer = try await TestLedger.started(store, limits: Self.limits)
        try await newer.submit("adopt", .consortium(.adoptEdition(edition: .draft)))
        let ahead = LedgerFault.editionAhead(
            entry: try await Self.adoption(store),
            edition: .draft,
            latest: .current
        )
        #expect(await older.outcome("next", .list("MV Late")) == .fault(ahead))
        #expect(await older.sequencer.standingFault() == ahead)
        #expect(await older.outcome("again", .list("MV Later")) == .fault(ahead))
        #expect(try await store.head().size == newer.sequencer.size())
    }

    @Test func `a node of the released editions does not adopt it`() async throws {
        let node = try await TestLedger.with(Scenario.founding, MemoryLogStore())
        #expect(
            await node.outcome("adopt", .consortium(.adoptEdition(edition: .draft)))
                == .refused(.editionUnknown)
        )
        #expect(node.sequencer.consortium()?.edition == .current)
    }
}
