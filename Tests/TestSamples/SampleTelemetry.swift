package import Contracts
package import Marine

extension ContainerNumber {
    package static let sample = constant { try ContainerNumber(parsing: "CSQU3054383") }
    package static let another = constant { try ContainerNumber(parsing: "MSCU6639870") }
}

extension Instruction {
    /// The consortium keeps a secret that no ledger but a test's has.
    package static let keepSecret = Instruction.consortium(
        .keepSecret(
            secret: constant { try SecretText("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=") }
        )
    )

    package static func register(
        _ shipment: InstanceID,
        for certificate: InstanceID,
        shipper: MemberID = .shipper,
        in container: ContainerNumber? = .sample
    ) -> Instruction {
        .shipment(
            .registerShipment(
                id: shipment,
                certificate: certificate,
                party: Shipment.Party(shipper: shipper, carrier: .carrier),
                container: container
            )
        )
    }

    /// An upload of 10 readings, signed by the device's bound key, that shows these findings.
    package static func record(
        _ findings: DeviceFindings,
        digest: Text<44> = "digest-1",
        deviceKey: DeviceKeyText = TestSamples.deviceKey(1)
    ) -> Instruction {
        .shipment(
            .recordTelemetry(
                shipment: .shipment,
                upload: .sample(
                    digest,
                    DeviceName(stringLiteral: findings.device),
                    deviceKey: deviceKey
                ),
                findings: TelemetryFindings(devices: [findings], asOf: .earliest)
            )
        )
    }

    /// Endorses one thing of the sample's certificate.
    package static func endorse(
        description: Text<200>? = nil,
        conveyance: Conveyance? = nil,
        sailing: Instant? = nil,
        of certificate: InstanceID = .certificate
    ) -> Instruction {
        .certificate(
            .endorse(
                certificate: certificate,
                description: description,
                consignee: nil,
                conveyance: conveyance,
                sailing: sailing,
                reference: nil
            )
        )
    }
}

extension Shipment.Upload {
    package static func sample(
        _ digest: Text<44>,
        _ device: DeviceName,
        deviceKey: DeviceKeyText = TestSamples.deviceKey(1)
    ) -> Shipment.Upload {
        Shipment.Upload(
            digest: Text(cutting: "bytes of \(digest)") ?? digest,
            accepted: 10,
            duplicates: 0,
            rejected: 0,
            signature: Shipment.UploadSignature(
                device: device,
                publicKey: deviceKey,
                signature: "signature"
            ),
            segments: [
                Shipment.SegmentRecord(
                    digest: digest,
                    device: device,
                    readings: 10,
                    first: day(30),
                    last: day(44)
                )
            ]
        )
    }
}

extension Shipment.SegmentRecord {
    /// A segment that holds what these hold, each instant once.
    package static func merged(
        _ parts: [Shipment.SegmentRecord],
        digest: Text<44> = "merged"
    ) -> Shipment.SegmentRecord {
        var whole = Shipment.SegmentRecord(
            digest: digest,
            device: parts.first?.device ?? "none",
            readings: parts.reduce(0) { $0 + $1.readings },
            first: parts.map(\.first).min() ?? day(0),
            last: parts.map(\.last).max() ?? day(0)
        )
        whole.unsigned = parts.first?.unsigned
        whole.parts = parts.count
        return whole
    }
}

extension Instruction {
    /// Merges segments of a shipment.
    package static func merge(
        _ parts: [Shipment.SegmentRecord],
        of shipment: InstanceID = .shipment,
        into whole: Shipment.SegmentRecord? = nil
    ) throws -> Instruction {
        let merge = Shipment.SegmentMerge(
            into: whole ?? .merged(parts),
            parts: try Entries(parts.map(\.digest))
        )
        return .shipment(.mergeSegments(shipment: shipment, merges: [merge]))
    }

    /// Splits a segment of a shipment.
    package static func split(
        _ segment: Text<44> = "merged",
        into parts: [Shipment.SegmentRecord],
        of shipment: InstanceID = .shipment
    ) throws -> Instruction {
        let split = Shipment.SegmentSplit(segment: segment, parts: try Entries(parts))
        return .shipment(.splitSegments(shipment: shipment, splits: [split]))
    }
}

extension DeviceFindings {
    /// A device whose readings were once above the band, from day 40 on.
    package static func above(
        _ milliseconds: Int64,
        from start: Instant = day(40),
        device: String = "TT-1"
    ) -> DeviceFindings {
        var findings = DeviceFindings(
            device: device,
            readings: 10,
            first: day(30),
            last: day(44),
            minimum: celsius("-20"),
            maximum: celsius("-9.222"),
            meanKineticTemperature: celsius("-18.5"),
            signals: ReadingSignals(),
            flagged: []
        )
        findings.add(.above, milliseconds, from: start, extreme: celsius("-9.222"))
        return findings
    }

    /// Readings at 5 C throughout.
    package static let chilled = DeviceFindings(
        device: "TT-1",
        readings: 10,
        first: day(30),
        last: day(44),
        minimum: celsius("5"),
        maximum: celsius("5"),
        meanKineticTemperature: celsius("5"),
        signals: ReadingSignals(),
        flagged: []
    )

    package mutating func add(
        _ kind: TemperatureExcursion.Kind,
        _ milliseconds: Int64,
        from start: Instant = day(40),
        extreme: Temperature
    ) {
        excursionCount += 1
        excursions.append(
            TemperatureExcursion(
                kind: kind,
                start: start,
                end: start.advanced(byMilliseconds: milliseconds),
                milliseconds: milliseconds,
                extreme: extreme,
                readings: 2
            )
        )
        switch kind {
        case .above:
            millisecondsAbove += milliseconds
            longestAboveMilliseconds = max(longestAboveMilliseconds, milliseconds)
        case .below:
            millisecondsBelow += milliseconds
            longestBelowMilliseconds = max(longestBelowMilliseconds, milliseconds)
        }
        minimum = minimum.map { min($0, extreme) }
        maximum = maximum.map { max($0, extreme) }
    }
}

extension FlaggedReadings {
    /// One value that is not believed.
    package static func fault(
        _ reason: Reason = .sensorFault,
        _ metric: Measured = .temperature,
        at instant: Instant
    ) -> FlaggedReadings {
        FlaggedReadings(
            reason: reason,
            metric: metric,
            instants: 1,
            first: instant,
            last: instant,
            runs: [FlaggedRun(from: instant, to: instant, instants: 1)]
        )
    }
}
