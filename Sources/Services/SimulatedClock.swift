public import Contracts
public import Marine
import Synchronization

/// A clock that the operator sets: it stands still until it is set, and never goes back.
///
/// A ledger that states it in its genesis entry goes by it for ever, so that a voyage of the past
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

extension Platform {
    /// The clock that instants are taken from, as the genesis entry states it; `nil` where it is
    /// the machine's.
    public var ledgerClock: Consortium.LedgerClock? { simulatedClock == nil ? nil : .simulated }

    /// Sets the ledger's simulated clock forward.
    ///
    /// Nothing is written: the clock shows on the ledger in the instants of the entries to come,
    /// and a start goes on from the last of them.
    ///
    /// - Returns: what the clock shows from now on.
    /// - Throws: `ServiceError.forbidden` for anybody but the operator, `ServiceError.invalid` of
    ///   the field `at` where the clock would go back or is the machine's.
    public func setClock(to instant: Instant, as caller: Caller) throws(ServiceError) -> Instant {
        guard caller.roles.contains(.operator) else {
            throw .forbidden(reason: "the operator alone sets the ledger's clock")
        }
        guard let simulatedClock else {
            throw .invalid(
                field: "at",
                code: "clockNotSimulated",
                reason: "the ledger was founded with the machine's clock, which nobody sets here"
            )
        }
        try simulatedClock.set(to: instant)
        return instant
    }
}
