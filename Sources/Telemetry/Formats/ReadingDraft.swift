import Marine

/// A reading being built: its fields are set one by one, and each is checked as it is set.
struct ReadingDraft {
    /// The device's place in the upload's table of devices.
    var device: Int?
    var time: Instant?
    private var sample = Sample(time: Instant(millisecondsSinceEpoch: 0))
    private var latitude: Int32?
    private var longitude: Int32?
    private var seen: UInt16 = 0

    /// Notes that a field was given; false if it was given before.
    @inline(__always)
    mutating func claim(_ field: ReadingField) -> Bool {
        let bit = field.bit
        defer { seen |= bit }
        return seen & bit == 0
    }

    /// The bits of the fields that were given.
    var fields: UInt16 { seen }

    /// Forgets a measurement that is given twice, as nothing says which to believe.
    mutating func clear(_ field: ReadingField) {
        switch field {
        case .temperature: sample.temperature = nil
        case .humidity: sample.humidityMilliPercent = nil
        case .shock: sample.shockMilliG = nil
        case .light: sample.lightMilliLux = nil
        case .battery: sample.batteryMilliPercent = nil
        case .door: sample.door = nil
        case .latitude, .longitude:
            latitude = nil
            longitude = nil
        case .device, .time: break
        }
    }

    /// Whether another draft gives a field the same figure, or one within thousandths of it.
    func agrees(with other: ReadingDraft, on field: ReadingField, within milli: Int32) -> Bool {
        func close(_ own: Int32?, _ theirs: Int32?) -> Bool {
            guard let own, let theirs else { return false }
            return abs(Int64(own) - Int64(theirs)) <= Int64(milli)
        }
        return switch field {
        case .temperature:
            close(sample.temperature?.milliCelsius, other.sample.temperature?.milliCelsius)
        case .humidity: sample.humidityMilliPercent == other.sample.humidityMilliPercent
        case .shock: sample.shockMilliG == other.sample.shockMilliG
        case .light: sample.lightMilliLux == other.sample.lightMilliLux
        case .battery: sample.batteryMilliPercent == other.sample.batteryMilliPercent
        case .latitude: latitude == other.latitude
        case .longitude: longitude == other.longitude
        case .device, .time, .door: false
        }
    }

    /// Sets a numeric field.
    @inline(__always)
    mutating func set(
        _ field: ReadingField,
        _ number: DecimalNumber,
        unit: MeasurementUnit
    ) throws(Rejection) {
        guard let wide = unit.normalized(number), let value = Int32(exactly: wide),
            field.range.contains(value)
        else { throw field.rangeRejection }
        switch field {
        case .temperature: sample.temperature = Temperature(milliCelsius: value)
        case .humidity: sample.humidityMilliPercent = value
        case .shock: sample.shockMilliG = value
        case .light: sample.lightMilliLux = value
        case .battery: sample.batteryMilliPercent = value
        case .latitude: latitude = value
        case .longitude: longitude = value
        case .device, .time, .door: break
        }
    }

    /// Sets the door.
    mutating func setDoor(_ door: DoorState) { sample.door = door }

    /// Ends the reading.
    ///
    /// - Parameters:
    ///   - time: The instant of the measurement.
    ///   - faults: Takes half of a position, which is left out.
    /// - Returns: What was measured; nil where nothing was.
    @inline(__always)
    func finished(at time: Instant, _ faults: inout [Rejection]) -> Sample? {
        var sample = sample
        sample.time = time
        if let latitude, let longitude {
            sample.position = Position(
                latitudeMicrodegrees: latitude,
                longitudeMicrodegrees: longitude
            )
        } else if latitude != nil || longitude != nil {
            // Where the other half is named as a fault already, this says nothing new.
            let absent: ReadingField = latitude == nil ? .latitude : .longitude
            if seen & absent.bit == 0 || faults.isEmpty {
                faults.append(
                    Rejection(
                        .positionIncomplete,
                        field: absent.rawValue,
                        "latitude and longitude come together or not at all"
                    )
                )
            }
        }
        return sample.isEmpty ? nil : sample
    }
}

extension ReadingField {
    /// The range of the field in the integers of ``Sample``.
    var range: ClosedRange<Int32> {
        switch self {
        case .temperature: Metric.temperature.range
        case .humidity: Metric.humidity.range
        case .shock: Metric.shock.range
        case .light: Metric.light.range
        case .battery: Metric.battery.range
        case .latitude: -90_000_000...90_000_000
        case .longitude: -180_000_000...180_000_000
        case .device, .time, .door: 0...0
        }
    }

    /// The rejection of a value outside the range.
    var rangeRejection: Rejection {
        let bounds =
            switch self {
            case .temperature: "-273.15...1000 degrees Celsius"
            case .humidity, .battery: "0...100 percent"
            case .shock: "0...1000 g"
            case .light: "0...1000000 lux"
            case .latitude: "-90...90 degrees"
            case .longitude: "-180...180 degrees"
            case .device, .time, .door: "its range"
            }
        return Rejection(.outOfRange, "the value is outside \(bounds)")
    }
}
