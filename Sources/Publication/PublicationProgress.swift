public import CanonicalJSON
public import Ledger
import Synchronization
public import TransparencyLog

/// How far an entry of the ledger has come.
public enum EntryStatus: String, JSONCoded, Sendable, CaseIterable, Comparable {
    /// It is durable.
    case committed
    /// A published checkpoint covers it.
    case published
    /// A published checkpoint covers it that witnesses have cosigned as the policy asks.
    case witnessed

    /// Whether an entry has come less far.
    public static func < (one: EntryStatus, other: EntryStatus) -> Bool {
        one.rank < other.rank
    }

    private var rank: Int {
        switch self {
        case .committed: 0
        case .published: 1
        case .witnessed: 2
        }
    }
}

/// How far a ledger's entries have been published and witnessed, as readers ask for it.
///
/// Until a publisher begins, every checkpoint counts as published when it is committed, and
/// nothing is kept beside the ledger.
public final class PublicationProgress: Sendable {
    private struct State {
        var terms: Terms?
        var newest: PublishedCheckpoint?
        var witnessed: PublishedCheckpoint?
        var waiting = 0
    }

    /// The most readers that wait at once; one more is answered at once, with what is reached.
    public static let waitingLimit = 4096

    /// What a publisher works by.
    public struct Terms: Sendable {
        /// Who must have cosigned.
        public let policy: TlogPolicy
        /// Where the authority for timestamps answers; `nil` where none is asked.
        public let timestampURL: String?
        /// Where what is published is kept.
        public let store: any PublicationStore
    }

    private let state = Mutex(State())
    private let publishedGrowth = Growth()
    private let witnessedGrowth = Growth()

    /// Nothing is published yet.
    public init() {}

    /// What a publisher works by; `nil` while there is none.
    public var terms: Terms? { state.withLock { $0.terms } }
    /// The newest checkpoint published; `nil` where there is no publisher, or none is yet.
    public var newest: PublishedCheckpoint? { state.withLock { $0.newest } }
    /// The newest checkpoint that meets the quorum.
    public var witnessed: PublishedCheckpoint? { state.withLock { $0.witnessed } }

    /// How far an entry that is committed has come.
    public func status(of index: UInt64) -> EntryStatus {
        state.withLock { state in
            if let witnessed = state.witnessed, index < witnessed.size { return .witnessed }
            guard state.terms != nil else { return .published }
            guard let newest = state.newest, index < newest.size else { return .committed }
            return .published
        }
    }

    /// How many readers wait now, at most `waitingLimit`.
    public var waiting: Int { state.withLock { $0.waiting } }

    /// Returns once an entry has come so far, or the time is over, or it never will.
    ///
    /// Where as many as may wait already, it returns at once: whoever asked is told what the entry
    /// has reached, and may ask again.
    public func wait(for index: UInt64, _ status: EntryStatus, seconds: Int) async {
        guard self.status(of: index) < status, let terms, seconds > 0 else { return }
        guard status != .witnessed || terms.policy.asksForWitnesses else { return }
        let mayWait = state.withLock { state in
            guard state.waiting < Self.waitingLimit else { return false }
            state.waiting += 1
            return true
        }
        guard mayWait else { return }
        defer { state.withLock { $0.waiting -= 1 } }
        let growth = status == .witnessed ? witnessedGrowth : publishedGrowth
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await growth.wait(beyond: index) }
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Returns once a checkpoint of more entries is published, or the task is cancelled.
    func waitForPublication(beyond size: UInt64) async {
        await publishedGrowth.wait(beyond: size)
    }

    func begin(_ terms: Terms, newest: PublishedCheckpoint?, witnessed: PublishedCheckpoint?) async
    {
        state.withLock { state in
            state.terms = terms
            state.newest = newest
            state.witnessed = witnessed
        }
        if let newest { await publishedGrowth.reached(newest.size) }
        if let witnessed { await witnessedGrowth.reached(witnessed.size) }
    }

    /// Takes up a checkpoint that was published, or that has another cosignature.
    func note(_ checkpoint: PublishedCheckpoint) async {
        state.withLock { state in
            if checkpoint.size >= state.newest?.size ?? 0 { state.newest = checkpoint }
            if checkpoint.isWitnessed, checkpoint.size >= state.witnessed?.size ?? 0 {
                state.witnessed = checkpoint
            }
        }
        await publishedGrowth.reached(checkpoint.size)
        if checkpoint.isWitnessed { await witnessedGrowth.reached(checkpoint.size) }
    }
}
