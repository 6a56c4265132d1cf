import Contracts
import Ledger
import Logging
import Marine
import Telemetry
import TransparencyLog

/// Which small segments of a shipment are merged into larger ones.
///
/// Sixteen segments of one device and of one size are: of fewer than 16 readings, of fewer than
/// 256, and so on. So each reading is packed anew a few times in all, and a shipment has 15
/// segments of each size and device at the most, however many uploads brought them.
enum SegmentMerging {
    /// A shipment of fewer segments keeps them as they came.
    static let fewestSegments = 64
    /// How many become one.
    static let together = 16

    private struct Size: Hashable {
        let device: DeviceName
        let isUnsigned: Bool
        let digits: Int
    }

    /// The segments that become one each, as many as one command merges.
    static func plan(_ segments: [Shipment.SegmentRecord]) -> [[Shipment.SegmentRecord]] {
        guard segments.count >= fewestSegments else { return [] }
        var sizes: [Size: [Shipment.SegmentRecord]] = [:]
        var plan: [[Shipment.SegmentRecord]] = []
        for segment in segments where segment.readings * together <= Segment.sampleLimit {
            let size = Size(
                device: segment.device,
                isUnsigned: segment.unsigned == true,
                digits: String(segment.readings, radix: together).count
            )
            var alike = sizes.removeValue(forKey: size) ?? []
            alike.append(segment)
            if alike.count == together {
                plan.append(alike)
                alike = []
                if plan.count == Shipment.SegmentMerges.most { return plan }
            }
            sizes[size] = alike
        }
        return plan
    }
}

extension Platform {
    /// Merges a shipment's small segments, where it has come to have many; alone with the shipment.
    ///
    /// Whatever keeps it from that harms nothing: the segments stay as they are.
    func mergeSegments(of id: InstanceID) async {
        do {
            while edition >= .fifth, try await mergeSome(of: id) {}
        } catch {
            logger.warning(
                "segments are not merged",
                metadata: ["shipment": "\(id)", "reason": "\(error)"]
            )
        }
    }

    /// - Returns: whether any were merged.
    private func mergeSome(of id: InstanceID) async throws -> Bool {
        guard let (state, revision, _) = try await heldShipment(id) else { return false }
        let edition = edition
        var merges: [Shipment.SegmentMerge] = []
        var made: [StoredSegment] = []
        for parts in SegmentMerging.plan(state.segments) {
            guard let (record, stored) = try await merged(parts, in: edition) else { continue }
            merges.append(
                Shipment.SegmentMerge(into: record, parts: try Entries(parts.map(\.digest)))
            )
            made.append(stored)
        }
        guard !merges.isEmpty else { return false }
        try await segments.put(made)
        _ = try await submitAsOperator(
            .shipment(.mergeSegments(shipment: id, merges: try Entries(merges))),
            id: "merge/\(id)/\(revision)",
            expectedRevision: revision,
            computedIn: edition
        )
        for merge in merges {
            readingsHeld.rename(merge.parts, to: [merge.into.digest], of: id)
        }
        return true
    }

    /// The segment that holds what several hold; `nil` where that is one of themselves.
    private func merged(
        _ parts: [Shipment.SegmentRecord],
        in edition: Edition
    ) async throws -> (Shipment.SegmentRecord, StoredSegment)? {
        var readings = ReadingSet()
        for part in parts { _ = readings.merge(try await stored(part)) }
        guard let all = readings.devices.first, readings.devices.count == 1 else { return nil }
        let packed = Segment.packing(all)
        guard packed.count == 1, let whole = packed.first else { return nil }
        let stored = StoredSegment(whole) { Hash.sha256(of: $0).bytes }
        var record = try Shipment.SegmentRecord(whole, stored, in: edition)
        guard !parts.contains(where: { $0.digest == record.digest }) else { return nil }
        record.unsigned = parts.first?.unsigned
        record.parts = parts.count
        return (record, stored)
    }

    /// A segment as the store has it.
    ///
    /// - Throws: `LedgerFault.damaged` where it is lost or changed.
    private func stored(_ record: Shipment.SegmentRecord) async throws -> Segment {
        guard let bytes = try await storedBytes(of: record) else {
            throw LedgerFault.damaged(place: "segment \(record.digest)")
        }
        return try Segment(decoding: bytes)
    }
}

extension Shipment.SegmentRecord {
    /// What the ledger holds of a segment.
    init(_ segment: Segment, _ stored: StoredSegment, in edition: Edition) throws {
        self.init(
            digest: try Text(Base64.encode(stored.digest)),
            device: try DeviceName(segment.device),
            readings: segment.count,
            first: segment.first,
            last: segment.last,
            content: segment.content(in: edition) {
                DigestText(bytes: Hash.sha256(of: $0).bytes)
            }
        )
    }
}
