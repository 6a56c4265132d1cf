import Contracts
import Ledger
import Marine
import Synchronization
import Telemetry

/// The readings of the shipments that were uploaded to last, with how far they are evaluated, so
/// that an upload costs what it brings.
///
/// Nothing hangs on it: what is not held is read from the segments.
final class HeldReadings: Sendable {
    /// One shipment's readings.
    struct Held: Sendable {
        var readings = ReadingSet()
        var evaluation = ShipmentEvaluation()
        /// The digests of the segments that hold them.
        var digests: Set<Text<44>> = []
    }

    /// Approximate LRU in two generations.
    private struct State {
        var young: [InstanceID: Held] = [:]
        var old: [InstanceID: Held] = [:]
        /// How many samples the young ones have.
        var samples = 0
    }

    /// How many samples are held in all: some 100 MB.
    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int = 2_000_000) { self.limit = limit }

    /// Whether anything is held of a shipment.
    func holds(_ shipment: InstanceID) -> Bool {
        state.withLock { $0.young[shipment] != nil || $0.old[shipment] != nil }
    }

    /// Removes and returns what is held of a shipment, to be put back with more.
    func take(_ shipment: InstanceID) -> Held? {
        state.withLock { state in
            if let held = state.young.removeValue(forKey: shipment) {
                state.samples -= held.readings.count
                return held
            }
            return state.old.removeValue(forKey: shipment)
        }
    }

    /// What is held of a shipment, where it is that of these segments and no others.
    func readings(of shipment: InstanceID, in segments: [Text<44>]) -> ReadingSet? {
        let held = state.withLock { $0.young[shipment] ?? $0.old[shipment] }
        guard let held, held.digests.count == segments.count,
            segments.allSatisfy(held.digests.contains)
        else { return nil }
        return held.readings
    }

    /// Holds what is known of a shipment.
    func put(_ held: Held, of shipment: InstanceID) {
        let count = held.readings.count
        guard count <= limit / 2 else { return }
        state.withLock { state in
            state.old.removeValue(forKey: shipment)
            if let before = state.young.updateValue(held, forKey: shipment) {
                state.samples -= before.readings.count
            }
            state.samples += count
            guard state.samples > limit / 2 else { return }
            state.old = state.young
            state.young = [:]
            state.samples = 0
        }
    }

    /// Notes that other segments hold the same readings.
    func rename(
        _ gone: some Sequence<Text<44>>,
        to come: some Sequence<Text<44>>,
        of id: InstanceID
    ) {
        guard var held = take(id) else { return }
        held.digests.subtract(gone)
        held.digests.formUnion(come)
        put(held, of: id)
    }
}
