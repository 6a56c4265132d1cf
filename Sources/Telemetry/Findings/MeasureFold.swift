import Marine

/// What one device's judged samples show of one measure of the shipment, as far as they have come
/// in order of time.
///
/// The rules are those that ``MeasureFindings`` and ``MeasuredRun`` state.
struct MeasureFold: Sendable {
    private let measure: TelemetryMeasure
    /// When the measure looks; `nil` while the carriage has not begun.
    private let window: CarriageWindow?
    /// When a silence that still goes on ends, where that is known.
    private let end: Instant?
    private var found: MeasureFindings
    private var runs: RunFinder
    private var silences: SilenceFinder?
    private var standing: StandingPosition
    private var mean: MeanKineticFold?

    init(_ measure: TelemetryMeasure, _ asked: EvaluationTerms, listing listLimit: Int) {
        self.measure = measure
        found = MeasureFindings(part: measure.part)
        window = measure.window.window(in: asked.carriage, days: measure.daysAfterArrival)
        // While the carriage runs on nobody knows how long a silence lasts.
        end = asked.carriage?.to == nil ? nil : window?.to
        let shortest = measure.listedMilliseconds.value
        let gap = asked.terms.reportableGapMilliseconds.value
        runs = RunFinder(shortest: shortest, gap: gap, listLimit)
        standing = StandingPosition(gap: gap)
        if case .silence = measure.condition, let window {
            silences = SilenceFinder(from: window.from, shortest: shortest, listLimit)
        } else if measure.meanKinetic {
            mean = MeanKineticFold(gap: gap, in: asked.edition)
        }
    }

    /// Takes the samples of the next instant, and its temperatures where it has any.
    mutating func take(
        _ instant: ArraySlice<Sample>,
        _ step: TemperatureStep?,
        at time: Instant
    ) {
        guard let window, window.contains(time) else { return }
        guard silences == nil else {
            silences?.take(time, &found)
            return
        }
        standing.take(instant, at: time)
        if let seen = measure.condition.seen(instant, standing) { runs.take(time, seen, &found) }
        if let step { mean?.take(step, instant) }
    }

    /// Works out ahead what ``findings`` need of the samples so far.
    mutating func prepare() { mean?.prepare() }

    /// What is found.
    var findings: MeasureFindings {
        guard window != nil else { return found }
        var found = found
        if var silences {
            if let end { silences.end(at: end, &found) }
            return found
        }
        var runs = runs
        runs.finish(&found)
        if let mean { found.meanKineticTemperature = mean.value }
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
    private var previous: Instant

    /// Begins to listen.
    init(from begin: Instant, shortest: Int64, _ listLimit: Int) {
        self.shortest = shortest
        self.listLimit = listLimit
        previous = begin
    }

    mutating func take(_ time: Instant, _ found: inout MeasureFindings) {
        found.readings += 1
        if found.first == nil { found.first = time }
        found.last = time
        end(at: time, &found)
        previous = time
    }

    /// Notes the silence until an instant, where it is long enough.
    mutating func end(at time: Instant, _ found: inout MeasureFindings) {
        let length = time.milliseconds(since: previous)
        guard length > 0, length >= shortest else { return }
        let silence = MeasuredRun(
            start: previous,
            end: time,
            milliseconds: length,
            longestMilliseconds: length,
            instants: 1,
            isOver: true
        )
        found.add(silence, listing: true, listLimit)
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

extension Areas {
    /// Whether a position is within one of them.
    fileprivate func includes(_ position: Position) -> Bool {
        contains { $0.contains(position) }
    }
}
