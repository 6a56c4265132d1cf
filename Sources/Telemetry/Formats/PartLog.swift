import Marine

/// How the parts of an upload are understood, as they are read.
struct PartLog {
    private(set) var parts: [UnderstoodPart] = []
    private var current: Int?
    private var places: [TelemetryFamily: Int] = [:]
    /// The fields met in JSON readings, for the part in hand.
    private var seen: UInt16 = 0
    private var family: TelemetryFamily?

    /// Begins a table; only the first parts of an upload are kept.
    mutating func begin(_ part: UnderstoodPart) {
        guard parts.count < UploadLimits.describedParts else {
            current = nil
            return
        }
        current = parts.count
        parts.append(part)
    }

    /// Adds readings to the part in hand.
    @inline(__always)
    mutating func count(_ readings: Int) {
        if let current { parts[current].readings += readings }
    }

    /// Names the device of the part in hand, which one row stated for all.
    mutating func name(_ device: String) {
        if let current { parts[current].device = device }
    }

    /// Notes the fields of a JSON reading, and makes its kind the part in hand.
    @inline(__always)
    mutating func note(
        _ fields: UInt16,
        _ family: TelemetryFamily,
        line: Int,
        _ stated: UploadStatements
    ) {
        if family == self.family, fields & ~seen == 0 { return }
        add(fields, family, line: line, stated)
    }

    private mutating func add(
        _ fields: UInt16,
        _ family: TelemetryFamily,
        line: Int,
        _ stated: UploadStatements
    ) {
        if let place = places[family] {
            current = place
        } else {
            places[family] = parts.count
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
        let known = Set(parts[current].columns.map(\.field))
        for field in ReadingField.allCases
        where fields & field.bit != 0 && !known.contains(field) {
            let unit = stated.units[field] ?? field.formatUnit
            parts[current].columns.append(
                UnderstoodColumn(
                    name: field.rawValue,
                    field: field,
                    unit: family.statesUnits || !field.hasUnit ? nil : unit.symbol
                )
            )
        }
        seen = parts[current].columns.reduce(0) { $0 | $1.field.bit }
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
