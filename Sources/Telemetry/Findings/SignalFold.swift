import Marine

/// What is looked at in one device's readings for whether they are to be believed, as far as they
/// have come in order of time; the time over a gap is nobody's.
struct SignalFold: Sendable {
    private var fastest = FastestMovement()
    private var metrics: [(ReadingSignals.Measured, StandingFinder, PassagePrints)]

    init(gapMilliseconds gap: Int64) {
        metrics = ReadingSignals.Measured.allCases.map { metric in
            (metric, StandingFinder(metric, gap: gap), PassagePrints(metric))
        }
    }

    /// Takes samples as ``ReadingSet`` keeps them.
    mutating func take(_ samples: ArraySlice<Sample>) {
        for sample in samples {
            if let position = sample.position { fastest.take(position, at: sample.time) }
        }
        for place in metrics.indices {
            for sample in samples {
                guard let value = metrics[place].0.value(of: sample) else { continue }
                metrics[place].1.take(value, at: sample.time)
                metrics[place].2.take(value, at: sample.time)
            }
        }
    }

    /// What they show.
    var found: ReadingSignals {
        var signals = ReadingSignals()
        signals.fastest = fastest.found
        for (_, standing, prints) in metrics {
            if let found = standing.found { signals.standing.append(found) }
            signals.prints += prints.found
        }
        return signals
    }
}

extension ReadingSignals.Measured {
    /// A sample's value in thousandths of the unit.
    fileprivate func value(of sample: Sample) -> Int32? {
        switch self {
        case .temperature: sample.temperature?.milliCelsius
        case .humidity: sample.humidityMilliPercent
        }
    }
}

/// The fastest of the movements between successive positions.
///
/// Of an instant with several positions the first in the order of samples counts.
private struct FastestMovement {
    private(set) var found: Movement?
    private var last: (position: Position, time: Instant)?

    mutating func take(_ position: Position, at time: Instant) {
        guard let last else {
            self.last = (position, time)
            return
        }
        guard last.time < time else { return }
        self.last = (position, time)
        let fastest = found?.kilometresPerHour ?? -1
        func faster(by way: Int64) -> Movement? {
            let metres = way - ReadingSignals.positionErrorMetres
            let speed = metres * 3_600 / time.milliseconds(since: last.time)
            guard metres > 0, speed > fastest else { return nil }
            return Movement(from: last.time, to: time, metres: metres, kilometresPerHour: speed)
        }
        // The exact way is worked out only where it may matter.
        guard faster(by: GroundDistance.upperBoundMetres(last.position, position)) != nil,
            let movement = faster(by: GroundDistance.metres(last.position, position))
        else { return }
        found = movement
    }
}

/// The straight line between two positions, in whole numbers.
///
/// The earth is a sphere of 6,371,000 m; the line goes through it, and so is never longer than the
/// way over ground: by 0.01 % over 300 km, 10 % over a quarter of the globe. Sines are Taylor
/// series of 14 terms in units of 2^-40.
enum GroundDistance {
    private static let radius: Int128 = 6_371_000
    private static let shift: Int128 = 40
    /// A microdegree in radians, in units of 2^-80.
    private static let microdegree: Int128 = 21_099_735_964_646_325

    /// In metres, rounded down.
    static func metres(_ from: Position, _ to: Position) -> Int64 {
        let (one, other) = (vector(from), vector(to))
        let squares = zip(one, other).reduce(UInt128(0)) { sum, pair in
            let difference = pair.0 - pair.1
            return sum + UInt128(difference * difference)
        }
        return Int64((Int128(root(squares)) * radius) >> shift)
    }

    /// No less than the way over ground: along the meridian, then along the equator.
    static func upperBoundMetres(_ from: Position, _ to: Position) -> Int64 {
        let north = abs(Int64(from.latitudeMicrodegrees) - Int64(to.latitudeMicrodegrees))
        let east = abs(Int64(from.longitudeMicrodegrees) - Int64(to.longitudeMicrodegrees))
        return (north + min(east, 360_000_000 - east)) * 112 / 1_000 + 1
    }

    private static func vector(_ position: Position) -> [Int128] {
        let latitude = Int64(position.latitudeMicrodegrees)
        let longitude = Int64(position.longitudeMicrodegrees)
        let level = cosine(latitude)
        return [
            (level * cosine(longitude)) >> shift, (level * sine(longitude)) >> shift,
            sine(latitude),
        ]
    }

    private static func cosine(_ angle: Int64) -> Int128 { sine(90_000_000 - abs(angle)) }

    /// The sine of an angle from -180 to 180 degrees, in microdegrees.
    private static func sine(_ angle: Int64) -> Int128 {
        if angle < 0 { return -sine(-angle) }
        let acute = angle > 90_000_000 ? 180_000_000 - angle : angle
        let radians = (Int128(acute) * microdegree) >> shift
        let square = (radians * radians) >> shift
        var (term, sum) = (radians, radians)
        for step in 1...13 {
            term = -((term * square) >> shift) / Int128(2 * step * (2 * step + 1))
            sum += term
        }
        return sum
    }

    /// The whole part of the square root.
    private static func root(_ value: UInt128) -> UInt128 {
        guard value > 1 else { return value }
        var guess = UInt128(1) << UInt128((129 - value.leadingZeroBitCount) / 2 + 1)
        while true {
            let next = (guess + value / guess) / 2
            if next >= guess { return guess }
            guess = next
        }
    }
}

/// The longest time for which a metric had one value.
private struct StandingFinder {
    private(set) var found: StandingValue?
    private let metric: ReadingSignals.Measured
    private let gap: Int64
    private var run: StandingValue?
    private var value: Int32 = 0
    private var latest: Instant?

    init(_ metric: ReadingSignals.Measured, gap: Int64) {
        self.metric = metric
        self.gap = gap
    }

    mutating func take(_ value: Int32, at time: Instant) {
        defer { latest = time }
        guard var current = run, let latest, value == self.value,
            time.milliseconds(since: latest) <= gap
        else {
            // The value changed, or no reading came for longer than a gap: a new run begins here.
            run = StandingValue(metric: metric, from: time, to: time, instants: 1)
            self.value = value
            return
        }
        if time != latest { current.instants += 1 }
        current.to = time
        run = current
        if current.instants > 1, current.milliseconds > found?.milliseconds ?? 0 {
            found = current
        }
    }
}

/// The least prints of the passages in one metric's values.
///
/// A passage's changes d, each plus 2^31, are the digits of a number to the base 1,000,003 modulo
/// 2^61 - 1, the oldest digit first. Its print is that number plus the metric's place times
/// 2^61, as SplitMix64 mixes it.
private struct PassagePrints {
    private static let modulus: UInt64 = (1 << 61) - 1
    private static let base: UInt64 = 1_000_003
    private static let oldest = (1..<ReadingSignals.passageSteps)
        .reduce(UInt64(1)) { power, _ in product(power, base) }

    private let tag: UInt64
    /// The latest changes, as a ring.
    private var changes = [Int32](repeating: 0, count: ReadingSignals.passageSteps)
    private var next = 0
    private var count = 0
    private var moves = 0
    private var number: UInt64 = 0
    private var latest: (value: Int32, time: Instant)?
    private var least: [UInt64] = []

    init(_ metric: ReadingSignals.Measured) {
        let place = ReadingSignals.Measured.allCases.firstIndex(of: metric) ?? 0
        tag = UInt64(place) << 61
    }

    /// The prints, in ascending order.
    var found: [Text<16>] {
        least.compactMap { print in
            let digits = String(print, radix: 16)
            return try? Text(String(repeating: "0", count: 16 - digits.count) + digits)
        }
    }

    mutating func take(_ value: Int32, at time: Instant) {
        guard let latest else {
            self.latest = (value, time)
            return
        }
        // The first value of an instant is the least.
        guard latest.time < time else { return }
        self.latest = (value, time)
        let change = value &- latest.value
        let gone = changes[next]
        changes[next] = change
        next = (next + 1) % changes.count
        if change != 0 { moves += 1 }
        if count == changes.count {
            if gone != 0 { moves -= 1 }
            number = Self.difference(number, Self.product(Self.digit(gone), Self.oldest))
        } else {
            count += 1
        }
        number = Self.sum(Self.product(number, Self.base), Self.digit(change))
        guard count == changes.count, moves >= ReadingSignals.passageMoves else { return }
        note(Self.mixed(number | tag))
    }

    private mutating func note(_ print: UInt64) {
        if least.count == ReadingSignals.printLimit, let most = least.last, print >= most {
            return
        }
        guard !least.contains(print), Set(changes).count >= 3 else { return }
        least.insert(print, at: least.firstIndex { $0 > print } ?? least.count)
        if least.count > ReadingSignals.printLimit { least.removeLast() }
    }

    private static func digit(_ change: Int32) -> UInt64 { UInt64(Int64(change) + 1 << 31) }

    private static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        return sum(low & modulus, (high << 3 | low >> 61) % modulus)
    }

    private static func sum(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let sum = left + right
        return sum >= modulus ? sum - modulus : sum
    }

    private static func difference(_ left: UInt64, _ right: UInt64) -> UInt64 {
        left >= right ? left - right : left + modulus - right
    }

    private static func mixed(_ number: UInt64) -> UInt64 {
        var mixed = number
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
