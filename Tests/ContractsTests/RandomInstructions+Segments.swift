import Contracts
import Marine
import TestSamples

extension RandomInstructions {
    /// Segments that are merged, or split, as if they had been.
    mutating func rearrangement(
        of id: InstanceID,
        in history: ContractHistory
    ) -> Instruction {
        let state = history.states[InstanceKey(.shipment, id)].flatMap(Shipment.unwrap)
        let segments = state?.segments ?? []
        let parts = (0..<2).compactMap { _ in segments.randomElement(using: &generator) }
        let sample = Shipment.SegmentRecord.merged([], digest: "none")
        let (one, other) = (parts.first ?? sample, parts.last ?? sample)
        guard chance(1, of: 2) else {
            let split = Shipment.SegmentSplit(segment: one.digest, parts: [other, sample])
            return .shipment(.splitSegments(shipment: id, splits: [split]))
        }
        let number = Int.random(in: 0..<1_000_000, using: &generator)
        let digest = Text<44>(cutting: "merged-\(number)") ?? "merged"
        let whole = Shipment.SegmentRecord.merged([one, other], digest: digest)
        let merge = Shipment.SegmentMerge(into: whole, parts: [one.digest, other.digest])
        return .shipment(.mergeSegments(shipment: id, merges: [merge]))
    }
}
