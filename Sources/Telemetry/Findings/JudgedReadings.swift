import Marine

/// What of one device's readings is judged: those of the carriage that are past, without the values
/// that are not believed.
///
/// Two values of one metric at one instant of which one is the other rounded to a tenth or a whole
/// are one value, the more precise.
struct JudgedReadings {
    /// What is judged, as ``ReadingSet`` keeps samples.
    private(set) var samples: [Sample]
    /// What is looked at for signs: as ``samples``, with the positions that cannot be reached.
    private(set) var signalled: [Sample]
    /// What is left out, by metric and reason.
    private(set) var flagged: [FlaggedReadings] = []
    /// The instants of the carriage, those with nothing but flagged values included.
    private(set) var heard: Heard?
    /// The instants that wait until they are past.
    private(set) var ahead = 0
    /// The earliest of them.
    private(set) var aheadFrom: Instant?

    /// The instants of the carriage.
    struct Heard {
        let count: Int
        let first: Instant
        let last: Instant

        /// Those of samples in ascending order; `nil` of none.
        init?(_ samples: [Sample]) {
            guard let first = samples.first, let last = samples.last else { return nil }
            (self.first, self.last) = (first.time, last.time)
            count = TelemetryEvaluation.instants(samples)
        }
    }

    /// A reading of more than a day ahead is of a clock that was not set.
    private static let dayMilliseconds: Int64 = 86_400_000
    /// So is one of more than a year before the carriage.
    private static let yearMilliseconds = 366 * dayMilliseconds

    /// Takes a device's canonical samples of the carriage as they are: by the editions that believe
    /// all of them.
    init(_ all: [Sample], within carriage: CarriageWindow?) {
        samples = all.filter { carriage?.contains($0.time) ?? false }
        signalled = samples
        heard = Heard(samples)
    }

    /// Takes a device's canonical samples, as of an instant.
    init(
        _ all: [Sample],
        within carriage: CarriageWindow?,
        asOf now: Instant?,
        _ terms: TelemetryTerms
    ) {
        var wrong = FlagCollector(.clockWrong, .time)
        var judged: [Sample] = []
        judged.reserveCapacity(all.count)
        var latest: Instant?
        for sample in all {
            let isNew = sample.time != latest
            latest = sample.time
            if let now, sample.time > now {
                if sample.time.milliseconds(since: now) > Self.dayMilliseconds {
                    wrong.take(sample.time, nil)
                } else if isNew {
                    ahead += 1
                    aheadFrom = aheadFrom ?? sample.time
                }
                continue
            }
            guard let carriage else { continue }
            if carriage.from.milliseconds(since: sample.time) > Self.yearMilliseconds {
                wrong.take(sample.time, nil)
                continue
            }
            wrong.pass()
            if carriage.contains(sample.time) { judged.append(sample) }
        }
        samples = judged
        signalled = judged
        heard = Heard(judged)
        flagged = [wrong.found].compactMap(\.self)
        guard !judged.isEmpty else { return }
        leaveOutFaults(terms)
        signalled = samples
        leaveOutMovements()
        settleRoundings()
        signalled = signalled.withoutEmpty
        samples = samples.withoutEmpty
    }

    // MARK: Sensors' faults and impossible steps

    private mutating func leaveOutFaults(_ terms: TelemetryTerms) {
        let range = Metric.temperature.range
        let lowest = terms.lowerLimit?.milliCelsius ?? range.lowerBound
        let band = lowest...(terms.upperLimit?.milliCelsius ?? range.upperBound)
        let isBanded = terms.lowerLimit != nil || terms.upperLimit != nil
        leaveOut(
            .temperature,
            .sensorFault,
            value: { $0.temperature?.milliCelsius },
            by: { values in
                SensorFaults.temperatures.flags(in: values) { milli in
                    isBanded && band.contains(milli)
                }
            }
        )
        leaveOut(
            .humidity,
            .sensorFault,
            value: { $0.humidityMilliPercent },
            by: { SensorFaults.humidities.flags(in: $0) { _ in false } }
        )
        leaveOut(
            .temperature,
            .impossibleStep,
            value: { $0.temperature?.milliCelsius },
            by: { values in
                Outliers.flags(in: values) { one, other, milliseconds in
                    // 20 K at once and 2 K a minute: a logger carried from a cold room into the
                    // sun changes by less.
                    abs(Int64(one) - Int64(other)) <= 20_000 + milliseconds / 30
                }
            }
        )
        leaveOut(
            .position,
            .nullIsland,
            value: { $0.position },
            by: { NullIsland.flags(in: $0) }
        )
    }

    private mutating func leaveOutMovements() {
        leaveOut(
            .position,
            .impossibleMovement,
            value: { $0.position },
            by: { values in
                Outliers.flags(in: values) { one, other, milliseconds in
                    // 1,000 km/h, which no aeroplane with cargo exceeds, beside what positions may
                    // be wrong by.
                    let reach = milliseconds * 10 / 36 + ReadingSignals.positionErrorMetres
                    return GroundDistance.upperBoundMetres(one, other) <= reach
                        || GroundDistance.metres(one, other) <= reach
                }
            }
        )
    }

    /// Leaves out the values of one metric that a rule flags, and notes them.
    private mutating func leaveOut<Value>(
        _ metric: FlaggedReadings.Measured,
        _ reason: FlaggedReadings.Reason,
        value: (Sample) -> Value?,
        by rule: ([TimedValue<Value>]) -> [Bool]
    ) {
        var places: [Int] = []
        var values: [TimedValue<Value>] = []
        for (place, sample) in samples.enumerated() {
            guard let value = value(sample) else { continue }
            places.append(place)
            values.append(TimedValue(time: sample.time, value: value))
        }
        guard !values.isEmpty else { return }
        let flags = rule(values)
        guard flags.contains(true) else { return }
        var collector = FlagCollector(reason, metric)
        for (place, flag) in flags.enumerated() {
            guard flag else {
                collector.pass()
                continue
            }
            collector.take(values[place].time, (values[place].value as? Int32).map(Int64.init))
            samples[places[place]].leaveOut(metric)
        }
        if let found = collector.found { flagged.append(found) }
    }

    // MARK: One value at two precisions

    private mutating func settleRoundings() {
        guard zip(samples, samples.dropFirst()).contains(where: { $0.time == $1.time }) else {
            return
        }
        var settled: [Sample] = []
        settled.reserveCapacity(samples.count)
        var index = 0
        while index < samples.count {
            var end = index + 1
            while end < samples.count, samples[end].time == samples[index].time { end += 1 }
            if end - index == 1 {
                settled.append(samples[index])
            } else {
                settled += Self.settled(samples[index..<end])
            }
            index = end
        }
        samples = settled
    }

    private static func settled(_ instant: ArraySlice<Sample>) -> [Sample] {
        guard let time = instant.first?.time else { return [] }
        let temperatures = roundings(among: instant.compactMap { $0.temperature?.milliCelsius })
        let humidities = roundings(among: instant.compactMap(\.humidityMilliPercent))
        var facts = InstantFacts()
        for sample in instant {
            var sample = sample
            if let milli = sample.temperature?.milliCelsius, temperatures.contains(milli) {
                sample.temperature = nil
            }
            if let milli = sample.humidityMilliPercent, humidities.contains(milli) {
                sample.humidityMilliPercent = nil
            }
            _ = facts.insert(sample)
        }
        return facts.samples(at: time)
    }

    /// Those values that are another one rounded to a tenth or to a whole.
    private static func roundings(among values: [Int32]) -> Set<Int32> {
        guard values.count > 1, values.count <= 64 else { return [] }
        var rounded: Set<Int32> = []
        for coarse in values {
            for unit: Int32 in [100, 1_000] where coarse % unit == 0 {
                let isRounding = values.contains { fine in
                    fine % unit != 0 && abs(Int64(fine) - Int64(coarse)) <= Int64(unit / 2)
                }
                if isRounding { rounded.insert(coarse) }
            }
        }
        return rounded
    }
}

/// A value and when it was read.
struct TimedValue<Value> {
    let time: Instant
    let value: Value
}

/// Gathers the flagged instants of one metric and reason.
private struct FlagCollector {
    private(set) var found: FlaggedReadings?
    private let reason: FlaggedReadings.Reason
    private let metric: FlaggedReadings.Measured
    private var isRunning = false

    init(_ reason: FlaggedReadings.Reason, _ metric: FlaggedReadings.Measured) {
        self.reason = reason
        self.metric = metric
    }

    /// An instant whose value is none of them ends a run.
    mutating func pass() { isRunning = false }

    mutating func take(_ time: Instant, _ value: Int64?) {
        guard var flagged = found else {
            let run = FlaggedRun(from: time, to: time, instants: 1, value: value)
            found = FlaggedReadings(
                reason: reason,
                metric: metric,
                instants: 1,
                first: time,
                last: time,
                runs: [run]
            )
            isRunning = true
            return
        }
        let listed = flagged.runs.reduce(0) { $0 + $1.instants }
        let isListed = listed == flagged.instants
        if flagged.last == time, isRunning { return }
        flagged.instants += 1
        flagged.last = time
        if isRunning, isListed, let last = flagged.runs.indices.last {
            flagged.runs[last].to = time
            flagged.runs[last].instants += 1
        } else if isListed, flagged.runs.count < FlaggedReadings.runLimit {
            flagged.runs.append(FlaggedRun(from: time, to: time, instants: 1, value: value))
        }
        isRunning = true
        found = flagged
    }
}

extension Sample {
    /// Leaves out what is measured of a metric.
    fileprivate mutating func leaveOut(_ metric: FlaggedReadings.Measured) {
        switch metric {
        case .temperature: temperature = nil
        case .humidity: humidityMilliPercent = nil
        case .position: position = nil
        case .time: self = Sample(time: time)
        }
    }
}

extension [Sample] {
    /// Those that hold a measurement.
    fileprivate var withoutEmpty: [Sample] {
        contains(where: \.isEmpty) ? filter { !$0.isEmpty } : self
    }
}
