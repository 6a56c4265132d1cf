import Marine

/// What one device's readings are judged by.
struct EvaluationTerms: Hashable, Sendable {
    /// What the loggers must show.
    let terms: TelemetryTerms
    /// What the parts of the cover measure; `nil` where it states none.
    let measures: [TelemetryMeasure]?
    /// The carriage in which the device travels with the goods; its ends bound gaps.
    let carriage: CarriageWindow?
    let edition: Edition
}

/// What one device's judged samples show, as far as they have come in order of time.
///
/// A copy of it goes on from where it stood, so that what comes later costs what it brings.
struct DeviceFold: Sendable {
    private let asked: EvaluationTerms
    private var contradictions = 0
    private var hasTemperatures = false
    /// The gaps between all instants, which count where none has a temperature.
    private var instantGaps: GapFinder
    /// The gaps between instants with a temperature.
    private var gaps: GapFinder
    private var minimum: Temperature?
    private var maximum: Temperature?
    private var mean: MeanKineticFold
    private var excursions: ExcursionFinder
    private var measures: [MeasureFold]
    private var signals: SignalFold?

    /// Begins with no sample.
    init(_ asked: EvaluationTerms) {
        self.asked = asked
        let gap = asked.terms.reportableGapMilliseconds.value
        let listed = DeviceFindings.listLimit(in: asked.edition)
        var gaps = GapFinder(threshold: gap, listing: listed)
        if let carriage = asked.carriage { gaps.take(carriage.from) }
        instantGaps = gaps
        self.gaps = gaps
        mean = MeanKineticFold(gap: gap, in: asked.edition)
        excursions = ExcursionFinder(terms: asked.terms, listing: listed)
        let measures = asked.measures ?? []
        // All of them list as many runs together as one alone.
        let share = max(1, listed / max(1, measures.count))
        self.measures = measures.map { MeasureFold($0, asked, listing: share) }
        signals = asked.edition >= .third ? SignalFold(gapMilliseconds: gap) : nil
    }

    /// Takes whole instants, each later than those before, as ``ReadingSet`` keeps samples: one an
    /// instant but for contradictions.
    mutating func take(_ samples: ArraySlice<Sample>) {
        var index = samples.startIndex
        while index < samples.endIndex {
            let start = index
            let time = samples[start].time
            var step: TemperatureStep?
            while index < samples.endIndex, samples[index].time == time {
                if let temperature = samples[index].temperature {
                    step = step?.adding(temperature) ?? TemperatureStep(time, temperature)
                }
                index += 1
            }
            if index - start > 1 { contradictions += 1 }
            instantGaps.take(time)
            let instant = samples[start..<index]
            if let step {
                hasTemperatures = true
                gaps.take(time)
                minimum = minimum.map { min($0, step.low) } ?? step.low
                maximum = maximum.map { max($0, step.high) } ?? step.high
                mean.take(step, instant)
                excursions.take(step)
            }
            for place in measures.indices { measures[place].take(instant, step, at: time) }
        }
    }

    /// Takes what is looked at for signs, in the same order.
    mutating func take(signalled samples: ArraySlice<Sample>) { signals?.take(samples) }

    /// Works out ahead what findings need of the samples so far, for whoever keeps it.
    mutating func prepare() {
        mean.prepare()
        for place in measures.indices { measures[place].prepare() }
    }

    /// The findings of a device of which so much was heard.
    func findings(of device: String, _ heard: JudgedReadings.Heard) -> DeviceFindings {
        var findings = DeviceFindings(
            device: device,
            readings: heard.count,
            first: heard.first,
            last: heard.last
        )
        findings.contradictions = contradictions
        if hasTemperatures {
            findings.minimum = minimum
            findings.maximum = maximum
            findings.meanKineticTemperature = mean.value
            var finder = excursions
            finder.finish()
            finder.report(to: &findings)
        }
        var finder = hasTemperatures ? gaps : instantGaps
        if let end = asked.carriage?.to { finder.take(end) }
        finder.report(to: &findings)
        if asked.measures != nil { findings.measures = measures.map(\.findings) }
        findings.signals = signals?.found
        return findings
    }
}

/// The temperatures that a device reported at one instant.
struct TemperatureStep {
    let time: Instant
    private(set) var low: Temperature
    private(set) var high: Temperature
    /// How many they are.
    private(set) var count = 1

    init(_ time: Instant, _ temperature: Temperature) {
        self.time = time
        self.low = temperature
        self.high = temperature
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

/// The mean kinetic temperature of instants that come in order.
///
/// Each instant is weighted by the interval to the next one; before a gap and at the end, by the
/// interval before it in the first five editions, and by nothing from the sixth on. Where nothing
/// weighs anything, all weigh the same.
struct MeanKineticFold {
    private let gap: Int64
    private let edition: Edition
    private var weighted = MeanKineticTemperature()
    /// Each value once, for as long as nothing weighs anything.
    private var unweighted = MeanKineticTemperature()
    private var hasWeight = false
    private var before: Int64 = 0
    /// The latest instant, whose weight is known with the next one.
    private var latest: Latest?

    private struct Latest {
        let time: Instant
        let value: Int32
        /// All values, where there are several.
        let values: [Int32]
    }

    init(gap: Int64, in edition: Edition) {
        self.gap = gap
        self.edition = edition
    }

    /// Takes the temperatures of the next instant.
    mutating func take(_ step: TemperatureStep, _ instant: ArraySlice<Sample>) {
        if let latest {
            let interval = step.time.milliseconds(since: latest.time)
            weigh(latest, interval > gap ? 0 : interval)
        }
        let values =
            step.count > 1 ? instant.compactMap { $0.temperature?.milliCelsius } : []
        let next = Latest(time: step.time, value: step.low.milliCelsius, values: values)
        latest = next
        if !hasWeight { add(next, weight: 1, to: &unweighted) }
    }

    /// Works out ahead what ``value`` needs of the instants so far.
    mutating func prepare() { weighted.prepare() }

    /// The mean; `nil` of nothing.
    var value: Temperature? {
        var ended = self
        if let latest { ended.weigh(latest, 0) }
        return ended.hasWeight ? ended.weighted.value : unweighted.value
    }

    private mutating func weigh(_ instant: Latest, _ after: Int64) {
        let weight = after > 0 ? after : edition >= .sixth ? 0 : before
        before = after
        guard weight > 0 else { return }
        if !hasWeight {
            hasWeight = true
            unweighted = MeanKineticTemperature()
        }
        add(instant, weight: UInt128(weight), to: &weighted)
    }

    /// Adds an instant's values with equal shares of its weight.
    ///
    /// Shares are in units of 1/720,720, which is exact for up to sixteen values; with more, each
    /// share is rounded down, but never to nothing.
    private func add(
        _ instant: Latest,
        weight: UInt128,
        to mean: inout MeanKineticTemperature
    ) {
        guard !instant.values.isEmpty else {
            mean.add(instant.value, weight * 720_720)
            return
        }
        let share = max(1, weight * 720_720 / UInt128(instant.values.count))
        for value in instant.values { mean.add(value, share) }
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
