import Marine

/// How the parts of an upload are understood, as they are read.
struct PartLog {
    private var described: [UnderstoodPart] = []
    private var current: Int?
    /// Readings of the part in hand that are not counted in it yet.
    private var uncounted = 0
    private var places: [TelemetryFamily: Int] = [:]
    /// The fields met in JSON readings, for the part in hand.
    private var seen: UInt16 = 0
    private var family: TelemetryFamily?

    /// The parts from which a reading was taken.
    var parts: [UnderstoodPart] {
        var log = self
        log.settle()
        return log.described.filter { $0.readings > 0 }
    }

    private mutating func settle() {
        if let current { described[current].readings += uncounted }
        uncounted = 0
    }

    /// Begins a table; only the first parts of an upload are kept.
    mutating func begin(_ part: UnderstoodPart) {
        settle()
        family = nil
        guard described.count < UploadLimits.describedParts else {
            current = nil
            return
        }
        current = described.count
        described.append(part)
    }

    /// Adds readings to the part in hand.
    @inline(__always)
    mutating func count(_ readings: Int) { uncounted += readings }

    /// Notes the fields of a JSON reading, and makes its kind the part in hand.
    @inline(__always)
    mutating func note(
        _ fields: UInt16,
        _ family: TelemetryFamily,
        line: Int,
        _ stated: UploadStatements,
        temperatureUnit: MeasurementUnit? = nil
    ) {
        if family == self.family, fields & ~seen == 0 { return }
        add(fields, family, line: line, stated, temperatureUnit)
    }

    private mutating func add(
        _ fields: UInt16,
        _ family: TelemetryFamily,
        line: Int,
        _ stated: UploadStatements,
        _ temperatureUnit: MeasurementUnit?
    ) {
        if let place = places[family] {
            settle()
            current = place
        } else {
            places[family] = described.count
            begin(
                UnderstoodPart(
                    line: line,
                    family: family,
                    readings: 0,
                    columns: [],
                    zone: stated.offsetMinutes.map(ZoneText.text),
                    dateOrder: nil,
                    device: stated.device?.string
                )
            )
        }
        self.family = family
        guard let current else { return }
        let known = Set(described[current].columns.map(\.field))
        for field in ReadingField.allCases
        where fields & field.bit != 0 && !known.contains(field) {
            let own = field == .temperature ? temperatureUnit : nil
            let unit = own ?? stated.units[field] ?? field.formatUnit
            described[current].columns.append(
                UnderstoodColumn(
                    name: field.rawValue,
                    field: field,
                    unit: family.statesUnits || !field.hasUnit ? nil : unit.symbol
                )
            )
        }
        seen = described[current].columns.reduce(0) { $0 | $1.field.bit }
    }
}

extension TelemetryFamily {
    /// Whether each value of the family states its own unit.
    fileprivate var statesUnits: Bool { self == .epcis || self == .dcsa }
}

extension ReadingField {
    /// Whether the field is a figure in some unit.
    var hasUnit: Bool { ![.device, .time, .door].contains(self) }
}
