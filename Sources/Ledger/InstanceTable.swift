import Contracts

/// Where every instance is, and the states of those held in memory, the least recently used
/// dropped.
///
/// Generations stand for the order of use. A state that was not used in a whole one is dropped in
/// the course of the next, a few at each use, so that no use waits for thousands. A state with a
/// long history is never dropped, as folding it again would cost more than holding it.
struct InstanceTable: Sendable {
    private struct Slot: Sendable {
        var place: InstanceLocation
        var state: ContractState?
        /// The generation in which the state was used last; 0 for those that are never dropped.
        var generation: UInt32 = 0
    }

    /// Beyond so many transitions a state stays.
    static let longHistory = 64
    /// How many states are looked at, to be dropped, whenever one is held.
    private static let pace = 2

    /// About how many short-lived states are held at once; `nil` holds all.
    var limit: Int?
    private var slots: [InstanceKey: Slot] = [:]
    private var generation: UInt32 = 1
    /// The keys of the states used in this generation, in the one before, and those to be dropped.
    private var young: [InstanceKey] = []
    private var old: [InstanceKey] = []
    private var leaving: [InstanceKey] = []

    init(limit: Int?) { self.limit = limit }

    var count: Int { slots.count }
    var keys: some Collection<InstanceKey> { slots.keys }

    /// Where every instance is.
    var places: some Sequence<(key: InstanceKey, place: InstanceLocation)> {
        slots.lazy.map { (key: $0.key, place: $0.value.place) }
    }

    /// Those that are never dropped.
    var lasting: [(key: InstanceKey, state: ContractState)] {
        slots.compactMap { key, slot in
            guard let state = slot.state, slot.generation == 0 else { return nil }
            return (key, state)
        }
    }

    mutating func reserveCapacity(_ count: Int) { slots.reserveCapacity(count) }

    func place(_ key: InstanceKey) -> InstanceLocation? { slots[key]?.place }

    /// An instance whose state is in memory.
    func peek(_ key: InstanceKey) -> HeldInstance? {
        guard let slot = slots[key], let state = slot.state else { return nil }
        return HeldInstance(state: state, at: slot.place)
    }

    /// An instance as it is found; the use counts.
    mutating func find(_ key: InstanceKey) -> CommittedState.Found {
        guard let index = slots.index(forKey: key) else { return .none }
        let slot = slots.values[index]
        guard let state = slot.state else { return .away(slot.place) }
        if slot.generation != generation, slot.generation != 0 {
            slots.values[index].generation = generation
            used(key)
        }
        return .held(HeldInstance(state: state, at: slot.place))
    }

    /// Notes where an instance is of which no state is at hand.
    mutating func note(_ key: InstanceKey, at place: InstanceLocation) {
        slots[key] = Slot(place: place)
    }

    /// Holds an instance.
    mutating func put(_ key: InstanceKey, _ held: HeldInstance) {
        let stays = held.revision > Self.longHistory || key.contract == .consortium
        let stamp = stays ? 0 : generation
        let fresh = Slot(place: held.place, state: held.state, generation: stamp)
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
        for _ in 0..<InstanceTable.pace {
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
