public import CanonicalJSON
public import Marine

/// What one device measured at one instant, without the device's name.
///
/// Every figure is an integer in the unit that its name states. A nil measurement was not reported.
public struct Sample: Hashable, Sendable {
    /// The instant of the measurement.
    public var time: Instant

    /// The temperature.
    public var temperature: Temperature?

    /// Relative humidity in thousandths of a percent, 0...100,000.
    public var humidityMilliPercent: Int32?

    /// The greatest acceleration in thousandths of a g, 0...1,000,000.
    public var shockMilliG: Int32?

    /// The illuminance in thousandths of a lux, 0...1,000,000,000.
    public var lightMilliLux: Int32?

    /// The state of the door.
    public var door: DoorState?

    /// The position.
    public var position: Position?

    /// The charge left in thousandths of a percent, 0...100,000.
    public var batteryMilliPercent: Int32?

    /// States a sample; ranges are checked where samples come in, by the parsers and the decoder.
    public init(
        time: Instant,
        temperature: Temperature? = nil,
        humidityMilliPercent: Int32? = nil,
        shockMilliG: Int32? = nil,
        lightMilliLux: Int32? = nil,
        door: DoorState? = nil,
        position: Position? = nil,
        batteryMilliPercent: Int32? = nil
    ) {
        self.time = time
        self.temperature = temperature
        self.humidityMilliPercent = humidityMilliPercent
        self.shockMilliG = shockMilliG
        self.lightMilliLux = lightMilliLux
        self.door = door
        self.position = position
        self.batteryMilliPercent = batteryMilliPercent
    }

    /// Whether nothing was measured.
    public var isEmpty: Bool {
        temperature == nil && humidityMilliPercent == nil && shockMilliG == nil
            && lightMilliLux == nil && door == nil && position == nil && batteryMilliPercent == nil
    }
}

// The one order of samples: by time, then by each measurement in the order of the declaration. An
// absent measurement follows every present one, so a combined report always precedes the rows
// that repeat parts of it.
extension Sample: Comparable {
    /// Whether one sample precedes another in the canonical order.
    public static func < (left: Sample, right: Sample) -> Bool {
        if left.time != right.time { return left.time < right.time }
        return left.measurementsPrecede(right)
    }

    private func measurementsPrecede(_ other: Sample) -> Bool {
        if temperature != other.temperature {
            return Self.precedes(temperature?.milliCelsius, other.temperature?.milliCelsius)
        }
        if humidityMilliPercent != other.humidityMilliPercent {
            return Self.precedes(humidityMilliPercent, other.humidityMilliPercent)
        }
        if shockMilliG != other.shockMilliG {
            return Self.precedes(shockMilliG, other.shockMilliG)
        }
        if lightMilliLux != other.lightMilliLux {
            return Self.precedes(lightMilliLux, other.lightMilliLux)
        }
        if door != other.door { return Self.precedes(door?.ordinal, other.door?.ordinal) }
        if position != other.position {
            return Self.precedes(position?.ordinal, other.position?.ordinal)
        }
        return Self.precedes(batteryMilliPercent, other.batteryMilliPercent)
    }

    private static func precedes<Value: Comparable>(_ left: Value?, _ right: Value?) -> Bool {
        guard let left else { return false }
        guard let right else { return true }
        return left < right
    }
}

extension DoorState {
    /// 0 for open and 1 for closed, as in a segment's door column.
    var ordinal: Int32 { self == .open ? 0 : 1 }
}

extension Position {
    /// A number that orders positions by latitude, then longitude.
    var ordinal: Int64 {
        Int64(latitudeMicrodegrees) * 1_000_000_000 + Int64(longitudeMicrodegrees)
    }
}

/// The state of a container's door at one instant.
public enum DoorState: String, JSONCoded, CaseIterable, Hashable, Sendable {
    /// The door is open.
    case open
    /// The door is shut.
    case closed
}

extension [Sample] {
    /// The place of the first for which a condition does not hold that holds for those before it.
    package func partitionPoint(_ holds: (Sample) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
