import Contracts
import Ledger
import Marine

/// An entry that records an upload, or what all readings show anew.
struct RecordedUpload {
    let index: UInt64
    /// The edition of the rules that the entry is of.
    let edition: Edition
    let since: String
    let shipment: Shipment.State
    /// How the shipment's segments were arranged anew since the upload before.
    var rearranged: [RearrangedSegments] = []
    /// The upload; `nil` where all readings were only looked at anew.
    let upload: Shipment.Upload?
    let findings: TelemetryFindings

    /// The segments that it adds.
    var added: [Shipment.SegmentRecord] { upload?.segments ?? [] }

    /// The shipment's segments before it.
    var before: ArraySlice<Shipment.SegmentRecord> {
        shipment.segments.dropLast(added.count)
    }

    init?(_ entry: FoldedEntry) {
        guard case .shipment(let state) = entry.state,
            case .shipment(let record) = entry.payload,
            let findings = record.arguments.findings
        else { return nil }
        upload = record.arguments.upload
        self.findings = findings
        index = entry.index
        edition = entry.transition.edition
        since = "\(entry.transition.at)"
        shipment = state
    }
}
