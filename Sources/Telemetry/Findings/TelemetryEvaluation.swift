public import Marine

/// What a set of readings shows against a certificate's terms.
///
/// ``DeviceFindings`` states the rules of standing, gaps and excursions. Where a device contradicts
/// itself about the temperature of an instant, every value counts for the minimum and maximum, but
/// an instant lies above or below the band only if all its values do: a contradiction proves no
/// excursion. In the mean kinetic temperature its values share the instant's interval equally,
/// in units of 1/720,720 of a millisecond, rounded down, but never to nothing.
///
/// Findings are those of an edition of the rules: an upload's are computed, and audited, by the
/// edition of its ledger entry. From the fifth edition on an instant before a gap, and the last
/// one, weigh nothing in the mean kinetic temperature unless all do:
/// such a reading stands for no time.
public enum TelemetryEvaluation {
    /// The findings, by an edition of the rules, for every device that reported anything.
    ///
    /// From the second edition on what a device reported within the carriage is judged and nothing
    /// else: nothing at all while the carriage has not begun. Silence from attachment to the first
    /// reading, and from the last one to the end of cover, is a gap like any other. What the parts
    /// of the cover have measured is found for each device that has a reading within the carriage.
    /// From the third edition on signs that readings are not to be believed are found beside. From
    /// the fourth on values that no sound sensor reports are left out (``JudgedReadings``), and
    /// readings of later than `asOf` wait; a device is judged in its own period of the carriage.
    public static func findings(
        of readings: ReadingSet,
        terms: TelemetryTerms,
        measures: [TelemetryMeasure]? = nil,
        within carriage: CarriageWindow?,
        periods: [String: DevicePeriod] = [:],
        asOf now: Instant? = nil,
        in edition: Edition
    ) -> TelemetryFindings {
        guard edition >= .second else {
            return TelemetryFindings(
                devices: readings.devices.compactMap { device in
                    JudgedReadings.Heard(device.samples).map { heard in
                        DeviceEvaluation(device.samples, terms: terms, within: nil, edition)
                            .findings(of: device.device, heard)
                    }
                }
            )
        }
        let isDoubting = edition >= .fourth
        var findings = TelemetryFindings(devices: [], outside: 0)
        if isDoubting { (findings.asOf, findings.ahead) = (now, 0) }
        for device in readings.devices {
            let carriage = carriage?.during(periods[device.device])
            let judged =
                isDoubting
                ? JudgedReadings(device.samples, within: carriage, asOf: now, terms)
                : JudgedReadings(device.samples, within: carriage)
            findings.outside? +=
                instants(device.samples) - judged.ahead - (judged.heard?.count ?? 0)
            findings.ahead? += judged.ahead
            findings.aheadFrom =
                [findings.aheadFrom, judged.aheadFrom].compactMap(\.self).min()
            guard let heard = judged.heard else { continue }
            let evaluation = DeviceEvaluation(
                judged.samples,
                terms: terms,
                within: carriage,
                edition
            )
            var found = evaluation.findings(of: device.device, heard)
            if let measures { found.measures = evaluation.measured(by: measures) }
            if edition >= .third {
                found.signals = SignalFinder.signals(
                    of: judged.signalled,
                    gapMilliseconds: terms.reportableGapMilliseconds.value
                )
            }
            if isDoubting { found.flagged = judged.flagged }
            findings.devices.append(found)
        }
        return findings
    }

    /// How many different instants samples in ascending order are of.
    static func instants(_ samples: [Sample]) -> Int {
        var count = 0
        var last: Instant?
        for sample in samples where sample.time != last {
            count += 1
            last = sample.time
        }
        return count
    }
}

/// The evaluation of one device's canonical samples.
struct DeviceEvaluation {
    private let samples: [Sample]
    private let terms: TelemetryTerms
    private let carriage: CarriageWindow?
    private let edition: Edition

    /// Takes samples as ``ReadingSet`` keeps them: ascending,
    /// one an instant but for contradictions.
    ///
    /// All are of the `carriage` where there is one, whose ends then bound gaps.
    init(
        _ samples: [Sample],
        terms: TelemetryTerms,
        within carriage: CarriageWindow?,
        _ edition: Edition
    ) {
        self.samples = samples
        self.terms = terms
        self.carriage = carriage
        self.edition = edition
    }

    /// The findings of a device of which so much was heard.
    func findings(of device: String, _ heard: JudgedReadings.Heard) -> DeviceFindings {
        var findings = DeviceFindings(
            device: device,
            readings: heard.count,
            first: heard.first,
            last: heard.last
        )
        var steps: [TemperatureStep] = []
        steps.reserveCapacity(samples.count)
        let listed = DeviceFindings.listLimit(in: edition)
        var gaps = GapFinder(threshold: terms.reportableGapMilliseconds.value, listing: listed)
        var index = 0
        while index < samples.count {
            let start = index
            let time = samples[start].time
            var step: TemperatureStep?
            while index < samples.count, samples[index].time == time {
                if let temperature = samples[index].temperature {
                    step =
                        step?.adding(temperature) ?? TemperatureStep(time, temperature, at: index)
                }
                index += 1
            }
            if index - start > 1 { findings.contradictions += 1 }
            if let step { steps.append(step) }
        }
        if let carriage { gaps.take(carriage.from) }
        if steps.isEmpty {
            for sample in samples { gaps.take(sample.time) }
        } else {
            for step in steps { gaps.take(step.time) }
            findings.minimum = steps.min { $0.low < $1.low }?.low
            findings.maximum = steps.max { $0.high < $1.high }?.high
            findings.meanKineticTemperature = meanKineticTemperature(steps)
            var finder = ExcursionFinder(terms: terms, listing: listed)
            for step in steps { finder.take(step) }
            finder.finish()
            finder.report(to: &findings)
        }
        if let end = carriage?.to { gaps.take(end) }
        gaps.report(to: &findings)
        return findings
    }

    /// What is found by each measure; all of them list as many runs together as one alone.
    func measured(by measures: [TelemetryMeasure]) -> [MeasureFindings] {
        let listed = max(1, DeviceFindings.listLimit(in: edition) / max(1, measures.count))
        return measures.map { measure in
            MeasureEvaluation(
                measure: measure,
                carriage: carriage,
                gapMilliseconds: terms.reportableGapMilliseconds.value,
                listLimit: listed
            ).findings(samples, terms, edition)
        }
    }

    /// The mean kinetic temperature of all samples; `nil` where none has a temperature.
    var meanKinetic: Temperature? {
        let steps = steps
        return steps.isEmpty ? nil : meanKineticTemperature(steps)
    }

    private var steps: [TemperatureStep] {
        var steps: [TemperatureStep] = []
        for (index, sample) in samples.enumerated() {
            guard let temperature = sample.temperature else { continue }
            if let last = steps.last, last.time == sample.time {
                steps[steps.count - 1] = last.adding(temperature)
            } else {
                steps.append(TemperatureStep(sample.time, temperature, at: index))
            }
        }
        return steps
    }

    /// Each instant is weighted by the interval to the next one; before a gap and at the end, by
    /// the interval before it in the first four editions, and by nothing from the fifth on.
    private func meanKineticTemperature(_ steps: [TemperatureStep]) -> Temperature? {
        var mean = MeanKineticTemperature()
        var before: Int64 = 0
        var total: Int64 = 0
        for index in steps.indices {
            var after: Int64 = 0
            if index + 1 < steps.count {
                let interval = steps[index + 1].time.milliseconds(since: steps[index].time)
                after = interval > terms.reportableGapMilliseconds.value ? 0 : interval
            }
            let weight = after > 0 ? after : edition >= .fifth ? 0 : before
            before = after
            total += weight
            if weight > 0 { add(steps[index], weight: UInt128(weight), to: &mean) }
        }
        if total == 0 {
            for step in steps { add(step, weight: 1, to: &mean) }
        }
        return mean.value
    }

    /// Adds an instant's values with equal shares of its weight.
    ///
    /// Shares are in units of 1/720,720, which is exact for up to sixteen values; with more, each
    /// share is rounded down, but never to nothing.
    private func add(
        _ step: TemperatureStep,
        weight: UInt128,
        to mean: inout MeanKineticTemperature
    ) {
        let share = max(1, weight * 720_720 / UInt128(step.count))
        for offset in 0..<step.count {
            guard let temperature = samples[step.start + offset].temperature else { continue }
            mean.add(temperature.milliCelsius, share)
        }
    }
}

/// The temperatures that a device reported at one instant.
struct TemperatureStep {
    let time: Instant
    private(set) var low: Temperature
    private(set) var high: Temperature

    /// The position of the instant's first value, and the number of values from there on.
    let start: Int
    private(set) var count = 1

    init(_ time: Instant, _ temperature: Temperature, at start: Int) {
        self.time = time
        self.low = temperature
        self.high = temperature
        self.start = start
    }

    /// The same instant with one more value.
    func adding(_ temperature: Temperature) -> TemperatureStep {
        var step = self
        step.low = min(low, temperature)
        step.high = max(high, temperature)
        step.count += 1
        return step
    }
}

/// The gaps between successive instants.
struct GapFinder {
    private let threshold: Int64
    private let listLimit: Int
    private var previous: Instant?
    private var gaps: [TelemetryGap] = []
    private var count = 0
    private var longest: Int64 = 0

    init(threshold: Int64, listing limit: Int) {
        self.threshold = threshold
        listLimit = limit
    }

    /// Takes the next instant; the same one again makes no gap.
    mutating func take(_ time: Instant) {
        defer { previous = time }
        guard let previous, previous < time else { return }
        let interval = time.milliseconds(since: previous)
        guard interval > threshold else { return }
        count += 1
        longest = max(longest, interval)
        if gaps.count < listLimit {
            gaps.append(TelemetryGap(start: previous, end: time))
        }
    }

    func report(to findings: inout DeviceFindings) {
        findings.gapCount = count
        findings.longestGapMilliseconds = longest
        findings.gaps = gaps
    }
}
