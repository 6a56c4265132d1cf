public import Contracts
import Ledger
import Marine
import Synchronization
public import Telemetry

/// What shipments' loggers reported last, kept in memory: found once, and then carried on with each
/// upload.
final class LatestReadings: Sendable {
    /// What it depends on: while it is the same, so is what is kept.
    struct Basis: Hashable {
        let uploads: Int
        let withdrawn: Int
        let carriage: CarriageWindow?
        let periods: [String: DevicePeriod]
        let edition: Edition

        init(_ shipment: Shipment.State, in edition: Edition) {
            uploads = shipment.uploads
            withdrawn = shipment.withdrawn?.count ?? 0
            carriage = shipment.carriage
            periods = shipment.periods
            self.edition = edition
        }
    }

    /// What one shipment's loggers reported last.
    struct Kept {
        var basis: Basis
        var devices: [String: LatestValues]
        /// When a reading that is said to be of later comes to be past; `nil` where none is.
        var until: Instant?
    }

    private struct State {
        var young: [InstanceID: Kept] = [:]
        var old: [InstanceID: Kept] = [:]
    }

    /// How many shipments are kept at most: those asked for last.
    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int = 50_000) { self.limit = limit }

    /// What is kept of a shipment, if it still holds.
    func kept(_ shipment: InstanceID, on basis: Basis, at now: Instant) -> Kept? {
        state.withLock { state in
            guard let kept = state.young[shipment] ?? state.old[shipment], kept.basis == basis,
                kept.until.map({ now < $0 }) ?? true
            else { return nil }
            if state.young[shipment] == nil { put(kept, of: shipment, in: &state) }
            return kept
        }
    }

    /// Keeps what was found of a shipment.
    func keep(_ kept: Kept, of shipment: InstanceID) {
        state.withLock { state in put(kept, of: shipment, in: &state) }
    }

    private func put(_ kept: Kept, of shipment: InstanceID, in state: inout State) {
        state.young[shipment] = kept
        guard state.young.count > limit / 2 else { return }
        state.old = state.young
        state.young = [:]
    }
}

extension Platform {
    /// What each of a shipment's loggers reported last while it travelled with the goods, of what
    /// is believed, in the order of their names' bytes.
    ///
    /// It is kept from one request to the next, and carried on by uploads: all readings are read
    /// only where nothing is kept, as after a start.
    ///
    /// - Throws: `LedgerFault.damaged` naming a segment that is lost or changed.
    public func latest(of shipment: Viewed<Shipment.State>) async throws -> [LatestValues] {
        let basis = LatestReadings.Basis(shipment.state, in: shipment.edition)
        let id = shipment.key.instance
        if let kept = latestReadings.kept(id, on: basis, at: clock()) { return kept.ordered }
        var kept = LatestReadings.Kept(basis: basis, devices: [:])
        for device in Platform.devices(of: shipment.state) {
            let marked = try await markedReadings(of: device, in: shipment)
            take(marked, of: device, shipment.state, into: &kept)
        }
        latestReadings.keep(kept, of: id)
        return kept.ordered
    }

    /// Carries on what is kept of a shipment with the devices of an upload that it has taken.
    func carryOnLatest(
        of before: Shipment.State,
        _ readings: ReadingSet,
        changing devices: Set<String>,
        in edition: Edition
    ) async {
        let basis = LatestReadings.Basis(before, in: edition)
        guard var kept = latestReadings.kept(before.id, on: basis, at: clock()),
            let (after, _, _) = try? await heldShipment(before.id)
        else { return }
        kept.basis = LatestReadings.Basis(after, in: edition)
        // Only this upload moves what it was judged with; what moved beside it has all found anew.
        guard kept.basis.carriage == basis.carriage, kept.basis.periods == basis.periods,
            kept.basis.withdrawn == basis.withdrawn
        else { return }
        for device in devices {
            let own = DeviceSamples(device: device, samples: readings.samples(of: device))
            take(marked(own, of: after, in: edition), of: device, after, into: &kept)
        }
        latestReadings.keep(kept, of: before.id)
    }

    private func take(
        _ marked: MarkedSamples,
        of device: String,
        _ shipment: Shipment.State,
        into kept: inout LatestReadings.Kept
    ) {
        let now = clock()
        let period = shipment.periods[device]
        let end = [period?.to, shipment.carriage?.to, now].compactMap(\.self).min() ?? now
        kept.devices[device] = LatestValues(
            in: marked,
            of: device,
            from: period?.from,
            to: end
        )
        guard end == now, let ahead = marked.samples.firstTime(after: now) else { return }
        kept.until = min(kept.until ?? ahead, ahead)
    }
}

extension LatestReadings.Kept {
    fileprivate var ordered: [LatestValues] {
        devices.values.sorted { $0.device.utf8.lexicographicallyPrecedes($1.device.utf8) }
    }
}

extension [Sample] {
    /// The first instant after another; the samples ascend.
    fileprivate func firstTime(after instant: Instant) -> Instant? {
        self[partitionPoint { $0.time <= instant }...].first?.time
    }
}
