import Contracts
import Marine
import Synchronization
import TestSamples
import TestSupport
import Testing

@testable import Ledger

/// A clock that jumps does not put days to come on the ledger.
@Suite struct ClockGuardTests {
    private static let start = day(1)
    private static let minute: Int64 = 60_000
    private static let hour = 60 * minute

    /// The two clocks of a machine: one that can be set, and one that cannot.
    private final class Machine: Sendable {
        let clock = ManualClock(ClockGuardTests.start)
        private let uptime = Mutex<Int64>(0)

        func clockGuard() -> ClockGuard {
            ClockGuard(clock: { self.clock.now }, uptime: { self.uptime.withLock { $0 } })
        }

        /// Lets time pass, and jumps beside that.
        func pass(_ milliseconds: Int64, jump: Int64 = 0) {
            uptime.withLock { $0 += milliseconds }
            clock.set(clock.now.advanced(byMilliseconds: milliseconds + jump))
        }
    }

    /// What passes and by how much the clock jumps meanwhile, and whether an entry is then taken.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [(passed: Int64, jump: Int64)]
        let isTaken: Bool
    }

    @Test(arguments: [
        Case(testDescription: "time passes", steps: [(30 * minute, 0)], isTaken: true),
        Case(testDescription: "years pass", steps: [(50_000 * hour, 0)], isTaken: true),
        Case(testDescription: "within the bound", steps: [(0, 5 * minute)], isTaken: true),
        Case(testDescription: "beyond it", steps: [(0, 5 * minute + 1)], isTaken: false),
        Case(testDescription: "years at once", steps: [(minute, 50_000 * hour)], isTaken: false),
        Case(
            testDescription: "years at once after the hour",
            steps: [(2 * hour, 50_000 * hour)],
            isTaken: false
        ),
        Case(
            testDescription: "ahead for hours on end",
            steps: [(minute, 10 * minute), (2 * hour, 0), (2 * hour, 0)],
            isTaken: false
        ),
        Case(
            testDescription: "a jump that is taken back",
            steps: [(minute, hour), (minute, -hour)],
            isTaken: true
        ),
        Case(testDescription: "back", steps: [(minute, -10 * hour)], isTaken: true),
        Case(
            testDescription: "drift within each hour",
            steps: [(hour, 2 * minute), (hour, 2 * minute), (hour, 2 * minute)],
            isTaken: true
        ),
    ])
    func `an entry is no further ahead than the clock can have come`(case: Case) async throws {
        let machine = Machine()
        let node = try await founded(machine)
        for (passed, jump) in `case`.steps {
            machine.pass(passed, jump: jump)
            _ = node.sequencer.clockFault()
        }
        let outcome = await node.outcome("next", .list("x"))
        #expect((outcome == .done([1], isRepeat: false)) == `case`.isTaken, "\(outcome)")
        #expect((node.sequencer.clockFault() == nil) == `case`.isTaken)
        guard !`case`.isTaken else { return }
        guard case .fault(.clockAhead(let entry, let latest)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(entry > latest)
        #expect(await node.sequencer.size() == 1)
        #expect(!LedgerFault.clockAhead(entry: entry, latest: latest).retryIsSafe)
        #expect(await node.sequencer.standingFault() == nil)
    }

    @Test func `the clock put right, commands are taken again`() async throws {
        let machine = Machine()
        let node = try await founded(machine)
        machine.pass(0, jump: 24 * Self.hour)
        guard case .fault(.clockAhead) = await node.outcome("a", .list("x")) else {
            Issue.record("it was taken")
            return
        }
        machine.pass(Self.minute, jump: -24 * Self.hour)
        #expect(await node.outcome("a", .list("x")) == .done([1], isRepeat: false))
    }

    @Test func `a ledger that is ahead of the clock takes nothing until the clock has come so far`()
        async throws
    {
        let store = MemoryLogStore()
        let machine = Machine()
        _ = try await founded(machine, store)
        machine.clock.set(day(0))
        let node = TestLedger(store, clock: machine.clock, clockGuard: machine.clockGuard())
        try await node.sequencer.start()
        #expect(node.sequencer.clockFault() != nil)
        guard case .fault(.clockAhead(let entry, _)) = await node.outcome("a", .list("x")) else {
            Issue.record("it was taken")
            return
        }
        #expect(entry == Self.start)
        machine.pass(24 * Self.hour - Self.minute)
        #expect(node.sequencer.clockFault() == nil)
        #expect(await node.outcome("a", .list("x")) == .done([1], isRepeat: false))
        // Not earlier than the entry before it.
        #expect(node.sequencer.committed.end.at == Self.start)
    }

    private func founded(
        _ machine: Machine,
        _ store: MemoryLogStore = MemoryLogStore()
    ) async throws -> TestLedger {
        let node = TestLedger(store, clock: machine.clock, clockGuard: machine.clockGuard())
        try await node.sequencer.start()
        #expect(await node.outcome("found", .found) == .done([0], isRepeat: false))
        return node
    }
}
