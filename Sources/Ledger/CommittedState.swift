public import Contracts
import Marine
import Synchronization
import TransparencyLog

/// An instance as the ledger has it.
public struct HeldInstance: Hashable, Sendable {
    /// Its state.
    public var state: ContractState
    /// How many transitions it has had.
    public var revision: Int
    /// The index of the first.
    public var first: UInt64
    /// The index of the latest.
    public var lastIndex: UInt64

    /// States an instance.
    public init(state: ContractState, revision: Int, first: UInt64, lastIndex: UInt64) {
        self.state = state
        self.revision = revision
        self.first = first
        self.lastIndex = lastIndex
    }

    /// States an instance that is at a location.
    init(state: ContractState, at location: InstanceLocation) {
        self.init(
            state: state,
            revision: location.revision,
            first: location.first,
            lastIndex: location.lastIndex
        )
    }

    /// Where the ledger has the instance.
    var location: InstanceLocation {
        InstanceLocation(first: first, lastIndex: lastIndex, revision: revision)
    }
}

/// Where the ledger has an instance: all that is needed to fold its state again.
struct InstanceLocation: Hashable, Sendable {
    /// The index of its first transition.
    var first: UInt64
    /// The index of its latest.
    var lastIndex: UInt64
    /// How many transitions it has had.
    var revision: Int
}

/// Where the ledger ends: what the next batch goes on from.
struct LedgerEnd: Sendable {
    /// The right edge of the tree of its entries.
    var edge: TileEdge
    /// The instant of the latest.
    var at: Instant

    /// How many entries it has.
    var size: UInt64 { edge.size }
}

/// What is durable, as far as this node has folded it: used by any thread, under its lock.
///
/// The sequencer alone moves it on, from one durable batch to the next. A reader changes only which
/// states are in memory: finding one counts as a use of it, and one that was dropped is put back
/// once it is folded again. The states themselves are the same whoever asks.
final class CommittedState: Sendable {
    /// An instance as it is found.
    enum Found {
        /// Its state is in memory.
        case held(HeldInstance)
        /// It is known, but its state must be folded again from the ledger.
        case evicted(InstanceLocation)
        /// There is none.
        case none
    }

    private struct State {
        var fold: LedgerFold
        var edge = TileEdge()
    }

    private let state: Mutex<State>

    init(stateLimit: Int?, latest: Edition = .current) {
        state = Mutex(State(fold: LedgerFold(stateLimit: stateLimit, latest: latest)))
    }

    /// How many entries are folded in.
    var size: UInt64 { state.withLock { $0.fold.size } }

    /// The right edge of the tree that was checked or signed.
    ///
    /// It is ahead of the fold only where folding was broken off.
    var edge: TileEdge {
        get { state.withLock { $0.edge } }
        set { state.withLock { $0.edge = newValue } }
    }

    /// What the next batch goes on from.
    var end: LedgerEnd {
        state.withLock { LedgerEnd(edge: $0.edge, at: $0.fold.lastAt) }
    }

    func find(_ key: InstanceKey) -> Found {
        state.withLock { $0.fold.instances.find(key) }
    }

    /// Takes up a batch that has become durable.
    func publish(_ overlay: StateOverlay, edge: TileEdge) {
        state.withLock { state in
            state.fold.keep(overlay.held, count: overlay.count, at: overlay.at)
            state.edge = edge
        }
    }

    /// Holds a state that was folded again, unless the instance has moved on meanwhile.
    func restore(_ key: InstanceKey, _ held: HeldInstance) {
        state.withLock { state in
            guard state.fold.instances.location(key) == held.location else { return }
            state.fold.instances.put(key, held)
        }
    }

    func withFold<Value: Sendable>(
        _ body: (inout LedgerFold) throws -> sending Value
    ) rethrows -> Value {
        try state.withLock { try body(&$0.fold) }
    }
}
