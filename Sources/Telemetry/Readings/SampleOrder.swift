import Marine

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
