import Contracts
import Ledger
import Marine
import Telemetry
import TransparencyLog

/// An entry by which larger segments took the place of small ones, or these took it back.
struct RearrangedSegments {
    let index: UInt64
    /// The edition of the rules that the entry is of.
    let edition: Edition
    let since: String
    let shipment: InstanceID
    /// Whether the small ones took their place back.
    let isSplit: Bool
    /// Each larger segment with those that it stands for.
    let pairs: [(whole: Shipment.SegmentRecord, parts: [Shipment.SegmentRecord])]

    /// The larger segments that came to be recorded.
    var wholes: [Shipment.SegmentRecord] { isSplit ? [] : pairs.map(\.whole) }

    /// What an entry rearranges; `nil` where it is none of these.
    init?(_ entry: FoldedEntry) {
        guard case .shipment(let record) = entry.payload,
            let before = entry.before.flatMap(Shipment.unwrap)
        else { return nil }
        switch record.arguments {
        case .mergeSegments(let merges):
            isSplit = false
            pairs = merges.map { merge in
                let digests = Set(merge.parts.array)
                return (merge.into, before.segments.filter { digests.contains($0.digest) })
            }
        case .splitSegments(let splits):
            isSplit = true
            pairs = splits.compactMap { split in
                before.segments.first { $0.digest == split.segment }.map {
                    ($0, split.parts.array)
                }
            }
        default: return nil
        }
        index = entry.index
        edition = entry.transition.edition
        since = "\(entry.transition.at)"
        shipment = before.id
    }
}

extension Segment {
    /// Whether it is what a record says of it.
    func isAs(stated record: Shipment.SegmentRecord, in edition: Edition) -> Bool {
        device == record.device.string && count == record.readings
            && first == record.first && last == record.last
            && record.content
                == content(in: edition) { DigestText(bytes: Hash.sha256(of: $0).bytes) }
    }
}
