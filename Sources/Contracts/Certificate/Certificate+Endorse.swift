import Marine

extension Certificate {
    /// Endorses a certificate, and moves it to where its particulars now have it.
    static func endorse(
        _ id: InstanceID,
        beyondControl: Bool,
        _ command: Command,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let before = try run.require(Certificate.self, id)
        try run.take(Certificate.self, id, command)
        try run.screen(id)
        let after = try run.require(Certificate.self, id)
        let sailing = after.declaration.sailing
        if sailing != before.declaration.sailing {
            try run.require(OpenCover.self, before.cover).terms.requireInPeriod(sailing)
        }
        if let held = before.exposures {
            return try expose(after, in: held, beyondControl: beyondControl, &run)
        }
        guard after.onRisk != before.onRisk else { return }
        try run.take(
            OpenCover.self,
            before.cover,
            .move(certificate: id, onRisk: before.onRisk, to: after.onRisk)
        )
    }
}

extension Certificate {
    /// Moves an endorsed certificate's exposures to where its particulars now have it.
    ///
    /// What goes past a limit is refused, or held covered up to twice the limit where it arose
    /// beyond the assured's control, or is the leader's own decision where the cover refers it.
    private static func expose(
        _ after: State,
        in held: [Exposure],
        beyondControl: Bool,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        guard let leader = after.leader else { return }
        let terms = try run.require(OpenCover.self, after.cover).terms
        var next = try run.exposures(of: after.declaration, worth: after.insuredValue, to: leader)
        if let attachedAt = after.attachedAt {
            next = next.departed(
                on: attachedAt.daysSinceEpoch,
                from: after.declaration.from,
                in: run.context.edition
            )
        }
        let changed = next.filter { !held.contains($0) }
        for (exposure, there) in zip(changed, run.accumulated(changed, without: held)) {
            let limit = exposure.isAboard ? terms.limitPerConveyance : terms.limitPerLocation
            let figure = try OpenCover.sum(there.held, exposure.span.amount)
            let (most, isBeyond) = limit.minorUnits.multipliedReportingOverflow(
                by: beyondControl ? 2 : 1
            )
            guard !isBeyond, figure.minorUnits > most else { continue }
            // Where breaches are the leader's to decide on, its own endorsement is its decision.
            if terms.onAccumulationBreach == .refer, run.context.actor == leader { continue }
            throw Refusal(
                exposure.isAboard ? .conveyanceLimitExceeded : .locationLimitExceeded,
                [
                    "subject": exposure.subject.string, "figure": "\(figure)", "limit": "\(limit)",
                    "from": "\(exposure.span.first)", "to": "\(exposure.span.last)",
                ]
            )
        }
        try run.expose(after, to: next)
    }
}
