import Marine

/// A value and when it was read.
struct TimedValue<Value: Sendable>: Sendable {
    let time: Instant
    let value: Value
}

/// What gathers the flagged instants, in the order in which they are shown.
struct FlagCollectors {
    var clockWrong = FlagCollector(.clockWrong, .time)
    var temperatureFault = FlagCollector(.sensorFault, .temperature)
    var humidityFault = FlagCollector(.sensorFault, .humidity)
    var impossibleStep = FlagCollector(.impossibleStep, .temperature)
    var nullIsland = FlagCollector(.nullIsland, .position)
    var alternating = FlagCollector(.alternating, .temperature)
    var impossibleMovement = FlagCollector(.impossibleMovement, .position)

    var found: [FlaggedReadings] {
        [
            clockWrong, temperatureFault, humidityFault, impossibleStep, nullIsland, alternating,
            impossibleMovement,
        ].compactMap(\.found)
    }
}

/// Gathers the flagged instants of one metric and reason.
struct FlagCollector {
    private(set) var found: FlaggedReadings?
    let reason: FlaggedReadings.Reason
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
