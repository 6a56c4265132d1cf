import CanonicalJSON
public import Marine

extension Accumulation {
    /// What a member asks of an accumulation.
    public enum Instruction: ContractInstruction {
        /// Notes what the insurer has on risk there beside its covers on this ledger.
        case noteOther(
            /// The accumulation.
            accumulation: InstanceID,
            /// The first day of it, in UTC.
            from: Instant,
            /// The last day of it, in UTC.
            to: Instant,
            /// The value.
            amount: Money
        )
    }

    /// The forms of its commands.
    public static let forms: [CommandForm] = [
        form(.noteOther, [step(.hold)], by: [OpenCover.opener])
    ]

    /// A ship, and as many places as a declaration names at the most,
    /// before and after an endorsement.
    static let steps = Accumulation.steps(.hold, 0...22)

    /// Carries out an instruction on an accumulation.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .noteOther(let id, let from, let to, let amount):
            let state = try run.require(Accumulation.self, id)
            try requireActor(run.context, among: [state.leader])
            guard amount.currency == state.opening.currency else {
                throw Refusal(.valueMalformed, ["amount": "\(amount)"])
            }
            try run.take(
                Accumulation.self,
                id,
                .hold(
                    id: id,
                    leader: state.leader,
                    subject: state.subject,
                    removed: nil,
                    added: Span(
                        from: from.daysSinceEpoch,
                        to: to.daysSinceEpoch,
                        amount: amount
                    )
                )
            )
        }
    }
}

extension Accumulation.Instruction {
    /// The instance that it begins: none.
    public var begun: BegunInstance? { nil }
}

extension Consortium.State {
    /// The accumulation of an insurer, in a currency, on a ship or at a place; `nil` where the
    /// ledger keeps no secret.
    public func accumulation(
        of leader: MemberID,
        _ currency: Currency,
        _ subject: Text<20>
    ) -> InstanceID? {
        factID(Accumulation.self, [leader.text, "\(currency)", subject.string])
    }

    /// What a declared shipment would add to its leader's accumulations; empty where the ledger
    /// keeps no secret.
    public func exposures(
        of declaration: Declaration,
        worth value: Money,
        to leader: MemberID
    ) -> [Exposure] {
        PlannedDays(declaration).days.compactMap { subject, days in
            accumulation(of: leader, value.currency, subject).map { id in
                Exposure(
                    accumulation: id,
                    subject: subject,
                    span: Accumulation.Span(
                        from: days.lowerBound,
                        to: days.upperBound,
                        amount: value
                    )
                )
            }
        }
    }
}

extension InstructionRun {
    /// What a shipment adds to its leader's accumulations; nothing by the first edition.
    ///
    /// - Throws: `secretMissing` where the ledger keeps no secret.
    func exposures(
        of declaration: Declaration,
        worth value: Money,
        to leader: MemberID
    ) throws(Refusal) -> [Exposure] {
        guard context.edition >= .second else { return [] }
        let found =
            state(Consortium.self, Workflow.consortium)?
            .exposures(of: declaration, worth: value, to: leader) ?? []
        guard !found.isEmpty else { throw Refusal(.secretMissing) }
        return found
    }

    /// The most that is on risk already where exposures would go, in their time, without some.
    func accumulated(_ exposures: [Exposure], without own: [Exposure] = []) -> [Accumulated] {
        exposures.map { exposure in
            var held = state(Accumulation.self, exposure.accumulation)
            for other in own where other.accumulation == exposure.accumulation {
                held?.remove(other.span)
            }
            return exposure.accumulated(on: held)
        }
    }

    /// Moves what a certificate adds to its leader's accumulations.
    mutating func expose(
        _ certificate: Certificate.State,
        to next: [Exposure]
    ) throws(Refusal) {
        guard let held = certificate.exposures, let leader = certificate.leader, next != held
        else { return }
        try take(Certificate.self, certificate.id, .expose(exposures: next))
        try hold(next, insteadOf: held, for: leader)
    }

    /// Takes a certificate that has ended off its cover,
    /// its interests and its leader's accumulations.
    mutating func takeOffRisk(
        _ certificate: Certificate.State,
        returning premium: Money,
        _ interests: Interest.Command? = nil,
        leaving exposures: [Exposure] = []
    ) throws(Refusal) {
        try take(
            OpenCover.self,
            certificate.cover,
            .release(
                certificate: certificate.id,
                onRisk: certificate.onCover,
                returnedPremium: premium
            )
        )
        if let interests { try onInterests(of: certificate, interests) }
        guard let leader = certificate.leader else { return }
        try hold(exposures, insteadOf: certificate.exposures ?? [], for: leader)
    }

    /// Holds exposures in the place of others.
    mutating func hold(
        _ added: [Exposure],
        insteadOf removed: [Exposure] = [],
        for leader: MemberID
    ) throws(Refusal) {
        var subjects: [Exposure] = []
        for one in removed + added
        where !subjects.contains(where: { $0.accumulation == one.accumulation }) {
            subjects.append(one)
        }
        for one in subjects {
            let before = removed.first { $0.accumulation == one.accumulation }?.span
            let after = added.first { $0.accumulation == one.accumulation }?.span
            guard before != after else { continue }
            try take(
                Accumulation.self,
                one.accumulation,
                .hold(
                    id: one.accumulation,
                    leader: leader,
                    subject: one.subject,
                    removed: before,
                    added: after
                )
            )
        }
    }
}

extension [Exposure] {
    /// The exposures after the goods have left: the ship has them from that day on, and the place
    /// where the voyage begins up to it.
    func departed(on day: Int64, from place: UNLocode, in edition: Edition) -> [Exposure] {
        map { exposure in
            var next = exposure
            if exposure.isAboard {
                next.span.from = day
                next.span.to = Swift.max(day, exposure.span.to)
            } else if exposure.subject == Accumulation.subject(place) {
                // Goods that left before they were expected are not waited for.
                if edition >= .third { next.span.from = Swift.min(exposure.span.from, day) }
                next.span.to = Swift.max(next.span.from, day)
            }
            return next
        }
    }

    /// The exposures after the ship has arrived: it has the goods up to that day, and the place
    /// where the voyage ends from then on.
    func arrived(on day: Int64, at place: UNLocode) -> [Exposure] {
        map { exposure in
            var next = exposure
            if exposure.isAboard {
                next.span.to = Swift.max(exposure.span.from, day)
            } else if exposure.subject == Accumulation.subject(place) {
                next.span.from = day
                next.span.to = day + PlannedDays.most
            }
            return next
        }
    }

    /// The exposures after cover has ended: nothing from the day after on.
    func ended(on day: Int64) -> [Exposure] {
        compactMap { exposure in
            guard exposure.span.from <= day else { return nil }
            var next = exposure
            next.span.to = Swift.min(day, exposure.span.to)
            return next
        }
    }
}
