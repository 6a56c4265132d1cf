import Ledger
import Telemetry

/// The ledger's latest telemetry events, read and decoded once for all who listen.
///
/// Whoever resumes from further back reads the ledger's own entries, so that none is lost: nothing
/// here outlives a stop, and nothing has to.
public actor TelemetryEventFeed {
    /// Events in order, with the index of the next entry to look at.
    public struct EventPage: Sendable {
        /// The events.
        public let events: [TelemetryEvent]
        /// Where to go on.
        public let next: UInt64
    }

    /// How many events are held.
    private static let recentLimit = 1_000
    /// How many entries are read at once.
    private static let pageEntries = 500

    private nonisolated let sequencer: Sequencer
    private nonisolated let store: any LogStore
    private nonisolated let segments: any SegmentStore
    /// The events of the entries from `start` up to `end`.
    private var recent: [TelemetryEvent] = []
    private var start: UInt64 = 0
    private var end: UInt64 = 0
    /// The reading under way, which all who wait for it share.
    private var reading: Task<Void, any Error>?

    init(sequencer: Sequencer, store: any LogStore, segments: any SegmentStore) {
        self.sequencer = sequencer
        self.store = store
        self.segments = segments
    }

    /// The events from an entry on, as many as there are by now or as one page has.
    ///
    /// - Throws: `LedgerFault` where the ledger cannot be read.
    public func page(from next: UInt64) async throws -> EventPage {
        let size = await sequencer.size()
        guard next < size else { return EventPage(events: [], next: next) }
        // Nobody has listened for long: what lies between is for whoever resumes from there.
        if next > end, reading == nil { (recent, start, end) = ([], next, next) }
        guard next >= start, next <= end else {
            return try await read(from: next, upTo: size)
        }
        if end < size {
            let task = reading ?? Task { try await self.readOn() }
            reading = task
            try await task.value
        }
        // The start may have moved on meanwhile.
        guard next >= start else { return try await read(from: next, upTo: size) }
        return EventPage(events: recent.filter { $0.index >= next }, next: max(next, end))
    }

    /// Reads one page more.
    private func readOn() async throws {
        defer { reading = nil }
        let page = try await read(from: end, upTo: await sequencer.size())
        recent += page.events
        end = page.next
        guard recent.count > Self.recentLimit else { return }
        let gone = recent.count - Self.recentLimit
        start = recent[gone - 1].index + 1
        recent.removeFirst(gone)
    }

    private nonisolated func read(from next: UInt64, upTo size: UInt64) async throws -> EventPage {
        let entries: [LogEntry]
        do { entries = try await store.entries(from: next, limit: Self.pageEntries) } catch {
            throw LedgerFault(reading: error)
        }
        var events: [TelemetryEvent] = []
        var end = next
        for entry in entries where entry.index < size {
            if let event = try await TelemetryEvent(entry, segments: segments) {
                events.append(event)
            }
            end = entry.index + 1
        }
        return EventPage(events: events, next: end)
    }
}
