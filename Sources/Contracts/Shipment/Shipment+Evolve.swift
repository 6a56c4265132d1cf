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
        case .deviceReleased(let id, let at, let recordedAt):
            for place in next.devices.indices where next.devices[place].id == id {
                next.devices[place].to = at
                next.devices[place].releasedAt = recordedAt
            }
            // What was found is of a longer time.
            next.judged = nil
        case .uploadWithdrawn(let withdrawal):
            let wasUnsigned = next.segments.contains {
                $0.unsigned == true && withdrawal.segments.contains($0.digest)
            }
            if wasUnsigned { next.unsignedUploads = max(0, next.unsignedUploads - 1) }
            next.segments.removeAll { withdrawal.segments.contains($0.digest) }
            next.withdrawn = (next.withdrawn ?? []) + [withdrawal]
            next.judged = nil
        case .departed(let at, let recordedAt, let stuffedAt):
            next.stage = .underway
            next.departedAt = at
            next.departureRecordedAt = recordedAt
            next.stuffedAt = stuffedAt
        case .telemetryRecorded(let upload, let findings):
            let isVouched = next.isVouched(for: upload, in: edition)
            next.segments += upload.segments.map { segment in
                var segment = segment
                segment.upload = upload.by == nil ? nil : upload.digest
                segment.by = upload.by
                segment.unsigned = edition >= .fourth && !isVouched ? true : nil
                return segment
            }
            next.uploads += 1
            if !isVouched { next.unsignedUploads += 1 }
            next.findings = findings
            if edition >= .second { next.judged = next.carriage }
        case .evaluated(let findings):
            next.findings = findings
            next.judged = next.carriage
        case .segmentsMerged(let merges):
            next.segments = merged(next.segments, merges.array)
        case .segmentsSplit(let splits):
            next.segments = split(next.segments, splits.array)
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

extension Shipment.State {
    /// Whether an upload is signed; from the fourth edition on by the key of each device that has
    /// readings in it, so that a gateway vouches for those alone that are bound with its key.
    fileprivate func isVouched(for upload: Shipment.Upload, in edition: Edition) -> Bool {
        guard let signature = upload.signature else { return false }
        return edition < .fourth
            || upload.segments.allSatisfy { segment in
                devices.contains {
                    $0.id == segment.device && $0.publicKey == signature.publicKey
                }
            }
    }
}
