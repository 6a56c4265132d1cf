import Contracts
import Ledger
import Marine
import TestSamples

/// What was uploaded wrongly, and how it is put right.
extension Scenario {
    /// What two uploads in another zone's time are recorded as.
    private static let zones: [Shipment.SegmentRecord] =
        (["zone", "zone 2"] as [Text<44>]).flatMap { digest in
            let upload = Shipment.Upload.sample(
                digest,
                "TT-1",
                deviceKey: MemberKey.device.deviceKey
            )
            return upload.segments.map { segment in
                var segment = segment
                segment.upload = upload.digest
                segment.by = .shipper
                return segment
            }
        }

    /// An upload in another zone's time that is taken back, and a logger that leaves the goods.
    static let corrections: [ScenarioCommand] = [
        ScenarioCommand(
            "record in another zone",
            by: .shipper,
            .shipment(
                .recordTelemetry(
                    shipment: .shipment,
                    upload: .sample("zone", "TT-1", deviceKey: MemberKey.device.deviceKey),
                    findings: TelemetryFindings(devices: [.above(hours(30))], asOf: .earliest)
                )
            ),
            at: day(56)
        ),
        ScenarioCommand(
            "record more in another zone",
            by: .shipper,
            .shipment(
                .recordTelemetry(
                    shipment: .shipment,
                    upload: .sample("zone 2", "TT-1", deviceKey: MemberKey.device.deviceKey),
                    findings: TelemetryFindings(devices: [.above(hours(30))], asOf: .earliest)
                )
            ),
            at: day(56)
        ),
        ScenarioCommand(
            "merge segments",
            by: .platform,
            .shipment(
                .mergeSegments(
                    shipment: .shipment,
                    merges: [
                        Shipment.SegmentMerge(into: .merged(zones), parts: ["zone", "zone 2"])
                    ]
                )
            ),
            at: day(56)
        ),
        ScenarioCommand(
            "split segments",
            by: .platform,
            .shipment(
                .splitSegments(
                    shipment: .shipment,
                    splits: [
                        Shipment.SegmentSplit(segment: "merged", parts: [zones[0], zones[1]])
                    ]
                )
            ),
            at: day(56)
        ),
        ScenarioCommand(
            "withdraw upload",
            by: .shipper,
            .shipment(
                .withdrawUpload(
                    shipment: .shipment,
                    upload: "bytes of zone",
                    reason: "The times are of another zone."
                )
            ),
            at: day(56)
        ),
        ScenarioCommand(
            "release logger",
            by: .shipper,
            .shipment(.releaseDevice(shipment: .shipment, device: "TT-1", at: day(56))),
            at: day(56)
        ),
    ]
}
