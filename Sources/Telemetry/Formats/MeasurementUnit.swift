public import CanonicalJSON

/// A unit in which a column or member states its figures, and how it becomes thousandths.
enum MeasurementUnit: Hashable, Sendable {
    case celsius
    case fahrenheit
    case kelvin
    case percent
    case gravity
    case milliGravity
    case lux
    case degree

    /// The figure in thousandths of the field's own unit (millionths for degrees of arc).
    ///
    /// Exact but for one rounding, half away from zero. Nil where the figure is far out of any
    /// range.
    @inline(__always)
    func normalized(_ number: DecimalNumber) -> Int64? {
        switch self {
        case .celsius, .percent, .gravity, .lux: number.converted(times: 1_000)
        case .milliGravity: number.converted(times: 1)
        case .degree: number.converted(times: 1_000_000)
        case .fahrenheit: number.converted(times: 5_000, minus: 160_000, over: 9)
        case .kelvin: number.converted(times: 1_000, minus: 273_150)
        }
    }

    /// The unit as answers and the parameter of uploads spell it.
    var symbol: String {
        switch self {
        case .celsius: "C"
        case .fahrenheit: "F"
        case .kelvin: "K"
        case .percent: "%"
        case .gravity: "g"
        case .milliGravity: "mg"
        case .lux: "lux"
        case .degree: "degrees"
        }
    }

    /// A unit's name as ``init(_:for:)`` compares it.
    static func plainName(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let name = CSVColumnName(bytes.span, bytes.indices)
        return name.name.isEmpty ? name.notes.first ?? "" : name.name
    }

    /// The unit that a header names, in lower case without degree signs, for a field.
    /// - Returns: Nil where the field is not stated in such a unit.
    init?(_ name: String, for field: ReadingField) {
        switch (field, name) {
        case (.temperature, "c"), (.temperature, "degc"), (.temperature, "deg c"),
            (.temperature, "celsius"), (.temperature, "degrees c"),
            (.temperature, "degrees celsius"), (.temperature, "cel"):
            self = .celsius
        case (.temperature, "f"), (.temperature, "degf"), (.temperature, "deg f"),
            (.temperature, "fahrenheit"), (.temperature, "degrees f"),
            (.temperature, "degrees fahrenheit"), (.temperature, "fah"):
            self = .fahrenheit
        case (.temperature, "k"), (.temperature, "kelvin"), (.temperature, "kel"): self = .kelvin
        case (.humidity, "%"), (.humidity, "%rh"), (.humidity, "% rh"), (.humidity, "rh"),
            (.humidity, "rh%"), (.humidity, "rh %"), (.humidity, "percent"),
            (.humidity, "p1"), (.humidity, "% r h"), (.humidity, "% r"), (.humidity, "%r h"),
            (.humidity, "pct"), (.battery, "%"), (.battery, "percent"), (.battery, "pct"):
            self = .percent
        case (.shock, "g"), (.shock, "k40"): self = .gravity
        case (.shock, "mg"): self = .milliGravity
        case (.light, "lux"), (.light, "lx"): self = .lux
        case (.latitude, "deg"), (.latitude, "degrees"), (.latitude, "wgs84"),
            (.longitude, "deg"), (.longitude, "degrees"), (.longitude, "wgs84"):
            self = .degree
        default: return nil
        }
    }
}

/// A field of a reading as uploads state it.
public enum ReadingField: String, JSONCoded, CaseIterable, Hashable, Sendable {
    /// The device that measured.
    case device
    /// The instant of the measurement.
    case time
    /// Temperature.
    case temperature
    /// Relative humidity.
    case humidity
    /// The greatest acceleration.
    case shock
    /// Illuminance.
    case light
    /// The state of the door.
    case door
    /// Degrees north of the equator.
    case latitude
    /// Degrees east of Greenwich.
    case longitude
    /// Charge left.
    case battery

    /// The unit of the field in a reading in JSON, whose format states it.
    var formatUnit: MeasurementUnit {
        switch self {
        case .temperature: .celsius
        case .humidity, .battery: .percent
        case .shock: .gravity
        case .light: .lux
        default: .degree
        }
    }

    /// The only unit in which loggers' tables give the field; nil where they give it in several, so
    /// that a table has to state it.
    var onlyUnit: MeasurementUnit? {
        switch self {
        case .temperature, .shock, .battery: nil
        default: formatUnit
        }
    }

    /// A bit of its own for each field.
    @inline(__always)
    var bit: UInt16 {
        switch self {
        case .device: 1
        case .time: 2
        case .temperature: 4
        case .humidity: 8
        case .shock: 16
        case .light: 32
        case .door: 64
        case .latitude: 128
        case .longitude: 256
        case .battery: 512
        }
    }
}
