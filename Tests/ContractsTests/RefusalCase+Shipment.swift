import Contracts
import Marine
import TestSamples

extension RefusalCase {
    /// What a shipment refuses: 5xxx.
    static let shipments: [RefusalCase] = [
        RefusalCase(
            .deviceAlreadyBound,
            "binding a device twice",
            ["device": "TT-1"],
            given: ContractHistory.registered,
            by: .shipper,
            .shipment(.bindDevice(shipment: .shipment, device: "TT-1", publicKey: nil))
        ),
        RefusalCase(
            .tooManyEntries,
            "a 51st device",
            ["limit": "50"],
            given: {
                var history = try ContractHistory.registered()
                for number in 2...50 {
                    try history.take(
                        .shipment(
                            .bindDevice(
                                shipment: .shipment,
                                device: try DeviceName("TT-\(number)"),
                                publicKey: nil
                            )
                        ),
                        by: .shipper
                    )
                }
                return history
            },
            by: .shipper,
            .shipment(.bindDevice(shipment: .shipment, device: "TT-51", publicKey: nil))
        ),
        RefusalCase(
            .deviceOnAnotherShipment,
            "binding a device that other goods of the caller's have",
            ["device": "tt-1", "shipment": "shipment-1"],
            given: secondRegistered,
            by: .shipper,
            .shipment(.bindDevice(shipment: .second, device: "tt-1", publicKey: nil))
        ),
        RefusalCase(
            .deviceOnAnotherShipment,
            "binding another name with the key of a device that other goods have",
            ["device": "TT-7", "shipment": "shipment-1"],
            given: secondRegistered,
            by: .assured,
            .shipment(.bindDevice(shipment: .second, device: "TT-7", publicKey: deviceKey(1)))
        ),
        RefusalCase(
            .deviceOnAnotherShipment,
            "binding another name with the P-256 key of a device that other goods have",
            ["device": "TT-7", "shipment": "shipment-1"],
            given: {
                try secondRegistered().after(
                    .shipment(
                        .bindDevice(shipment: .shipment, device: "GW-1", publicKey: pointKey(1))
                    ),
                    by: .shipper
                )
            },
            by: .assured,
            .shipment(.bindDevice(shipment: .second, device: "TT-7", publicKey: pointKey(1)))
        ),
        RefusalCase(
            .keyMalformed,
            "a P-256 key before the fifth edition",
            ["scheme": "P-256", "since": "5", "inForce": "4"],
            given: { try ContractHistory.registered(.sample, by: .fourth) },
            by: .shipper,
            .shipment(.bindDevice(shipment: .shipment, device: "GW-1", publicKey: pointKey(1)))
        ),
        RefusalCase(
            .keyMalformed,
            "a P-256 key that is no point of the curve",
            ["scheme": "P-256"],
            given: ContractHistory.registered,
            by: .shipper,
            .shipment(
                .bindDevice(
                    shipment: .shipment,
                    device: "GW-1",
                    publicKey: constant { try DeviceKeyText("Ag" + text(41, of: "A") + "B") }
                )
            )
        ),
        recording(.signatureKeyNotBound, "a P-256 key of a device bound with another") {
            upload,
            _ in
            upload.signature?.publicKey = pointKey(1)
        },
        RefusalCase(
            .deviceNotBound,
            "releasing a device that is not bound",
            ["device": "TT-2"],
            given: ContractHistory.underway,
            by: .shipper,
            .shipment(.releaseDevice(shipment: .shipment, device: "TT-2", at: day(30)))
        ),
        RefusalCase(
            .segmentsDiffer,
            "merging a segment that is not recorded",
            ["segment": "digest-2"],
            given: recordedOnce,
            by: .platform,
            merge("digest-1", "digest-2")
        ),
        RefusalCase(
            .segmentsDiffer,
            "merging segments into one of fewer readings than one of them has",
            ["segment": "merged", "readings": "9", "inParts": "20"],
            given: recordedTwice,
            by: .platform,
            merge("digest-1", "digest-2") { $0.readings = 9 }
        ),
        RefusalCase(
            .segmentAlreadyRecorded,
            "merging segments into one that is recorded",
            ["segment": "digest-3"],
            given: {
                var history = try recordedTwice()
                try history.take(.record(.above(0), digest: "digest-3"), by: .shipper)
                return history
            },
            by: .platform,
            merge("digest-1", "digest-2") { $0.digest = "digest-3" }
        ),
        RefusalCase(
            .actorNotEntitled,
            "merging segments as who uploads them",
            ["actor": "shipper"],
            given: recordedTwice,
            by: .shipper,
            merge("digest-1", "digest-2")
        ),
        RefusalCase(
            .segmentsDiffer,
            "splitting a segment that an upload brought",
            ["segment": "digest-1", "readings": "10", "inParts": "20"],
            given: recordedOnce,
            by: .platform,
            .shipment(
                .splitSegments(
                    shipment: .shipment,
                    splits: [
                        Shipment.SegmentSplit(
                            segment: "digest-1",
                            parts: [part("digest-2"), part("digest-3")]
                        )
                    ]
                )
            )
        ),
        RefusalCase(
            .uploadUnknown,
            "taking back an upload that was never made",
            ["upload": "bytes of digest-1"],
            given: ContractHistory.underway,
            by: .shipper,
            .withdrawDigest1
        ),
        RefusalCase(
            .actorNotEntitled,
            "taking back what another has uploaded",
            ["actor": "assured", "uploadedBy": "shipper"],
            given: {
                var history = try ContractHistory.underway()
                try history.take(.record(.above(0)), by: .shipper)
                return history
            },
            by: .assured,
            .withdrawDigest1
        ),
        RefusalCase(
            .deviceNotBound,
            "readings of a device not bound",
            ["device": "TT-2"],
            given: ContractHistory.underway,
            by: .shipper,
            .record(.above(0, device: "TT-2"))
        ),
        RefusalCase(
            .segmentAlreadyRecorded,
            "the same segment in two uploads",
            ["segment": "digest-1"],
            given: ContractHistory.notified,
            by: .shipper,
            .record(.above(0))
        ),
        recording(.segmentAlreadyRecorded, "the same segment twice in one upload") {
            upload,
            _ in
            upload.segments.append(upload.segments[0])
            upload.accepted = 20
        },
        recording(.uploadEmpty, "nothing but duplicates", ["accepted": "0"]) { upload, _ in
            upload.accepted = 0
        },
        recording(.uploadEmpty, "readings but no segment") { upload, _ in upload.segments = [] },
        recording(.tooManyEntries, "201 segments in one upload", ["segments": "201"]) {
            upload,
            _ in
            let first = upload.segments[0]
            upload.accepted = 2010
            upload.segments = (1...201).map { number in
                changed(first) { $0.digest = Text(stringLiteral: "digest-\(number)") }
            }
        },
        recording(.signatureKeyNotBound, "another key than the bound one", ["device": "TT-1"]) {
            upload,
            _ in
            upload.signature?.publicKey = deviceKey(2)
        },
        recording(.signatureKeyNotBound, "another device's signature", ["device": "TT-2"]) {
            upload,
            _ in
            upload.signature?.device = "TT-2"
        },
        recording(
            .findingsContradictSegments,
            "more readings than the segments hold",
            ["accepted": "11", "inSegments": "10"]
        ) { upload, _ in upload.accepted = 11 },
        recording(.findingsContradictSegments, "two findings on one device") {
            _,
            findings in
            findings.devices += findings.devices
        },
        recording(.findingsContradictSegments, "findings of a device without a segment") {
            _,
            findings in
            findings.devices.append(.above(hours(30), device: "TT-9"))
        },
        recording(.findingsContradictSegments, "segments that hold more than can be counted") {
            upload,
            _ in
            let first = upload.segments[0]
            upload.segments = [Text<44>("digest-1"), "digest-2"].map { digest in
                changed(first) {
                    $0.readings = .max
                    $0.digest = digest
                }
            }
        },
        recording(.instantsOutOfOrder, "a segment that ends before it begins") { upload, _ in
            upload.segments[0].last = day(29)
        },
        recording(.findingsContradictSegments, "a segment of less than nothing") { upload, _ in
            let first = upload.segments[0]
            upload.segments = [
                changed(first) { $0.readings = 15 },
                changed(first) {
                    $0.readings = -5
                    $0.digest = "digest-2"
                },
            ]
        },
    ]

    /// A second shipment of the same shipper's, of other goods.
    private static func secondRegistered() throws -> ContractHistory {
        var history = try ContractHistory.registered()
        try history.take(
            .openCover(
                .declare(cover: .cover, certificate: .second, declaration: .worth("1000"))
            ),
            by: .broker
        )
        try history.take(.register(.second, for: .second, in: .another), by: .assured)
        return history
    }

    private static func recordedOnce() throws -> ContractHistory {
        var history = try ContractHistory.underway()
        try history.take(.record(.above(0), digest: "digest-1"), by: .shipper)
        return history
    }

    private static func recordedTwice() throws -> ContractHistory {
        var history = try recordedOnce()
        try history.take(.record(.above(0), digest: "digest-2"), by: .shipper)
        return history
    }

    private static func part(_ digest: Text<44>) -> Shipment.SegmentRecord {
        changed(Shipment.Upload.sample("digest-1", "TT-1").segments[0]) { $0.digest = digest }
    }

    private static func merge(
        _ parts: Text<44>...,
        change: (inout Shipment.SegmentRecord) -> Void = { _ in }
    ) -> Instruction {
        let whole = changed(.merged(parts.map(part)), change)
        return .shipment(
            .mergeSegments(
                shipment: .shipment,
                merges: [Shipment.SegmentMerge(into: whole, parts: [parts[0], parts[1]])]
            )
        )
    }

    private static func recording(
        _ code: Refusal.Code,
        _ name: String,
        _ figures: [String: String] = [:],
        _ change: (inout Shipment.Upload, inout TelemetryFindings) -> Void
    ) -> RefusalCase {
        var upload = Shipment.Upload.sample("digest-1", "TT-1")
        var findings = TelemetryFindings(devices: [.above(0)], asOf: .earliest)
        change(&upload, &findings)
        return RefusalCase(
            code,
            name,
            figures,
            given: ContractHistory.underway,
            by: .shipper,
            .shipment(.recordTelemetry(shipment: .shipment, upload: upload, findings: findings))
        )
    }
}

extension Instruction {
    fileprivate static let withdrawDigest1 = Instruction.shipment(
        .withdrawUpload(shipment: .shipment, upload: "bytes of digest-1", reason: "another zone")
    )
}
