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

    /// Findings of every device recorded so far, mostly of a long breakdown.
    mutating func record(_ shipment: InstanceID, in history: ContractHistory) -> Instruction {
        // Mostly new segments; now and then one that is recorded already.
        if !chance(1, of: 10) { digests += 1 }
        let device = device()
        let recorded = history.states[InstanceKey(.shipment, shipment)].flatMap(Shipment.unwrap)?
            .segments.map(\.device.string)
        var devices: [DeviceFindings] = []
        for name in Set(recorded ?? []).union([device.string]).sorted() {
            let length = Int64.random(in: hours(16)...hours(48), using: &generator)
            var findings = DeviceFindings.above(length, from: moment(history.now), device: name)
            if chance(1, of: 10) { findings.contradictions = 1 }
            if chance(1, of: 10) { findings.longestGapMilliseconds = hours(7) }
            devices.append(findings)
        }
        var upload = Shipment.Upload.sample(
            Text(stringLiteral: "digest-\(digests)"),
            device
        )
        if chance(1, of: 30) { upload.signature = nil }
        return .shipment(
            .recordTelemetry(
                shipment: shipment,
                upload: upload,
                findings: TelemetryFindings(devices: devices, asOf: .earliest)
            )
        )
    }
}
