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
    /// What those that come after go on from.
    private(set) var state: State
    /// Whether samples that come later change nothing of this: neither what is flagged, nor what
    /// they are compared with.
    private(set) var isSettled = true
    /// Whether these can only be judged together with all samples before them.
    private(set) var needsAll = false
    /// What is not believed, value by value, by their places among the samples that were judged.
    private(set) var doubts: [DoubtedValue] = []
    /// The place of the first judged sample among those that were given.
    private(set) var start = 0
    /// The instants that wait until they are past.
    private(set) var ahead = 0
    /// The earliest of them.
    private(set) var aheadFrom: Instant?

    /// What was judged so far, for samples that come after.
    struct State: Sendable {
        /// The last temperature, humidity and position, each of them believed.
        fileprivate var temperature: TimedValue<Int32>?
        fileprivate var humidity: TimedValue<Int32>?
        fileprivate var position: TimedValue<Position>?
        /// The instants of the carriage, those with nothing but flagged values included.
        fileprivate(set) var heard: Heard?
        fileprivate var collectors = FlagCollectors()

        /// The last temperature, in thousandths of a degree Celsius.
        var lastTemperature: Int32? { temperature?.value }

        /// What is left out, by metric and reason.
        var flagged: [FlaggedReadings] { collectors.found }
    }

    /// The instants of the carriage.
    struct Heard {
        private(set) var count: Int
        private(set) var first: Instant
        private(set) var last: Instant

        /// Those of samples in ascending order; `nil` of none.
        init?(_ samples: [Sample]) {
            guard let first = samples.first, let last = samples.last else { return nil }
            (self.first, self.last) = (first.time, last.time)
            count = TelemetryEvaluation.instants(samples[...])
        }

        /// These and later ones.
        fileprivate func and(_ later: Heard?) -> Heard {
            guard let later else { return self }
            var all = self
            all.count += later.count
            all.last = later.last
            return all
        }
    }

    /// A reading of more than a day ahead is of a clock that was not set.
    static let dayMilliseconds: Int64 = 86_400_000
    /// So is one of more than a year before the carriage.
    static let yearMilliseconds = 366 * dayMilliseconds

    /// Takes a device's canonical samples of the carriage as they are: by the editions that believe
    /// all of them.
    init(
        _ all: ArraySlice<Sample>,
        within carriage: CarriageWindow?,
        after state: State = State()
    ) {
        samples = all.filter { carriage?.contains($0.time) ?? false }
        signalled = samples
        self.state = state
        note(Heard(samples))
    }

    /// Takes a device's canonical samples, as of an instant, by an edition from the fourth on: all
    /// of them, or whole instants later than those that were judged before.
    init(
        _ all: ArraySlice<Sample>,
        within carriage: CarriageWindow?,
        asOf now: Instant?,
        _ terms: TelemetryTerms,
        in edition: Edition,
        after state: State = State()
    ) {
        self.state = state
        var judged: [Sample] = []
        judged.reserveCapacity(all.count)
        var latest: Instant?
        for (place, sample) in all.enumerated() {
            let isNew = sample.time != latest
            latest = sample.time
            if let now, sample.time > now {
                // They are judged anew when they are past.
                isSettled = false
                if sample.time.milliseconds(since: now) > Self.dayMilliseconds {
                    self.state.collectors.clockWrong.take(sample.time, nil)
                } else if isNew {
                    ahead += 1
                    aheadFrom = aheadFrom ?? sample.time
                }
                continue
            }
            guard let carriage else { continue }
            if carriage.from.milliseconds(since: sample.time) > Self.yearMilliseconds {
                self.state.collectors.clockWrong.take(sample.time, nil)
                continue
            }
            self.state.collectors.clockWrong.pass()
            guard carriage.contains(sample.time) else { continue }
            if judged.isEmpty { start = place }
            judged.append(sample)
        }
        samples = judged
        signalled = judged
        note(Heard(judged))
        guard !judged.isEmpty else { return }
        leaveOutFaults(terms)
        if edition >= .fifth { leaveOutAlternating() }
        signalled = samples
        leaveOutMovements()
        noteLast(of: judged)
        settleRoundings()
        signalled = signalled.withoutEmpty
        samples = samples.withoutEmpty
    }

    private mutating func note(_ heard: Heard?) { state.heard = state.heard?.and(heard) ?? heard }

    // MARK: Sensors' faults and impossible steps

    private mutating func leaveOutFaults(_ terms: TelemetryTerms) {
        let range = Metric.temperature.range
        let lowest = terms.lowerLimit?.milliCelsius ?? range.lowerBound
        let band = lowest...(terms.upperLimit?.milliCelsius ?? range.upperBound)
        let isBanded = terms.lowerLimit != nil || terms.upperLimit != nil
        leaveOut(
            .temperature,
            \.temperatureFault,
            value: { $0.temperature?.milliCelsius },
            after: state.temperature,
            by: { values in
                let flags = SensorFaults.temperatures.flags(in: values) { milli in
                    isBanded && band.contains(milli)
                }
                return Flags(flags)
            }
        )
        leaveOut(
            .humidity,
            \.humidityFault,
            value: { $0.humidityMilliPercent },
            after: state.humidity,
            by: { Flags(SensorFaults.humidities.flags(in: $0) { _ in false }) }
        )
        let hasTemperature = state.temperature != nil
        leaveOut(
            .temperature,
            \.impossibleStep,
            value: { $0.temperature?.milliCelsius },
            after: state.temperature,
            by: { values in
                Self.outliers(in: values, hasBegun: hasTemperature) { one, other, milliseconds in
                    // 20 K at once and 2 K a minute: a logger carried from a cold room into the
                    // sun changes by less.
                    abs(Int64(one) - Int64(other)) <= 20_000 + milliseconds / 30
                }
            }
        )
        leaveOut(
            .position,
            \.nullIsland,
            value: { $0.position },
            after: state.position,
            by: { values in
                // Whether one of them is believed hangs on all others.
                let isThere = values.contains { NullIsland.isThere($0.value) }
                return Flags(NullIsland.flags(in: values), isSettled: !isThere, needsAll: isThere)
            }
        )
    }

    private mutating func leaveOutAlternating() {
        leaveOut(
            .temperature,
            \.alternating,
            value: { $0.temperature?.milliCelsius },
            after: state.temperature,
            by: { values in
                let isSettled = !Alternations.mayGoOn(after: values)
                return Flags(Alternations.flags(in: values), isSettled: isSettled)
            }
        )
    }

    private mutating func leaveOutMovements() {
        let hasPosition = state.position != nil
        leaveOut(
            .position,
            \.impossibleMovement,
            value: { $0.position },
            after: state.position,
            by: { values in
                Self.outliers(in: values, hasBegun: hasPosition) { one, other, milliseconds in
                    // 1,000 km/h, which no aeroplane with cargo exceeds, beside what positions may
                    // be wrong by.
                    let reach = milliseconds * 10 / 36 + ReadingSignals.positionErrorMetres
                    return GroundDistance.upperBoundMetres(one, other) <= reach
                        || GroundDistance.metres(one, other) <= reach
                }
            }
        )
    }

    private static func outliers<Value>(
        in values: [TimedValue<Value>],
        hasBegun: Bool,
        isReached: (Value, Value, _ milliseconds: Int64) -> Bool
    ) -> Flags {
        let begin = hasBegun ? 0 : Outliers.begin(in: values, isReached: isReached)
        guard let begin else {
            // Which of so few are right, only later ones tell.
            return Flags([Bool](repeating: false, count: values.count), isSettled: false)
        }
        return Flags(Outliers.flags(in: values, from: begin, isReached: isReached))
    }

    /// What a rule says of values.
    private struct Flags {
        /// Which of them it flags.
        let flags: [Bool]
        /// Whether later values change nothing of that.
        var isSettled = true
        /// Whether it hangs on all values before them.
        var needsAll = false

        init(_ flags: [Bool], isSettled: Bool = true, needsAll: Bool = false) {
            self.flags = flags
            self.isSettled = isSettled
            self.needsAll = needsAll
        }
    }

    /// Leaves out the values of one metric that a rule flags, and notes them.
    private mutating func leaveOut<Value>(
        _ metric: FlaggedReadings.Measured,
        _ collector: WritableKeyPath<FlagCollectors, FlagCollector>,
        value: (Sample) -> Value?,
        after last: TimedValue<Value>?,
        by rule: ([TimedValue<Value>]) -> Flags
    ) {
        var places: [Int] = []
        var values = [last].compactMap(\.self)
        let known = values.count
        for (place, sample) in samples.enumerated() {
            guard let value = value(sample) else { continue }
            places.append(place)
            values.append(TimedValue(time: sample.time, value: value))
        }
        guard !places.isEmpty else { return }
        let outcome = rule(values)
        if !outcome.isSettled { isSettled = false }
        if outcome.needsAll, known > 0 { needsAll = true }
        let flags = outcome.flags.dropFirst(known)
        guard flags.contains(true) else { return state.collectors[keyPath: collector].pass() }
        for ((place, value), flag) in zip(zip(places, values.dropFirst(known)), flags) {
            guard flag else {
                state.collectors[keyPath: collector].pass()
                continue
            }
            let figure = (value.value as? Int32).map(Int64.init)
            state.collectors[keyPath: collector].take(value.time, figure)
            samples[place].leaveOut(metric)
            let reason = state.collectors[keyPath: collector].reason
            doubts.append(DoubtedValue(place: place, metric: metric, reason: reason))
        }
    }

    /// Keeps what later samples are compared with: the last value of each metric, if it is
    /// believed.
    private mutating func noteLast(of judged: [Sample]) {
        func last<Value>(_ value: (Sample) -> Value?) -> (Int, TimedValue<Value>)? {
            for (place, sample) in judged.enumerated().reversed() {
                guard let value = value(sample) else { continue }
                return (place, TimedValue(time: sample.time, value: value))
            }
            return nil
        }
        if let (place, found) = last({ $0.temperature?.milliCelsius }) {
            state.temperature = found
            if samples[place].temperature == nil || SensorFaults.temperatures.lists(found.value) {
                isSettled = false
            }
        }
        if let (_, found) = last({ $0.humidityMilliPercent }) {
            state.humidity = found
            if SensorFaults.humidities.lists(found.value) { isSettled = false }
        }
        if let (place, found) = last(\.position) {
            state.position = found
            if samples[place].position == nil { isSettled = false }
        }
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

extension Sample {
    /// Leaves out what is measured of a metric.
    mutating func leaveOut(_ metric: FlaggedReadings.Measured) {
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
