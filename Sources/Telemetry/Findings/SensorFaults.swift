import Marine

/// Values that a metric's sensors report when they measure nothing.
struct SensorFaults {
    /// Values that are a fault even where every reading has them.
    let never: Set<Int32>
    /// Values that are a fault where the values beside them do not lead there.
    let unled: Set<Int32>
    /// How near the value before or after leads to one of them, in thousandths of the unit.
    let nearness: Int64

    /// Temperatures, in thousandths of a degree Celsius.
    ///
    /// DS18B20: 85 at power-on, -127 for an absent device (its usual driver), -55 and 125 the ends
    /// of its scale. Sensirion's SHT2x, SHT3x and SHT4x with all bits clear or set: -46.85, -45,
    /// 128.87, 130. A Pt100 converter at the ends of its scale: -200, 850. Absolute zero, and the
    /// fillers -99.9, 327.67, -327.68 (beyond the range of temperatures), 655.35, 999.9, 1,000.
    static let temperatures = SensorFaults(
        never: [
            -273_150, -200_000, -127_000, 85_000, 125_000, 127_000, 127_937, 127_938, 128_860,
            128_870,
            130_000, 150_000, 327_670, 655_350, 850_000, 999_000, 999_900, 1_000_000,
        ],
        unled: [-99_900, -55_000, -46_850, -45_000, -40_000],
        nearness: 5_000
    )

    /// Relative humidities, in thousandths of a percent: perfectly dry air is in no hold.
    static let humidities = SensorFaults(never: [0], unled: [], nearness: 5_000)

    /// Whether a value is one of the list.
    func lists(_ value: Int32) -> Bool { never.contains(value) || unled.contains(value) }

    /// Which of the values, in order of time, are a fault's.
    ///
    /// A value near which the last sound one before or the next one after lies is none. Without a
    /// sound value on either side those of ``never`` are, unless they are `expected`.
    func flags(in values: [TimedValue<Int32>], unlessExpected expected: (Int32) -> Bool) -> [Bool] {
        // Most values lie between two of the list, about zero, and are not looked up in it.
        let list = never.union(unled)
        let low = list.filter { $0 <= 0 }.max() ?? .min
        let high = list.filter { $0 > 0 }.min() ?? .max
        var flags = values.map { timed in
            (timed.value <= low || timed.value >= high) && list.contains(timed.value)
        }
        guard flags.contains(true) else { return flags }
        // The sound values on both sides of each: no other value of the list.
        var after = [Int32?](repeating: nil, count: values.count)
        var next: Int32?
        for place in values.indices.reversed() {
            after[place] = next
            if !flags[place] { next = values[place].value }
        }
        var before: Int32?
        for place in values.indices {
            let value = values[place].value
            guard flags[place] else {
                before = value
                continue
            }
            let sides = [before, after[place]].compactMap(\.self)
            if sides.isEmpty {
                flags[place] = never.contains(value) && !expected(value)
            } else {
                flags[place] = !sides.contains { abs(Int64($0) - Int64(value)) <= nearness }
            }
        }
        return flags
    }
}

/// Positions at 0° north 0° east, within a thousandth of a degree.
enum NullIsland {
    /// How near another position has to be for one there to be believed, in metres.
    private static let nearness: Int64 = 200_000

    /// Whether a position is there.
    static func isThere(_ position: Position) -> Bool {
        abs(position.latitudeMicrodegrees) <= 1_000 && abs(position.longitudeMicrodegrees) <= 1_000
    }

    /// Which of the positions, in order of time, are there and are not led to.
    static func flags(in values: [TimedValue<Position>]) -> [Bool] {
        let flags = values.map { isThere($0.value) }
        guard flags.contains(true) else { return flags }
        // A ship that passes there comes from near and goes on near.
        let isNear = zip(values, flags).contains { value, there in
            !there
                && GroundDistance.metres(
                    value.value,
                    Position(latitudeMicrodegrees: 0, longitudeMicrodegrees: 0)
                ) <= nearness
        }
        return isNear ? flags.map { _ in false } : flags
    }
}

/// Values that cannot follow from the ones before them.
enum Outliers {
    /// The first value that is believed: the first from which the next one is reached, or the one
    /// after that; `nil` where there is none.
    static func begin<Value>(
        in values: [TimedValue<Value>],
        isReached: (Value, Value, _ milliseconds: Int64) -> Bool
    ) -> Int? {
        values.indices.first { place in
            values[place...].dropFirst().prefix(2).contains { other in
                let apart = other.time.milliseconds(since: values[place].time)
                return isReached(values[place].value, other.value, abs(apart))
            }
        }
    }

    /// Which of the values, in order of time, are not reached from the last one that is believed.
    ///
    /// Those before the first that is believed are looked at backwards. A value that stays is
    /// believed once there was time to reach it.
    static func flags<Value>(
        in values: [TimedValue<Value>],
        from begin: Int,
        isReached: (Value, Value, _ milliseconds: Int64) -> Bool
    ) -> [Bool] {
        var flags = [Bool](repeating: false, count: values.count)
        func reaches(_ one: Int, _ other: Int) -> Bool {
            let apart = values[other].time.milliseconds(since: values[one].time)
            return isReached(values[one].value, values[other].value, abs(apart))
        }
        var believed = begin
        for place in stride(from: begin - 1, through: 0, by: -1) {
            if reaches(believed, place) { believed = place } else { flags[place] = true }
        }
        believed = begin
        for place in values.indices.dropFirst(begin + 1) {
            if reaches(believed, place) { believed = place } else { flags[place] = true }
        }
        return flags
    }
}
