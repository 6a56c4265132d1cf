public import CanonicalJSON
import Marine

/// A quantity that a reading may hold as one number.
public enum Metric: String, JSONCoded, CaseIterable, Hashable, Sendable {
    /// Temperature, in thousandths of a degree Celsius.
    case temperature
    /// Relative humidity, in thousandths of a percent.
    case humidity
    /// Acceleration, in thousandths of a g.
    case shock
    /// Illuminance, in thousandths of a lux.
    case light
    /// The door: 0 is open, 1,000 is closed.
    case door
    /// Charge left, in thousandths of a percent.
    case battery

    /// The range of this metric's values, in the same thousandths.
    public var range: ClosedRange<Int32> {
        switch self {
        case .temperature: -273_150...1_000_000
        case .humidity, .battery: 0...100_000
        case .shock: 0...1_000_000
        case .light: 0...1_000_000_000
        case .door: 0...1_000
        }
    }
}

extension Sample {
    /// The value of a metric in thousandths of its unit, or nil where it was not reported.
    public subscript(metric: Metric) -> Int32? {
        switch metric {
        case .temperature: temperature?.milliCelsius
        case .humidity: humidityMilliPercent
        case .shock: shockMilliG
        case .light: lightMilliLux
        case .door: door.map { $0.ordinal * 1_000 }
        case .battery: batteryMilliPercent
        }
    }
}
