/// What a column of a logger's table holds.
enum CSVColumn: Hashable {
    case timestamp(ZoneNotes)
    case date(ZoneNotes)
    case time(ZoneNotes)
    case device
    case door
    case measurement(ReadingField, MeasurementUnit?)
    case unknownUnit(ReadingField)
    case ignored
    case unknown

    /// What the header says about times.
    struct ZoneNotes: Hashable {
        var offsetMinutes: Int?
        var order: DateOrder?
    }

    /// Reads a column's name.
    init(_ name: CSVColumnName) {
        self =
            Self.known(name) ?? name.movingLastWords(1).flatMap(Self.knownWithNote)
            ?? name.movingLastWords(2).flatMap(Self.knownWithNote)
            ?? name.movingFirstWord().flatMap(Self.knownWithNote) ?? .unknown
    }

    /// The field that may not occur twice, or nil where that does not matter.
    var uniqueKey: ReadingField? {
        switch self {
        case .timestamp, .date: .time
        case .device: .device
        case .door: .door
        case .measurement(let field, _), .unknownUnit(let field): field
        case .time, .ignored, .unknown: nil
        }
    }

    private static let timestampNames: Set<String> = [
        "timestamp", "time stamp", "datetime", "date time", "date/time", "date and time",
        "date & time", "recorded at", "reading time", "log time", "sample time",
    ]
    private static let deviceNames: Set<String> = [
        "device", "device id", "deviceid", "device serial", "device serial number", "serial",
        "serial number", "serial no", "serialnumber", "sn", "s/n", "imei", "logger", "logger id",
        "loggerid", "logger serial number", "tracker", "tracker id", "unit id",
    ]
    private static let fields: [String: ReadingField] = [
        "temperature": .temperature, "temp": .temperature,
        "humidity": .humidity, "relative humidity": .humidity, "rh": .humidity, "hum": .humidity,
        "%rh": .humidity, "%": .humidity,
        "shock": .shock, "acceleration": .shock, "g force": .shock, "impact": .shock,
        "light": .light, "light level": .light, "lux": .light, "illuminance": .light,
        "latitude": .latitude, "lat": .latitude,
        "longitude": .longitude, "lon": .longitude, "lng": .longitude, "long": .longitude,
        "battery": .battery, "battery level": .battery, "batt": .battery,
    ]
    private static let ignoredNames: Set<String> = [
        "no", "#", "index", "record", "record no", "id", "row", "sequence", "alarm", "alarms",
        "status", "event", "events", "remark", "remarks", "comment", "comments", "note", "notes",
        "dew point", "pressure", "motion", "speed", "heading", "altitude", "accuracy", "address",
        "device name", "shipment", "shipment id", "trip", "trip id", "trip number", "mkt",
        "signal", "signal strength", "rssi", "firmware", "model", "vendor", "",
    ]

    private static func known(_ name: CSVColumnName) -> CSVColumn? {
        if timestampNames.contains(name.name) { return .timestamp(zone(name.notes)) }
        if name.name == "date" { return .date(zone(name.notes)) }
        if name.name == "time" { return .time(zone(name.notes)) }
        if deviceNames.contains(name.name) { return .device }
        if ["door", "door state", "door status"].contains(name.name) { return .door }
        if let field = fields[name.name] { return measurement(field, name.notes) }
        if let channel = channel(name) { return channel }
        return ignoredNames.contains(name.name) ? .ignored : nil
    }

    /// A name followed by a note without brackets, accepted only if the note is understood.
    private static func knownWithNote(_ name: CSVColumnName) -> CSVColumn? {
        switch known(name) {
        case .timestamp(let notes) where notes != ZoneNotes(): .timestamp(notes)
        case .date(let notes) where notes != ZoneNotes(): .date(notes)
        case .time(let notes) where notes != ZoneNotes(): .time(notes)
        case .measurement(let field, let unit?): .measurement(field, unit)
        default: nil
        }
    }

    /// A channel of a multi-sensor logger, identified by its unit; the first is temperature if it
    /// has none.
    private static func channel(_ name: CSVColumnName) -> CSVColumn? {
        let words = name.name.split(separator: " ")
        guard let first = words.first, words.count <= 2 else { return nil }
        let number =
            words.count == 2 && (first == "ch" || first == "channel")
            ? words[1]
            : words.count == 1 && first.hasPrefix("ch") ? first.dropFirst(2) : ""
        guard 1...2 ~= number.count, number.utf8.allSatisfy(ASCII.isDigit) else { return nil }
        if name.notes.isEmpty {
            return number == "1" ? .measurement(.temperature, nil) : nil
        }
        for field in [ReadingField.temperature, .humidity, .light, .shock] {
            if case .measurement(let field, let unit?) = measurement(field, name.notes) {
                return .measurement(field, unit)
            }
        }
        return nil
    }

    private static func measurement(_ field: ReadingField, _ notes: [String]) -> CSVColumn {
        let units = notes.compactMap { MeasurementUnit($0, for: field) }
        if notes.allSatisfy(\.isEmpty) { return .measurement(field, nil) }
        guard let unit = units.first, units.allSatisfy({ $0 == unit }) else {
            return .unknownUnit(field)
        }
        return .measurement(field, unit)
    }

    private static func zone(_ notes: [String]) -> ZoneNotes {
        var zone = ZoneNotes()
        for note in notes {
            for part in note.split(whereSeparator: { $0 == "," || $0 == ";" }) {
                let bytes = Array(part.utf8)
                if let offset = ZoneText.offsetMinutes(bytes.span, bytes.indices) {
                    zone.offsetMinutes = offset
                } else if let order = DateOrder(format: String(part)) {
                    zone.order = order
                }
            }
        }
        return zone
    }
}

extension DateOrder {
    /// The order in a format such as `dd/mm/yyyy` or `M/D/YY h:mm`, or nil where it has none.
    init?(format: String) {
        let text = format.lowercased()
        guard let day = text.firstIndex(of: "d"), let month = text.firstIndex(of: "m"),
            text.contains("y")
        else { return nil }
        self = day < month ? .dayFirst : .monthFirst
    }
}
