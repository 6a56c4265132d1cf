/// A unit in which a column or member states its figures, and how it becomes thousandths.
enum MeasurementUnit: Hashable {
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

    /// The unit that a header names, in lower case without degree signs, for a field.
    /// - Returns: Nil where the field is not stated in such a unit.
    init?(_ name: String, for field: ReadingField) {
        switch (field, name) {
        case (.temperature, "c"), (.temperature, "degc"), (.temperature, "deg c"),
            (.temperature, "celsius"), (.temperature, "degrees c"),
            (.temperature, "degrees celsius"):
            self = .celsius
        case (.temperature, "f"), (.temperature, "degf"), (.temperature, "deg f"),
            (.temperature, "fahrenheit"), (.temperature, "degrees f"),
            (.temperature, "degrees fahrenheit"):
            self = .fahrenheit
        case (.temperature, "k"), (.temperature, "kelvin"): self = .kelvin
        case (.humidity, "%"), (.humidity, "%rh"), (.humidity, "% rh"), (.humidity, "rh"),
            (.humidity, "rh%"), (.humidity, "rh %"), (.humidity, "percent"),
            (.battery, "%"), (.battery, "percent"):
            self = .percent
        case (.shock, "g"): self = .gravity
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
enum ReadingField: Int, CaseIterable {
    case device
    case time
    case temperature
    case humidity
    case shock
    case light
    case door
    case latitude
    case longitude
    case battery

    /// The unit in which the field is stated where nothing else is said.
    var defaultUnit: MeasurementUnit {
        switch self {
        case .temperature: .celsius
        case .humidity, .battery: .percent
        case .shock: .gravity
        case .light: .lux
        default: .degree
        }
    }
}
