import Marine

/// What one device's readings show of one measure of the shipment.
///
/// The rules are those that ``MeasureFindings`` and ``MeasuredRun`` state.
struct MeasureEvaluation {
    /// The measure.
    let measure: TelemetryMeasure
    /// The carriage as it is known; nothing of a device is judged before it has begun.
    let carriage: CarriageWindow?
    /// The interval beyond which time is a gap, in milliseconds.
    let gapMilliseconds: Int64
    /// How many runs are listed.
    let listLimit: Int

    /// What is found in samples as ``ReadingSet`` keeps them.
    func findings(_ samples: [Sample], _ terms: TelemetryTerms, _ edition: Edition)
        -> MeasureFindings
    {
        var found = MeasureFindings(part: measure.part)
        guard
            let window = measure.window.window(in: carriage, days: measure.daysAfterArrival)
        else { return found }
        let judged = samples[within: window]
        if case .silence = measure.condition {
            var finder = SilenceFinder(shortest: measure.listedMilliseconds.value, listLimit)
            finder.take(window.from)
            for sample in judged { finder.take(sample.time, &found) }
            // While the carriage runs on nobody knows how long a silence lasts.
            if carriage?.to != nil, let end = window.to { finder.end(at: end) }
            finder.report(to: &found)
            return found
        }
        var finder = RunFinder(
            shortest: measure.listedMilliseconds.value,
            gap: gapMilliseconds,
            listLimit
        )
        var standing = StandingPosition(gap: gapMilliseconds)
        var index = judged.startIndex
        while index < judged.endIndex {
            let start = index
            let time = judged[start].time
            while index < judged.endIndex, judged[index].time == time { index += 1 }
            let instant = judged[start..<index]
            standing.take(instant, at: time)
            if let seen = measure.condition.seen(instant, standing) {
                finder.take(time, seen, &found)
            }
        }
        finder.finish(&found)
        if measure.meanKinetic {
            found.meanKineticTemperature =
                DeviceEvaluation(Array(judged), terms: terms, within: nil, edition).meanKinetic
        }
        return found
    }
}

/// What the values of one instant say of a condition.
enum SeenCondition {
    /// Each meets it, by this much at least, in thousandths of the unit.
    case met(excess: Int64?)
    /// None does.
    case notMet
    /// The device contradicts itself, or it is not known where it was.
    case unproved
}

extension MeasuredCondition {
    /// What an instant's samples say of it; nothing where they do not hold what is measured.
    fileprivate func seen(_ instant: ArraySlice<Sample>, _ standing: StandingPosition)
        -> SeenCondition?
    {
        switch self {
        case .temperatureAbove(let limit):
            above(Int64(limit.milliCelsius), instant) { $0.temperature?.milliCelsius }
        case .temperatureBelow(let limit):
            above(-Int64(limit.milliCelsius), instant) { $0.temperature.map { -$0.milliCelsius } }
        case .humidityAbove(let limit):
            above(Int64(limit.value), instant) { $0.humidityMilliPercent }
        case .humidityBelow(let limit):
            above(-Int64(limit.value), instant) { $0.humidityMilliPercent.map { -$0 } }
        case .shockAbove(let limit):
            above(Int64(limit.value), instant) { $0.shockMilliG }
        case .lightAbove(let limit, let areas):
            outside(areas, standing, above(Int64(limit.value), instant) { $0.lightMilliLux })
        case .doorOpen(let areas):
            outside(areas, standing, agreed(instant) { $0.door.map { $0 == .open } })
        case .within(let areas):
            agreed(instant) { $0.position.map { areas.includes($0) } }
        case .outside(let areas):
            agreed(instant) { $0.position.map { !areas.includes($0) } }
        case .silence: nil
        }
    }

    private func above(
        _ limit: Int64,
        _ instant: ArraySlice<Sample>,
        _ value: (Sample) -> Int32?
    ) -> SeenCondition? {
        var least: Int32?
        var most: Int32?
        for sample in instant {
            guard let value = value(sample) else { continue }
            least = least.map { min($0, value) } ?? value
            most = most.map { max($0, value) } ?? value
        }
        guard let least, let most else { return nil }
        if Int64(least) > limit { return .met(excess: Int64(least) - limit) }
        return Int64(most) > limit ? .unproved : .notMet
    }

    /// What all values agree on that say anything.
    private func agreed(_ instant: ArraySlice<Sample>, _ holds: (Sample) -> Bool?)
        -> SeenCondition?
    {
        var (met, notMet) = (false, false)
        for sample in instant {
            guard let holds = holds(sample) else { continue }
            if holds { met = true } else { notMet = true }
        }
        guard met || notMet else { return nil }
        guard met else { return .notMet }
        return notMet ? .unproved : .met(excess: nil)
    }

    /// What is seen counts outside the areas alone; where the device was nobody knows,
    /// it proves nothing.
    private func outside(_ areas: Areas, _ standing: StandingPosition, _ seen: SeenCondition?)
        -> SeenCondition?
    {
        guard case .met? = seen, !areas.isEmpty else { return seen }
        guard !standing.positions.isEmpty else { return .unproved }
        let inside = standing.positions.filter(areas.includes)
        if inside.isEmpty { return seen }
        return inside.count == standing.positions.count ? .notMet : .unproved
    }
}

/// Where a device was last seen, as long as that stands.
private struct StandingPosition {
    /// Its positions at the latest instant at which it reported any; none where that is longer ago
    /// than a gap.
    private(set) var positions: [Position] = []
    private var seenAt: Instant?
    private let gap: Int64

    init(gap: Int64) { self.gap = gap }

    mutating func take(_ instant: ArraySlice<Sample>, at time: Instant) {
        let here = instant.compactMap(\.position)
        if !here.isEmpty {
            positions = here
            seenAt = time
        } else if let seenAt, time.milliseconds(since: seenAt) > gap {
            positions = []
        }
    }
}

/// The runs in successive instants of one device.
private struct RunFinder {
    private let shortest: Int64
    private let gap: Int64
    private let listLimit: Int
    private var run: MeasuredRun?
    /// When the part of the run without a break began that is still going on.
    private var stretch: Instant?
    private var previous: Instant?

    init(shortest: Int64, gap: Int64, _ listLimit: Int) {
        self.shortest = shortest
        self.gap = gap
        self.listLimit = listLimit
    }

    mutating func take(_ time: Instant, _ seen: SeenCondition, _ found: inout MeasureFindings) {
        found.readings += 1
        if found.first == nil { found.first = time }
        found.last = time
        if let previous {
            let interval = time.milliseconds(since: previous)
            if interval > gap {
                found.longestGapMilliseconds = max(found.longestGapMilliseconds, interval)
                endStretch(at: previous)
            }
        }
        previous = time
        switch seen {
        case .met(let excess):
            if stretch == nil { stretch = time }
            var current = run ?? MeasuredRun(start: time, end: time)
            current.end = time
            current.instants += 1
            if let excess { current.excess = max(current.excess ?? 0, excess) }
            run = current
            found.instantsMet += 1
        case .unproved:
            endStretch(at: time)
        case .notMet:
            endStretch(at: time)
            endRun(isOver: true, at: time, &found)
        }
    }

    /// Ends the data: what is still going on ends with its last reading.
    mutating func finish(_ found: inout MeasureFindings) {
        if let previous { endStretch(at: previous) }
        endRun(isOver: false, at: nil, &found)
    }

    private mutating func endStretch(at end: Instant) {
        guard let start = stretch else { return }
        stretch = nil
        let length = end.milliseconds(since: start)
        guard var current = run else { return }
        current.milliseconds += length
        current.longestMilliseconds = max(current.longestMilliseconds, length)
        run = current
    }

    private mutating func endRun(isOver: Bool, at end: Instant?, _ found: inout MeasureFindings) {
        guard var ended = run else { return }
        run = nil
        ended.isOver = isOver
        if let end { ended.end = end }
        found.add(ended, listing: ended.longestMilliseconds >= shortest, listLimit)
    }
}

/// The times in which a device reports nothing at all.
private struct SilenceFinder {
    private let shortest: Int64
    private let listLimit: Int
    private var previous: Instant?
    private var silences: [MeasuredRun] = []

    init(shortest: Int64, _ listLimit: Int) {
        self.shortest = shortest
        self.listLimit = listLimit
    }

    /// Begins to listen.
    mutating func take(_ begin: Instant) { previous = begin }

    mutating func take(_ time: Instant, _ found: inout MeasureFindings) {
        guard found.last != time else { return }
        found.readings += 1
        if found.first == nil { found.first = time }
        found.last = time
        note(until: time)
        previous = time
    }

    mutating func end(at end: Instant) { note(until: end) }

    private mutating func note(until time: Instant) {
        guard let previous, previous < time else { return }
        let length = time.milliseconds(since: previous)
        guard length >= shortest else { return }
        silences.append(
            MeasuredRun(
                start: previous,
                end: time,
                milliseconds: length,
                longestMilliseconds: length,
                instants: 1,
                isOver: true
            )
        )
    }

    func report(to found: inout MeasureFindings) {
        for silence in silences { found.add(silence, listing: true, listLimit) }
    }
}

extension MeasureFindings {
    fileprivate mutating func add(_ run: MeasuredRun, listing isListed: Bool, _ limit: Int) {
        runCount += 1
        totalMilliseconds += run.milliseconds
        longestMilliseconds = max(longestMilliseconds, run.longestMilliseconds)
        if let beyond = run.excess { excess = max(excess ?? 0, beyond) }
        if firstStart == nil { firstStart = run.start }
        lastEnd = run.end
        if isListed, runs.count < limit { runs.append(run) }
    }
}

extension [Sample] {
    /// Those of a window; they ascend.
    fileprivate subscript(within window: CarriageWindow) -> ArraySlice<Sample> {
        let first = firstPlace { $0 >= window.from }
        let end = window.to.map { to in firstPlace { $0 > to } } ?? endIndex
        return self[first..<Swift.max(first, end)]
    }

    /// The first place from which on all samples are of such an instant.
    private func firstPlace(_ isReached: (Instant) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isReached(self[middle].time) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Areas {
    /// Whether a position is within one of them.
    fileprivate func includes(_ position: Position) -> Bool {
        contains { $0.contains(position) }
    }
}
