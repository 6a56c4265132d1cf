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

/// When a device travels with the goods: within the carriage, from and to where that is stated.
public struct DevicePeriod: Hashable, Sendable {
    /// From when on; absent where that is the carriage's beginning.
    public var from: Instant?
    /// Until when; absent where that is the carriage's end.
    public var to: Instant?

    /// States a period.
    public init(from: Instant?, to: Instant?) {
        self.from = from
        self.to = to
    }
}

extension CarriageWindow {
    /// The part of it in a device's period; `nil` where they have nothing in common.
    public func during(_ period: DevicePeriod?) -> CarriageWindow? {
        guard let period else { return self }
        let start = max(from, period.from ?? from)
        let end = [to, period.to].compactMap(\.self).min()
        if let end, end < start { return nil }
        return CarriageWindow(from: start, to: end, arrived: arrived)
    }
}
