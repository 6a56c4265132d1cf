import Contracts

/// The location of every instance, and the states of those held in memory; the least recently used
/// are dropped.
///
/// Approximate LRU in two generations, each of half the limit's uses. A state that was not used in
/// the last two is dropped, a few at each later use, so that no use waits for thousands. A state
/// with a long history is never dropped, as folding it again would cost more than holding it.
struct InstanceTable: Sendable {
    private struct Slot: Sendable {
        var location: InstanceLocation
        var state: ContractState?
        /// The generation in which the state was used last; 0 for those that are never dropped.
        var generation: UInt32 = 0
    }

    /// Beyond so many transitions a state stays.
    static let longHistory = 64
    /// How many states are looked at, to be dropped, whenever one is held.
    private static let dropsPerUse = 2

    /// About how many short-lived states are held at once; `nil` holds all.
    var limit: Int?
    private var slots: [InstanceKey: Slot] = [:]
    /// The current generation.
    private var generation: UInt32 = 1
    /// The keys of the states used in this generation and in the one before, and of those that
    /// are dropped unless they were used since.
    private var young: [InstanceKey] = []
    private var old: [InstanceKey] = []
    private var leaving: [InstanceKey] = []

    init(limit: Int?) { self.limit = limit }

    var count: Int { slots.count }
    var keys: some Collection<InstanceKey> { slots.keys }

    /// Where every instance is.
    var locations: some Sequence<(key: InstanceKey, location: InstanceLocation)> {
        slots.lazy.map { (key: $0.key, location: $0.value.location) }
    }

    /// Those that are never dropped.
    var lasting: [(key: InstanceKey, state: ContractState)] {
        slots.compactMap { key, slot in
            guard let state = slot.state, slot.generation == 0 else { return nil }
            return (key, state)
        }
    }

    mutating func reserveCapacity(_ count: Int) { slots.reserveCapacity(count) }

    func location(_ key: InstanceKey) -> InstanceLocation? { slots[key]?.location }

    /// An instance whose state is in memory.
    func peek(_ key: InstanceKey) -> HeldInstance? {
        guard let slot = slots[key], let state = slot.state else { return nil }
        return HeldInstance(state: state, at: slot.location)
    }

    /// An instance as it is found; the use counts.
    mutating func find(_ key: InstanceKey) -> CommittedState.Found {
        guard let index = slots.index(forKey: key) else { return .none }
        let slot = slots.values[index]
        guard let state = slot.state else { return .evicted(slot.location) }
        if slot.generation != generation, slot.generation != 0 {
            slots.values[index].generation = generation
            used(key)
        }
        return .held(HeldInstance(state: state, at: slot.location))
    }

    /// Notes where an instance is of which no state is at hand.
    mutating func note(_ key: InstanceKey, at location: InstanceLocation) {
        slots[key] = Slot(location: location)
    }

    /// Holds an instance.
    mutating func put(_ key: InstanceKey, _ held: HeldInstance) {
        let stays = held.revision > Self.longHistory || key.contract == .consortium
        let stamp = stays ? 0 : generation
        let fresh = Slot(location: held.location, state: held.state, generation: stamp)
        if let index = slots.index(forKey: key) {
            let isCounted = slots.values[index].generation == stamp
            slots.values[index] = fresh
            if isCounted { return }
        } else {
            slots[key] = fresh
        }
        if !stays { used(key) }
    }

    private mutating func used(_ key: InstanceKey) {
        guard let limit else { return }
        young.append(key)
        for _ in 0..<InstanceTable.dropsPerUse {
            guard let last = leaving.popLast() else { break }
            drop(last)
        }
        guard young.count > limit / 2 else { return }
        while let last = leaving.popLast() { drop(last) }
        leaving = old
        old = young
        young = []
        generation += 1
    }

    private mutating func drop(_ key: InstanceKey) {
        guard let index = slots.index(forKey: key) else { return }
        let last = slots.values[index].generation
        guard last != 0, last + 1 < generation else { return }
        slots.values[index].state = nil
    }
}
