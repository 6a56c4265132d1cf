import Marine

/// The columns of a segment in the order of their encoding.
enum SegmentColumn: CaseIterable {
    case temperature
    case humidity
    case shock
    case light
    case door
    case latitude
    case longitude
    case battery

    /// The column's value in a sample.
    @inline(__always)
    func value(of sample: Sample) -> Int32? {
        switch self {
        case .temperature: sample.temperature?.milliCelsius
        case .humidity: sample.humidityMilliPercent
        case .shock: sample.shockMilliG
        case .light: sample.lightMilliLux
        case .door: sample.door?.ordinal
        case .latitude: sample.position?.latitudeMicrodegrees
        case .longitude: sample.position?.longitudeMicrodegrees
        case .battery: sample.batteryMilliPercent
        }
    }

    /// The range of the column's values.
    var range: ClosedRange<Int32> {
        switch self {
        case .temperature: Metric.temperature.range
        case .humidity: Metric.humidity.range
        case .shock: Metric.shock.range
        case .light: Metric.light.range
        case .door: 0...1
        case .latitude: ReadingField.latitude.range
        case .longitude: ReadingField.longitude.range
        case .battery: Metric.battery.range
        }
    }
}
