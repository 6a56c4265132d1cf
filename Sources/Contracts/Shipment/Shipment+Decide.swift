import Marine

extension Shipment {
    /// Decides a command on a shipment.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        if case .register(
            let id,
            let certificate,
            let parties,
            let party,
            let container,
            let terms,
            let days,
            let measures
        ) = command {
            guard state == nil else { throw Refusal(.instanceExists, ["shipment": id.text]) }
            // The certificate's own members say who ships; nobody may name himself shipper on it.
            try requireActor(context, among: parties)
            return [
                .registered(
                    id: id,
                    certificate: certificate,
                    certificateParties: parties,
                    party: party,
                    container: container,
                    terms: terms,
                    at: context.at,
                    daysAfterArrival: days,
                    measures: measures
                )
            ]
        }
        guard let state else { throw Refusal(.instanceUnknown) }
        guard graph(in: context.edition).allows(command.action, from: state.stage) else {
            throw Refusal(
                .actionNotFromThisState,
                ["action": command.action.rawValue, "state": state.stage.rawValue]
            )
        }
        if case .evaluate(let findings) = command {
            try requireActor(context, among: [], orRole: .operator)
            try requireFounded(findings, state.segments)
            try requireTimely(findings, state, context)
            var before = state.findings
            before.asOf = findings.asOf
            guard state.judged != state.carriage || before != findings else {
                throw Refusal(.nothingNew)
            }
            return [.evaluated(findings: findings)]
        }
        let limits = limits(in: context.edition)
        if case .mergeSegments(let merges) = command {
            try requireActor(context, among: [], orRole: .operator)
            try requireMerges(merges, state)
            return [.segmentsMerged(merges: merges)]
        }
        if case .splitSegments(let splits) = command {
            try requireActor(context, among: [], orRole: .operator)
            try requireSplits(splits, state)
            let more = splits.array.reduce(0) { $0 + $1.parts.array.count - 1 }
            try requireRoom(state.segments.count + more - 1, atMost: limits.segments)
            return [.segmentsSplit(splits: splits)]
        }
        if case .admit(let member) = command {
            guard !parties(of: state).contains(member) else { throw Refusal(.nothingNew) }
            try requireRoom(state.admitted?.count ?? 0, atMost: limits.admitted)
            return [.admitted(member: member)]
        }
        try requireActor(context, among: members(of: state))
        switch command {
        case .register, .evaluate, .admit, .mergeSegments, .splitSegments:
            throw Refusal(.instanceExists)
        case .bindDevice(let id, let publicKey, let from):
            try requireRoom(state.devices.count, atMost: limits.devices)
            guard !state.devices.contains(where: { $0.id == id }) else {
                throw Refusal(.deviceAlreadyBound, ["device": id.string])
            }
            try publicKey?.requireProof(in: context.edition)
            if let from { try requirePast(from, "from", context) }
            return [
                .deviceBound(
                    Device(id: id, publicKey: publicKey, boundAt: context.at, from: from)
                )
            ]
        case .releaseDevice(let id, let at):
            guard let device = state.devices.first(where: { $0.id == id }) else {
                throw Refusal(.deviceNotBound, ["device": id.string])
            }
            // From the fifth edition on an instant that was wrong is said anew.
            let isCorrectable = context.edition >= .fifth && device.to != at
            guard device.to == nil || isCorrectable else { throw Refusal(.nothingNew) }
            try requirePast(at, "at", context)
            try requireOrder(device.from, "from", at)
            guard context.edition >= .fifth else {
                return [.deviceReleased(id: id, at: at, recordedAt: nil)]
            }
            if device.from == nil {
                // It has travelled with the goods since they left, or since it was bound.
                let since = min(device.boundAt, state.departedAt ?? device.boundAt)
                try requireOrder(since, "boundAt", at)
            }
            return [.deviceReleased(id: id, at: at, recordedAt: context.at)]
        case .withdrawUpload(let upload, let reason):
            return [.uploadWithdrawn(try withdrawal(of: upload, reason, state, context))]
        case .depart(let at, let stuffedAt):
            try requirePast(at, "at", context)
            try requireOrder(stuffedAt, "stuffedAt", at)
            return [
                .departed(
                    at: at,
                    recordedAt: context.edition >= .second ? context.at : nil,
                    stuffedAt: stuffedAt
                )
            ]
        case .recordTelemetry(let upload, let findings):
            try validate(upload, findings, state, context)
            var noted = upload
            if context.edition >= .fourth { noted.by = context.actor }
            return [.telemetryRecorded(upload: noted, findings: findings)]
        case .arrive(let at):
            try requirePast(at, "at", context)
            try requireOrder(state.departedAt, "departedAt", at)
            return [.arrived(at: at, by: context.edition >= .second ? context.actor : nil)]
        case .deliver(let at):
            try requirePast(at, "at", context)
            try requireOrder(state.arrivedAt, "arrivedAt", at)
            return [.delivered(at: at)]
        }
    }

    /// The withdrawal of an upload, by the member that made it.
    private static func withdrawal(
        of upload: Text<44>,
        _ reason: Text<200>,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> Withdrawal {
        try requireRoom(
            state.withdrawn?.count ?? 0,
            atMost: limits(in: context.edition).withdrawals
        )
        let segments = state.segments.filter { $0.upload == upload }
        guard !segments.isEmpty else {
            throw Refusal(.uploadUnknown, ["upload": upload.string])
        }
        let own = segments.filter { $0.by == context.actor }
        guard let first = own.map(\.first).min(), let last = own.map(\.last).max() else {
            throw Refusal(
                .actorNotEntitled,
                [
                    "actor": context.actor.text,
                    "uploadedBy": segments.compactMap { $0.by?.text }.first ?? "unknown",
                ]
            )
        }
        return Withdrawal(
            upload: upload,
            by: context.actor,
            reason: reason,
            at: context.at,
            readings: own.reduce(0) { $0 + $1.readings },
            first: first,
            last: last,
            segments: own.map(\.digest)
        )
    }

    private static func validate(
        _ upload: Upload,
        _ findings: TelemetryFindings,
        _ state: State,
        _ context: Context
    ) throws(Refusal) {
        let limits = limits(in: context.edition)
        guard upload.accepted > 0, !upload.segments.isEmpty else {
            throw Refusal(.uploadEmpty, ["accepted": "\(upload.accepted)"])
        }
        guard upload.segments.count <= limits.segmentsPerUpload,
            state.segments.count + upload.segments.count <= limits.segments
        else {
            throw Refusal(
                .tooManyEntries,
                ["segments": "\(upload.segments.count)", "limit": "\(limits.segments)"]
            )
        }
        // A shipment may have thousands of segments, an upload has few: those are gone through,
        // these are looked up.
        let digests = Set(upload.segments.lazy.map(\.digest))
        let known = state.segments.filter { digests.contains($0.digest) }
        var counted = 0
        for (place, segment) in upload.segments.enumerated() {
            guard state.devices.contains(where: { $0.id == segment.device }) else {
                throw Refusal(.deviceNotBound, ["device": segment.device.string])
            }
            let earlier = upload.segments[..<place]
            guard !known.contains(where: { $0.digest == segment.digest }),
                !earlier.contains(where: { $0.digest == segment.digest })
            else {
                throw Refusal(.segmentAlreadyRecorded, ["segment": segment.digest.string])
            }
            // No segment holds more than the whole upload, so the sum below cannot overflow.
            guard (1...upload.accepted).contains(segment.readings),
                counted <= upload.accepted - segment.readings
            else {
                throw Refusal(
                    .findingsContradictSegments,
                    ["accepted": "\(upload.accepted)", "inSegment": "\(segment.readings)"]
                )
            }
            counted += segment.readings
            try requireOrder(segment.first, "first", segment.last)
        }
        // From the second edition on a device may have no reading within the carriage.
        guard counted == upload.accepted,
            context.edition >= .second
                || covers(findings, state.segments) && covers(findings, upload.segments)
        else {
            throw Refusal(
                .findingsContradictSegments,
                ["accepted": "\(upload.accepted)", "inSegments": "\(counted)"]
            )
        }
        try requireFounded(findings, state.segments + upload.segments)
        try requireTimely(findings, state, context)
        if let signature = upload.signature {
            guard
                state.devices.contains(where: {
                    $0.id == signature.device && $0.publicKey == signature.publicKey
                })
            else { throw Refusal(.signatureKeyNotBound, ["device": signature.device.string]) }
        }
    }

    /// Refuses findings on a device that no segment is of, and two on one.
    private static func requireFounded(
        _ findings: TelemetryFindings,
        _ segments: [SegmentRecord]
    ) throws(Refusal) {
        let recorded = Set(segments.lazy.map(\.device.string))
        var met: Set<String> = []
        for found in findings.devices
        where !recorded.contains(found.device) || !met.insert(found.device).inserted {
            throw Refusal(.findingsContradictSegments, ["device": found.device])
        }
    }

    /// Refuses findings as of later than now, or earlier than those before them; from the fourth
    /// edition on they say as of when they are.
    private static func requireTimely(
        _ findings: TelemetryFindings,
        _ state: State,
        _ context: Context
    ) throws(Refusal) {
        guard context.edition >= .fourth else { return }
        let earliest = state.findings.asOf ?? .earliest
        guard let asOf = findings.asOf, asOf <= context.at, asOf >= earliest else {
            throw Refusal(
                .findingsContradictSegments,
                ["asOf": findings.asOf.map { "\($0)" } ?? "none", "now": "\(context.at)"]
            )
        }
    }

    /// Whether there are findings on every segment's device.
    private static func covers(
        _ findings: TelemetryFindings,
        _ segments: [SegmentRecord]
    ) -> Bool {
        segments.allSatisfy { segment in
            findings.devices.contains { $0.device == segment.device.string }
        }
    }

    private static func requireOrder(
        _ earlier: Instant?,
        _ name: String,
        _ later: Instant
    ) throws(Refusal) {
        guard let earlier, later < earlier else { return }
        throw Refusal(.instantsOutOfOrder, [name: "\(earlier)", "at": "\(later)"])
    }
}
