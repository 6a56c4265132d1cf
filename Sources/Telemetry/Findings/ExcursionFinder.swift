import Marine

/// The excursions in successive temperature steps of one device.
struct ExcursionFinder {
    private let terms: TelemetryTerms
    private let listLimit: Int
    private var open: TemperatureExcursion?
    private var previous: Instant?
    private var excursions: [TemperatureExcursion] = []
    private var count = 0
    private var total: (above: Int64, below: Int64) = (0, 0)
    private var longest: (above: Int64, below: Int64) = (0, 0)

    init(terms: TelemetryTerms, listing limit: Int) {
        self.terms = terms
        listLimit = limit
    }

    /// Takes the next step.
    mutating func take(_ step: TemperatureStep) {
        if let previous,
            step.time.milliseconds(since: previous) > terms.reportableGapMilliseconds.value
        {
            close(at: previous)
        }
        previous = step.time
        let side = side(of: step)
        if let current = open, current.kind != side { close(at: step.time) }
        guard let side else { return }
        let extreme = side == .above ? step.high : step.low
        if var current = open {
            current.extreme =
                side == .above ? max(current.extreme, extreme) : min(current.extreme, extreme)
            current.readings += 1
            open = current
        } else {
            open = TemperatureExcursion(
                kind: side,
                start: step.time,
                end: step.time,
                milliseconds: 0,
                extreme: extreme,
                readings: 1
            )
        }
    }

    /// Ends the data: an open excursion ends with its last reading.
    mutating func finish() {
        if let previous { close(at: previous) }
    }

    func report(to findings: inout DeviceFindings) {
        findings.excursionCount = count
        findings.excursions = excursions
        findings.millisecondsAbove = total.above
        findings.millisecondsBelow = total.below
        findings.longestAboveMilliseconds = longest.above
        findings.longestBelowMilliseconds = longest.below
    }

    private func side(of step: TemperatureStep) -> TemperatureExcursion.Kind? {
        if let upper = terms.upperLimit, step.low > upper { return .above }
        if let lower = terms.lowerLimit, step.high < lower { return .below }
        return nil
    }

    private mutating func close(at end: Instant) {
        guard var excursion = open else { return }
        open = nil
        excursion.end = end
        excursion.milliseconds = end.milliseconds(since: excursion.start)
        count += 1
        if excursions.count < listLimit { excursions.append(excursion) }
        switch excursion.kind {
        case .above:
            total.above += excursion.milliseconds
            longest.above = max(longest.above, excursion.milliseconds)
        case .below:
            total.below += excursion.milliseconds
            longest.below = max(longest.below, excursion.milliseconds)
        }
    }
}
