import Contracts

/// The states of instances that are held in memory, the least recently used dropped.
///
/// Two generations stand for the order of use: what is asked of the old one moves to the young
/// one, and when the young one is full the old one goes. An instance with a long history is never
/// dropped, as folding it again would cost more than holding it.
struct StateCache: Sendable {
    /// Beyond so many transitions an instance stays.
    static let longHistory = 64

    /// The most short-lived states held at once; `nil` holds all.
    var limit: Int?
    private var young: [InstanceKey: HeldInstance] = [:]
    private var old: [InstanceKey: HeldInstance] = [:]
    private var long: [InstanceKey: HeldInstance] = [:]

    init(limit: Int?) { self.limit = limit }

    /// Those that are never dropped.
    var lasting: [InstanceKey: HeldInstance] { long }

    func peek(_ key: InstanceKey) -> HeldInstance? { young[key] ?? long[key] ?? old[key] }

    mutating func use(_ key: InstanceKey) -> HeldInstance? {
        if let held = young[key] ?? long[key] { return held }
        guard let held = old[key] else { return nil }
        put(key, held)
        return held
    }

    mutating func put(_ key: InstanceKey, _ held: HeldInstance) {
        if held.revision > StateCache.longHistory || key.contract == .consortium {
            if long.updateValue(held, forKey: key) == nil {
                young[key] = nil
                old[key] = nil
            }
            return
        }
        young[key] = held
        guard let limit, young.count > limit / 2 else { return }
        old = young
        young = [:]
    }
}
