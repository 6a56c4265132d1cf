import Marine

/// The merging of a batch of one device's samples into its canonical samples.
struct SampleMerge {
    /// The canonical samples before, and after ``take(_:)``.
    private(set) var result: [Sample]

    /// The facts that were new, as canonical samples.
    private(set) var additions: [Sample] = []

    private(set) var accepted = 0
    private(set) var duplicates = 0

    init(known: [Sample]) { result = known }

    /// Merges a batch in any order.
    mutating func take(_ batch: [Sample]) {
        let ordered = batch.canonicallyOrdered()
        duplicates = batch.count - ordered.count
        guard let first = ordered.first else { return }
        // Most batches are later than everything known, and then only its end changes.
        var known = result.endIndex
        while known > 0, result[known - 1].time >= first.time { known -= 1 }
        let tail = Array(result[known...])
        result.removeSubrange(known...)
        // Few are appended without a copy of all.
        if ordered.count > result.count / 4 {
            result.reserveCapacity(result.count + tail.count + ordered.count)
        }
        var oldIndex = 0
        var newIndex = 0
        while newIndex < ordered.count {
            let time = ordered[newIndex].time
            while oldIndex < tail.count, tail[oldIndex].time < time {
                result.append(tail[oldIndex])
                oldIndex += 1
            }
            let oldEnd = Self.endOfInstant(tail, from: oldIndex, time: time)
            let newEnd = Self.endOfInstant(ordered, from: newIndex, time: time)
            mergeInstant(tail[oldIndex..<oldEnd], ordered[newIndex..<newEnd])
            oldIndex = oldEnd
            newIndex = newEnd
        }
        result.append(contentsOf: tail[oldIndex...])
    }

    private mutating func mergeInstant(_ old: ArraySlice<Sample>, _ new: ArraySlice<Sample>) {
        if new.count == 1, let only = new.first {
            if old.isEmpty {
                result.append(only)
                additions.append(only)
                accepted += 1
                return
            }
            if old.count == 1, old.first == only {
                result.append(only)
                duplicates += 1
                return
            }
        }
        var facts = InstantFacts()
        for sample in old { _ = facts.insert(sample) }
        var added = InstantFacts()
        for sample in new {
            if let news = facts.insert(sample) {
                _ = added.insert(news)
                accepted += 1
            } else {
                duplicates += 1
            }
        }
        guard let time = new.first?.time else { return }
        result.append(contentsOf: facts.samples(at: time))
        additions.append(contentsOf: added.samples(at: time))
    }

    private static func endOfInstant(_ samples: [Sample], from start: Int, time: Instant) -> Int {
        var end = start
        while end < samples.count, samples[end].time == time { end += 1 }
        return end
    }
}

/// The distinct values that one device reported at one instant.
struct InstantFacts {
    private var temperatures = DistinctValues<Temperature>()
    private var humidities = DistinctValues<Int32>()
    private var shocks = DistinctValues<Int32>()
    private var lights = DistinctValues<Int32>()
    private var doors = DistinctValues<DoorState>()
    private var positions = DistinctValues<Position>()
    private var batteries = DistinctValues<Int32>()

    /// Adds a sample's facts and returns those that are new, or nil if none is.
    mutating func insert(_ sample: Sample) -> Sample? {
        let news = Sample(
            time: sample.time,
            temperature: temperatures.insert(sample.temperature),
            humidityMilliPercent: humidities.insert(sample.humidityMilliPercent),
            shockMilliG: shocks.insert(sample.shockMilliG),
            lightMilliLux: lights.insert(sample.lightMilliLux),
            door: doors.insert(sample.door),
            position: positions.insert(sample.position),
            batteryMilliPercent: batteries.insert(sample.batteryMilliPercent)
        )
        return news.isEmpty ? nil : news
    }

    /// The facts as canonical samples.
    func samples(at time: Instant) -> [Sample] {
        let temperatures = temperatures.ordered { $0.milliCelsius < $1.milliCelsius }
        let humidities = humidities.ordered(by: <)
        let shocks = shocks.ordered(by: <)
        let lights = lights.ordered(by: <)
        let doors = doors.ordered { $0.ordinal < $1.ordinal }
        let positions = positions.ordered { $0.ordinal < $1.ordinal }
        let batteries = batteries.ordered(by: <)
        let count =
            [
                temperatures.count, humidities.count, shocks.count, lights.count, doors.count,
                positions.count, batteries.count,
            ].max() ?? 0
        func value<Value>(_ values: [Value], _ index: Int) -> Value? {
            index < values.count ? values[index] : nil
        }
        return (0..<count).map { index in
            Sample(
                time: time,
                temperature: value(temperatures, index),
                humidityMilliPercent: value(humidities, index),
                shockMilliG: value(shocks, index),
                lightMilliLux: value(lights, index),
                door: value(doors, index),
                position: value(positions, index),
                batteryMilliPercent: value(batteries, index)
            )
        }
    }
}

/// Distinct values: a list while they are few, with a set beside it once hostile input makes them
/// many.
private struct DistinctValues<Value: Hashable> {
    private var values: [Value] = []
    private var index: Set<Value>?

    /// Adds a value; returns it if it was not there.
    mutating func insert(_ value: Value?) -> Value? {
        guard let value else { return nil }
        if index != nil {
            guard index?.insert(value).inserted == true else { return nil }
        } else {
            guard !values.contains(value) else { return nil }
            if values.count == 16 { index = Set(values).union([value]) }
        }
        values.append(value)
        return value
    }

    func ordered(by precedes: (Value, Value) -> Bool) -> [Value] {
        values.count > 1 ? values.sorted(by: precedes) : values
    }
}
