public import CanonicalJSON
public import Marine

/// The ship arrives later than it was declared to, by so long.
///
/// The arrival that the parties record is compared with the schedule in force when it came due;
/// what is endorsed after that changes nothing. Delay is excluded by Institute Cargo Clauses (A),
/// (B) and (C) cl. 4.5, so that its own extension alone insures it. An arrival that the assured
/// states itself is left to a person.
///
/// - Since: edition 2
public struct DelayTrigger: PerilTrigger, Record {
    /// What is compared.
    public var measuring: Measure
    /// How late is a loss, in milliseconds; positive, and exactly this late is one.
    public var atLeastMilliseconds: Milliseconds

    /// What of the voyage is compared with the schedule.
    public enum Measure: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// When the ship arrives.
        ///
        /// - Since: edition 2
        case arrival
        /// How long it is underway: a late departure, before which nothing is insured,
        /// does not count.
        ///
        /// - Since: edition 2
        case transit
    }

    static var perils: [Peril] { [.delay] }
    static var clause: String { "Plimsoll delay extension cl. 1; excluded by ICC 1/1/09 cl. 4.5" }
    static var figures: [LossFigure] { [.totalMilliseconds, .longestMilliseconds] }

    var asked: String {
        let late = "at least \(DurationText.text(atLeastMilliseconds.value))"
        return measuring == .arrival
            ? "\(late) after the arrival declared" : "\(late) longer underway"
    }
    var measured: [MeasuredCondition] { [] }

    func requireSound() throws(Refusal) {
        guard atLeastMilliseconds > 0 else {
            throw malformed("atLeastMilliseconds", "\(atLeastMilliseconds)")
        }
    }

    func figure(_ found: [MeasureFindings], of device: DeviceFindings) -> String { "" }

    func judge(_ facts: TriggerFacts) -> TriggerJudgement {
        func missing(_ reason: String) -> TriggerJudgement {
            TriggerJudgement(losses: [], figure: nil, missing: reason)
        }
        guard let departed = facts.shipment.departedAt, let arrived = facts.shipment.arrivedAt
        else {
            return missing("no arrival is recorded")
        }
        guard let schedule = facts.certificate.schedule, let planned = schedule.arrival else {
            return missing("no arrival is declared")
        }
        let due: Instant
        switch measuring {
        case .arrival: due = planned
        case .transit:
            guard schedule.sailing <= planned else { return missing("no voyage is declared") }
            due = departed.advanced(byMilliseconds: planned.milliseconds(since: schedule.sailing))
        }
        let late = max(0, arrived.milliseconds(since: due))
        let figure = "due \(due), arrived \(arrived): \(DurationText.text(late)) late"
        let claimants = [facts.certificate.assured, facts.certificate.holder]
        guard let witness = facts.shipment.arrivalRecordedBy, !claimants.contains(witness) else {
            return missing("\(figure), as the assured states itself")
        }
        guard late >= atLeastMilliseconds.value else {
            return TriggerJudgement(losses: [], figure: figure)
        }
        let loss = PerilLoss(
            from: due,
            to: arrived,
            figures: LossFigures(totalMilliseconds: late, longestMilliseconds: late, count: 1),
            isFinal: true,
            figure: figure
        )
        return TriggerJudgement(losses: [loss], figure: figure)
    }
}
