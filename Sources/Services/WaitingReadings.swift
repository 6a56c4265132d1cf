import Contracts
import Ledger
import Marine
import Synchronization

/// The shipments with readings that are said to be of the future, and when the earliest is past.
final class WaitingReadings: Sendable {
    private struct Wait {
        /// When the earliest reading is past.
        let until: Instant
        /// The entry since which it waits.
        let index: UInt64
    }

    private let held = Mutex<[InstanceID: Wait]>([:])
    /// From which entry on a start looks for them, as it was last kept.
    private let kept = Mutex<UInt64>(0)
    /// How far that may lie behind: a start reads as many leaves more.
    private static let lag: UInt64 = 10_000

    /// Notes what a shipment's findings say after an entry.
    func note(_ shipment: Shipment.State, at index: UInt64) {
        held.withLock { held in
            guard let until = shipment.findings.aheadFrom else {
                held[shipment.id] = nil
                return
            }
            held[shipment.id] = Wait(until: until, index: held[shipment.id]?.index ?? index)
        }
    }

    /// When the next of them is past; `nil` where none waits.
    var next: Instant? { held.withLock { $0.values.map(\.until).min() } }

    /// The first entry since which any waits; `nil` where none does.
    var since: UInt64? { held.withLock { $0.values.map(\.index).min() } }

    /// The shipments of which one is past by now.
    func past(by now: Instant) -> [InstanceID] {
        held.withLock { held in held.filter { $0.value.until <= now }.keys.sorted() }
    }

    /// Notes where a start looks from, by what is kept or is to be kept.
    func start(from index: UInt64) { kept.withLock { $0 = index } }

    /// Where a start has to look from after what was kept last lies too far behind `next`; `nil`
    /// while it does not.
    func laggingStart(before next: UInt64) -> UInt64? {
        let from = since ?? next
        return kept.withLock { from >= $0 + Self.lag ? from : nil }
    }

    /// Forgets a shipment, whose findings nobody can make anew.
    func forget(_ shipment: InstanceID) { held.withLock { $0[shipment] = nil } }
}

extension ClaimsAutomation {
    /// Waits for the ledger to grow beyond a size, or for a reading of the future to be past.
    ///
    /// The ledger's clock may be one that the operator sets, so it is looked at every second where
    /// anything waits.
    func waitForMore(beyond next: UInt64) async {
        let growth = platform.sequencer.growth
        guard waiting.next != nil else { return await growth.wait(beyond: next) }
        await withTaskGroup { group in
            group.addTask { await growth.wait(beyond: next) }
            group.addTask { [waiting, platform] in
                while let due = waiting.next, due > platform.clock(), !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(1))
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Has the shipments judged anew whose readings of the future are past.
    public func judgeWhatIsPast() async throws {
        for id in waiting.past(by: platform.clock()) {
            // What is judged anew is noted anew as its entry is met.
            waiting.forget(id)
            guard let shipment = try await state(Shipment.self, id),
                let from = shipment.findings.aheadFrom,
                shipment.isOutdated(in: platform.edition, at: platform.clock())
            else { continue }
            let name = "auto/evaluate/\(id)/ahead/\(from.millisecondsSinceEpoch)"
            try await evaluate(id, named: name)
        }
    }

    /// Finds the shipments with readings of the future after a start: from the entry on since which
    /// any waited.
    func findWaiting() async throws {
        let end = try await cursors.next(of: ClaimsAutomation.name)
        var next = try await cursors.next(of: ClaimsAutomation.waitingName)
        waiting.start(from: next)
        var met: [InstanceID: UInt64] = [:]
        while next < end {
            let entries = try await platform.store.entries(from: next, limit: ClaimsAutomation.page)
            guard let last = entries.last else { break }
            for entry in entries where entry.index < end {
                let transition = try Transition(leaf: entry.leaf)
                guard transition.step.isComputed else { continue }
                met[transition.instance] = met[transition.instance] ?? entry.index
            }
            next = last.index + 1
        }
        for (id, index) in met {
            if let shipment = try await state(Shipment.self, id) {
                waiting.note(shipment, at: index)
            }
        }
    }

    /// Keeps from which entry on a start has to look for them.
    func keepWaiting(before next: UInt64) async throws {
        guard let start = waiting.laggingStart(before: next) else { return }
        try await cursors.advance(ClaimsAutomation.waitingName, to: start)
        waiting.start(from: start)
    }
}
