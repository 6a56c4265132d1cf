public import Contracts
import Ledger
public import Marine
public import Telemetry

/// What one entry of the ledger says of a shipment's readings.
public struct TelemetryEvent: Sendable {
    /// The entry's index.
    public let index: UInt64
    /// The shipment.
    public let shipment: InstanceID
    /// The entry's instant.
    public let at: Instant
    /// The shipment's revision after it.
    public let revision: Int
    /// What it says.
    public let content: Content

    /// What happened to a shipment's readings.
    public enum Content: Sendable {
        /// An upload was taken, and all readings were judged with it.
        case upload(Shipment.Upload, latest: [Reading], TelemetryFindings)
        /// The readings were judged anew.
        case findings(TelemetryFindings)
        /// An upload was taken back; the readings are judged anew in an entry after it.
        case withdrawal(Shipment.Withdrawal)
        /// What it says is lost.
        case lost
    }

    /// Reads an entry; `nil` where it is of something else.
    ///
    /// - Throws: what keeps the leaf or the payload from being read.
    init?(_ entry: LogEntry, segments: any SegmentStore) async throws {
        let transition = try Transition(leaf: entry.leaf)
        guard transition.contract == .shipment,
            let action = Shipment.Command.Action(rawValue: transition.action.string),
            [.recordTelemetry, .evaluate, .withdrawUpload].contains(action)
        else { return nil }
        index = entry.index
        shipment = transition.instance
        at = transition.at
        revision = transition.revision
        guard let payload = entry.payload else {
            content = .lost
            return
        }
        guard
            case .shipment(let record) = try StepPayload.decode(
                .shipment,
                from: payload.bytes,
                in: transition.edition
            ), let event = record.events.first
        else { return nil }
        switch event {
        case .telemetryRecorded(let upload, let findings):
            let latest = try await Self.latest(of: upload, in: segments)
            content = .upload(upload, latest: latest, findings)
        case .evaluated(let findings): content = .findings(findings)
        case .uploadWithdrawn(let withdrawal): content = .withdrawal(withdrawal)
        default: return nil
        }
    }

    /// The latest reading of each device of an upload, in the order of their names' bytes; a device
    /// whose segment is lost or changed is left out.
    private static func latest(
        of upload: Shipment.Upload,
        in store: any SegmentStore
    ) async throws -> [Reading] {
        var last: [String: Shipment.SegmentRecord] = [:]
        for segment in upload.segments {
            let name = segment.device.string
            if last[name].map({ $0.last < segment.last }) ?? true { last[name] = segment }
        }
        var readings: [Reading] = []
        for (device, record) in last {
            guard let bytes = try? await Platform.storedBytes(of: record, in: store),
                let sample = try? Segment(decoding: bytes).samples.last
            else { continue }
            readings.append(Reading(device: device, sample: sample))
        }
        return readings.sorted()
    }
}
