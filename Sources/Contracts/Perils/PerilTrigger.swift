public import CanonicalJSON
public import Marine

/// An event that is a loss by the terms of a part of the cover, in a file of its own.
///
/// `Scripts/make-records` gathers the structures that conform in ``Trigger``, each as a case that
/// is named as it is, without the last word. What it asks of readings it describes,
/// and judges what is found.
protocol PerilTrigger: Record, Hashable, Sendable {
    /// The perils of which it may show an instance.
    static var perils: [Peril] { get }
    /// The clause, section or standard that it rests on.
    static var clause: String { get }
    /// The figures that it gives of a loss.
    static var figures: [LossFigure] { get }
    /// Whether its event is evidence of nothing, so that a person must assess the loss.
    static var provesNothing: Bool { get }

    /// What it asks, in words and numbers.
    var asked: String { get }
    /// What of the readings is measured, in order; nothing where it rests on none.
    var measured: [MeasuredCondition] { get }
    /// The shortest run that may be a loss by itself.
    var listed: Milliseconds { get }
    /// Whether it asks for the mean kinetic temperature.
    var needsMean: Bool { get }

    /// Refuses terms that contradict each other, by the name of the field.
    func requireSound() throws(Refusal)
    /// The losses that one device's readings show, in order, from what is found of ``measured``.
    func losses(_ found: [MeasureFindings], _ facts: TriggerFacts) -> [PerilLoss]
    /// The figures of a device, in words and numbers.
    func figure(_ found: [MeasureFindings], of device: DeviceFindings) -> String
    /// What all of the evidence shows.
    func judge(_ facts: TriggerFacts) -> TriggerJudgement
}

extension PerilTrigger {
    static var provesNothing: Bool { false }
    var listed: Milliseconds { 0 }
    var needsMean: Bool { false }

    func malformed(_ field: String, _ figure: String) -> Refusal {
        Refusal(.termsMalformed, [field: figure])
    }

    func losses(_ found: [MeasureFindings], _ facts: TriggerFacts) -> [PerilLoss] { [] }

    /// Refuses limits on both sides of what is sound where there is none,
    /// or one is on the other's side.
    func requireBand<Limit: Comparable>(
        _ above: Limit?,
        _ below: Limit?,
        field: String = "above",
        missing: String = "no limit is stated"
    ) throws(Refusal) {
        guard above != nil || below != nil else { throw malformed(field, missing) }
        if let above, let below, above < below {
            throw malformed(field, "\(above), below \(below)")
        }
    }

    /// What is measured of limits of temperature.
    func temperatures(above: Temperature?, below: Temperature?) -> [MeasuredCondition] {
        [
            above.map { .temperatureAbove(limit: $0) }, below.map { .temperatureBelow(limit: $0) },
        ].compactMap(\.self)
    }

    /// Time in all, time together, and how far beyond.
    func figure(_ found: [MeasureFindings], of device: DeviceFindings) -> String {
        let total = found.map(\.totalMilliseconds).max() ?? 0
        let longest = found.map(\.longestMilliseconds).max() ?? 0
        var parts = [
            "\(DurationText.text(total)) in all", "\(DurationText.text(longest)) together",
        ]
        if let excess = found.compactMap(\.excess).max() {
            parts.append("by \(DecimalText.text(excess, digits: 3)) beyond")
        }
        return parts.joined(separator: ", ")
    }

    /// Judges each device by itself; what several show of one time is one loss,
    /// of the first of them.
    func judge(_ facts: TriggerFacts) -> TriggerJudgement {
        let measured = facts.devices.filter { device in
            device.found.contains { $0.readings > 0 }
        }
        guard let nearest = measured.max(by: { counted($0.found) < counted($1.found) }) else {
            return TriggerJudgement(losses: [], figure: nil)
        }
        var losses: [PerilLoss] = []
        for device in measured {
            let text = "\(device.device.device), \(figure(device.found, of: device.device))"
            for loss in self.losses(device.found, facts) {
                var loss = loss
                loss.device = device.device.device
                loss.figure = text
                if !losses.contains(where: { $0.period.overlaps(loss.period) }) {
                    losses.append(loss)
                }
            }
        }
        losses.sort { ($0.from, $0.to) < ($1.from, $1.to) }
        let text = "\(nearest.device.device), \(figure(nearest.found, of: nearest.device))"
        return TriggerJudgement(losses: losses, figure: text)
    }

    private func counted(_ found: [MeasureFindings]) -> Int64 {
        found.map { max($0.totalMilliseconds, Int64($0.instantsMet)) }.max() ?? 0
    }
}

/// A trigger whose event is a loss once it has lasted for a time.
protocol LastingTrigger {
    /// How long it lasts until it is a loss.
    var lasting: EventDuration { get }
}

extension PerilTrigger where Self: LastingTrigger {
    var listed: Milliseconds { lasting.listed }

    func losses(_ found: [MeasureFindings], _ facts: TriggerFacts) -> [PerilLoss] {
        found.flatMap { lasting.losses($0, isComplete: facts.isComplete) }
    }
}

/// What a trigger is judged on.
struct TriggerFacts {
    /// Each device with what is found of the part's measures.
    let devices: [(device: DeviceFindings, found: [MeasureFindings])]
    /// Whether no reading of the part's window is still to be made.
    let isComplete: Bool
    /// The shipment.
    let shipment: Shipment.State
    /// Its certificate.
    let certificate: Certificate.State
}

/// One loss under a part of the cover.
public struct PerilLoss: Hashable, Sendable {
    /// Whose readings show it; nobody's where it rests on none.
    public var device: String?
    /// When it began.
    public var from: Instant
    /// When it ended, as far as known.
    public var to: Instant
    /// Its figures, from which the waiting period is taken off.
    public var figures: LossFigures
    /// Whether its figures can grow no more.
    public var isFinal: Bool
    /// What was compared, in words and numbers.
    public var figure: String = ""

    /// A breach as the first edition finds it.
    init(_ breach: TemperatureBreach) {
        self.init(
            device: breach.device,
            from: breach.from,
            to: breach.to,
            figures: LossFigures(),
            isFinal: true,
            figure: breach.figure
        )
    }

    init(
        device: String? = nil,
        from: Instant,
        to: Instant,
        figures: LossFigures,
        isFinal: Bool,
        figure: String = ""
    ) {
        self.device = device
        self.from = from
        self.to = to
        self.figures = figures
        self.isFinal = isFinal
        self.figure = figure
    }

    /// The time of the loss.
    public var period: ClosedRange<Instant> { from...max(from, to) }
}

/// What comes of judging a trigger.
public struct TriggerJudgement: Hashable, Sendable {
    /// The losses, in order.
    public var losses: [PerilLoss]
    /// The figures that come nearest to a loss; nothing where there are no data to judge.
    public var figure: String?
    /// Why there is nothing to judge, where there is not.
    public var missing: String = "no reading of what is measured"

    /// The loss that was notified: the first at its time.
    func loss(of notice: Claim.Notice) -> PerilLoss? {
        let notified = notice.lossFrom...max(notice.lossFrom, notice.lossTo)
        return losses.first { $0.period.overlaps(notified) }
    }
}

/// How long something lasts until it is a loss; exactly this long is one.
public enum EventDuration: Record, Hashable, Sendable {
    /// In all: every time that it was so is added up, and all of them are one loss.
    case total(
        /// In milliseconds; 0 is any reading.
        atLeastMilliseconds: Milliseconds
    )
    /// Without a break: each time that is as long is a loss by itself.
    case consecutive(
        /// In milliseconds; 0 is any reading.
        atLeastMilliseconds: Milliseconds
    )
}

extension EventDuration {
    /// In words.
    var asked: String {
        switch self {
        case .total(let time): "for at least \(DurationText.text(time.value)) in all"
        case .consecutive(let time): "for at least \(DurationText.text(time.value)) together"
        }
    }

    /// The shortest run that may be a loss by itself.
    var listed: Milliseconds {
        switch self {
        case .total: 0
        case .consecutive(let time): time
        }
    }

    /// The losses that one measure shows.
    func losses(_ found: MeasureFindings, isComplete: Bool) -> [PerilLoss] {
        switch self {
        case .total(let time):
            guard found.instantsMet > 0, found.totalMilliseconds >= time.value else { return [] }
            return [found.whole(isFinal: isComplete)].compactMap(\.self)
        case .consecutive(let time):
            return found.runs.filter { $0.longestMilliseconds >= time.value }.map { run in
                PerilLoss(
                    from: run.start,
                    to: run.end,
                    figures: LossFigures(
                        totalMilliseconds: run.milliseconds,
                        longestMilliseconds: run.longestMilliseconds,
                        count: Int64(run.instants),
                        excess: run.excess ?? 0
                    ),
                    isFinal: run.isOver || isComplete
                )
            }
        }
    }
}

extension MeasureFindings {
    /// All that was measured as one loss; nothing where the condition was never met.
    func whole(isFinal: Bool) -> PerilLoss? {
        guard let firstStart, let lastEnd else { return nil }
        return PerilLoss(
            from: firstStart,
            to: lastEnd,
            figures: LossFigures(
                totalMilliseconds: totalMilliseconds,
                longestMilliseconds: longestMilliseconds,
                count: Int64(instantsMet),
                excess: excess ?? 0
            ),
            isFinal: isFinal
        )
    }
}

extension Areas {
    /// Where something counts that does not count within the areas, in words.
    var outsideText: String {
        isEmpty ? "" : " outside \(map(\.name.string).joined(separator: ", "))"
    }

    /// Refuses areas that span nothing or go round more than half of the globe,
    /// by the field's name.
    func requireSound(_ field: String) throws(Refusal) {
        if let area = first(where: { !$0.isSound }) {
            throw Refusal(.termsMalformed, [field: "\(area.name) is no area of the chart"])
        }
    }
}
