public import Marine

extension Shipment {
    /// Folds one event into the shipment.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        if case .registered(
            let id,
            let certificate,
            let parties,
            let party,
            let container,
            let terms,
            let at,
            let days,
            let measures
        ) = event {
            guard state == nil else { return nil }
            var registered = State(
                id: id,
                certificate: certificate,
                stage: .registered,
                party: party,
                certificateParties: parties,
                container: container,
                terms: terms,
                devices: [],
                registeredAt: at,
                departedAt: nil,
                arrivedAt: nil,
                deliveredAt: nil,
                segments: [],
                uploads: 0,
                unsignedUploads: 0,
                findings: TelemetryFindings(devices: [])
            )
            registered.daysAfterArrival = days
            registered.measures = measures
            return registered
        }
        guard var next = state else { return nil }
        switch event {
        case .registered:
            return nil
        case .deviceBound(let device):
            next.devices.append(device)
        case .deviceReleased(let id, let at):
            for place in next.devices.indices where next.devices[place].id == id {
                next.devices[place].to = at
            }
            // What was found is of a longer time.
            next.judged = nil
        case .uploadWithdrawn(let withdrawal):
            next.segments.removeAll { withdrawal.segments.contains($0.digest) }
            next.withdrawn = (next.withdrawn ?? []) + [withdrawal]
            next.judged = nil
        case .departed(let at, let recordedAt, let stuffedAt):
            next.stage = .underway
            next.departedAt = at
            next.departureRecordedAt = recordedAt
            next.stuffedAt = stuffedAt
        case .telemetryRecorded(let upload, let findings):
            next.segments += upload.segments.map { segment in
                var segment = segment
                segment.upload = upload.by == nil ? nil : upload.digest
                segment.by = upload.by
                return segment
            }
            next.uploads += 1
            if upload.signature == nil { next.unsignedUploads += 1 }
            next.findings = findings
            if edition >= .second { next.judged = next.carriage }
        case .evaluated(let findings):
            next.findings = findings
            next.judged = next.carriage
        case .arrived(let at, let member):
            next.stage = .arrived
            next.arrivedAt = at
            next.arrivalRecordedBy = member
        case .delivered(let at):
            next.stage = .delivered
            next.deliveredAt = at
        case .admitted(let member):
            next.admitted = (next.admitted ?? []) + [member]
        }
        return next
    }
}
