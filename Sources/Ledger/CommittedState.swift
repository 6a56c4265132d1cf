import Contracts
import Synchronization

/// The fold of what is durable, shared by the one writer and all readers.
final class CommittedState: Sendable {
    /// An instance as it is found.
    enum Found {
        /// Its state is in memory.
        case held(HeldInstance)
        /// It is known, but its state must be folded again from the ledger.
        case away(InstanceLocation)
        /// There is none.
        case none
    }

    private let fold: Mutex<LedgerFold>

    init(stateLimit: Int?) { fold = Mutex(LedgerFold(stateLimit: stateLimit)) }

    var size: UInt64 { fold.withLock { $0.size } }

    func find(_ key: InstanceKey) -> Found {
        fold.withLock { $0.instances.find(key) }
    }

    /// Holds a state that was folded again, unless the instance has moved on meanwhile.
    func bring(_ key: InstanceKey, _ held: HeldInstance) {
        fold.withLock { fold in
            guard fold.instances.place(key) == held.place else { return }
            fold.instances.put(key, held)
        }
    }

    func withFold<Value: Sendable>(_ body: (inout LedgerFold) throws -> sending Value) rethrows
        -> Value
    {
        try fold.withLock { try body(&$0) }
    }
}
