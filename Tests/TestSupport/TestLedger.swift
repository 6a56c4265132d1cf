package import Contracts
package import Ledger
import Logging
package import Marine
import Synchronization
import TestSamples
package import TransparencyLog

/// A clock that a test sets.
package final class ManualClock: Sendable {
    private let instant: Mutex<Instant>

    package init(_ instant: Instant = day(60)) { self.instant = Mutex(instant) }

    package var now: Instant { instant.withLock { $0 } }

    package func set(_ instant: Instant) { self.instant.withLock { $0 = instant } }
}

/// A view that keeps what it was given, in memory.
package actor RecordingView: LedgerView {
    package private(set) var folded: [FoldedEntry] = []
    private var failures = 0

    package init() {}

    /// The next applications fail.
    package func fail(_ count: Int) { failures = count }

    package func appliedSize() -> UInt64 { UInt64(folded.count) }

    package func apply(_ entries: [FoldedEntry]) throws {
        guard failures == 0 else {
            failures -= 1
            throw LogStoreError.notWritten(reason: "injected at the view")
        }
        for entry in entries where entry.index >= UInt64(folded.count) {
            guard entry.index == UInt64(folded.count) else {
                throw ReplayError(index: entry.index, reason: "the view ends at \(folded.count)")
            }
            folded.append(entry)
        }
    }
}

/// A sequencer with its store, its view and its clock.
package struct TestLedger: Sendable {
    package let store: any LogStore
    package let view: any LedgerView
    package let clock: ManualClock
    package let sequencer: Sequencer

    package init(
        _ store: any LogStore,
        view: any LedgerView = RecordingView(),
        limits: Sequencer.Limits = Sequencer.Limits(),
        clock: ManualClock = ManualClock(),
        origin: String = LedgerWriter.origin,
        signer: NoteSigner = LedgerWriter.signer,
        successor: NoteSigner? = nil,
        clockGuard: ClockGuard? = nil
    ) {
        self.store = store
        self.view = view
        self.clock = clock
        sequencer = Sequencer(
            origin: origin,
            store: store,
            view: view,
            keys: LogKeys(signer, successor: successor),
            limits: limits,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            clockGuard: clockGuard
        ) { clock.now }
    }

    /// A node that has read its store.
    package static func started(
        _ store: any LogStore,
        view: any LedgerView = RecordingView(),
        limits: Sequencer.Limits = Sequencer.Limits(),
        clock: ManualClock = ManualClock(),
        successor: NoteSigner? = nil
    ) async throws -> TestLedger {
        let node = TestLedger(store, view: view, limits: limits, clock: clock, successor: successor)
        try await node.sequencer.start()
        return node
    }

    /// A node over an empty store, with these acts done under the clock's own instants.
    package static func with(
        _ acts: [ScenarioCommand],
        _ store: any LogStore,
        view: any LedgerView = RecordingView(),
        limits: Sequencer.Limits = Sequencer.Limits(),
        successor: NoteSigner? = nil
    ) async throws -> TestLedger {
        let node = try await started(
            store,
            view: view,
            limits: limits,
            clock: ManualClock(day(0)),
            successor: successor
        )
        for act in acts { try await node.submit(act) }
        return node
    }

    @discardableResult
    package func submit(_ act: ScenarioCommand) async throws -> CommandReceipt {
        clock.set(act.at)
        var asked = try command(act.id, by: act.member, act.instruction)
        asked.officer = act.officer
        guard act.signer != nil || act.isOfLog else {
            return try await sequencer.submit(Submission(attestedByOperator: asked))
        }
        let salt = Salted.randomSalt()
        let plain = try Submission(asked, salt: salt, attestation: .operator)
        return try await sequencer.submit(
            Submission(asked, salt: salt, attestation: act.attest(plain.digest))
        )
    }

    @discardableResult
    package func submit(
        _ id: String,
        by member: MemberID = .platform,
        _ instruction: Instruction,
        expecting revision: Int? = nil,
        signer: MemberKey? = nil
    ) async throws -> CommandReceipt {
        var asked = try command(id, by: member, instruction)
        asked.expectedRevision = revision
        return try await sequencer.submit(
            try signer?.sign(asked) ?? Submission(attestedByOperator: asked)
        )
    }

    /// What submitting came to.
    package func outcome(
        _ id: String,
        by member: MemberID = .platform,
        _ instruction: Instruction,
        expecting revision: Int? = nil,
        signer: MemberKey? = nil
    ) async -> Outcome {
        await Outcome {
            try await submit(id, by: member, instruction, expecting: revision, signer: signer)
        }
    }

    package func command(
        _ id: String,
        by member: MemberID = .platform,
        _ instruction: Instruction
    ) throws -> Command {
        try Command(
            origin: sequencer.origin,
            member: member,
            named: id,
            expectedRevision: nil,
            instruction: instruction
        )
    }
}
