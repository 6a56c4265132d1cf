import Contracts
import Synchronization

/// The fold of what is durable, shared by the one writer and all readers.
final class Shelf: Sendable {
    /// An instance as it is found.
    enum Found {
        /// Its state is in memory.
        case held(HeldInstance)
        /// It is known, but its state must be folded again from the ledger.
        case away(InstancePlace)
        /// There is none.
        case none
    }

    private let book: Mutex<Book>

    init(stateLimit: Int?) { book = Mutex(Book(stateLimit: stateLimit)) }

    var size: UInt64 { book.withLock { $0.size } }

    func find(_ key: InstanceKey) -> Found {
        book.withLock { $0.instances.find(key) }
    }

    /// Holds a state that was folded again, unless the instance has moved on meanwhile.
    func bring(_ key: InstanceKey, _ held: HeldInstance) {
        book.withLock { book in
            guard book.instances.place(key) == held.place else { return }
            book.instances.put(key, held)
        }
    }

    func withBook<Value: Sendable>(_ body: (inout Book) throws -> sending Value) rethrows -> Value {
        try book.withLock { try body(&$0) }
    }
}
