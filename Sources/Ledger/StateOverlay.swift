import Contracts
import Marine

/// The instances that a batch moves, as they are after it, before it is durable.
struct StateOverlay {
    private(set) var held: [InstanceKey: HeldInstance] = [:]
    private(set) var count: UInt64 = 0
    private(set) var at = Instant(millisecondsSinceEpoch: 0)

    /// Notes a decided transition.
    mutating func note(_ key: InstanceKey, _ one: HeldInstance, at instant: Instant) {
        held[key] = one
        count += 1
        at = instant
    }
}
