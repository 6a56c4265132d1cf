public import CanonicalJSON

/// The time of a carriage for which goods are insured: from attachment to the end of the cover.
///
/// Both ends belong to it. What loggers recorded before and after is kept and shown,
/// and judged never.
public struct CarriageWindow: Record, Hashable, Sendable {
    /// When the goods left, at which the risk attaches.
    public var from: Instant
    /// When the cover ends; absent while nothing has ended it.
    public var to: Instant?
    /// When the ship arrived; absent while it has not.
    public var arrived: Instant?
}

extension CarriageWindow {
    /// Whether an instant lies within it.
    public func contains(_ instant: Instant) -> Bool {
        instant >= from && to.map { instant <= $0 } ?? true
    }
}
