public import Marine
import Synchronization

/// A clock that the operator sets: it stands still until it is set, and never goes back.
///
/// A ledger that states it in its founding entry goes by it for ever, so that a voyage of the past
/// can be told in the order in which it happened. It is of the ledger alone: what waits for a
/// deadline, and what is signed for others with a time in it, goes by the machine's.
public final class SimulatedClock: Sendable {
    private let instant: Mutex<Instant>

    /// A clock that stands at an instant.
    public init(at instant: Instant) { self.instant = Mutex(instant) }

    /// What it shows.
    public var now: Instant { instant.withLock { $0 } }

    /// Sets it forward, or leaves it where it stands already.
    ///
    /// - Throws: `ServiceError.invalid` of the field `at` where it would go back.
    public func set(to instant: Instant) throws(ServiceError) {
        let shown: Instant? = self.instant.withLock { current in
            guard instant >= current else { return current }
            current = instant
            return nil
        }
        guard let shown else { return }
        throw .invalid(
            field: "at",
            code: "clockGoesBack",
            reason: "the ledger's clock shows \(shown) and does not go back to \(instant)"
        )
    }
}
